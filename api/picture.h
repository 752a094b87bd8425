#pragma once

#include "api/grafana/fetch.h"

#include "renderer/scene.h"

/** What a picture is made with. */
typedef struct {
	const RenderRequest *request;
	Session *session;
	TextContext *text;
	Arena *arena; // keeps what was fetched
	const Cancel *cancel;
} PictureJob;

/**
 * Fetches and lays out what the request asks for: one panel, or a whole dashboard.
 *
 * title  the panel's or the dashboard's; belongs to the arena
 *
 * Of a dashboard only those panels are asked for that the picture shows; what goes wrong with one
 * of them is said in its place. Grafana's own navigation is never drawn, as in a kiosk.
 * Errors: as grafana_fetch(); for one panel those of its type.
 */
Scene *picture_scene(const PictureJob *job, const char **title, GError **error);
