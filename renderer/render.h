#pragma once

#include "renderer/panel/panel.h"

/** Everything one panel's picture is made from. */
typedef struct {
	Arena *arena;
	TextContext *text;
	const Theme *theme;
	const Panel *panel;
	Frames *frames;	     // as the data sources answered
	Frames *annotations; // events, or NULL
	const Assets *assets; // files that the panel names, or NULL
	const Answers *answers; // to what its type asks besides queries, or NULL
	TimeRange range;     // the panel's own
	GTimeZone *zone;
	int64_t now_ms;
	const Interpolator *interpolator;
	const char *time_info;	// header text of the time override, or NULL
	const char *error_text; // why data are missing, or NULL
	bool is_plugin_missing; // Grafana does not have the panel's type
	double width_px, height_px, scale;
	double page_width_px; // of the whole picture; 0: the panel is all of it
	bool shows_all_rows;  // of a panel that has rows: the picture grows to hold them
	LegendOverflow legend_overflow;
	double max_height_px; // at most as high as this
	bool disables_sanitize_html; // Grafana's setting: HTML is shown as it is
	bool has_new_gauge; // Grafana's toggle: gauges are drawn as radial bars
} RenderInput;

/**
 * Lays out a panel: field config is applied to the frames, then the frame around the panel and
 * its content are placed.
 *
 * Errors: those of the panel type; wrong field config is said in the picture instead.
 */
Scene *render_panel(const RenderInput *input, GError **error);

/** The picture that says why there is no panel: "Panel not found" and the like. */
Scene *render_message(TextContext *text, const Theme *theme, double width_px, double height_px,
		      double scale, const char *message);

/** What Grafana shows in place of a panel that the dashboard does not have. */
Scene *render_missing_panel(const Theme *theme, double width_px, double height_px, double scale);
