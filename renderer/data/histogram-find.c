#include "renderer/data/histogram.h"

#include "renderer/chart/increment.h"

#include <math.h>
#include <stdlib.h>

enum { MAX_BUCKETS = 100000, STEP_DECIMALS = 6 };

static Histogram new_histogram(Arena *arena, size_t n_fields, size_t n_rows)
{
	Histogram histogram = {
		.frame = frame_new(arena, n_fields, n_rows),
		.origins = arena_new_array(arena, JoinOrigin, n_fields),
	};

	histogram_mark(arena, histogram.frame);
	return histogram;
}

static int index_named(const Frame *frame, const char *name)
{
	for (size_t i = 0; i < frame->n_fields; i++)
		if (g_strcmp0(frame->fields[i].name, name) == 0)
			return (int)i;
	return -1;
}

/* --- Explicit edges --- */

static int index_of_edge(const Frame *frame, const char *name, const char *old_name)
{
	int found = index_named(frame, name);

	return found >= 0 ? found : index_named(frame, old_name);
}

/* The other edge, as far away as the first two buckets are from each other. */
static bool guess_edge(Arena *arena, const Frame *frame, int known, const char *name, int sign,
		       Field *field)
{
	if (known < 0 || frame->n_rows < 2)
		return false;
	const Field *edge = &frame->fields[known];
	double step = round_decimals(field_number(frame, edge, 1) - field_number(frame, edge, 0),
				     STEP_DECIMALS);
	double *numbers = arena_new_array(arena, double, frame->n_rows);

	for (size_t row = 0; row < frame->n_rows; row++)
		numbers[row] = field_number(frame, edge, row) + sign * step;
	*field = *edge;
	field->name = name;
	field->numbers = numbers;
	field->values = NULL;
	return true;
}

static bool place_edges(Arena *arena, const Frame *frame, int min, int max, Field *edges)
{
	if (min >= 0)
		edges[0] = frame->fields[min];
	else if (!guess_edge(arena, frame, max, "xMin", -1, &edges[0]))
		return false;
	if (max >= 0)
		edges[1] = frame->fields[max];
	else if (!guess_edge(arena, frame, min, "xMax", 1, &edges[1]))
		return false;
	return true;
}

static Histogram explicit_histogram(Arena *arena, Frame *frame)
{
	int min = index_of_edge(frame, "xMin", "BucketMin");
	int max = index_of_edge(frame, "xMax", "BucketMax");
	Histogram histogram = new_histogram(arena, frame->n_fields + 2, frame->n_rows);
	size_t n = 2;

	if (!place_edges(arena, frame, min, max, histogram.frame->fields))
		return (Histogram){ .frame = NULL };
	for (int i = 0; i < (int)frame->n_fields; i++) {
		if (i == min || i == max || frame->fields[i].type != FIELD_NUMBER)
			continue;
		histogram.frame->fields[n] = frame->fields[i];
		histogram.origins[n++] = (JoinOrigin){ frame, &frame->fields[i], 0, i };
	}
	histogram.frame->n_fields = n;
	return n > 2 ? histogram : (Histogram){ .frame = NULL };
}

/* --- Heatmap rows: a field for each bucket, named by its upper edge --- */

static double sum_of(const Frame *frame, const Field *field)
{
	double sum = 0;

	for (size_t row = 0; row < frame->n_rows; row++) {
		double value = field_number(frame, field, row);

		sum += isnan(value) ? 0 : value;
	}
	return sum;
}

static Field field_like(const Field *field, const char *name, FieldType type)
{
	Field like = *field;

	like.name = name;
	like.type = type;
	like.numbers = NULL;
	like.values = NULL;
	return like;
}

static Histogram of_rows(Arena *arena, Frame *frame)
{
	size_t n = 0;

	if (frame->n_fields < 2)
		return (Histogram){ .frame = NULL };
	Histogram histogram = new_histogram(arena, 3, frame->n_fields + 1);
	Field *fields = histogram.frame->fields;
	Value *mins = arena_new_array(arena, Value, frame->n_fields + 1);
	Value *maxs = arena_new_array(arena, Value, frame->n_fields + 1);
	double *counts = arena_new_array(arena, double, frame->n_fields + 1);
	Value edge = value_of_string("0");

	for (size_t i = 0; i < frame->n_fields; i++) {
		if (frame->fields[i].type != FIELD_NUMBER)
			continue;
		mins[n] = edge;
		maxs[n] = edge = value_of_string(frame->fields[i].name);
		counts[n++] = sum_of(frame, &frame->fields[i]);
	}
	mins[n] = maxs[n] = edge; // the last edge has its own place on the axis
	fields[0] = field_like(&frame->fields[1], "xMin", FIELD_STRING);
	fields[1] = field_like(&frame->fields[1], "xMax", FIELD_STRING);
	fields[2] = field_like(&frame->fields[1], "count", FIELD_NUMBER);
	fields[0].values = mins;
	fields[1].values = maxs;
	fields[2].numbers = counts;
	histogram.frame->n_rows = n + 1;
	histogram.origins[2] = (JoinOrigin){ frame, &frame->fields[1], 0, 1 };
	return histogram;
}

/* --- Heatmap cells: buckets that grow by a factor; those without a cell are filled in --- */

static int compare_numbers(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return (left > right) - (left < right);
}

static GArray *distinct(const Frame *frame, const Field *field)
{
	GArray *values = g_array_new(FALSE, FALSE, sizeof(double));
	guint n = 0;

	for (size_t row = 0; row < frame->n_rows; row++) {
		double value = field_number(frame, field, row);

		if (isfinite(value))
			g_array_append_val(values, value);
	}
	if (values->len)
		qsort(values->data, values->len, sizeof(double), compare_numbers);
	for (guint i = 0; i < values->len; i++)
		if (n == 0 ||
		    g_array_index(values, double, i) != g_array_index(values, double, n - 1))
			g_array_index(values, double, n++) = g_array_index(values, double, i);
	g_array_set_size(values, n);
	return values;
}

static void densify(const GArray *mins, const GArray *maxs, GArray *dense_mins, GArray *dense_maxs)
{
	guint n = MIN(mins->len, maxs->len);
	double factor = n ? g_array_index(maxs, double, 0) / g_array_index(mins, double, 0) : 0;

	for (guint i = 0; i < n; i++) {
		double min = g_array_index(mins, double, i), max = g_array_index(maxs, double, i);
		double next = i + 1 < n ? g_array_index(maxs, double, i + 1) : -INFINITY;

		do {
			g_array_append_val(dense_mins, min);
			g_array_append_val(dense_maxs, max);
			min *= factor;
			max *= factor;
		} while (factor > 1 && max < next * 0.999999 && dense_maxs->len < MAX_BUCKETS);
	}
}

static const double *cell_sums(Arena *arena, const Frame *frame, const Field *max_field,
			       const Field *count_field, const GArray *maxs)
{
	double *sums = arena_new_array(arena, double, maxs->len + 1);

	for (size_t row = 0; row < frame->n_rows; row++) {
		double max = field_number(frame, max_field, row);
		double count = field_number(frame, count_field, row);
		const double *found = bsearch(&max, maxs->data, maxs->len, sizeof(double),
					      compare_numbers);

		if (found && *found == max && !isnan(count))
			sums[found - (const double *)maxs->data] += count;
	}
	return sums;
}

static const double *numbers_of(Arena *arena, const GArray *values)
{
	double *numbers = arena_new_array(arena, double, values->len + 1);

	for (guint i = 0; i < values->len; i++)
		numbers[i] = g_array_index(values, double, i);
	return numbers;
}

static Histogram of_cells(Arena *arena, Frame *frame)
{
	int min = index_named(frame, "yMin"), max = index_named(frame, "yMax");
	int count = index_named(frame, "count");

	if (min < 0 || max < 0 || count < 0)
		return (Histogram){ .frame = NULL };
	g_autoptr(GArray) mins = distinct(frame, &frame->fields[min]);
	g_autoptr(GArray) maxs = distinct(frame, &frame->fields[max]);
	g_autoptr(GArray) dense_mins = g_array_new(FALSE, FALSE, sizeof(double));
	g_autoptr(GArray) dense_maxs = g_array_new(FALSE, FALSE, sizeof(double));

	densify(mins, maxs, dense_mins, dense_maxs);
	Histogram histogram = new_histogram(arena, 3, dense_maxs->len);
	Field *fields = histogram.frame->fields;

	fields[0] = field_like(&frame->fields[min], "xMin", FIELD_NUMBER);
	fields[1] = field_like(&frame->fields[max], "xMax", FIELD_NUMBER);
	fields[2] = field_like(&frame->fields[count], frame->fields[count].name, FIELD_NUMBER);
	fields[0].numbers = numbers_of(arena, dense_mins);
	fields[1].numbers = numbers_of(arena, dense_maxs);
	fields[2].numbers = cell_sums(arena, frame, &frame->fields[max], &frame->fields[count],
				      dense_maxs);
	histogram.origins[2] = (JoinOrigin){ frame, &frame->fields[count], 0, count };
	return histogram;
}

/* --- Several --- */

static Histogram of_frame(Arena *arena, Frame *frame, int index)
{
	const char *type = frame_meta_text(frame, "type");
	Histogram histogram = g_strcmp0(type, "heatmap-cells") == 0  ? of_cells(arena, frame)
			      : g_strcmp0(type, "heatmap-rows") == 0 ? of_rows(arena, frame)
								     : explicit_histogram(arena, frame);

	for (size_t i = 2; histogram.frame && i < histogram.frame->n_fields; i++)
		histogram.origins[i].frame_index = index;
	return histogram;
}

/* Upper edges first, as they are joined on. */
static Frame *upper_edges_first(Arena *arena, const Frame *frame)
{
	Frame *turned = frame_copy(arena, frame);

	turned->fields[0] = frame->fields[1];
	turned->fields[1] = frame->fields[0];
	return turned;
}

static const double *zero_filled(Arena *arena, const Frame *frame, const Field *field)
{
	double *numbers = arena_new_array(arena, double, frame->n_rows + 1);

	for (size_t row = 0; row < frame->n_rows; row++) {
		double value = field_number(frame, field, row);

		numbers[row] = isnan(value) ? 0 : value;
	}
	return numbers;
}

/* The lower edge of each row, from the first histogram that has the bucket. */
static Field joined_lower_edges(Arena *arena, const Frame *frame)
{
	Value *values = arena_new_array(arena, Value, frame->n_rows + 1);
	Field edges = { .name = NULL };

	for (size_t f = 1; f < frame->n_fields; f++) {
		const Field *field = &frame->fields[f];

		if (g_strcmp0(field->name, "xMin") != 0)
			continue;
		if (!edges.name)
			edges = field_like(field, "xMin", field->type);
		for (size_t row = 0; row < frame->n_rows; row++)
			if (values[row].kind == VALUE_ABSENT || values[row].kind == VALUE_NULL)
				values[row] = field_value(frame, field, row);
	}
	edges.values = values;
	return edges;
}

static Histogram join_histograms(Arena *arena, const Histogram *histograms, const Frames *frames)
{
	int *keys = arena_new_array(arena, int, frames->n);
	Join join = frames_join_on(arena, frames, keys, NULL);
	Histogram joined = new_histogram(arena, join.frame->n_fields + 1, join.frame->n_rows);
	size_t n = 2;

	joined.frame->fields[0] = joined_lower_edges(arena, join.frame);
	joined.frame->fields[1] = join.frame->fields[0];
	frame_settle(arena, joined.frame);
	for (size_t i = 1; i < join.frame->n_fields; i++) {
		const JoinOrigin *origin = &join.origins[i];

		if (g_strcmp0(join.frame->fields[i].name, "xMin") == 0)
			continue;
		joined.frame->fields[n] = join.frame->fields[i];
		joined.frame->fields[n].numbers =
			zero_filled(arena, join.frame, &join.frame->fields[i]);
		joined.frame->fields[n].values = NULL;
		joined.origins[n++] =
			histograms[origin->frame_index].origins[origin->field_index];
	}
	joined.frame->n_fields = n;
	return joined;
}

static bool are_heatmaps(const Frames *frames)
{
	for (size_t i = 0; i < frames->n; i++) {
		const char *type = frame_meta_text(frames->items[i], "type");

		if (g_strcmp0(type, "heatmap-cells") != 0 && g_strcmp0(type, "heatmap-rows") != 0)
			return false;
	}
	return true;
}

Histogram histogram_find(Arena *arena, const Frames *frames)
{
	Histogram *found = arena_new_array(arena, Histogram, frames->n + 1);
	Frames *turned = frames_new(arena);
	size_t n = 0;

	if (frames->n != 1 && !are_heatmaps(frames))
		return (Histogram){ .frame = NULL };
	for (size_t i = 0; i < frames->n; i++) {
		found[n] = of_frame(arena, frames->items[i], (int)i);
		if (found[n].frame)
			frames_append(arena, turned, upper_edges_first(arena, found[n++].frame));
	}
	return n > 1 ? join_histograms(arena, found, turned) : found[0];
}
