#include "renderer/data/heatmap-bins.h"

#include "renderer/data/names.h"
#include "renderer/data/number.h"
#include "renderer/data/time-unit.h"
#include "renderer/error.h"
#include "renderer/json.h"

#include <math.h>
#include <string.h>

/* A column of more buckets than this is nobody's choice. */
enum { MAX_BINS = 1 << 20, DEFAULT_X_COUNT = 20, DEFAULT_Y_COUNT = 10 };

/* --- Options --- */

static double unit_ms(const char *unit)
{
	static const struct {
		const char *names[4];
		double ms;
	} units[] = {
		{ { "y", "Y", "years" }, YEAR },	{ { "M", "months" }, 30 * DAY },
		{ { "w", "W", "weeks" }, 7 * DAY },	{ { "d", "D", "days" }, DAY },
		{ { "h", "H", "hours" }, HOUR },	{ { "m", "minutes" }, MINUTE },
		{ { "s", "S", "seconds" }, SECOND },	{ { "ms", "MS" }, 1 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(units); i++)
		for (int n = 0; units[i].names[n]; n++)
			if (strcmp(units[i].names[n], unit) == 0)
				return units[i].ms;
	return NAN;
}

double heatmap_duration_ms(const char *text)
{
	double number = js_number(text), total = 0;

	if (!isnan(number))
		return text[0] ? trunc(number) : NAN;
	g_autofree char *copy = g_strstrip(g_strdup(text));
	g_auto(GStrv) words = g_strsplit(copy, " ", 16);

	for (char **word = words; *word; word++) {
		size_t digits = strspn(*word, "0123456789");

		total += digits ? g_ascii_strtod(*word, NULL) * unit_ms(*word + digits) : NAN;
	}
	return total;
}

/* A number, or a text that is one; NAN for none and for 0. */
static double number_of(const char *text)
{
	double number = text && text[0] ? js_number(text) : NAN;

	return number == 0 ? NAN : number;
}

static BucketSize parse_size(json_object *buckets, const char *text, bool is_duration)
{
	const char *mode = json_get_text(buckets, "mode", "size");

	return (BucketSize){
		.is_count = strcmp(mode, "count") == 0,
		.value = is_duration && strcmp(mode, "size") == 0 ? heatmap_duration_ms(text)
								  : number_of(text),
	};
}

static const char *value_text(json_object *buckets, ExpandText expand, const void *data)
{
	json_object *value = json_get(buckets, "value");
	const char *text = value ? json_object_get_string(value) : "";

	return expand ? expand(data, text) : text;
}

HeatmapCalculation heatmap_calculation_parse(json_object *options, ExpandText expand,
					     const void *data)
{
	json_object *x = json_get_object(options, "xBuckets");
	json_object *y = json_get_object(options, "yBuckets");
	bool is_log = strcmp(json_get_text(y, "scale.type", "linear"), "log") == 0;
	double log = value_to_number(value_of_json(json_get(y, "scale.log")));

	return (HeatmapCalculation){
		.x = parse_size(x, value_text(x, expand, data), true),
		.y = parse_size(y, value_text(y, expand, data), false),
		.is_x_log = strcmp(json_get_text(x, "scale.type", "linear"), "log") == 0,
		.scale = json_get_object(y, "scale"),
		.y_log = is_log && (log == 2 || log == 10) ? log : 0,
		.x_range = { NAN, NAN },
	};
}

/* --- Sizes --- */

static const double nice_times[] = {
	1,	     2,	      4,	5,	  10,	     20,	25,	    40,
	50,	     100,     200,	250,	  400,	     500,	SECOND,	    2 * SECOND,
	4 * SECOND,  5 * SECOND, 10 * SECOND, 15 * SECOND, 20 * SECOND, 30 * SECOND, MINUTE,
	2 * MINUTE,  4 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 20 * MINUTE, 30 * MINUTE,
	HOUR,	     2 * HOUR, 4 * HOUR, 6 * HOUR, 8 * HOUR,  12 * HOUR, 18 * HOUR,  DAY,
	2 * DAY,     3 * DAY, 4 * DAY,	5 * DAY,  6 * DAY,   7 * DAY,	10 * DAY,   15 * DAY,
	30 * DAY,    45 * DAY, 60 * DAY, 90 * DAY, 180 * DAY, YEAR,	2 * YEAR,   3 * YEAR,
	4 * YEAR,    5 * YEAR, 6 * YEAR, 7 * YEAR, 8 * YEAR,  9 * YEAR,	10 * YEAR,
};

/* The largest step that is not above `least`; the first where all are, as where none is. */
static double nice_time(double least)
{
	double nice = nice_times[0];

	for (size_t i = 0; i < G_N_ELEMENTS(nice_times); i++) {
		if (nice_times[i] > least)
			return nice;
		nice = nice_times[i];
	}
	return nice_times[0];
}

/* 1, 1.5, 2 .. 9.5 times a power of ten from 10^-16 on; whole numbers only from 1 on. */
static double nice_number(double least)
{
	double nice = 1e-16;

	for (int exponent = -16; exponent < 16; exponent++) {
		for (int half = 2; half < 20; half++) {
			double size = half / 2.0 * pow(10, exponent);

			if (exponent < 0)
				size = half * 5 / pow(10, 1 - exponent);
			if (exponent >= 0 && size != floor(size))
				continue;
			if (size > least)
				return nice;
			nice = size;
		}
	}
	return 1e-16;
}

static double bucket_size(BucketSize size, Range range, int default_count, bool is_time)
{
	if (!(isfinite(size.value) && size.value > 0))
		size = (BucketSize){ true, default_count };
	if (!size.is_count)
		return size.value;
	double part = (range.max - range.min) / fmax(size.value - 1, 1);

	return is_time ? nice_time(part) : nice_number(part);
}

/* --- Points --- */

typedef struct {
	double *x, *y;
	size_t n;
	const Frame *x_frame;
	const Field *x_field, *y_field; // the first ones
	Range x_range, y_range;
} Points;

static size_t count_points(const Frames *frames)
{
	size_t n = 0;

	for (size_t i = 0; i < frames->n; i++)
		n += frames->items[i]->n_rows * frames->items[i]->n_fields;
	return n;
}

/* null counts as 0, which has no logarithm. What is no number is left out. */
static void add_point(Points *points, double x, double y, bool is_log)
{
	if (value_is_null(y))
		y = 0;
	if (!isfinite(x) || !isfinite(y) || (is_log && y <= 0))
		return;
	points->x[points->n] = x;
	points->y[points->n++] = y;
	points->x_range.min = fmin(points->x_range.min, x);
	points->x_range.max = fmax(points->x_range.max, x);
	points->y_range.min = fmin(points->y_range.min, y);
	points->y_range.max = fmax(points->y_range.max, y);
}

static void add_frame(Points *points, const Frame *frame, bool is_log)
{
	const Field *time = frame_first_of_type(frame, FIELD_TIME);

	if (!time)
		return;
	if (!points->x_field)
		points->x_field = time;
	for (size_t i = 0; i < frame->n_fields; i++) {
		const Field *field = &frame->fields[i];

		if (field->type != FIELD_NUMBER)
			continue;
		if (!points->y_field)
			points->y_field = field;
		for (size_t row = 0; row < frame->n_rows; row++)
			add_point(points, field_number(frame, time, row),
				  field_number(frame, field, row), is_log);
	}
}

static Points collect_points(Arena *arena, const Frames *frames, bool is_log)
{
	size_t n = count_points(frames);
	Points points = {
		.x = arena_new_array(arena, double, n + 1),
		.y = arena_new_array(arena, double, n + 1),
		.x_range = { NAN, NAN },
		.y_range = { NAN, NAN },
	};

	for (size_t i = 0; i < frames->n; i++)
		add_frame(&points, frames->items[i], is_log);
	return points;
}

/* --- Bins --- */

/** One axis: bin k starts at first + k * size, in exponents where there is a base. */
typedef struct {
	double size, first;
	double log_base;
	size_t n;
} Bins;

static double bin_of(const Bins *bins, double value)
{
	if (bins->log_base)
		value = bins->log_base == 2 ? log2(value) : log10(value);
	return floor(value / bins->size) * bins->size;
}

static Bins make_bins(double size, double log_base, Range range)
{
	Bins bins = { .size = size, .log_base = log_base };

	bins.first = bin_of(&bins, range.min);
	double n = js_round((bin_of(&bins, range.max) - bins.first) / size) + 1;

	bins.n = n >= 1 && n <= MAX_BINS ? (size_t)n : 0;
	return bins;
}

/* A bin that arithmetic misses by a hair counts for nothing, in the browser, too. */
static void count_points_in(double *counts, const Points *points, const Bins *x, const Bins *y)
{
	for (size_t i = 0; i < points->n; i++) {
		double column = (bin_of(x, points->x[i]) - x->first) / x->size;
		double bucket = (bin_of(y, points->y[i]) - y->first) / y->size;
		double cell = column * (double)y->n + bucket;

		if (cell >= 0 && cell < (double)(x->n * y->n) && cell == floor(cell))
			counts[(size_t)cell]++;
	}
}

static Field make_field(const char *name, FieldType type, const double *numbers)
{
	return (Field){
		.name = name,
		.type = type,
		.config = field_config_empty(),
		.numbers = numbers,
	};
}

/* The scale goes with the field, so that a panel knows how the buckets grow. */
static json_object *custom_with_scale(Arena *arena, json_object *scale)
{
	json_object *custom = json_object_new_object();

	json_object_object_add(custom, "scaleDistribution",
			       scale ? json_object_get(scale)
				     : json_tokener_parse("{\"type\":\"linear\"}"));
	return arena_take_json(arena, custom);
}

static Frame *make_frame(Arena *arena, const Points *points, const HeatmapCalculation *calculation,
			 const Bins *x, const Bins *y)
{
	Frame *frame = frame_new(arena, 3, x->n * y->n);
	double *xs = arena_new_array(arena, double, frame->n_rows);
	double *ys = arena_new_array(arena, double, frame->n_rows);
	double *counts = arena_new_array(arena, double, frame->n_rows);

	for (size_t i = 0; i < frame->n_rows; i++) {
		double bucket = y->first + (double)(i % y->n) * y->size;

		xs[i] = x->first + (double)(i / y->n) * x->size;
		ys[i] = y->log_base ? pow(y->log_base, bucket) : bucket;
	}
	count_points_in(counts, points, x, y);
	frame->fields[0] = make_field("xMin", FIELD_TIME, xs);
	frame->fields[0].config = points->x_field->config;
	frame->fields[1] = make_field("yMin", FIELD_NUMBER, ys);
	frame->fields[1].config = points->y_field->config;
	frame->fields[1].config.custom = custom_with_scale(arena, calculation->scale);
	frame->fields[2] = make_field("Count", FIELD_NUMBER, counts);
	frame->fields[2].config.unit = "short";
	frame->meta = arena_take_json(arena, json_tokener_parse("{\"type\":\"heatmap-cells\"}"));
	return frame;
}

static bool check(const Points *points, const HeatmapCalculation *calculation, GError **error)
{
	const char *problem = NULL;

	if (!points->x_field || !points->y_field)
		problem = "no heatmap fields found";
	else if (points->n == 0)
		problem = "no values found";
	else if (calculation->is_x_log)
		problem = "X axis only supports linear buckets";
	if (problem)
		g_set_error_literal(error, RENDER_ERROR, RENDER_ERROR_DATA, problem);
	return !problem;
}

Frame *heatmap_calculate(Arena *arena, const Frames *frames, const HeatmapCalculation *calculation,
			 GError **error)
{
	Points points = collect_points(arena, frames, calculation->y_log != 0);
	bool has_range = !isnan(calculation->x_range.min) && !isnan(calculation->x_range.max);
	Range x_range = has_range ? calculation->x_range : points.x_range;

	if (!check(&points, calculation, error))
		return NULL;
	double x_size = bucket_size(calculation->x, x_range, DEFAULT_X_COUNT, true);
	double y_size = bucket_size(calculation->y, points.y_range, DEFAULT_Y_COUNT, false);

	if (calculation->y_log)
		y_size = 1 / (calculation->y.value > 0 ? calculation->y.value : 1);
	Bins x = make_bins(x_size, 0, x_range);
	Bins y = make_bins(y_size, calculation->y_log, points.y_range);

	if (x.n == 0 || y.n == 0 || x.n * y.n > MAX_BINS) {
		g_set_error_literal(error, RENDER_ERROR, RENDER_ERROR_TOO_LARGE,
				    "more heatmap buckets than can be drawn");
		return NULL;
	}
	Frame *frame = make_frame(arena, &points, calculation, &x, &y);
	Field y_field = *points.y_field;

	frame->name = field_display_name(arena, &y_field, NULL, NULL);
	return frame;
}
