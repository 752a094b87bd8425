#pragma once

#include "api/cancel.h"

#include "renderer/arena.h"
#include "renderer/chart/legend-room.h"

/** What the path of a render URL leads to. */
typedef enum {
	RENDER_ROUTE_UID,      // d/:uid, d-solo/:uid
	RENDER_ROUTE_SLUG,     // dashboard/db/:slug, dashboard-solo/db/:slug (Grafana 6 and 7)
	RENDER_ROUTE_SNAPSHOT, // dashboard/snapshot/:key, dashboard-solo/snapshot/:key
} RenderRoute;

typedef enum {
	RENDER_ENCODING_PNG,
	RENDER_ENCODING_PDF,
} RenderEncoding;

/** The values the URL gives one dashboard variable; a name without a value has one, "". */
typedef struct RenderVariable {
	const char *name; // without "var-"
	const char *const *values;
	size_t n_values;
} RenderVariable;

/**
 * One picture to make: the checked parameters of GET /render and what its `url` says.
 *
 * Texts are UTF-8 without control characters, percent-decoded (escape them again before they go
 * into another URL), NULL where the request names none, and live as long as the request.
 */
typedef struct RenderRequest {
	Arena *arena; // owns every text below

	const char *url;    // as given
	const char *origin; // scheme://host[:port], lower case, without a default port
	const char *base;   // API paths are relative to it: origin and sub path, ends in '/'

	RenderRoute route;
	bool is_solo;         // one panel without the dashboard around it (d-solo, dashboard-solo)
	const char *uid;      // dashboard uid, slug or snapshot key, as `route` tells
	const char *slug;     // only for messages and logs
	const char *panel_id; // "2", "panel-2", "eu$panel-4"; NULL is the whole dashboard

	int64_t org_id;                  // 0 when the URL names none
	const char *from, *to;           // "now-6h", "now/d", epoch ms, ISO
	const char *time, *time_window;  // the centre and width form of a range
	const char *url_timezone;        // "timezone" of the URL: stands above the dashboard's own
	const char *tz;                  // "tz" of the URL: what the user asked /render for
	bool is_light;                   // "theme" of the URL; dark unless it says light
	bool is_kiosk;                   // "kiosk" of the URL
	bool hides_time, hides_variables, hides_links; // "_dash.hideTimePicker" and the like
	bool shows_all_rows;             // "rows=all" of the URL: as high as a table needs
	LegendOverflow legend_overflow;  // "legend" of the URL: grow, fit; cut as the browser does
	const RenderVariable *variables; // each name once, in the URL's order
	size_t n_variables;

	int width_px;        // CSS pixels
	int height_px;       // CSS pixels; of a full page the least height
	bool is_full_height; // as tall as the dashboard is, at most max_height_px
	int max_height_px;   // what limits and total pixels leave for this width and scale
	double scale;        // device pixels per CSS pixel
	RenderEncoding encoding;
	const char *timezone; // the renderer's clock ("browser" time); IANA name or POSIX text

	const char *render_key; // secret: cookie value for `domain`
	const char *domain;
	const char *accept_language;
	const char *tenant_id;

	int64_t timeout_us;
	int64_t deadline_us; // g_get_monotonic_time() after which nobody wants the answer
} RenderRequest;

void render_request_free(RenderRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RenderRequest, render_request_free)

/** What a render gives: the encoded picture. */
typedef struct Picture {
	GBytes *bytes;            // the caller's
	const char *content_type; // static
} Picture;

/**
 * Makes one picture.
 *
 * worker_state  what RenderBackend.worker_new gave this thread
 * picture       set on success only
 *
 * Ends soon after `cancel` is set or the request's deadline has passed.
 * Errors: any of RENDER_ERROR; the message is shown to the client and must carry no secret.
 */
typedef bool (*RenderFunction)(const RenderRequest *request, Cancel *cancel, void *worker_state,
			       Picture *picture, GError **error);

/**
 * What the service calls to render. Every worker thread makes its own state (fonts, connections)
 * when it starts and frees it when it ends.
 */
typedef struct RenderBackend {
	RenderFunction render;
	void *(*worker_new)(const void *context);
	void (*worker_free)(void *worker_state);
	const void *context; // shared by all workers; what changes in it is locked
	/** Appends what it has to tell to GET /metrics, in Prometheus' text format; or NULL. */
	void (*metrics_print)(const void *context, GString *text);
} RenderBackend;
