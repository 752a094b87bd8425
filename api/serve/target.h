#pragma once

#include "api/job.h"
#include "api/serve/query.h"

/**
 * Reads the `url` of a render request: where Grafana is, which dashboard and panel, and what its
 * query says about range, theme and variables.
 *
 * url      checked for length and control characters by the caller
 * request  its arena is set; this sets url, origin, base, route and what the query holds
 * query    the decoded query, for what the caller takes from it
 *
 * The sub path may itself have a segment named like a route: the first route that leaves as many
 * segments as it needs wins. A "render/" before the route (a copied share link) is no part of
 * the base. The fragment is dropped.
 *
 * Errors: RENDER_ERROR_FORBIDDEN for a scheme other than http and https;
 * RENDER_ERROR_BAD_REQUEST for a URL that can't be read, that holds a user or password, or whose
 * path leads to no dashboard.
 * Source: Grafana 12.3, public/app/routes/routes.tsx and pkg/api/render.go.
 */
bool target_parse(const char *url, RenderRequest *request, Query *query, GError **error);

/**
 * Brings "scheme://host[:port]" to the form RenderRequest.origin has, so that origins compare as
 * text. A path of "/" is let through, any other is an error.
 *
 * Returns the origin; free with g_free().
 * Errors: as target_parse().
 */
char *target_origin_parse(const char *text, GError **error);
