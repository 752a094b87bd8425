#pragma once

#include "api/grafana/session.h"
#include "api/grafana/settings.h"
#include "api/job.h"

/** Which dashboard is wanted. */
typedef struct DashboardAddress {
	RenderRoute route;
	const char *uid; // uid, slug or snapshot key, as `route` tells
} DashboardAddress;

/**
 * The calls for the frontend settings and a dashboard, sent together. Which route a dashboard is
 * asked by depends on Grafana's version, which only the settings tell: where it is not known yet
 * both are asked, and the settings then choose, so that the same Grafana always gives the same
 * JSON.
 *
 * Source: Grafana 12.3, features/dashboard/api/{v1,UnifiedDashboardAPI}.ts; see version.c.
 */
typedef struct DashboardCalls {
	Session *session;
	Arena *arena;
	DashboardAddress address;
	const char *name_space; // the dashboard was asked in
	Settings *settings;   // once known
	Exchange *ask_settings;
	Exchange *classic;    // /api/dashboards/uid, /api/dashboards/db or /api/snapshots
	Exchange *dto;	      // /apis/dashboard.grafana.app/v1beta1
} DashboardCalls;

/** Sends the first calls. */
void dashboard_calls_start(DashboardCalls *calls, Session *session, Arena *arena,
			   const DashboardAddress *address);

/**
 * Waits for the settings and the dashboard.
 *
 * Returns the dashboard's JSON, in the form dashboard_parse() takes; the caller's.
 * Errors: RENDER_ERROR_NOT_FOUND when there is no such dashboard, else why a call failed.
 */
json_object *dashboard_calls_finish(DashboardCalls *calls, GError **error);

/** Sends the call for a library panel. */
Exchange *library_panel_start(Session *session, Arena *arena, const char *uid);

/** The panel's model from the answer; the arena keeps it. NULL with `error` when it failed. */
json_object *library_panel_model(Arena *arena, Exchange *exchange, GError **error);
