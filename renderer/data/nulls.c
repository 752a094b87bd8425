#include "renderer/data/nulls.h"

#include <math.h>
#include <string.h>

/* Rows that a threshold far below the data's distances may add. */
enum { MAX_ADDED_ROWS = 1000 * 1000 };

/* `insertNulls` may be false, true (no threshold) or ms. */
static double threshold_of(const Field *field, double interval)
{
	json_object *own = custom_json(&field->config, "insertNulls");

	if (json_object_is_type(own, json_type_int) || json_object_is_type(own, json_type_double))
		return json_object_get_double(own);
	return interval;
}

/* The one threshold of all fields; NAN when there is none or they differ. */
static double common_threshold(const Frame *frame, const Field *time)
{
	double common = NAN;

	for (size_t i = 0; i < frame->n_fields; i++) {
		const Field *field = &frame->fields[i];

		if (field == time)
			continue;
		double threshold = threshold_of(field, time->config.interval_ms);

		if (!(threshold > 0))
			continue;
		if (!isnan(common) && common != threshold)
			return NAN;
		common = threshold;
	}
	return common;
}

enum { ADDED_ROW = -1 };

typedef struct {
	GArray *times;	 // of double
	GArray *sources; // of gint64: the row it came from, or ADDED_ROW
} Rows;

static void add_row(Rows *rows, double time, gint64 source)
{
	g_array_append_val(rows->times, time);
	g_array_append_val(rows->sources, source);
}

static bool has_room(const Rows *rows, size_t n)
{
	return rows->times->len < n + MAX_ADDED_ROWS;
}

/* Before the first time, in steps of the threshold back to the start. */
static void fill_before(Rows *rows, double first, double from, double threshold)
{
	double time = first;

	while (time - threshold >= from && first - time < threshold * MAX_ADDED_ROWS)
		time -= threshold;
	for (; time < first; time += threshold)
		add_row(rows, time, ADDED_ROW);
}

static void fill_between(Rows *rows, double previous, double next, double threshold, size_t n)
{
	while (next - previous > threshold && has_room(rows, n)) {
		previous += threshold;
		if (previous >= next)
			break;
		add_row(rows, previous, ADDED_ROW);
	}
}

static void fill_after(Rows *rows, double last, double to, double threshold, size_t n)
{
	while (last + threshold < to && has_room(rows, n)) {
		last += threshold;
		add_row(rows, last, ADDED_ROW);
	}
}

static void fill_rows(Rows *rows, const double *times, size_t n, double threshold, double from,
		      double to)
{
	if (!isnan(from))
		fill_before(rows, times[0], from, threshold);
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			fill_between(rows, times[i - 1], times[i], threshold, n);
		add_row(rows, times[i], (gint64)i);
	}
	if (!isnan(to))
		fill_after(rows, times[n - 1], to, threshold, n);
}

static void take_rows(Arena *arena, Field *field, const Frame *frame, const Rows *rows)
{
	guint n = rows->sources->len;
	double *numbers = field->numbers ? arena_new_array(arena, double, n) : NULL;
	Value *values = field->numbers ? NULL : arena_new_array(arena, Value, n);

	for (guint i = 0; i < n; i++) {
		gint64 source = g_array_index(rows->sources, gint64, i);

		if (numbers)
			numbers[i] = source == ADDED_ROW ? value_null() : field->numbers[source];
		else
			values[i] = source == ADDED_ROW ? (Value){ .kind = VALUE_NULL }
							: field->values[source];
	}
	(void)frame;
	field->numbers = numbers;
	field->values = values;
	field->nanos = NULL;
}

Frame *nulls_insert(Arena *arena, Frame *frame, double from_ms, double to_ms)
{
	Field *time = frame_first_of_type(frame, FIELD_TIME);
	double threshold = time && frame->n_rows ? common_threshold(frame, time) : NAN;

	if (isnan(threshold) || !time->numbers)
		return frame;
	Rows rows = {
		g_array_new(FALSE, FALSE, sizeof(double)),
		g_array_new(FALSE, FALSE, sizeof(gint64)),
	};

	fill_rows(&rows, time->numbers, frame->n_rows, threshold, from_ms, to_ms);
	if (rows.times->len != frame->n_rows) {
		size_t time_index = (size_t)(time - frame->fields);

		frame = frame_copy(arena, frame);
		for (size_t i = 0; i < frame->n_fields; i++)
			take_rows(arena, &frame->fields[i], frame, &rows);
		frame->n_rows = rows.times->len;
		double *times = arena_new_array(arena, double, frame->n_rows);

		memcpy(times, rows.times->data, frame->n_rows * sizeof(double));
		frame->fields[time_index].numbers = times;
		frame->fields[time_index].values = NULL;
	}
	g_array_unref(rows.times);
	g_array_unref(rows.sources);
	return frame;
}

const double *nulls_connect(Arena *arena, const double *times, const double *values, size_t n,
			    double threshold_ms)
{
	double *connected = arena_new_array(arena, double, n + 1);
	size_t last = n; // the last row with a value; n: none yet

	if (n)
		memcpy(connected, values, n * sizeof(double));
	for (size_t row = 0; row < n; row++) {
		if (value_is_missing(values[row]))
			continue;
		if (last < n && times[row] - times[last] < threshold_ms)
			for (size_t hole = last + 1; hole < row; hole++)
				connected[hole] = value_absent();
		last = row;
	}
	return connected;
}
