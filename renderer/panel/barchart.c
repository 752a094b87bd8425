#include "renderer/chart/graph-legend.h"
#include "renderer/chart/graph-series.h"
#include "renderer/chart/value-axis.h"
#include "renderer/chart/value-legend.h"
#include "renderer/data/moment.h"
#include "renderer/panel/barchart-data.h"
#include "renderer/panel/barchart-values.h"
#include "renderer/panel/message.h"
#include "renderer/panel/types.h"

#include <math.h>
#include <string.h>

enum { AXIS_GAP = 15, FONT_PX = 12, MAX_MEASURED = 2000 };

/* A chart on the way to its plot. */
typedef struct {
	const PanelContext *context;
	BarChartOptions options;
	BarChartData data;
	const Field *x; // categories, in the unit their labels have
	DisplayProcessor processor;
	const char *time_format; // of categories that are times, or NULL
} BarChart;

/* --- Categories --- */

/* By the time from the first category to the second. */
static const char *time_format(const Frame *frame, const Field *field)
{
	const double second = 1000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;
	double step = frame->n_rows > 1
			      ? field_number(frame, field, 1) - field_number(frame, field, 0)
			      : NAN;

	if (step < second)
		return "HH:mm:ss.SSS";
	if (step < minute)
		return "HH:mm:ss";
	if (step < hour)
		return "HH:mm";
	if (step < day)
		return "MM/DD HH:mm";
	if (step < 28 * day)
		return "MM/DD";
	return step < 365 * day ? "YYYY-MM" : "YYYY";
}

static void prepare_categories(BarChart *chart)
{
	const PanelContext *context = chart->context;
	const Frame *frame = chart->data.graph->frame;
	Field *field = arena_new_one(context->arena, Field);
	const char *unit = frame->fields[0].config.unit;

	*field = frame->fields[0];
	if (chart->options.is_percent)
		field->config.unit = "percentunit";
	chart->x = field;
	chart->processor = display_processor(frame, field, &context->display);
	if (field->type == FIELD_TIME && !(unit && g_str_has_prefix(unit, "time:")))
		chart->time_format = time_format(frame, field);
}

/* Longer texts are cut and get dots. */
static void shorten(char *text, size_t size, double length)
{
	if (!isfinite(length) || (double)g_utf8_strlen(text, -1) <= length)
		return;
	char *end = g_utf8_offset_to_pointer(text, (glong)fmax(length, 0));

	g_strlcpy(end, "...", size - (size_t)(end - text));
}

static void category_text(const BarChart *chart, const DisplayProcessor *processor, size_t row,
			  double max_length, char *out)
{
	DisplayValue display = display_value(
		processor, field_value(chart->data.graph->frame, chart->x, row));

	display_text(&display, out);
	shorten(out, DISPLAY_TEXT_SIZE, max_length);
}

/* Only what stands below bars is cut. */
static void label_category(const void *data, double value, double decimals, char *out, size_t size)
{
	const BarChart *chart = data;
	const Frame *frame = chart->data.graph->frame;
	char text[DISPLAY_TEXT_SIZE];

	if (chart->time_format) {
		moment_format(field_number(frame, chart->x, (size_t)value), chart->context->zone,
			      chart->time_format, out, size);
		return;
	}
	category_text(chart, &chart->processor, (size_t)value,
		      chart->options.is_horizontal ? INFINITY : chart->options.label_max_length,
		      text);
	g_strlcpy(out, text, size);
}

/* Every how many categories have a label below the bars so that each has its part of the width. */
static double label_stride(const BarChart *chart, const Plot *plot)
{
	double n = (double)chart->data.graph->n_rows;
	double most = fabs(floor(plot->area.width / plot->ratio / chart->options.label_spacing));

	if (chart->options.label_spacing == 0 || chart->options.is_horizontal || n < most)
		return 1;
	return fmin(ceil(n / most), n);
}

/* A tick for each category with a label. More than can be told apart are left out. */
static Ticks category_ticks(const void *data, const Plot *plot, double increment)
{
	const BarChart *chart = data;
	size_t n = chart->data.graph->n_rows;
	size_t step = (size_t)fmax(label_stride(chart, plot), ceil((double)n / MAX_TICKS));
	size_t first = chart->options.label_spacing < 0 ? (n - 1) % step : 0;
	Ticks ticks = {
		.values = arena_new_array(plot->arena, double, MAX_TICKS + 1),
		.has_label = arena_new_array(plot->arena, bool, MAX_TICKS + 1),
	};

	for (size_t row = first; row < n && ticks.n < MAX_TICKS; row += step) {
		ticks.has_label[ticks.n] = true;
		ticks.values[ticks.n++] = (double)row;
	}
	return ticks;
}

/* --- Axes --- */

static bool is_hidden_axis(const Field *field)
{
	return strcmp(custom_text(&field->config, "axisPlacement", "auto"), "hidden") == 0;
}

static double radians(double degrees)
{
	return degrees * G_PI / 180;
}

static void add_category_axis(const BarChart *chart, Plot *plot)
{
	enum { LEAST_SPACE = 40 };
	bool is_horizontal = chart->options.is_horizontal;
	AxisConfig axis = axis_config(chart->context->theme, 0,
				      is_horizontal ? SIDE_LEFT : SIDE_BOTTOM);

	if (is_hidden_axis(chart->x))
		return;
	axis.gap = AXIS_GAP;
	axis.has_grid = axis.has_ticks = false;
	axis.title = custom_text(&chart->x->config, "axisLabel", NULL);
	axis.label = label_category;
	axis.places = category_ticks;
	axis.label_data = axis.places_data = chart;
	if (!is_horizontal) {
		axis.least_space = LEAST_SPACE;
		axis.label_turn_rad = radians(chart->options.label_turn_deg);
	}
	plot_add_axis(plot, &axis);
}

static Side value_side(const BarChart *chart, const FieldConfig *config)
{
	const char *placement = custom_text(config, "axisPlacement", "auto");
	bool is_right = strcmp(placement, "right") == 0;

	if (chart->options.is_horizontal)
		return is_right ? SIDE_TOP : SIDE_BOTTOM;
	return is_right ? SIDE_RIGHT : SIDE_LEFT;
}

/* Fields of one scale share the axis of the first; title and width may come from others. */
static void merge_axes(const GraphData *graph, int scale, AxisConfig *axis)
{
	for (size_t i = 0; i < graph->n_series; i++) {
		const GraphSeries *series = &graph->series[i];

		if (series->scale != scale || is_hidden_axis(series->field) || !series->is_shown)
			continue;
		if (!axis->title || !axis->title[0])
			axis->title = custom_text(&series->field->config, "axisLabel", NULL);
		axis->size = fmax(axis->size,
				  custom_number(&series->field->config, "axisWidth", NAN));
	}
}

static void add_value_axes(const BarChart *chart, Plot *plot)
{
	const GraphData *graph = chart->data.graph;
	bool has_grid = false;

	for (int i = 0; i < graph->n_scales; i++) {
		const GraphSeries *series = graph->scales[i].axis;

		if (!series)
			continue;
		Side side = value_side(chart, &series->field->config);
		AxisConfig axis = value_axis(chart->context, series, i + 1, side, NULL, &has_grid);

		merge_axes(graph, i, &axis);
		if (chart->options.is_horizontal) {
			axis.label_turn_rad = side == SIDE_BOTTOM
						      ? radians(chart->options.label_turn_deg)
						      : 0;
			axis.label_spacing =
				axis.labels_whole_only ? 0 : chart->options.label_spacing;
		}
		plot_add_axis(plot, &axis);
	}
}

/* --- Room for turned labels --- */

static double category_width(const BarChart *chart, const DisplayProcessor *processor, size_t row)
{
	TextStyle style = { .family = FONT_SANS, .size_px = FONT_PX, .weight = 400 };
	char text[DISPLAY_TEXT_SIZE];

	category_text(chart, processor, row, chart->options.label_max_length, text);
	return text_width(chart->context->text, &style, text);
}

/* Measured is the category as it is shown elsewhere, even where its label is a shorter time. */
static void set_padding(const BarChart *chart, Plot *plot)
{
	enum { LEFT_SPACE = 50, BOTTOM_SPACE = 14, BOTTOM_SPACE_HORIZONTAL = 5 };
	const Frame *frame = chart->data.graph->frame;
	DisplayProcessor processor =
		display_processor(frame, &frame->fields[0], &chart->context->display);
	double turn = radians(fabs(chart->options.label_turn_deg)), widest = 0;
	bool is_clockwise = chart->options.label_turn_deg > 0;

	for (size_t row = 0; row < MIN(frame->n_rows, MAX_MEASURED); row++)
		widest = fmax(widest, category_width(chart, &processor, row));
	double last = category_width(chart, &processor, frame->n_rows - 1);
	double first = category_width(chart, &processor, 0);

	plot->padding[SIDE_TOP] = js_round(FONT_PX * plot->ratio);
	plot->padding[SIDE_RIGHT] = is_clockwise ? cos(turn) * last : 0;
	plot->padding[SIDE_BOTTOM] =
		sin(turn) * widest -
		(chart->options.is_horizontal ? BOTTOM_SPACE_HORIZONTAL : BOTTOM_SPACE);
	plot->padding[SIDE_LEFT] = is_clockwise ? 0 : fmax(0, cos(turn) * first - LEFT_SPACE);
	plot->has_fixed_padding = true;
}

static Plot *make_plot(const BarChart *chart, Rect canvas, double ratio)
{
	const PanelContext *context = chart->context;
	const GraphData *graph = chart->data.graph;
	Range range = barchart_x_range(&chart->data, &chart->options);
	Plot *plot = plot_new(context->arena, context->text, context->theme, canvas, ratio);

	plot->is_turned = chart->options.is_horizontal;
	plot_add_scale(plot, scale_fixed(SCALE_ORDINAL, range.min, range.max));
	for (int i = 0; i < graph->n_scales; i++)
		plot_add_scale(plot, scale_make(&graph->scales[i].config, graph->scales[i].data));
	if (chart->options.label_turn_deg != 0)
		set_padding(chart, plot);
	add_category_axis(chart, plot);
	add_value_axes(chart, plot);
	plot_layout(plot);
	return plot;
}

/* --- Legend --- */

/* The steps of all series, if the categories' colours go by thresholds. */
static Thresholds *all_thresholds(const BarChart *chart, bool is_percentage)
{
	const GraphData *graph = chart->data.graph;
	Thresholds *all = arena_new_one(chart->context->arena, Thresholds);
	const ThresholdStep *previous = NULL;

	for (size_t i = 0; i < graph->n_series; i++)
		all->n_steps += graph->series[i].field->config.thresholds.n_steps;
	all->steps = arena_new_array(chart->context->arena, ThresholdStep, all->n_steps + 1);
	all->n_steps = 0;
	all->is_percentage = is_percentage;
	for (size_t i = 0; i < graph->n_series; i++) {
		const Thresholds *own = &graph->series[i].field->config.thresholds;

		if (own->n_steps < 2 || own->is_percentage != is_percentage ||
		    own->steps == previous)
			continue;
		previous = own->steps;
		for (size_t step = 0; step < own->n_steps; step++)
			all->steps[all->n_steps++] = own->steps[step];
	}
	return all;
}

static LegendList threshold_list(const BarChart *chart)
{
	const GraphData *graph = chart->data.graph;
	Arena *arena = chart->context->arena;
	LegendList list = { .items = NULL };

	if (g_strcmp0(graph->frame->fields[0].config.color_mode, "thresholds") != 0)
		return list;
	for (int is_percentage = 0; is_percentage < 2; is_percentage++) {
		Thresholds *all = all_thresholds(chart, is_percentage);
		size_t n;
		LegendItem *items = threshold_legend_items(arena, chart->context->theme,
							   &graph->frame->fields[0].config, all,
							   &n);
		LegendItem *joined = arena_new_array(arena, LegendItem, list.n + n + 1);

		memcpy(joined, list.items ? list.items : joined, list.n * sizeof(LegendItem));
		memcpy(joined + list.n, items, n * sizeof(LegendItem));
		list = (LegendList){ joined, list.n + n };
	}
	return list;
}

static LegendList mapping_list(const BarChart *chart)
{
	const GraphData *graph = chart->data.graph;
	const FieldConfig **configs =
		arena_new_array(chart->context->arena, const FieldConfig *, graph->n_series + 1);
	LegendList list;

	for (size_t i = 0; i < graph->n_series; i++)
		configs[i] = &graph->series[i].field->config;
	list.items = mapping_legend_items(chart->context->arena, chart->context->theme, configs,
					  graph->n_series, &list.n);
	return list;
}

/* Thresholds take the place of series, mappings that of a single one. */
static Rect layout_legend(const BarChart *chart, Rect area, Scene *scene)
{
	const PanelContext *context = chart->context;
	LegendOptions options = legend_options_parse(context->arena, context->options);
	LegendList series, lists[3];
	size_t n = 0;

	series.items = graph_legend_items(context, chart->data.graph, &options, &series.n);
	if (series.n == 0)
		return area;
	LegendList thresholds = threshold_list(chart), mappings = mapping_list(chart);
	bool is_table = options.mode == LEGEND_TABLE, has_thresholds = thresholds.n > 1;

	if (is_table || (!has_thresholds && (mappings.n == 0 || series.n > 1)))
		lists[n++] = series;
	if (!is_table && has_thresholds)
		lists[n++] = thresholds;
	if (!is_table && mappings.n > 0)
		lists[n++] = mappings;
	return legend_lists_layout(context, &options, lists, n, area, scene);
}

/* --- The panel --- */

static void draw(const BarChart *chart, const Plot *plot, Scene *scene)
{
	const GraphData *graph = chart->data.graph;

	plot_push(plot, scene);
	graph_thresholds_draw(graph, plot, scene);
	plot_draw_axes(plot, scene);
	graph_series_draw(chart->context, graph, plot, scene);
	barchart_values_draw(chart->context, &chart->options, &chart->data, plot, scene);
	plot_pop(plot, scene);
}

static bool barchart_layout(const PanelContext *context, Rect area, Scene *scene, GError **error)
{
	BarChart chart = { .context = context, .options = barchart_options(context, area) };
	const char *message;

	if (!barchart_data(context, &chart.options, &chart.data, &message)) {
		message_layout(scene, context->text, context->theme, area, message);
		return true;
	}
	prepare_categories(&chart);
	Rect canvas = layout_legend(&chart, area, scene);

	draw(&chart, make_plot(&chart, canvas, scene_scale(scene)), scene);
	return true;
}

const PanelType panel_barchart = {
	.id = "barchart",
	.field_defaults = "{\"color\":{\"mode\":\"palette-classic\"},"
			  "\"custom\":{\"lineWidth\":1,\"fillOpacity\":80},"
			  "\"thresholds\":{\"mode\":\"absolute\",\"steps\":["
			  "{\"value\":null,\"color\":\"green\"},{\"value\":80,\"color\":\"red\"}]}}",
	.layout = barchart_layout,
};
