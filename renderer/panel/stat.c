#include "renderer/json.h"
#include "renderer/panel/big-value.h"
#include "renderer/panel/panel.h"
#include "renderer/panel/repeater.h"
#include "renderer/panel/types.h"

#include <math.h>
#include <string.h>

/* --- Options --- */

static BigValueColor parse_color_mode(const char *mode)
{
	if (strcmp(mode, "none") == 0)
		return COLOR_NONE;
	if (strcmp(mode, "background") == 0)
		return COLOR_BACKGROUND;
	return strcmp(mode, "background_solid") == 0 ? COLOR_BACKGROUND_SOLID : COLOR_VALUE;
}

/* Names are shown by themselves where there are several, if the panel does not name the value. */
static BigValueText parse_text_mode(const PanelContext *context, const char *mode, size_t n)
{
	if (strcmp(mode, "value") == 0)
		return TEXT_VALUE;
	if (strcmp(mode, "value_and_name") == 0)
		return TEXT_VALUE_AND_NAME;
	if (strcmp(mode, "name") == 0)
		return TEXT_NAME;
	if (strcmp(mode, "none") == 0)
		return TEXT_NONE;
	bool is_named = json_get_text(context->field_config, "defaults.displayName", "")[0] ||
			!context->panel->title[0];

	return n > 1 || is_named ? TEXT_VALUE_AND_NAME : TEXT_VALUE;
}

/* Sizes of 0 are none. */
static double font_size(json_object *json, const char *path)
{
	double size_px = json_get_number(json, path, NAN);

	return size_px == 0 ? NAN : size_px;
}

static BigValueStyle parse_style(const PanelContext *context, size_t n)
{
	json_object *json = context->options;

	return (BigValueStyle){
		.color_mode = parse_color_mode(json_get_text(json, "colorMode", "value")),
		.text_mode = parse_text_mode(context, json_get_text(json, "textMode", "auto"), n),
		.has_graph = strcmp(json_get_text(json, "graphMode", "area"), "none") != 0,
		.is_centered = strcmp(json_get_text(json, "justifyMode", "auto"), "center") == 0,
		.is_wide_allowed = json_get_bool(json, "wideLayout", true),
		.shows_percent = json_get_bool(json, "showPercentChange", false),
		.percent_color = json_get_text(json, "percentChangeColorMode", "standard"),
		.title_px = font_size(json, "text.titleSize"),
		.value_px = font_size(json, "text.valueSize"),
		.percent_px = font_size(json, "text.percentSize"),
	};
}

/* --- All values --- */

static bool stat_layout(const PanelContext *context, Rect area, Scene *scene, GError **error)
{
	ReduceOptions reduce = reduce_options_parse(context->arena, context->options);
	size_t n;
	FieldDisplay *displays =
		field_displays(context->arena, context->frames, &reduce, context->field_config,
			       context->interpolator, &context->display, &n);
	DisplayAlignment longest = field_displays_alignment(displays, n);
	BigValueStyle style = parse_style(context, n);
	const char *orientation = json_get_text(context->options, "orientation", "auto");
	Repeater repeater = {
		.orientation = orientation_parse(orientation), .spacing = 3, .is_grid = true
	};

	scene_push_clip_rect(scene, area);
	for (size_t i = 0; i < n; i++) {
		Rect cell = repeater_cell(&repeater, area, n, i);

		if (cell.x < rect_right(area) && cell.y < rect_bottom(area))
			big_value_layout(context, scene, cell, &style, &displays[i], &longest);
	}
	scene_pop_clip(scene);
	return true;
}

const PanelType panel_stat = {
	.id = "stat",
	.field_defaults = "{\"thresholds\":{\"mode\":\"absolute\",\"steps\":["
			  "{\"value\":null,\"color\":\"green\"},{\"value\":80,\"color\":\"red\"}]}}",
	.has_no_padding = true,
	.layout = stat_layout,
};
