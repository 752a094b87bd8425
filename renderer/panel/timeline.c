#include "renderer/panel/timeline.h"

#include "renderer/chart/annotation.h"
#include "renderer/chart/legend.h"
#include "renderer/chart/outside.h"
#include "renderer/chart/time-axis.h"
#include "renderer/chart/value-legend.h"
#include "renderer/json.h"
#include "renderer/panel/message.h"
#include "renderer/panel/pagination.h"

#include <math.h>
#include <string.h>

enum { NAME_GAP = 16, MAX_STATES = 500, MAX_PER_PAGE = 10000 };

/* The row of page buttons below the chart. */
enum { PAGES_MARGIN = 8, SMALL_PAGES_BELOW = 550 };
#define PAGES_HEIGHT 37.1875

/* --- Options --- */

static ShowValue parse_show_value(json_object *options)
{
	const char *text = json_get_text(options, "showValue", "auto");

	if (strcmp(text, "always") == 0)
		return SHOW_ALWAYS;
	return strcmp(text, "never") == 0 ? SHOW_NEVER : SHOW_AUTO;
}

static TextAlign parse_align(json_object *options)
{
	const char *text = json_get_text(options, "alignValue", "left");

	if (strcmp(text, "center") == 0)
		return ALIGN_CENTER;
	return strcmp(text, "right") == 0 ? ALIGN_RIGHT : ALIGN_LEFT;
}

static double parse_part(json_object *options, const char *key)
{
	return fmin(fmax(json_get_number(options, key, 0.9), 0), 1);
}

TimelineOptions timeline_options_parse(json_object *options, TimelineMode mode)
{
	bool is_samples = mode == TIMELINE_SAMPLES;

	return (TimelineOptions){
		.mode = mode,
		.row_height = parse_part(options, "rowHeight"),
		.col_width = parse_part(options, "colWidth"),
		.merges_values = !is_samples && json_get_bool(options, "mergeValues", true),
		.show_value = parse_show_value(options),
		.align = parse_align(options),
		.per_page = (size_t)fmin(fmax(json_get_number(options, "perPage", 0), 0),
					 MAX_PER_PAGE),
	};
}

/* --- Axes --- */

/* What the axes' ticks go by. */
typedef struct {
	const TimelineData *data;
	double row_height;
} TickRows;

static Ticks ticks_new(Arena *arena, size_t n)
{
	return (Ticks){
		.values = arena_new_array(arena, double, n + 1),
		.has_label = arena_new_array(arena, bool, n + 1),
	};
}

static void add_tick(Ticks *ticks, double value)
{
	ticks->values[ticks->n] = value;
	ticks->has_label[ticks->n++] = true;
}

/* A tick in the middle of each row, on a scale from 0 at the bottom to 1. */
static Ticks row_ticks(const void *context, const Plot *plot, double increment)
{
	const TickRows *rows = context;
	size_t n = MIN(rows->data->n_rows, MAX_TICKS);
	double height = plot->area.height;
	Ticks ticks = ticks_new(plot->arena, n);

	(void)increment;
	for (size_t i = 0; i < n; i++) {
		TimelineLane lane = timeline_lane(i, rows->data->n_rows, rows->row_height, height);

		add_tick(&ticks, 1 - js_round(lane.top + lane.height / 2) / height);
	}
	return ticks;
}

/*
 * A tick at every k-th sample, so that they are at least an increment apart. A single sample has no
 * width: the browser gets no scale of it, and no tick.
 */
static Ticks sample_ticks(const void *context, const Plot *plot, double increment)
{
	const TimelineData *data = context;
	const Scale *scale = &plot->scales[0];
	Ticks ticks = ticks_new(plot->arena, MAX_TICKS);

	if (data->n_times < 2)
		return ticks;
	double step = ceil(increment / (data->x[1] - data->x[0]));
	size_t skip = step >= 1 && step < 1e9 ? (size_t)step : 1;

	for (size_t i = 0; i < data->n_times && ticks.n < MAX_TICKS; i += skip)
		if (data->x[i] >= scale->min && data->x[i] <= scale->max)
			add_tick(&ticks, data->x[i]);
	return ticks;
}

static const char *const *row_names(const PanelContext *context, const TimelineData *data)
{
	size_t n = MIN(data->n_rows, MAX_TICKS);
	const char **names = arena_new_array(context->arena, const char *, n + 1);

	for (size_t i = 0; i < n; i++)
		names[i] = data->rows[i].name ? data->rows[i].name : "";
	return names;
}

static bool is_axis_hidden(const Field *field)
{
	return strcmp(custom_text(&field->config, "axisPlacement", "auto"), "hidden") == 0;
}

static void add_time_axis(const PanelContext *context, const TimelineData *data,
			  const TimelineOptions *options, Plot *plot)
{
	AxisConfig axis = axis_config(context->theme, 0, SIDE_BOTTOM);

	if (is_axis_hidden(&data->frame->fields[0]))
		return;
	axis.zone = context->zone;
	time_axis_take_format(context, data->frame, &data->frame->fields[0], &axis);
	if (options->mode == TIMELINE_SAMPLES) {
		axis.places = sample_ticks;
		axis.places_data = data;
	}
	plot_add_axis(plot, &axis);
}

static void add_name_axis(const PanelContext *context, const TickRows *rows, Plot *plot)
{
	static const char *const no_names[] = { NULL };
	const Field *field = rows->data->rows[0].field;
	AxisConfig axis = axis_config(context->theme, 1, SIDE_LEFT);
	double width = custom_number(&field->config, "axisWidth", NAN);

	axis.places = row_ticks;
	axis.places_data = rows;
	axis.has_grid = axis.has_ticks = false;
	axis.texts = row_names(context, rows->data);
	axis.gap = NAME_GAP;
	axis.size = width >= 0 ? width : NAN;
	if (is_axis_hidden(field)) {
		axis.texts = no_names;
		axis.size = axis.gap = 0;
	}
	plot_add_axis(plot, &axis);
}

/* Boxes around samples reach beyond the first and the last one. */
static Range x_range(const PanelContext *context, const TimelineData *data, TimelineMode mode)
{
	Range range = { (double)context->range.from_ms, (double)context->range.to_ms };

	if (mode == TIMELINE_CHANGES || data->n_times < 2)
		return range;
	double half = (data->x[1] - data->x[0]) / 2;
	double first = data->x[0], last = data->x[data->n_times - 1];

	if (range.min <= first)
		range.min = first - half;
	if (range.max >= last)
		range.max = last + half;
	return range;
}

static Plot *make_plot(const PanelContext *context, const TimelineData *data,
		       const TimelineOptions *options, Rect canvas, double ratio)
{
	Plot *plot = plot_new(context->arena, context->text, context->theme, canvas, ratio);
	TickRows *rows = arena_new_one(context->arena, TickRows);
	Range range = x_range(context, data, options->mode);

	*rows = (TickRows){ data, options->row_height };
	plot_add_scale(plot, scale_fixed(SCALE_TIME, range.min, range.max));
	plot_add_scale(plot, scale_fixed(SCALE_LINEAR, 0, 1));
	add_time_axis(context, data, options, plot);
	add_name_axis(context, rows, plot);
	plot_layout(plot);
	return plot;
}

/* --- Legend --- */

/** States met so far, in order. */
typedef struct {
	Arena *arena;
	GHashTable *index_of; // text to index + 1
	LegendItem *items;
	size_t n;
} StateList;

static void add_state(StateList *list, const char *text, Color color)
{
	size_t index = GPOINTER_TO_SIZE(g_hash_table_lookup(list->index_of, text));

	if (index) {
		list->items[index - 1].color = color;
		return;
	}
	if (!text[0] || list->n == MAX_STATES)
		return;
	LegendItem *item = &list->items[list->n++];

	item->label = arena_strdup(list->arena, text);
	item->color = color;
	g_hash_table_insert(list->index_of, (void *)item->label, GSIZE_TO_POINTER(list->n));
}

static void add_states_of_row(StateList *list, const TimelineData *data, const TimelineRow *row)
{
	Value last = { .kind = VALUE_ABSENT };
	char name[DISPLAY_TEXT_SIZE];

	for (size_t time = 0; time < data->n_times; time++) {
		Value value = timeline_value(row, time);

		if (value.kind == VALUE_ABSENT || timeline_is_same(value, last))
			continue;
		last = value;
		timeline_state_name(row, value, name);
		add_state(list, name, timeline_color(row, value));
	}
}

static LegendItem *list_states(const PanelContext *context, const TimelineData *data, size_t *n)
{
	g_autoptr(GHashTable) index_of = g_hash_table_new(g_str_hash, g_str_equal);
	StateList list = { context->arena, index_of,
			   arena_new_array(context->arena, LegendItem, MAX_STATES), 0 };

	for (size_t i = 0; i < data->n_legend_rows; i++)
		if (data->legend_rows[i].in_legend)
			add_states_of_row(&list, data, &data->legend_rows[i]);
	*n = list.n;
	return list.items;
}

/* The first field decides what the legend lists: steps, nothing, or states. */
static LegendItem *legend_items(const PanelContext *context, const TimelineData *data, size_t *n)
{
	const FieldConfig *config = &data->legend_rows[0].field->config;
	const char *mode = config->color_mode ? config->color_mode : "fixed";

	if (strcmp(mode, "thresholds") == 0 && config->thresholds.n_steps > 1)
		return threshold_legend_items(context->arena, context->theme, config,
					      &config->thresholds, n);
	if (g_str_has_prefix(mode, "continuous"))
		return NULL;
	return list_states(context, data, n);
}

static Rect layout_legend(const PanelContext *context, const TimelineData *data, Rect area,
			  Scene *scene)
{
	LegendOptions options = legend_options_parse(context->arena, context->options);
	size_t n = 0;

	if (options.mode == LEGEND_HIDDEN)
		return area;
	LegendItem *items = legend_items(context, data, &n);

	options.n_calcs = 0;
	options.sort_by = NULL;
	options.has_plain_header = true;
	options.width = NAN;
	return n ? legend_layout(context, &options, items, n, area, scene) : area;
}

/* --- The panel --- */

static void draw_chart(const PanelContext *context, const TimelineData *data,
		       const TimelineOptions *options, const Plot *plot, Scene *scene)
{
	plot_push(plot, scene);
	plot_draw_axes(plot, scene);
	timeline_draw(data, options, plot, scene);
	if (!is_axis_hidden(&data->frame->fields[0])) {
		annotations_draw_lines(plot, scene, context->annotations, false);
		annotations_draw_marks(plot, scene, context->annotations);
	}
	plot_pop(plot, scene);
}

/* Returns what the page buttons leave for the chart. */
static Rect layout_pages(const PanelContext *context, size_t n_pages, Rect area, Scene *scene)
{
	Pagination pagination = { .n_pages = n_pages, .is_small = area.width < SMALL_PAGES_BELOW };

	if (n_pages == 0)
		return area;
	pagination_draw(scene, context->text, context->theme, &pagination, area.x, rect_right(area),
			rect_bottom(area) - PAGES_HEIGHT + PAGES_MARGIN);
	area.height = fmax(0, area.height - PAGES_HEIGHT);
	return area;
}

/* Boxes around samples need some space between them. */
static bool has_too_many_points(const TimelineData *data, const TimelineOptions *options, Rect area)
{
	return options->mode == TIMELINE_SAMPLES && (double)data->n_first_times > area.width / 2;
}

static void say_too_many_points(const PanelContext *context, const TimelineData *data, Rect area,
				Scene *scene)
{
	const char *message = arena_printf(context->arena,
					   "Too many points to visualize properly.\n"
					   "Update the query to return fewer points.\n"
					   "(%zu points received)",
					   data->n_first_times);

	message_paragraph_layout(scene, context->text, context->theme, area, message);
}

static void draw_timeline(const PanelContext *context, const TimelineData *data,
			  const TimelineOptions *options, Rect area, Scene *scene)
{
	area = layout_pages(context, data->n_pages, area, scene);
	Rect canvas = layout_legend(context, data, area, scene);
	Plot *plot = make_plot(context, data, options, canvas, scene_scale(scene));

	draw_chart(context, data, options, plot, scene);
	outside_layout(plot, scene, data->x, data->n_times);
}

bool timeline_layout(const PanelContext *context, const TimelineOptions *given, Rect area,
		     Scene *scene)
{
	TimelineOptions options = *given;
	const char *message = NULL;
	TimelineData *data = timeline_data(context, options.merges_values, options.per_page,
					   &message);

	if (data && data->n_rows == 0)
		message = "Cannot visualize data";
	if (message) {
		message_layout(scene, context->text, context->theme, area, message);
		return true;
	}
	if (data->n_rows == 1)
		options.row_height = 1;
	if (has_too_many_points(data, &options, area))
		say_too_many_points(context, data, area, scene);
	else
		draw_timeline(context, data, &options, area, scene);
	return true;
}
