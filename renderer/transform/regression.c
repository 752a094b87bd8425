/*
 * A line or curve through points, by least squares.
 * Source: Grafana 12.3, features/transformers/regression/regression.ts.
 */
#include "renderer/transform/types.h"

#include "renderer/data/matcher.h"
#include "renderer/data/names.h"
#include "renderer/error.h"
#include "renderer/json.h"
#include "renderer/transform/rows.h"

#include <math.h>
#include <string.h>

enum { MAX_DEGREE = 10, MAX_POINTS = 100000, DEFAULT_POINTS = 100 };

/* y = sum of coefficients[k] * ((x - shift) / scale)^k */
typedef struct {
	int degree;
	double shift, scale;
	double coefficients[MAX_DEGREE + 1];
} Curve;

static double curve_at(const Curve *curve, double x)
{
	double u = (x - curve->shift) / curve->scale, y = 0;

	for (int k = curve->degree; k >= 0; k--)
		y = y * u + curve->coefficients[k];
	return y;
}

/* Gaussian elimination with pivots; a system without one solution gives NaN. */
static void solve(double matrix[MAX_DEGREE + 1][MAX_DEGREE + 2], int n, double *solution)
{
	for (int column = 0; column < n; column++) {
		int pivot = column;

		for (int row = column + 1; row < n; row++)
			if (fabs(matrix[row][column]) > fabs(matrix[pivot][column]))
				pivot = row;
		for (int k = 0; k <= n; k++) {
			double kept = matrix[column][k];

			matrix[column][k] = matrix[pivot][k];
			matrix[pivot][k] = kept;
		}
		for (int row = column + 1; row < n; row++) {
			double factor = matrix[row][column] / matrix[column][column];

			for (int k = column; k <= n; k++)
				matrix[row][k] -= factor * matrix[column][k];
		}
	}
	for (int row = n - 1; row >= 0; row--) {
		solution[row] = matrix[row][n];
		for (int k = row + 1; k < n; k++)
			solution[row] -= matrix[row][k] * solution[k];
		solution[row] /= matrix[row][row];
	}
}

/* Rows without a y do not count. */
static void fit(Curve *curve, const Frame *frame, const Field *x_field, const Field *y_field)
{
	double matrix[MAX_DEGREE + 1][MAX_DEGREE + 2] = { { 0 } };
	int n = curve->degree + 1;

	for (size_t i = 0; i < frame->n_rows; i++) {
		double y = field_number(frame, y_field, i), powers[2 * MAX_DEGREE + 1] = { 1 };
		double u = (field_number(frame, x_field, i) - curve->shift) / curve->scale;

		if (isnan(y))
			continue;
		for (int k = 1; k <= 2 * curve->degree; k++)
			powers[k] = powers[k - 1] * u;
		for (int row = 0; row < n; row++) {
			for (int column = 0; column < n; column++)
				matrix[row][column] += powers[row + column];
			matrix[row][n] += powers[row] * y;
		}
	}
	solve(matrix, n, curve->coefficients);
}

/* --- Options --- */

static const char *curve_name(Arena *arena, bool is_linear, int degree)
{
	static const char *const degrees[] = { "Quadratic", "Cubic",	"Quartic",
					       "Quintic",   "Sextic",	"Septic",
					       "Octic",	    "Nonic",	"Decic" };

	if (is_linear)
		return "Linear regression";
	bool is_named = degree >= 2 && degree < 2 + (int)G_N_ELEMENTS(degrees);

	return arena_printf(arena, "%s polynomial regression",
			    is_named ? degrees[degree - 2] : "undefined");
}

typedef struct {
	Frame *frame;
	Field *x, *y;
} Source;

static Field *find(Arena *arena, const char *name, Frame *frame, Frames *frames)
{
	json_object *json = arena_take_json(arena, json_object_new_string(name));
	FieldMatcher *matcher = field_matcher_new(arena, "byName", json, NULL);

	for (size_t f = 0; matcher && f < frame->n_fields; f++)
		if (field_matches(matcher, arena, &frame->fields[f], frame, frames))
			return &frame->fields[f];
	return NULL;
}

/* The first frame with the y field must have the x field, too. */
static bool find_source(Arena *arena, Frames *frames, json_object *options, Source *source,
			GError **error)
{
	for (size_t i = 0; i < frames->n; i++) {
		Frame *frame = frames->items[i];

		source->y = find(arena, json_get_text(options, "yFieldName", ""), frame, frames);
		if (!source->y)
			continue;
		source->frame = frame;
		source->x = find(arena, json_get_text(options, "xFieldName", ""), frame, frames);
		if (source->x)
			return true;
		g_set_error(error, RENDER_ERROR, RENDER_ERROR_DATA,
			    "the fields for x and y must be in one frame");
		return false;
	}
	return true;
}

static bool find_extent(const Source *source, double *min, double *max)
{
	*min = INFINITY;
	*max = -INFINITY;
	for (size_t i = 0; i < source->frame->n_rows; i++) {
		double x = field_number(source->frame, source->x, i);

		*min = fmin(*min, x);
		*max = fmax(*max, x);
	}
	return isfinite(*min) && isfinite(*max);
}

static Frame *predict(Arena *arena, Frames *frames, const Source *source, const Curve *curve,
		      double max, size_t n)
{
	Frame *out = frame_new(arena, 2, n);
	double *xs = arena_new_array(arena, double, n), *ys = arena_new_array(arena, double, n);
	double step = (max - curve->shift) / (double)(n - 1);

	for (size_t i = 0; i < n; i++) {
		xs[i] = i + 1 < n ? curve->shift + (double)i * step : max;
		ys[i] = curve_at(curve, xs[i]);
	}
	out->fields[0] = field_of_numbers(source->x->name, source->x->type, xs);
	out->fields[1] = field_of_numbers(
		field_display_name(arena, source->y, source->frame, frames), source->y->type, ys);
	return out;
}

static Frames *run(const TransformContext *context, Frames *frames, json_object *options,
		   GError **error)
{
	Arena *arena = context->arena;
	bool is_linear = strcmp(json_get_text(options, "modelType", "linear"), "linear") == 0;
	double degree = is_linear ? 1 : json_get_number(options, "degree", 2);
	double n = json_get_number(options, "predictionCount", DEFAULT_POINTS), max;
	Source source = { 0 };
	Curve curve = { 0 };
	Frames *out = frames_new(arena);

	if (!(degree >= 1 && degree <= MAX_DEGREE && n >= 2 && n <= MAX_POINTS)) {
		g_set_error(error, RENDER_ERROR, RENDER_ERROR_DATA,
			    "a degree from 1 to %d and 2 to %d points are needed", MAX_DEGREE,
			    MAX_POINTS);
		return NULL;
	}
	if (!find_source(arena, frames, options, &source, error))
		return NULL;
	if (!source.x || !find_extent(&source, &curve.shift, &max))
		return frames;
	curve.degree = (int)degree;
	curve.scale = max > curve.shift ? max - curve.shift : 1;
	fit(&curve, source.frame, source.x, source.y);
	for (size_t i = 0; i < frames->n; i++)
		frames_append(arena, out, frames->items[i]);
	Frame *made = predict(arena, frames, &source, &curve, max, (size_t)n);

	made->name = curve_name(arena, is_linear, curve.degree);
	frames_append(arena, out, made);
	return out;
}

const Transform transform_regression = { "regression", run };
