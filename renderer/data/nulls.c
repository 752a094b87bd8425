#include "renderer/data/nulls.h"

#include "renderer/data/number.h"

#include <math.h>
#include <string.h>

/* Cells that a threshold far below the data's distances may add to a frame. */
enum { MAX_ADDED_CELLS = 2 * 1000 * 1000 };

/* --- Inserting --- */

/* `insertNulls` may be a number; false and 0 leave it to the interval. NAN: none. */
static double threshold_of(const Field *field, double interval)
{
	double own = custom_number(&field->config, "insertNulls", 0);

	if (own != 0)
		return own;
	return interval != 0 ? interval : NAN;
}

/* The one threshold of all fields that have one; NAN when there is none or they differ. */
static double common_threshold(const Frame *frame, const Field *time)
{
	double common = NAN;

	for (size_t i = 0; i < frame->n_fields; i++) {
		double threshold = threshold_of(&frame->fields[i], time->config.interval_ms);

		if (isnan(threshold))
			continue;
		if (!isnan(common) && common != threshold)
			return NAN;
		common = threshold;
	}
	return common > 0 ? common : NAN;
}

/** Rows being made: first counted, then written. */
typedef struct {
	double threshold;
	size_t n, max; // more than `max` are not made
	double *times; // NULL while counting
	size_t *sources;
} Rows;

static void add_row(Rows *rows, double time, size_t source)
{
	if (rows->times && rows->n < rows->max) {
		rows->times[rows->n] = time;
		rows->sources[rows->n] = source;
	}
	rows->n++;
}

static bool has_room(const Rows *rows)
{
	return rows->n <= rows->max;
}

/* Whole steps back from the first time, the first of them at or before the start. */
static void fill_before(Rows *rows, double first, double from)
{
	double steps = ceil((first - from) / rows->threshold);
	double slot = first - steps * rows->threshold;

	if (!(from < first))
		return;
	while (slot < first && has_room(rows)) {
		add_row(rows, slot, FRAME_NULL_ROW);
		slot += rows->threshold;
	}
}

static void fill_between(Rows *rows, double previous, double next)
{
	while (next - previous > rows->threshold && has_room(rows)) {
		previous += rows->threshold;
		add_row(rows, previous, FRAME_NULL_ROW);
	}
}

static void fill_after(Rows *rows, double last, double to)
{
	while (last + rows->threshold < to && has_room(rows)) {
		last += rows->threshold;
		add_row(rows, last, FRAME_NULL_ROW);
	}
}

static void make_rows(Rows *rows, const double *times, size_t n, double from, double to)
{
	rows->n = 0;
	fill_before(rows, times[0], from);
	add_row(rows, times[0], 0);
	for (size_t i = 1; i < n; i++) {
		fill_between(rows, times[i - 1], times[i]);
		add_row(rows, times[i], i);
	}
	fill_after(rows, times[n - 1], to);
}

Frame *nulls_insert(Arena *arena, Frame *frame, double from_ms, double to_ms)
{
	Field *time = frame_first_of_type(frame, FIELD_TIME);

	if (!time || !time->numbers || frame->n_rows == 0)
		return frame;
	Rows rows = { .threshold = common_threshold(frame, time),
		      .max = frame->n_rows + MAX_ADDED_CELLS / frame->n_fields };

	if (isnan(rows.threshold))
		return frame;
	make_rows(&rows, time->numbers, frame->n_rows, from_ms, to_ms);
	if (rows.n == frame->n_rows || !has_room(&rows))
		return frame;
	g_autofree size_t *sources = g_new(size_t, rows.n);

	rows.times = arena_new_array(arena, double, rows.n);
	rows.sources = sources;
	make_rows(&rows, time->numbers, frame->n_rows, from_ms, to_ms);
	Frame *filled = frame_take_rows(arena, frame, sources, rows.n);

	filled->fields[time - frame->fields].numbers = rows.times;
	return filled;
}

/* --- Connecting --- */

const double *nulls_connect(Arena *arena, const double *times, const double *values, size_t n,
			    double threshold_ms)
{
	double *connected = arena_new_array(arena, double, n);
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

/* --- Replacing --- */

static const double *replace_in_numbers(Arena *arena, const double *numbers, size_t n,
					double replacement)
{
	double *replaced = arena_new_array(arena, double, n);

	for (size_t i = 0; i < n; i++)
		replaced[i] = value_is_null(numbers[i]) ? replacement : numbers[i];
	return replaced;
}

static const Value *replace_in_values(Arena *arena, const Value *values, size_t n,
				      double replacement)
{
	Value *replaced = arena_new_array(arena, Value, n);

	for (size_t i = 0; i < n; i++)
		replaced[i] = values[i].kind == VALUE_NULL ? value_of_number(replacement)
							    : values[i];
	return replaced;
}

Frame *nulls_replace(Arena *arena, Frame *frame)
{
	Frame *replaced = NULL;

	for (size_t i = 0; i < frame->n_fields; i++) {
		double number = js_number(frame->fields[i].config.no_value);

		if (isnan(number))
			continue;
		if (!replaced)
			replaced = frame_copy(arena, frame);
		Field *field = &replaced->fields[i];

		if (field->numbers)
			field->numbers = replace_in_numbers(arena, field->numbers, frame->n_rows,
							    number);
		else
			field->values = replace_in_values(arena, field->values, frame->n_rows,
							  number);
	}
	return replaced ? replaced : frame;
}
