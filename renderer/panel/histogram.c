#include "renderer/chart/graph-legend.h"
#include "renderer/chart/graph-series.h"
#include "renderer/chart/value-axis.h"
#include "renderer/data/histogram.h"
#include "renderer/data/names.h"
#include "renderer/json.h"
#include "renderer/panel/message.h"
#include "renderer/panel/types.h"

#include <math.h>

enum { TICK_SPACE = 40, FONT_PX = 12, SIZE_DECIMALS = 9 };

/* A histogram on the way to its plot. */
typedef struct {
	const PanelContext *context;
	Histogram histogram;
	GraphData *graph; // lower edges, then counts
	DisplayProcessor edges;
	Scale x_scale;
	bool is_ordinal; // edges are texts
	double bucket_size; // of the first bucket
	double growth;	    // of the second bucket to the first; NAN with one bucket
} HistogramChart;

/* --- Data --- */

static HistogramOptions options_of(json_object *json)
{
	HistogramOptions options = histogram_options();

	options.bucket_size = json_get_number(json, "bucketSize", NAN);
	options.bucket_count = json_get_number(json, "bucketCount", options.bucket_count);
	options.bucket_offset = json_get_number(json, "bucketOffset", 0);
	options.combines = json_get_bool(json, "combine", false);
	return options;
}

static double bucket_size(const HistogramChart *chart, size_t row)
{
	const Frame *frame = chart->histogram.frame;

	if (chart->is_ordinal)
		return 1;
	return row < frame->n_rows ? round_decimals(field_number(frame, &frame->fields[1], row) -
							    field_number(frame, &frame->fields[0],
									 row),
						    SIZE_DECIMALS)
				   : NAN;
}

/* Buckets without values have no bar. */
static const double *counts_of(Arena *arena, const Frame *frame, const Field *field)
{
	double *counts = arena_new_array(arena, double, frame->n_rows + 1);

	for (size_t row = 0; row < frame->n_rows; row++) {
		double count = field_number(frame, field, row);

		counts[row] = count == 0 || !isfinite(count) ? value_null() : count;
	}
	return counts;
}

static const double *edges_of(Arena *arena, const HistogramChart *chart)
{
	const Frame *frame = chart->histogram.frame;
	double *edges = arena_new_array(arena, double, frame->n_rows + 1);

	for (size_t row = 0; row < frame->n_rows; row++)
		edges[row] = chart->is_ordinal ? (double)row
					       : field_number(frame, &frame->fields[0], row);
	return edges;
}

/* What the legend shows of a count: the values that were counted, in the bars' colour. */
static JoinOrigin own_origin(Arena *arena, const JoinOrigin *origin, Frame *frame, Field *field)
{
	Field *own = arena_new_one(arena, Field);

	*own = origin->field ? *origin->field : *field;
	own->state.series_index = field->state.series_index;
	return (JoinOrigin){ origin->frame ? origin->frame : frame, own, origin->frame_index,
			     origin->field_index };
}

/* Lower edges, then counts. */
static Frame *aligned_frame(HistogramChart *chart, JoinOrigin *origins)
{
	Arena *arena = chart->context->arena;
	Frame *frame = chart->histogram.frame;
	Frame *aligned = frame_new(arena, frame->n_fields - 1, frame->n_rows);

	aligned->fields[0] = frame->fields[0];
	aligned->fields[0].numbers = edges_of(arena, chart);
	aligned->fields[0].values = NULL;
	for (size_t i = 1; i < aligned->n_fields; i++) {
		Field *field = &aligned->fields[i];

		*field = frame->fields[i + 1];
		field->type = FIELD_NUMBER;
		field->numbers = counts_of(arena, frame, &frame->fields[i + 1]);
		field->values = NULL;
		field->state.series_index = (int)i - 1;
		if (!field->state.display_name)
			field->state.display_name = field->name;
		origins[i] = own_origin(arena, &chart->histogram.origins[i + 1], frame, field);
	}
	return aligned;
}

static const char *count_scale(Arena *arena, const Field *field)
{
	return "y";
}

static ScaleConfig count_scale_config(const Field *field)
{
	ScaleConfig config = scale_config(SCALE_LINEAR);

	config.soft_min = 0;
	return config;
}

/* --- The x scale --- */

static double first_of(const HistogramChart *chart, const double *x)
{
	return chart->histogram.frame->n_rows ? x[0] : NAN;
}

static double last_of(const HistogramChart *chart, const double *x)
{
	size_t n = chart->histogram.frame->n_rows;

	return n ? x[n - 1] : NAN;
}

/* Whole buckets, within the limits of the first count's config. */
static Scale linear_scale(const HistogramChart *chart, Range data)
{
	const FieldConfig *config = &chart->histogram.frame->fields[2].config;
	double size = chart->bucket_size, last = data.max;

	if (data.min == data.max && !chart->is_ordinal) {
		ScaleConfig alone = scale_config(SCALE_LINEAR);
		Scale padded = scale_make(&alone, data);

		data = (Range){ padded.min, padded.max };
	}
	if (!isnan(config->min))
		data.min = config->min;
	if (!isnan(config->max))
		data.max = config->max;
	double max = !chart->is_ordinal && data.max == last ? data.max + size
							    : floor(data.max / size) * size;

	return scale_fixed(chart->is_ordinal ? SCALE_ORDINAL : SCALE_LINEAR,
			   ceil(data.min / size) * size, max);
}

/*
 * Buckets that grow, as those of native histograms do, stand on a logarithmic scale. A bucket
 * alone can't be seen: how it grows is not known, so the scale has no end. Its axis keeps its room.
 */
static Scale x_scale(const HistogramChart *chart, const double *x)
{
	Range data = { first_of(chart, x), last_of(chart, x) };

	if (chart->growth == 1)
		return linear_scale(chart, data);
	if (isnan(chart->growth) && chart->histogram.frame->n_rows > 0)
		return scale_fixed(SCALE_LOG, data.min, NAN);
	ScaleConfig config = scale_config(SCALE_LOG);

	return scale_make(&config, (Range){ data.min, data.max * chart->growth });
}

static bool has_scale(const Scale *scale)
{
	return !scale->is_empty && scale->min < scale->max;
}

/* False where there is nothing to count or show. */
static bool find_histogram(HistogramChart *chart, const char **message)
{
	const PanelContext *context = chart->context;
	HistogramOptions options = options_of(context->options);
	g_autoptr(GError) error = NULL;

	frames_cache_names(context->arena, context->frames);
	chart->histogram = histogram_find(context->arena, context->frames);
	*message = "No histogram found in response";
	if (!chart->histogram.frame && !histogram_build(context->arena, context->frames, &options,
							&chart->histogram, &error))
		*message = arena_strdup(context->arena, error->message);
	return chart->histogram.frame != NULL;
}

static void prepare(HistogramChart *chart)
{
	static const GraphRules rules = { count_scale, count_scale_config };
	const PanelContext *context = chart->context;
	Frame *frame = chart->histogram.frame;
	JoinOrigin *origins = arena_new_array(context->arena, JoinOrigin, frame->n_fields);

	chart->is_ordinal = frame->fields[0].type == FIELD_STRING;
	chart->bucket_size = bucket_size(chart, 0);
	chart->growth = bucket_size(chart, 1) / chart->bucket_size;
	chart->edges = display_processor(frame, &frame->fields[0], &context->display);
	Frame *aligned = aligned_frame(chart, origins);

	chart->x_scale = x_scale(chart, aligned->fields[0].numbers);
	chart->graph = graph_data_of(context, aligned, origins, &rules);
	if (has_scale(&chart->x_scale))
		graph_view(chart->graph, (Range){ chart->x_scale.min, chart->x_scale.max });
	chart->graph->bars =
		arena_new_array(context->arena, SeriesBars, chart->graph->n_series + 1);
}

/* --- Axes --- */

static void edge_text(const HistogramChart *chart, double value, char *out)
{
	DisplayValue display = display_value(&chart->edges, value_of_number(value));

	display_text(&display, out);
}

static void label_edge(const void *data, double value, double decimals, char *out, size_t size)
{
	const HistogramChart *chart = data;
	const Frame *frame = chart->histogram.frame;
	char text[DISPLAY_TEXT_SIZE];

	if (chart->is_ordinal && value >= 0 && value < (double)frame->n_rows) {
		Value edge = field_value(frame, &frame->fields[0], (size_t)value);

		g_strlcpy(out, edge.kind == VALUE_STRING ? edge.string : "", size);
		return;
	}
	edge_text(chart, value, text);
	g_strlcpy(out, text, size);
}

/* Ticks at edges, from the first bucket on: every k-th, as many as the space lets be. */
static Ticks bucket_ticks(const HistogramChart *chart, const Plot *plot)
{
	const double *x = chart->graph->x;
	const FieldConfig *config = &chart->histogram.frame->fields[2].config;
	double size = chart->bucket_size;
	double first = isnan(config->min) ? first_of(chart, x) : config->min;
	double last = isnan(config->max) ? last_of(chart, x) + size : config->max;
	double width = (plot_x(plot, first + size) - plot_x(plot, first)) / plot->ratio;
	double skip = fmax(1, ceil(TICK_SPACE / width));
	Ticks ticks = {
		.values = arena_new_array(plot->arena, double, MAX_TICKS + 1),
		.has_label = arena_new_array(plot->arena, bool, MAX_TICKS + 1),
	};

	first = floor(first / size) * size;
	last = ceil(last / size) * size;
	for (double i = 0; ticks.n < MAX_TICKS && first + i * size <= last; i += skip) {
		ticks.has_label[ticks.n] = true;
		ticks.values[ticks.n++] = first + i * size;
	}
	return ticks;
}

/* Labels that the widest of them leaves room for: every k-th. */
static void thin_labels(const HistogramChart *chart, const Plot *plot, Ticks *ticks)
{
	const double gap = 10;
	double widest = 0;
	char text[DISPLAY_TEXT_SIZE];

	for (size_t i = 0; i < ticks->n; i++) {
		if (!ticks->has_label[i])
			continue;
		edge_text(chart, ticks->values[i], text);
		widest = fmax(widest, plot_text_width(plot, text));
	}
	double most = plot->area.width / ((widest + gap) * plot->ratio);
	double stride = ceil((double)ticks->n / most);
	size_t step = (size_t)CLAMP(stride, 1, (double)MAX_TICKS);

	for (size_t i = 0; i < ticks->n; i++)
		ticks->has_label[i] = ticks->has_label[i] && i % step == 0;
}

static Ticks edge_ticks(const void *data, const Plot *plot, double increment)
{
	const HistogramChart *chart = data;
	Ticks ticks = { .n = 0 };

	if (chart->growth == 1 && !(increment > 0 && chart->bucket_size > 0))
		return ticks;
	ticks = chart->growth == 1 ? bucket_ticks(chart, plot)
				   : ticks_log(plot->arena, &plot->scales[0],
					       plot->area_css.width, TICK_SPACE, true);
	thin_labels(chart, plot, &ticks);
	return ticks;
}

static const IncrementSet *bucket_increments(const HistogramChart *chart)
{
	static const double one[] = { 1 };
	IncrementSet *set = arena_new_one(chart->context->arena, IncrementSet);

	if (chart->is_ordinal)
		*set = (IncrementSet){ .values = one, .n = 1 };
	else
		set->values = histogram_bucket_sizes(&set->n);
	return set;
}

static void add_edge_axis(const HistogramChart *chart, Plot *plot)
{
	AxisConfig axis = axis_config(chart->context->theme, 0, SIDE_BOTTOM);

	axis.least_space = TICK_SPACE;
	axis.label = label_edge;
	axis.label_data = chart;
	if (!chart->is_ordinal) {
		axis.places = edge_ticks;
		axis.places_data = chart;
	}
	if (chart->growth == 1)
		axis.increments = bucket_increments(chart);
	plot_add_axis(plot, &axis);
}

/* Of what a field asks of its axis, only the numbers count here. */
static void add_count_axis(const HistogramChart *chart, Plot *plot)
{
	bool has_grid = false;
	AxisConfig numbers = value_axis(chart->context, &chart->graph->series[0], 1, SIDE_LEFT,
					NULL, &has_grid);
	AxisConfig axis = axis_config(chart->context->theme, 1, SIDE_LEFT);

	axis.label = numbers.label;
	axis.label_data = numbers.label_data;
	plot_add_axis(plot, &axis);
}

static Plot *make_plot(const HistogramChart *chart, Rect canvas, double ratio)
{
	const PanelContext *context = chart->context;
	const GraphScale *counts = &chart->graph->scales[0];
	Plot *plot = plot_new(context->arena, context->text, context->theme, canvas, ratio);

	plot_add_scale(plot, chart->x_scale);
	plot_add_scale(plot, scale_make(&counts->config, counts->data));
	add_edge_axis(chart, plot);
	add_count_axis(chart, plot);
	plot_layout(plot);
	return plot;
}

/* --- The panel --- */

static bool histogram_layout(const PanelContext *context, Rect area, Scene *scene, GError **error)
{
	HistogramChart chart = { .context = context };
	const char *message;

	if (!find_histogram(&chart, &message)) {
		message_paragraph_layout(scene, context->text, context->theme, area, message);
		return true;
	}
	prepare(&chart);
	Rect canvas = graph_legend_layout(context, chart.graph, area, scene);
	Plot *plot = make_plot(&chart, canvas, scene_scale(scene));

	plot_push(plot, scene);
	plot_draw_axes(plot, scene);
	if (has_scale(&chart.x_scale))
		graph_series_draw(context, chart.graph, plot, scene);
	plot_pop(plot, scene);
	return true;
}

const PanelType panel_histogram = {
	.id = "histogram",
	.field_defaults = "{\"color\":{\"mode\":\"palette-classic\"},"
			  "\"custom\":{\"lineWidth\":1,\"fillOpacity\":80},"
			  "\"thresholds\":{\"mode\":\"absolute\",\"steps\":["
			  "{\"value\":null,\"color\":\"green\"},{\"value\":80,\"color\":\"red\"}]}}",
	.layout = histogram_layout,
};
