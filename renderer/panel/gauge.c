#include "renderer/data/apply.h"
#include "renderer/json.h"
#include "renderer/panel/formatted-text.h"
#include "renderer/panel/gauge-dial.h"
#include "renderer/panel/panel.h"
#include "renderer/panel/repeater.h"
#include "renderer/panel/types.h"

#include <math.h>
#include <string.h>

#define LINE_HEIGHT (22.0 / 14)
#define TITLE_BOX 1.5 // what the layout counts with
#define TITLE_MAX_PX 20
#define TITLE_SHIFT 4 // towards the dial

typedef struct {
	bool has_markers, has_labels;
	double title_px, value_px; // NAN: by the box
	Repeater repeater;
} GaugeOptions;

/* One value in its cell. */
typedef struct {
	const PanelContext *context;
	const GaugeOptions *options;
	const FieldDisplay *display;
	const char *title; // NULL when none is shown
	Rect cell;
} Gauge;

/* --- Options --- */

static double manual_size(json_object *json, const char *key, bool is_used)
{
	const double least = 75;
	bool is_manual = strcmp(json_get_text(json, "sizing", "auto"), "manual") == 0;

	return is_manual && is_used ? json_get_number(json, key, least) : least;
}

static GaugeOptions parse_options(json_object *json)
{
	Orientation orientation = orientation_parse(json_get_text(json, "orientation", "auto"));

	return (GaugeOptions){
		.has_markers = json_get_bool(json, "showThresholdMarkers", true),
		.has_labels = json_get_bool(json, "showThresholdLabels", false),
		.title_px = json_get_number(json, "text.titleSize", NAN),
		.value_px = json_get_number(json, "text.valueSize", NAN),
		.repeater = {
			.orientation = orientation,
			.spacing = 8,
			.is_grid = true,
			.least_width = manual_size(json, "minVizWidth",
						   orientation == ORIENTATION_VERTICAL),
			.least_height = manual_size(json, "minVizHeight",
						    orientation == ORIENTATION_HORIZONTAL),
		},
	};
}

/* Percentages are of 100 or 1 where nothing else is said. */
static void set_percent_range(Field *field)
{
	const FieldConfig *config = &field->config;
	bool is_percent = config->unit && strcmp(config->unit, "percent") == 0;

	if (!is_percent && (!config->unit || strcmp(config->unit, "percentunit") != 0))
		return;
	field->state.has_range = true;
	field->state.range = (Range){
		isnan(config->min) ? 0 : config->min,
		isnan(config->max) ? (is_percent ? 100 : 1) : config->max,
	};
}

static void set_percent_ranges(Frames *frames)
{
	for (size_t i = 0; i < frames->n; i++)
		for (size_t f = 0; f < frames->items[i]->n_fields; f++)
			set_percent_range(&frames->items[i]->fields[f]);
}

/* --- Spans of the dial --- */

static bool is_by_thresholds(const Field *field)
{
	return !field->config.color_mode || strcmp(field->config.color_mode, "thresholds") == 0;
}

static void set_spans(const Gauge *gauge, Range range, Dial *dial)
{
	const Field *field = gauge->display->field;
	Arena *arena = gauge->context->arena;

	if (is_by_thresholds(field)) {
		dial->spans = threshold_spans(arena, gauge->context->theme, field, range,
					      &dial->n_spans);
		return;
	}
	ThresholdSpan *whole = arena_new_one(arena, ThresholdSpan);

	*whole = (ThresholdSpan){ gauge->display->range.min, gauge->display->display.color };
	dial->spans = whole;
	dial->n_spans = 1;
}

/* --- One gauge --- */

/* Height of the dial in a cell of this size whose title is `title_px` high. */
static double dial_height(const Gauge *gauge, double title_px)
{
	double title = gauge->title ? title_px * TITLE_BOX : 0;

	return fmin(gauge->cell.height - title, gauge->cell.width);
}

static double title_size(double dimension)
{
	return fmin(dimension * 0.15 / TITLE_BOX, TITLE_MAX_PX);
}

static bool is_vertical(const Gauge *gauge)
{
	return gauge->options->repeater.orientation == ORIENTATION_VERTICAL;
}

static void set_range(const Gauge *gauge, Dial *dial)
{
	const FieldDisplay *display = gauge->display;
	const Field *field = display->field;
	Range range = { isnan(display->range.min) ? 0 : display->range.min,
			isnan(display->range.max) ? 100 : display->range.max };

	dial->value = display->display.numeric;
	if (field->config.thresholds.is_percentage) {
		range = (Range){ 0, 100 };
		if (!isnan(display->display.percent))
			dial->value = display->display.percent * 100;
	}
	set_spans(gauge, range, dial);
	dial->min = range.min;
	dial->max = range.max;
	if (gauge->options->has_markers) {
		dial->min = threshold_rounded(field, range.min);
		dial->max = threshold_rounded(field, range.max);
	}
}

static void set_sizes(const Gauge *gauge, Dial *dial)
{
	const GaugeOptions *options = gauge->options;
	double height = dial_height(gauge, title_size(gauge->cell.width));
	double width = is_vertical(gauge) ? height : gauge->cell.width;
	double side = fmin(width, height);

	dial->bar_px = fmin(side / 5.5, 40) / (options->has_labels ? 1.5 : 1);
	double beside = dial->bar_px + (options->has_markers ? dial->bar_px / 5 : 0) +
			(options->has_labels ? 10 : 0);
	double text_width = fmin(width, side * 1.3) * 0.9 - (beside * 2 + 10);

	dial->text_px = options->value_px;
	if (isnan(dial->text_px))
		dial->text_px = text_fit_size(gauge->context->text, dial->text, 400, text_width,
					      side, 1, dial->bar_px * 1.7);
	dial->label_px = fmax(dial->text_px / 2.5, 12);
}

static Dial make_dial(const Gauge *gauge)
{
	const FormattedValue *value = &gauge->display->display.formatted;
	char *text = arena_printf(gauge->context->arena, "%s%s%s", value->prefix, value->text,
				  value->suffix);
	Dial dial = {
		.neutral = custom_number(&gauge->display->field->config, "neutral", NAN),
		.has_labels = gauge->options->has_labels,
		.text = text,
		.text_color = gauge->display->display.color,
	};

	set_range(gauge, &dial);
	set_sizes(gauge, &dial);
	g_strstrip(text); // on the page, not where it is measured
	dial.has_ring = gauge->options->has_markers && dial.n_spans > 1;
	return dial;
}

static void draw_title(const Gauge *gauge, Scene *scene, Rect line, double size_px)
{
	TextStyle style = { FONT_SANS, size_px, 400, false, BODY_LETTER_SPACING };
	g_autofree char *title = text_collapse(gauge->title);
	g_autofree char *shown =
		text_ellipsize(gauge->context->text, &style, title, line.width);
	bool is_whole = strcmp(shown, title) == 0; // what is cut begins at the left

	scene_text(scene, &(SceneText){
				  .text = shown,
				  .x = line.x + (is_whole ? line.width / 2 : 0),
				  .baseline_y = line_baseline(line.y, line.height, size_px),
				  .align = is_whole ? ALIGN_CENTER : ALIGN_LEFT,
				  .style = style,
				  .color = gauge->context->theme->text_primary,
				  .whole = title,
			  });
}

/* A single link is a box around the gauge that is only as high as its content. */
static bool is_at_top(const Gauge *gauge)
{
	json_object *links = gauge->display->field->config.links;

	return gauge->options->repeater.orientation == ORIENTATION_AUTO && links &&
	       json_object_is_type(links, json_type_array) && json_object_array_length(links) == 1;
}

static void layout_gauge(const Gauge *gauge, Scene *scene)
{
	Rect cell = gauge->cell;
	double auto_px = title_size(is_vertical(gauge) ? cell.height : cell.width);
	double title_px = isnan(gauge->options->title_px) ? auto_px : gauge->options->title_px;
	double line = gauge->title ? title_px * LINE_HEIGHT : 0;
	double height = dial_height(gauge, auto_px);
	double width = is_vertical(gauge) ? height : cell.width;
	double overflow = fmax(0, height + line - cell.height);
	Dial dial = make_dial(gauge);

	/* Title and dial give way by their size. */
	if (overflow > 0) {
		height -= overflow * height / (height + line);
		line = cell.height - height;
	}
	double top = is_at_top(gauge) ? cell.y : cell.y + (cell.height - height - line) / 2;

	scene_push_clip_rect(scene, rect_snapped(cell));
	dial_layout(scene, gauge->context->text, gauge->context->theme,
		    (Rect){ cell.x, top, width, height }, &dial);
	if (gauge->title)
		draw_title(gauge, scene,
			   (Rect){ cell.x, top + height - TITLE_SHIFT, width,
				   title_px * LINE_HEIGHT },
			   title_px);
	scene_pop_clip(scene);
}

static bool gauge_layout(const PanelContext *context, Rect area, Scene *scene, GError **error)
{
	GaugeOptions options = parse_options(context->options);
	ReduceOptions reduce = reduce_options_parse(context->arena, context->options);
	size_t n;

	set_percent_ranges(context->frames);
	FieldDisplay *displays =
		field_displays(context->arena, context->frames, &reduce, context->field_config,
			       context->interpolator, &context->display, &n);
	bool is_named = n > 1 ||
			json_get_text(context->field_config, "defaults.displayName", "")[0];

	scene_push_clip_rect(scene, area);
	for (size_t i = 0; i < n; i++) {
		Gauge gauge = {
			.context = context,
			.options = &options,
			.display = &displays[i],
			.title = is_named ? displays[i].title : NULL,
			.cell = repeater_cell(&options.repeater, area, n, i),
		};

		if (gauge.cell.x >= rect_right(area) || gauge.cell.y >= rect_bottom(area))
			break;
		layout_gauge(&gauge, scene);
	}
	scene_pop_clip(scene);
	return true;
}

const PanelType panel_gauge = {
	.id = "gauge",
	.field_defaults = "{\"thresholds\":{\"mode\":\"absolute\",\"steps\":["
			  "{\"value\":null,\"color\":\"green\"},{\"value\":80,\"color\":\"red\"}]}}",
	.layout = gauge_layout,
};
