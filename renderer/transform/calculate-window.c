/* Source: Grafana 12.3, transformers/calculateField.ts. */
#include "renderer/transform/calculate-window.h"

#include "renderer/data/matcher.h"
#include "renderer/error.h"
#include "renderer/json.h"

#include <math.h>
#include <string.h>

static const char *name_of(Arena *arena, const char *kind, const char *reducer, const char *field)
{
	return arena_printf(arena, "%s %s%s%s%s", kind, reducer, field[0] ? "(" : "", field,
			    field[0] ? ")" : "");
}

static Field *find_field(Arena *arena, Frame *frame, Frames *frames, const char *name)
{
	json_object *json = arena_take_json(arena, json_object_new_string(name));
	FieldMatcher *matcher = field_matcher_new(arena, "byName", json, NULL);

	if (!name[0])
		return frame_first_of_type(frame, FIELD_NUMBER);
	for (size_t f = 0; f < frame->n_fields; f++)
		if (field_matches(matcher, arena, &frame->fields[f], frame, frames))
			return &frame->fields[f];
	return NULL;
}

static void set_unsupported(GError **error, const char *reducer)
{
	g_set_error(error, RENDER_ERROR, RENDER_ERROR_DATA,
		    "the calculation \"%s\" is not supported", reducer);
}

const double *calculate_cumulative(Arena *arena, Frame *frame, Frames *frames,
				   json_object *options, const char **name, GError **error)
{
	const char *reducer = json_get_text(options, "reducer", "sum");
	const char *field_name = json_get_text(options, "field", "");
	const Field *field = find_field(arena, frame, frames, field_name);
	bool is_mean = strcmp(reducer, "mean") == 0;
	double total = 0;

	*name = name_of(arena, "cumulative", reducer, field_name);
	if (!is_mean && strcmp(reducer, "sum") != 0) {
		set_unsupported(error, reducer);
		return NULL;
	}
	if (!field)
		return NULL;
	double *results = arena_new_array(arena, double, frame->n_rows);

	for (size_t i = 0; i < frame->n_rows; i++) {
		double number = field_number(frame, field, i);

		total += value_is_missing(number) ? 0 : number;
		results[i] = is_mean ? total / (double)(i + 1) : total;
	}
	return results;
}

/* --- Windows --- */

typedef struct {
	const Frame *frame;
	const Field *field;
	size_t size;
	bool is_centered;
} Window;

/* The mean of what a window has gathered; 0 of nothing. */
typedef struct {
	double sum;
	size_t n;
} Mean;

static void gather(Mean *mean, double number, int sign)
{
	if (value_is_missing(number))
		return;
	mean->sum += sign * number;
	mean->n += (size_t)sign;
}

/* Rows leave only when one comes: nulls stretch the window. */
static void trailing_means(const Window *window, double *results)
{
	Mean mean = { 0 };

	for (size_t i = 0; i < window->frame->n_rows; i++) {
		double number = field_number(window->frame, window->field, i);

		gather(&mean, number, 1);
		if (!value_is_missing(number) && i >= window->size)
			gather(&mean,
			       field_number(window->frame, window->field, i - window->size), -1);
		results[i] = mean.n ? mean.sum / (double)mean.n : 0;
	}
}

static void centered_means(const Window *window, double *results)
{
	size_t before = window->size / 2, after = (window->size + 1) / 2 - 1;
	size_t n = window->frame->n_rows;
	Mean mean = { 0 };

	for (size_t i = 0; i < after && i < n; i++)
		gather(&mean, field_number(window->frame, window->field, i), 1);
	for (size_t i = 0; i < n; i++) {
		if (i + after < n)
			gather(&mean, field_number(window->frame, window->field, i + after), 1);
		if (i > before)
			gather(&mean,
			       field_number(window->frame, window->field, i - before - 1), -1);
		results[i] = mean.n ? mean.sum / (double)mean.n : 0;
	}
}

static double variance(const Window *window, size_t first, size_t end)
{
	double squares = 0, mean = 0;
	size_t n = 0;

	for (size_t i = first; i < end; i++) {
		double number = field_number(window->frame, window->field, i), old = mean;

		if (value_is_missing(number))
			continue;
		mean += (number - old) / (double)++n;
		squares += (number - old) * (number - mean);
	}
	return n ? squares / (double)n : 0;
}

/* False: rows times window are too many. */
static bool variances(const Window *window, bool is_deviation, double *results)
{
	enum { MAX_STEPS = 50 * 1000 * 1000 };
	size_t n = window->frame->n_rows;
	size_t before = window->is_centered ? window->size / 2 : window->size - 1;
	size_t after = window->is_centered ? (window->size + 1) / 2 - 1 : 0;

	if (n && MIN(window->size, n) > MAX_STEPS / n)
		return false;
	for (size_t i = 0; i < n; i++) {
		size_t first = i > before ? i - before : 0;

		results[i] = variance(window, first, MIN(n, i + after + 1));
		if (is_deviation)
			results[i] = sqrt(results[i]);
	}
	return true;
}

/* 0 when it is not a size. */
static size_t window_size(json_object *options, size_t n_rows)
{
	bool is_fixed = strcmp(json_get_text(options, "windowSizeMode", "percentage"), "fixed") == 0;
	double size = json_get_number(options, "windowSize", 0.1);
	double rows = ceil(is_fixed ? size : size * (double)n_rows);

	return rows >= 1 ? (size_t)fmin(rows, (double)n_rows + 1) : 0;
}

const double *calculate_window(Arena *arena, Frame *frame, Frames *frames, json_object *options,
			       const char **name, GError **error)
{
	const char *reducer = json_get_text(options, "reducer", "mean");
	const char *alignment = json_get_text(options, "windowAlignment", "trailing");
	const char *field_name = json_get_text(options, "field", "");
	Window window = { frame, find_field(arena, frame, frames, field_name),
			  window_size(options, frame->n_rows),
			  strcmp(alignment, "centered") == 0 };
	double *results = arena_new_array(arena, double, frame->n_rows);
	bool is_deviation = strcmp(reducer, "stdDev") == 0;

	*name = name_of(arena, arena_printf(arena, "%s moving", alignment), reducer, field_name);
	if (!window.field || frame->n_rows == 0)
		return NULL;
	if (window.size == 0)
		g_set_error(error, RENDER_ERROR, RENDER_ERROR_DATA,
			    "the window must be larger than 0");
	else if (strcmp(reducer, "mean") == 0)
		(window.is_centered ? centered_means : trailing_means)(&window, results);
	else if (!is_deviation && strcmp(reducer, "variance") != 0)
		set_unsupported(error, reducer);
	else if (!variances(&window, is_deviation, results))
		g_set_error(error, RENDER_ERROR, RENDER_ERROR_TOO_LARGE,
			    "the window is too large for so many rows");
	return error && *error ? NULL : results;
}
