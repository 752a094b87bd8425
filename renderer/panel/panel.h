#pragma once

#include <stdbool.h>

#include <glib.h>

#include "renderer/answer.h"
#include "renderer/arena.h"
#include "renderer/asset.h"
#include "renderer/chart/legend-room.h"
#include "renderer/data/display.h"
#include "renderer/data/frame.h"
#include "renderer/model/dashboard.h"
#include "renderer/model/interpolate.h"
#include "renderer/scene.h"
#include "renderer/theme.h"

/** Everything a panel type draws from. */
typedef struct PanelContext {
	Arena *arena;
	TextContext *text;
	const Theme *theme;
	const Panel *panel;
	json_object *options;	   // the panel's options; read with json_get_*()
	json_object *field_config; // with the type's field defaults in it
	Frames *frames;		   // transformed, field config applied
	Frames *annotations;	   // frames of events
	const Assets *assets;	   // files of Grafana's that the panel names, or NULL
	const Answers *answers;	   // to what the type asks besides queries, or NULL
	TimeRange range;	   // the panel's own, with its time override
	GTimeZone *zone;
	int64_t now_ms;
	const Interpolator *interpolator;
	DisplayContext display;
	double page_width_px; // of the whole picture: legends move below 992
	bool is_alone;	      // nothing else is in the picture
	bool disables_sanitize_html; // Grafana's setting: HTML is shown as it is
	bool shows_all_rows;  // the picture is as high as all rows need: nothing is split into pages
	LegendRoom *legend_room; // what a legend does that is too large; NULL: as in the browser
} PanelContext;

/** How a panel type is drawn: one file ends in one of these, one row of panel_types[] names it. */
typedef struct PanelType {
	const char *id; // "type" in the dashboard
	/** fieldConfig.defaults of the plugin as JSON, or NULL */
	const char *field_defaults;
	bool has_no_padding;	// stat, canvas, geomap: content up to the border
	/**
	 * Lays the panel out inside `area` (the content box). Honest messages ("No data") are
	 * part of the layout; `error` is only for what can't be drawn at all.
	 */
	bool (*layout)(const PanelContext *context, Rect area, Scene *scene, GError **error);
	/** Height of the content when all rows are shown, at most `most_px`; NULL: it has no rows. */
	double (*full_height)(const PanelContext *context, double width_px, double most_px);
} PanelType;

/** The type with this id; the one that draws unknown types where there is none. */
const PanelType *panel_type_find(const char *id);
