#pragma once

#include "api/grafana/annotation.h"
#include "api/grafana/query.h"
#include "api/grafana/session.h"
#include "api/job.h"

#include "renderer/answer.h"
#include "renderer/asset.h"
#include "renderer/model/dashboard.h"
#include "renderer/model/variable.h"

/** What one render asks Grafana for. */
typedef struct FetchInput {
	const RenderRequest *request;
	int64_t now_ms;	    // one instant for the whole render
	double width_px;    // of the picture
	FrameLimits limits; // zero: 2000 frames, 4 million values
} FetchInput;

/** How long each stage took, in milliseconds; stages that had nothing to do are 0. */
typedef struct FetchTimes {
	double dashboard_ms; // settings and dashboard
	double variables_ms; // preferences and variables
	double data_ms;	     // queries and annotations, with decoding
} FetchTimes;

/** A dashboard and what its panels have in common. Everything belongs to the arena. */
typedef struct FetchedDashboard {
	Arena *arena;
	Settings *settings;
	Dashboard *dashboard;
	Variables *variables;
	Interpolator interpolator;
	TimeContext time;
	TimeRange range;
	GTimeZone *zone;
	const char *zone_name; // "utc", "Europe/Berlin"
	bool is_browser_zone;  // neither URL, dashboard nor user name one
	QueryContext query;    // of its panels
	FetchTimes times;
} FetchedDashboard;

/** One panel, or one copy of a repeated panel, with its data. */
typedef struct FetchedPanel {
	Panel *panel;		     // a library panel's model is in it
	const VariableValue *scoped; // of a repeat: the copy's own values
	size_t n_scoped;
	double width_px;

	/* The result of fetch_panels(). */
	Interpolator interpolator;
	TimeRange range;
	const char *time_info; // the header's text of a time override, or NULL
	Frames *frames;	       // series, never NULL
	Frames *annotations;   // frames of events, never NULL
	const Assets *assets;  // files that the panel names, never NULL
	const Answers *answers; // to what its type asks besides, never NULL
	const char *error_text; // the first thing a query complained of, or NULL
} FetchedPanel;

/** One panel of one dashboard: what a render of d-solo needs. */
typedef struct Fetched {
	FetchedDashboard dashboard;
	FetchedPanel panel; // panel.panel NULL: the dashboard has no such panel
} Fetched;

/**
 * Fetches everything the request's panel is drawn from: settings and dashboard, then variables,
 * then queries beside annotations. Calls that do not wait for one another run in parallel.
 *
 * arena  keeps everything in `fetched`
 *
 * A query that fails is no error: its text is in panel.error_text, and what came is there.
 * Errors: why settings or dashboard failed; RENDER_ERROR_TIMEOUT, RENDER_ERROR_CANCELLED.
 */
bool grafana_fetch(Session *session, Arena *arena, const FetchInput *input, const Cancel *cancel,
		   Fetched *fetched, GError **error);

/* --- The same in steps, for pictures of several panels --- */

/** Begins the session's render; session_end() ends it. */
void fetch_begin(Session *session, const FetchInput *input, const Cancel *cancel);

bool fetch_dashboard(Session *session, Arena *arena, const FetchInput *input,
		     FetchedDashboard *dashboard, GError **error);

/** Finds the panel of the request, and a repeated copy's values; panel NULL when there is none. */
FetchedPanel fetch_find_panel(const FetchedDashboard *dashboard, const FetchInput *input);

/**
 * Puts library panels in their places before the dashboard is laid out: they say themselves how
 * they repeat. What does not come is asked for once more, and told, by fetch_panels().
 */
bool fetch_libraries(Session *session, FetchedDashboard *dashboard, GError **error);

/**
 * The dashboards that links of the dashboard list by their tags: an answer for each such link, in
 * their order.
 */
bool fetch_links(Session *session, FetchedDashboard *dashboard, const Answers **links,
		 GError **error);

/** Fetches the data of panels, all at once; panel, scoped and width_px of each are given. */
bool fetch_panels(Session *session, FetchedDashboard *dashboard, FetchedPanel *panels, size_t n,
		  GError **error);
