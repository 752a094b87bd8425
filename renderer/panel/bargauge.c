#include "renderer/chart/graph-legend.h"
#include "renderer/data/apply.h"
#include "renderer/data/names.h"
#include "renderer/json.h"
#include "renderer/panel/bar-gauge.h"
#include "renderer/panel/panel.h"
#include "renderer/panel/repeater.h"
#include "renderer/panel/types.h"

#include <math.h>
#include <string.h>

enum { MAX_LEGEND_ITEMS = 10000 };

/* --- Options --- */

static Repeater parse_repeater(json_object *json, bool is_cells, Rect area)
{
	bool is_manual = strcmp(json_get_text(json, "sizing", "auto"), "manual") == 0;
	Repeater repeater = {
		.orientation = orientation_parse(json_get_text(json, "orientation", "auto")),
		.spacing = is_cells ? 2 : 10,
		.least_width = 8,
		.least_height = 16,
		.most_height = 300,
	};

	repeater.orientation = repeater_orientation(&repeater, area);
	if (is_manual && repeater.orientation == ORIENTATION_VERTICAL)
		repeater.least_width = json_get_number(json, "minVizWidth", 8);
	if (is_manual && repeater.orientation == ORIENTATION_HORIZONTAL) {
		repeater.least_height = json_get_number(json, "minVizHeight", 16);
		repeater.most_height = json_get_number(json, "maxVizHeight", 300);
	}
	return repeater;
}

static BarGaugeStyle parse_style(json_object *json, const Repeater *repeater)
{
	return (BarGaugeStyle){
		.mode = bar_mode_parse(json_get_text(json, "displayMode", "gradient")),
		.value_mode = bar_value_mode_parse(json_get_text(json, "valueMode", "color")),
		.name_placement =
			bar_name_placement_parse(json_get_text(json, "namePlacement", "auto")),
		.is_vertical = repeater->orientation == ORIENTATION_VERTICAL,
		.shows_unfilled = json_get_bool(json, "showUnfilled", true),
		.cell_px = 12,
		.gap_px = repeater->spacing,
		.title_px = json_get_number(json, "text.titleSize", NAN),
		.value_px = json_get_number(json, "text.valueSize", NAN),
	};
}

/* --- Legend --- */

static LegendItem legend_item(const PanelContext *context, const LegendOptions *options,
			      Frame *frame, Field *field)
{
	LegendItem item = {
		.label = field_display_name(context->arena, field, frame, context->frames),
		.color = field_series_color(frame, field, context->theme),
		.is_on_right_axis =
			strcmp(custom_text(&field->config, "axisPlacement", ""), "right") == 0,
	};

	legend_set_stats(context, options, frame, field, &item);
	return item;
}

static bool is_in_legend(const Field *field)
{
	return field->type != FIELD_TIME &&
	       !custom_boolean(&field->config, "hideFrom.legend", false);
}

static Rect layout_legend(const PanelContext *context, Rect area, Scene *scene)
{
	LegendOptions options = legend_options_parse(context->arena, context->options);
	g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(LegendItem));

	if (!json_get_bool(context->options, "legend.showLegend", false))
		return area;
	frames_cache_names(context->arena, context->frames);
	for (size_t i = 0; i < context->frames->n; i++) {
		Frame *series = context->frames->items[i];

		for (size_t f = 0; f < series->n_fields && items->len < MAX_LEGEND_ITEMS; f++) {
			if (!is_in_legend(&series->fields[f]))
				continue;
			LegendItem item =
				legend_item(context, &options, series, &series->fields[f]);

			g_array_append_val(items, item);
		}
	}
	return legend_layout(context, &options, (LegendItem *)items->data, items->len, area, scene);
}

/* --- Bars --- */

static Range range_of(const FieldDisplay *display)
{
	Range range = display->range;

	return (Range){ isnan(range.min) ? 0 : range.min, isnan(range.max) ? 100 : range.max };
}

/* Not null, which is as good as 0. */
static bool is_unknown(double bound)
{
	return isnan(bound) && !value_is_null(bound);
}

static void draw_bar(const PanelContext *context, Scene *scene, Rect cell,
		     const BarGaugeStyle *style, const DisplayAlignment *longest,
		     const FieldDisplay *display)
{
	DisplayProcessor processor = { 0 };
	BarGauge gauge = {
		.value = { .display = &display->display,
			   .field = display->field,
			   .range = range_of(display),
			   .is_unlimited = is_unknown(display->range.min) ||
					   is_unknown(display->range.max) },
		.title = display->title ? display->title : "",
		.longest_title = longest->title,
		.longest_value = &longest->value,
	};

	if (display->frame) {
		processor = display_processor(display->frame, display->field, &context->display);
		gauge.value.processor = &processor;
	}
	bar_gauge_layout(scene, context->text, context->theme, cell, style, &gauge);
}

static void draw_bars(const PanelContext *context, Scene *scene, Rect area,
		      FieldDisplay *displays, size_t n)
{
	bool is_cells = strcmp(json_get_text(context->options, "displayMode", ""), "lcd") == 0;
	Repeater repeater = parse_repeater(context->options, is_cells, area);
	BarGaugeStyle style = parse_style(context->options, &repeater);
	double height = repeater_cell(&repeater, area, n, 0).height;

	if (n == 1 && !json_get_text(context->field_config, "defaults.displayName", "")[0])
		displays[0].title = "";
	DisplayAlignment longest = field_displays_alignment(displays, n);

	style.is_overflow =
		(height + repeater.spacing) * (double)n - repeater.spacing > area.height;
	for (size_t i = 0; i < n; i++) {
		Rect cell = repeater_cell(&repeater, area, n, i);

		if (cell.x >= rect_right(area) || cell.y >= rect_bottom(area))
			break;
		draw_bar(context, scene, cell, &style, &longest, &displays[i]);
	}
}

static bool bargauge_layout(const PanelContext *context, Rect area, Scene *scene, GError **error)
{
	ReduceOptions reduce = reduce_options_parse(context->arena, context->options);
	Rect rest = layout_legend(context, area, scene);
	size_t n;
	FieldDisplay *displays =
		field_displays(context->arena, context->frames, &reduce, context->field_config,
			       context->interpolator, &context->display, &n);

	scene_push_clip_rect(scene, rest);
	draw_bars(context, scene, rest, displays, n);
	scene_pop_clip(scene);
	return true;
}

const PanelType panel_bargauge = {
	.id = "bargauge",
	.field_defaults = "{\"thresholds\":{\"mode\":\"absolute\",\"steps\":["
			  "{\"value\":null,\"color\":\"green\"},{\"value\":80,\"color\":\"red\"}]}}",
	.layout = bargauge_layout,
};
