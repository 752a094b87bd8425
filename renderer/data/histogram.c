#include "renderer/data/histogram.h"

#include "renderer/chart/increment.h"
#include "renderer/data/number.h"
#include "renderer/error.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DEFAULT_BUCKET_COUNT = 30, EDGE_DECIMALS = 9, MAX_CELLS = 1 << 22 };

static const double bucket_sizes[] = {
	1e-9, 2e-9, 2.5e-9, 4e-9, 5e-9,
	1e-8, 2e-8, 2.5e-8, 4e-8, 5e-8,
	1e-7, 2e-7, 2.5e-7, 4e-7, 5e-7,
	1e-6, 2e-6, 2.5e-6, 4e-6, 5e-6,
	1e-5, 2e-5, 2.5e-5, 4e-5, 5e-5,
	1e-4, 2e-4, 2.5e-4, 4e-4, 5e-4,
	1e-3, 2e-3, 2.5e-3, 4e-3, 5e-3,
	1e-2, 2e-2, 2.5e-2, 4e-2, 5e-2,
	1e-1, 2e-1, 2.5e-1, 4e-1, 5e-1,
	1, 2, 4, 5,
	1e1, 2e1, 2.5e1, 4e1, 5e1,
	1e2, 2e2, 2.5e2, 4e2, 5e2,
	1e3, 2e3, 2.5e3, 4e3, 5e3,
	1e4, 2e4, 2.5e4, 4e4, 5e4,
	1e5, 2e5, 2.5e5, 4e5, 5e5,
	1e6, 2e6, 2.5e6, 4e6, 5e6,
	1e7, 2e7, 2.5e7, 4e7, 5e7,
	1e8, 2e8, 2.5e8, 4e8, 5e8,
	1e9, 2e9, 2.5e9, 4e9, 5e9,
};

const double *histogram_bucket_sizes(size_t *n)
{
	*n = G_N_ELEMENTS(bucket_sizes);
	return bucket_sizes;
}

HistogramOptions histogram_options(void)
{
	return (HistogramOptions){ .bucket_size = NAN, .bucket_count = DEFAULT_BUCKET_COUNT };
}

void histogram_mark(Arena *arena, Frame *frame)
{
	frame->ref_id = "histogram";
	frame->meta = arena_take_json(arena, json_object_new_object());
	json_object_object_add(frame->meta, "type", json_object_new_string("histogram"));
}

/* --- Values --- */

/* NAN comes last. */
static int compare_numbers(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	if (isnan(left) || isnan(right))
		return isnan(left) - isnan(right);
	return (left > right) - (left < right);
}

static void sort_numbers(GArray *numbers)
{
	if (numbers->len)
		qsort(numbers->data, numbers->len, sizeof(double), compare_numbers);
}

/* What counts of a field: nulls only where `noValue` is a number that stands for them. */
static void append_values(GArray *values, const Frame *frame, const Field *field)
{
	double for_null = field->config.no_value ? js_number(field->config.no_value) : NAN;

	for (size_t row = 0; row < frame->n_rows; row++) {
		double value = field_number(frame, field, row);

		if (value_is_null(value))
			value = for_null;
		if (isfinite(value))
			g_array_append_val(values, value);
	}
}

/* --- Bucket size --- */

static double smallest_difference(const GArray *sorted)
{
	double smallest = INFINITY;

	for (guint i = 1; i < sorted->len; i++) {
		double difference = g_array_index(sorted, double, i) -
				    g_array_index(sorted, double, i - 1);

		if (difference != 0)
			smallest = fmin(smallest, difference);
	}
	return sorted->len == 1 ? 1 : smallest;
}

/* NAN where none fits, as for values that are all the same. */
static double size_by_values(const Frames *frames, double bucket_count)
{
	g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(double));

	for (size_t i = 0; i < frames->n; i++)
		for (size_t f = 0; f < frames->items[i]->n_fields; f++)
			if (frames->items[i]->fields[f].type == FIELD_NUMBER)
				append_values(values, frames->items[i],
					      &frames->items[i]->fields[f]);
	sort_numbers(values);
	if (values->len == 0)
		return NAN;
	double least = smallest_difference(values);
	double range = g_array_index(values, double, values->len - 1) -
		       g_array_index(values, double, 0);

	for (size_t i = 0; i < G_N_ELEMENTS(bucket_sizes); i++)
		if (range / bucket_count < bucket_sizes[i] && bucket_sizes[i] >= least)
			return bucket_sizes[i];
	return NAN;
}

/* Digits after the point, of a size that is written with one. */
static int size_decimals(double size)
{
	char text[NUMBER_TEXT_SIZE];

	number_to_text(size, text, sizeof(text));
	const char *point = strchr(text, '.');

	return point && strspn(point + 1, "0123456789") == strlen(point + 1)
		       ? (int)strlen(point + 1)
		       : 0;
}

/* --- Counting --- */

/* A number field and the lower edges of the buckets its values fall in, ascending. */
typedef struct {
	JoinOrigin origin;
	GArray *edges;
} Counted;

static void counted_clear(void *counted)
{
	g_array_unref(((Counted *)counted)->edges);
}

static double edge_of(double value, double size, double offset)
{
	return round_decimals(floor((value - offset) / size) * size + offset, EDGE_DECIMALS);
}

static Counted count_field(Frame *frame, int frame_index, int field_index, double size,
			   double offset)
{
	Counted counted = {
		.origin = { frame, &frame->fields[field_index], frame_index, field_index },
		.edges = g_array_new(FALSE, FALSE, sizeof(double)),
	};

	guint n = 0;

	append_values(counted.edges, frame, counted.origin.field);
	for (guint i = 0; i < counted.edges->len; i++) {
		double edge = edge_of(g_array_index(counted.edges, double, i), size, offset);

		if (!isinf(edge))
			g_array_index(counted.edges, double, n++) = edge;
	}
	g_array_set_size(counted.edges, n);
	sort_numbers(counted.edges);
	return counted;
}

static GArray *count_fields(const Frames *frames, double size, double offset)
{
	GArray *all = g_array_new(FALSE, FALSE, sizeof(Counted));

	g_array_set_clear_func(all, counted_clear);
	for (size_t i = 0; i < frames->n; i++)
		for (size_t f = 0; f < frames->items[i]->n_fields; f++) {
			if (frames->items[i]->fields[f].type != FIELD_NUMBER)
				continue;
			Counted counted =
				count_field(frames->items[i], (int)i, (int)f, size, offset);

			g_array_append_val(all, counted);
		}
	return all;
}

/* Values share one bucket without an edge where no size is known. */
static bool is_same_edge(double a, double b)
{
	return a == b || (isnan(a) && isnan(b));
}

/* All edges, each once. */
static GArray *join_edges(const GArray *all)
{
	GArray *edges = g_array_new(FALSE, FALSE, sizeof(double));
	guint n = 0;

	for (guint i = 0; i < all->len; i++) {
		const GArray *own = g_array_index(all, Counted, i).edges;

		for (guint k = 0; k < own->len; k++)
			if (k == 0 || !is_same_edge(g_array_index(own, double, k),
						    g_array_index(own, double, k - 1)))
				g_array_append_val(edges, g_array_index(own, double, k));
	}
	sort_numbers(edges);
	for (guint i = 0; i < edges->len; i++)
		if (n == 0 || !is_same_edge(g_array_index(edges, double, i),
					    g_array_index(edges, double, n - 1)))
			g_array_index(edges, double, n++) = g_array_index(edges, double, i);
	g_array_set_size(edges, n);
	return edges;
}

/* Adds a field's values to the counts of the edges; both ascend. */
static void add_counts(double *counts, const GArray *edges, const GArray *own)
{
	guint at = 0;

	for (guint i = 0; i < own->len; i++) {
		while (!is_same_edge(g_array_index(edges, double, at),
				     g_array_index(own, double, i)))
			at++;
		counts[at]++;
	}
}

/* --- The frame --- */

static Field edge_field(Arena *arena, const char *name, const GArray *edges, double add,
			const FieldConfig *config)
{
	double *numbers = arena_new_array(arena, double, edges->len + 1);

	for (guint i = 0; i < edges->len; i++)
		numbers[i] = g_array_index(edges, double, i) + add;
	return (Field){ .name = name,
			.type = FIELD_NUMBER,
			.config = *config,
			.numbers = numbers };
}

static const char *count_unit(const char *unit)
{
	return g_strcmp0(unit, "short") == 0 ? "short" : NULL;
}

/* Edges have the unit of the first field that has one. */
static FieldConfig edge_config(const GArray *all, double size)
{
	FieldConfig config = field_config_empty();

	for (guint i = 0; i < all->len; i++) {
		const FieldConfig *own = &g_array_index(all, Counted, i).origin.field->config;

		if (own->unit && own->unit[0]) {
			config = *own;
			break;
		}
	}
	if (size_decimals(size) > 0)
		config.decimals = size_decimals(size);
	return config;
}

static void add_count_fields(Arena *arena, Histogram *histogram, const GArray *all,
			     const GArray *edges, bool combines)
{
	Frame *frame = histogram->frame;

	for (guint i = 0; i < all->len; i++) {
		const Counted *counted = &g_array_index(all, Counted, i);
		Field *field = &frame->fields[frame->n_fields];
		double *counts = i > 0 && combines ? (double *)frame->fields[2].numbers
						   : arena_new_array(arena, double, edges->len + 1);

		add_counts(counts, edges, counted->edges);
		if (i > 0 && combines)
			continue;
		*field = *counted->origin.field;
		field->config.unit = count_unit(field->config.unit);
		field->numbers = counts;
		field->values = NULL;
		histogram->origins[frame->n_fields++] = counted->origin;
	}
	if (combines) {
		frame->fields[2].name = "count";
		frame->fields[2].state.display_name = "Count";
		frame->fields[2].state.is_name_of_many = false;
		histogram->origins[2] = (JoinOrigin){ .frame = NULL };
	}
}

bool histogram_build(Arena *arena, const Frames *frames, const HistogramOptions *options,
		     Histogram *histogram, GError **error)
{
	double size = options->bucket_size > 0 ? options->bucket_size
					       : size_by_values(frames, options->bucket_count);
	g_autoptr(GArray) all = count_fields(frames, size, options->bucket_offset);
	g_autoptr(GArray) edges = join_edges(all);

	*histogram = (Histogram){ .frame = NULL };
	if ((size_t)edges->len * (all->len + 2) > MAX_CELLS) {
		g_set_error(error, RENDER_ERROR, RENDER_ERROR_TOO_LARGE,
			    "a histogram of %u buckets and %u fields is too large", edges->len,
			    all->len);
		return false;
	}
	if (all->len == 0)
		return true;
	FieldConfig config = edge_config(all, size);

	histogram->frame = frame_new(arena, all->len + 2, edges->len);
	histogram->frame->n_fields = 2;
	histogram->frame->fields[0] = edge_field(arena, "xMin", edges, 0, &config);
	histogram->frame->fields[1] = edge_field(arena, "xMax", edges, size, &config);
	histogram->origins = arena_new_array(arena, JoinOrigin, all->len + 2);
	histogram_mark(arena, histogram->frame);
	add_count_fields(arena, histogram, all, edges, options->combines);
	return true;
}
