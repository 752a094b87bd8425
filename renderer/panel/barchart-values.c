#include "renderer/panel/barchart-values.h"

#include "renderer/chart/graph-series.h"

#include <math.h>
#include <string.h>

enum { MAX_SIZE = 30, MIN_SIZE = 8, MEASURED_SIZE = 14, MAX_VALUES = 20000 };

/* Ink of digits in parts of the size, and of signs that reach below the line. */
#define INK_ASCENT 0.74
#define INK_DESCENT 0.01
#define INK_DEEP_DESCENT 0.2

typedef struct {
	size_t row;
	size_t order; // of being made: by series
	char *text;
	Point at;
	Rect box;
	bool is_negative;
	bool is_hidden;
} ValueLabel;

/* The size shrinks from bar to bar; boxes of earlier ones stay as they were. */
typedef struct {
	const PanelContext *context;
	const BarChartOptions *options;
	const BarChartData *data;
	const Plot *plot;
	GArray *labels; // of ValueLabel
	double size;	// dp
	double offset;	// from the bar's end, dp
	double scale;	// of measured sizes in boxes
	double along, across; // space for a label, dp
} Labelling;

/* --- Sizes --- */

static double width_at(const Labelling *labelling, const char *text, double size)
{
	TextStyle style = { .family = FONT_SANS, .size_px = size, .weight = 400 };

	return text_width(labelling->context->text, &style, text);
}

/* The room between a bar's end and the plot's edge, and the bar's own thickness. */
static void find_space(Labelling *labelling, Rect bar, bool is_negative)
{
	Rect area = labelling->plot->area;

	if (labelling->options->is_horizontal) {
		double beyond = is_negative ? bar.x : area.width - rect_right(bar);

		labelling->across = bar.height;
		labelling->along = fmin(labelling->along, beyond);
	} else {
		double beyond = is_negative ? area.height - rect_bottom(bar) : bar.y;

		labelling->across = bar.width;
		labelling->along = fmin(labelling->along, beyond);
	}
}

static double fitting_size(const Labelling *labelling, double width_14)
{
	const double part_of_bar = 0.65;
	double along = labelling->along - labelling->offset;
	double across = labelling->across * part_of_bar;
	bool is_horizontal = labelling->options->is_horizontal;
	double width = is_horizontal ? along : across, height = is_horizontal ? across : along;

	return fmin(height, width / (width_14 + 2) * MEASURED_SIZE);
}

static void shrink(Labelling *labelling, double width_14)
{
	double size = js_round(fmin(fmin(labelling->size, MAX_SIZE),
				    fitting_size(labelling, width_14)));

	labelling->scale = size / labelling->size * (size / MEASURED_SIZE);
	labelling->size = size;
}

/* The browser measures ink in whole pixels. */
static double ink_height(const char *text, double size)
{
	bool is_deep = strpbrk(text, "gjpqy,;()[]{}$@Q/|") != NULL;

	return ceil(INK_ASCENT * size) + ceil((is_deep ? INK_DEEP_DESCENT : INK_DESCENT) * size);
}

/* --- One label --- */

static Point place(const Labelling *labelling, Rect bar, bool is_negative)
{
	Rect area = labelling->plot->area;
	double offset = labelling->offset;

	if (labelling->options->is_horizontal)
		return (Point){
			area.x + (is_negative ? bar.x - offset : rect_right(bar) + offset),
			area.y + bar.y + bar.height / 2 + js_round(0.1 * labelling->size),
		};
	return (Point){
		area.x + bar.x + bar.width / 2,
		area.y + (is_negative ? rect_bottom(bar) + offset : bar.y - offset),
	};
}

/* Labels that would leave the canvas at its top are pushed down. */
static void set_box(const Labelling *labelling, ValueLabel *label, double width, double height,
		    double value)
{
	bool is_horizontal = labelling->options->is_horizontal;
	double left = !is_horizontal ? width / 2 : label->is_negative ? width : 0;
	double up = is_horizontal ? height / 2 : value > 0 ? height : 0;

	label->at.y = fmax(label->at.y, up);
	label->box = (Rect){ label->at.x - left, label->at.y - up, width, height };
}

static void label_bar(Labelling *labelling, const PlacedBar *bar, const char *text, double value,
		      bool is_stacked_down)
{
	Rect area = labelling->plot->area;
	Rect box = { bar->box.x - area.x, bar->box.y - area.y, bar->box.width, bar->box.height };
	bool is_horizontal = labelling->options->is_horizontal;
	bool is_automatic = isnan(labelling->options->value_size);
	ValueLabel label = { .row = bar->row,
			     .order = labelling->labels->len,
			     .is_negative = value < 0 };

	find_space(labelling, box, is_stacked_down);
	labelling->offset = fmin(labelling->offset, js_round((is_horizontal ? 0.15 : 0.1) *
							     labelling->across));
	double measured = is_automatic ? MEASURED_SIZE : labelling->size;
	double width = width_at(labelling, text, measured);

	if (is_automatic)
		shrink(labelling, width);
	double height = ink_height(text, measured);

	label.text = arena_strdup(labelling->context->arena, text);
	label.at = place(labelling, box, label.is_negative);
	set_box(labelling, &label, width * labelling->scale, height * labelling->scale, value);
	g_array_append_val(labelling->labels, label);
}

/* --- All labels --- */

static Field *percent_field(const PanelContext *context, const Field *field)
{
	Field *copy = arena_new_one(context->arena, Field);

	*copy = *field;
	copy->config.unit = "percentunit";
	return copy;
}

/* What a value is a part of. */
static double total_of(const GraphData *graph, size_t series, size_t row)
{
	int group = graph->stack.group[series + 1];
	double total = group >= 0 ? graph->stack.groups[group].totals[row] : 1;

	return total != 0 && !isnan(total) ? total : 1;
}

static void label_series(Labelling *labelling, size_t index)
{
	const BarChartOptions *options = labelling->options;
	const GraphData *graph = labelling->data->graph;
	const GraphSeries *series = &graph->series[index];
	const Field *field = options->is_percent ? percent_field(labelling->context, series->field)
						 : series->field;
	DisplayProcessor processor =
		display_processor(series->frame, field, &labelling->context->display);
	bool is_negated =
		strcmp(custom_text(&series->field->config, "transform", ""), "negative-Y") == 0;
	g_autoptr(GArray) bars = graph_bars_find(graph, labelling->plot, index);

	for (guint i = 0; i < bars->len && labelling->labels->len < MAX_VALUES; i++) {
		const PlacedBar *bar = &g_array_index(bars, PlacedBar, i);
		double value = series->field->numbers[bar->row];
		double shown = options->is_percent ? value / total_of(graph, index, bar->row)
						   : value;
		char text[DISPLAY_TEXT_SIZE];

		if (isnan(value) || labelling->size < MIN_SIZE)
			continue;
		DisplayValue display = display_value(&processor, value_of_number(shown));

		display_text(&display, text);
		label_bar(labelling, bar, text, is_negated ? -value : value, bar->is_negative);
	}
}

static int compare_labels(const void *a, const void *b)
{
	const ValueLabel *left = a, *right = b;

	if (left->row != right->row)
		return left->row < right->row ? -1 : 1;
	return (left->order > right->order) - (left->order < right->order);
}

static bool intersect(Rect a, Rect b)
{
	return a.x <= rect_right(b) && rect_right(a) >= b.x && rect_bottom(a) >= b.y &&
	       a.y <= rect_bottom(b);
}

/* Within a category each label but the first goes where it meets one that stays. */
static void hide_overlapping(ValueLabel *labels, size_t n)
{
	for (size_t i = 1; i < n; i++)
		for (size_t other = 0; other < n && !labels[i].is_hidden; other++)
			labels[i].is_hidden = other != i && !labels[other].is_hidden &&
					      intersect(labels[i].box, labels[other].box);
}

static void hide_overlapping_in_rows(GArray *labels)
{
	for (guint from = 0, to; from < labels->len; from = to) {
		ValueLabel *first = &g_array_index(labels, ValueLabel, from);

		for (to = from + 1; to < labels->len; to++)
			if (g_array_index(labels, ValueLabel, to).row != first->row)
				break;
		hide_overlapping(first, to - from);
	}
}

static void draw(const Labelling *labelling, Scene *scene)
{
	bool is_horizontal = labelling->options->is_horizontal;

	for (guint i = 0; i < labelling->labels->len; i++) {
		const ValueLabel *label = &g_array_index(labelling->labels, ValueLabel, i);
		CanvasText text = {
			.text = label->text,
			.x = label->at.x,
			.y = label->at.y,
			.align = !is_horizontal	      ? ALIGN_CENTER
				 : label->is_negative ? ALIGN_RIGHT
						      : ALIGN_LEFT,
			.baseline = is_horizontal	 ? BASELINE_MIDDLE
				    : label->is_negative ? BASELINE_TOP
							 : BASELINE_ALPHABETIC,
			.size_px = labelling->size / labelling->plot->ratio,
			.color = labelling->context->theme->text_primary,
		};

		if (!label->is_hidden)
			plot_text(labelling->plot, scene, &text);
	}
}

void barchart_values_draw(const PanelContext *context, const BarChartOptions *options,
			  const BarChartData *data, const Plot *plot, Scene *scene)
{
	g_autoptr(GArray) labels = g_array_new(FALSE, FALSE, sizeof(ValueLabel));
	Labelling labelling = {
		.context = context,
		.options = options,
		.data = data,
		.plot = plot,
		.labels = labels,
		.size = isnan(options->value_size) ? MAX_SIZE : options->value_size,
		.offset = options->is_horizontal ? 10 : 5,
		.scale = 1,
		.along = INFINITY,
	};

	if (strcmp(options->show_values, "never") == 0)
		return;
	for (size_t i = 0; i < data->graph->n_series; i++)
		if (data->graph->series[i].is_shown)
			label_series(&labelling, i);
	if (labelling.size < MIN_SIZE)
		return;
	g_array_sort(labels, compare_labels);
	if (strcmp(options->show_values, "always") != 0)
		hide_overlapping_in_rows(labels);
	draw(&labelling, scene);
}
