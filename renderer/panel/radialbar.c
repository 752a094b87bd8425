#include "renderer/json.h"
#include "renderer/panel/panel.h"
#include "renderer/panel/radial-gauge.h"
#include "renderer/panel/repeater.h"
#include "renderer/panel/types.h"

#include <math.h>
#include <string.h>

enum { MAX_SEGMENTS = 1000 };

/* A panel of the gauge that was there before: what did not exist then is off. */
static bool is_older_gauge(const PanelContext *context)
{
	const char *version = context->panel->plugin_version;
	double number = version && version[0] ? g_ascii_strtod(version, NULL) : 8;

	return !json_get_text(context->options, "shape", "")[0] && number < 13;
}

/* What an older gauge says outright had an effect with its colours by thresholds only. */
static bool has_thresholds(const PanelContext *context, bool is_older)
{
	const char *mode = json_get_text(context->field_config, "defaults.color.mode", "");

	if (is_older && json_get_bool(context->options, "showThresholdMarkers", false) &&
	    strcmp(mode, "thresholds") != 0)
		return false;
	return json_get_bool(context->options, "showThresholdMarkers", true);
}

static RadialStyle parse_style(const PanelContext *context)
{
	json_object *json = context->options;
	bool is_older = is_older_gauge(context);

	return (RadialStyle){
		.is_circle = strcmp(json_get_text(json, "shape", "gauge"), "circle") == 0,
		.is_plain = is_older || strcmp(json_get_text(json, "gradient", "auto"), "none") == 0,
		.bar_factor = CLAMP(json_get_number(json, "barWidthFactor", 0.5), 0, 1),
		.n_segments = (int)CLAMP(json_get_number(json, "segmentCount", 1), 1, MAX_SEGMENTS),
		.segment_spacing = CLAMP(json_get_number(json, "segmentSpacing", 0.3), 0, 1),
		.has_sparkline = !is_older && json_get_bool(json, "sparkline", true),
		.has_thresholds = has_thresholds(context, is_older),
		.has_labels = json_get_bool(json, "showThresholdLabels", false),
		.has_glow = json_get_bool(json, "effects.barGlow", false),
		.has_center_glow = json_get_bool(json, "effects.centerGlow", false),
		.has_round_ends = json_get_bool(json, "effects.rounded", false),
		.has_spotlight = json_get_bool(json, "effects.spotlight", false),
		.name_px = json_get_number(json, "text.titleSize", NAN),
		.value_px = json_get_number(json, "text.valueSize", NAN),
	};
}

static bool radialbar_layout(const PanelContext *context, Rect area, Scene *scene, GError **error)
{
	ReduceOptions reduce = reduce_options_parse(context->arena, context->options);
	size_t n;
	FieldDisplay *displays =
		field_displays(context->arena, context->frames, &reduce, context->field_config,
			       context->interpolator, &context->display, &n);
	RadialStyle style = parse_style(context);
	const char *orientation = json_get_text(context->options, "orientation", "auto");
	Repeater repeater = {
		.orientation = orientation_parse(orientation),
		.spacing = 16,
		.is_grid = true,
		.least_width = 60,
		.least_height = 60,
	};

	scene_push_clip_rect(scene, area);
	for (size_t i = 0; i < n; i++) {
		Rect cell = repeater_cell(&repeater, area, n, i);

		if (cell.x < rect_right(area) && cell.y < rect_bottom(area))
			radial_gauge_layout(context, scene, cell, &style, &displays[i], n > 1);
	}
	scene_pop_clip(scene);
	return true;
}

const PanelType panel_radialbar = {
	.id = "radialbar",
	.field_defaults = "{\"thresholds\":{\"mode\":\"absolute\",\"steps\":["
			  "{\"value\":null,\"color\":\"green\"},{\"value\":80,\"color\":\"red\"}]}}",
	.layout = radialbar_layout,
};
