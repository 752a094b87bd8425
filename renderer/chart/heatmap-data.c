#include "renderer/chart/heatmap-data.h"

#include "renderer/data/heatmap-bins.h"
#include "renderer/data/join.h"
#include "renderer/data/names.h"
#include "renderer/json.h"
#include "renderer/panel/missing-data.h"

#include <math.h>
#include <string.h>

enum { MAX_CELLS = 4 * 1000 * 1000 };

/* --- What is shown --- */

/* Unit and decimals of the options go before the field's own. */
static DisplayProcessor display_with(const PanelContext *context, const Frame *frame,
				     const Field *field, const char *options)
{
	json_object *json = json_get_object(context->options, options);
	Field *shown = arena_new_one(context->arena, Field);
	const char *unit = json_get_text(json, "unit", "");
	double decimals = json_get_number(json, "decimals", NAN);

	*shown = *field;
	if (unit[0])
		shown->config.unit = unit;
	if (!isnan(decimals))
		shown->config.decimals = decimals;
	return display_processor(frame, shown, &context->display);
}

/* --- Cells --- */

static Range range_of(const double *values, size_t n, bool only_positive)
{
	Range range = { NAN, NAN };

	for (size_t i = 0; i < n; i++) {
		if (!isfinite(values[i]) || (only_positive && values[i] <= 0))
			continue;
		range.min = fmin(range.min, values[i]);
		range.max = fmax(range.max, values[i]);
	}
	return range;
}

static const double *column_of(Arena *arena, const Frame *frame, const Field *field)
{
	if (field->numbers)
		return field->numbers;
	double *numbers = arena_new_array(arena, double, frame->n_rows + 1);

	for (size_t row = 0; row < frame->n_rows; row++)
		numbers[row] = field_number(frame, field, row);
	return numbers;
}

static void set_scale(HeatmapData *data, const Field *y)
{
	json_object *scale = custom_json(&y->config, "scaleDistribution");
	const char *type = json_get_text(scale, "type", "linear");
	double log = value_to_number(value_of_json(json_get(scale, "log")));

	if (data->is_sparse || strcmp(type, "linear") != 0)
		data->log_base = log == 10 ? 10 : 2;
}

/* How many powers' parts there are is only known from the options. */
static double log_parts(const PanelContext *context, const Field *y)
{
	json_object *value = json_get(context->options, "calculation.yBuckets.value");
	const char *type = custom_text(&y->config, "scaleDistribution.type", "linear");
	double parts = value_to_number(value_of_json(value));

	return strcmp(type, "log") == 0 && parts > 0 ? parts : 1;
}

static CellSide side_of(const char *name)
{
	if (g_str_has_suffix(name, "Max"))
		return CELL_ENDS;
	return g_str_has_suffix(name, "Min") ? CELL_STARTS : CELL_AROUND;
}

static bool is_one_of(const char *name, const char *plain, const char *min, const char *max)
{
	return name && (strcmp(name, plain) == 0 || strcmp(name, min) == 0 || strcmp(name, max) == 0);
}

static bool is_y(const Field *field)
{
	return is_one_of(field->name, "y", "yMin", "yMax");
}

static bool is_x(const Field *field)
{
	return is_one_of(field->name, "x", "xMin", "xMax");
}

static const Field *find_value(const Frame *frame)
{
	for (size_t i = 0; i < frame->n_fields; i++)
		if (frame->fields[i].type == FIELD_NUMBER && !is_x(&frame->fields[i]) &&
		    !is_y(&frame->fields[i]))
			return &frame->fields[i];
	return NULL;
}

/* Buckets repeat in every column: the last row with the first y starts the last column. */
static size_t count_buckets(const double *y, size_t n)
{
	size_t last = n - 1;

	while (last > 0 && y[last] != y[0])
		last--;
	return n - last;
}

static void set_columns(Arena *arena, HeatmapData *data, const double *x, const double *y)
{
	size_t n = data->n_cells;

	data->n_buckets = count_buckets(y, n);
	data->n_columns = (n + data->n_buckets - 1) / data->n_buckets;
	double *columns = arena_new_array(arena, double, data->n_columns);

	for (size_t i = 0; i < data->n_columns; i++)
		columns[i] = x[i * data->n_buckets];
	data->x = columns;
	data->y = y;
	data->x_step = data->n_columns > 1 ? x[data->n_buckets] - x[0] : NAN;
	data->y_step = y[1] - y[0];
}

/* Cells with one coordinate each way: the names of their fields tell which bound it is. */
static HeatmapData *dense_data(const PanelContext *context, const Frame *frame,
			       const char **message)
{
	HeatmapData *data = arena_new_one(context->arena, HeatmapData);
	const Field *value = find_value(frame);

	data->n_cells = frame->n_rows;
	data->is_time = frame->n_fields > 0 && frame->fields[0].type == FIELD_TIME;
	if (frame->n_fields < 2 || frame->n_rows < 2)
		return data;
	if (!value) {
		*message = "Missing value field";
		return NULL;
	}
	const Field *x = &frame->fields[0], *y = &frame->fields[1];

	set_scale(data, y);
	set_columns(context->arena, data, column_of(context->arena, frame, x),
		    column_of(context->arena, frame, y));
	data->values = column_of(context->arena, frame, value);
	data->has_values = true;
	data->x_side = side_of(x->name);
	data->y_side = side_of(y->name);
	data->log_parts = log_parts(context, y);
	data->x_range = range_of(data->x, data->n_columns, false);
	data->y_range = range_of(data->y, data->n_buckets, data->log_base != 0);
	data->y_display = display_with(context, frame, y, "yAxis");
	data->value_display = display_with(context, frame, value, "cellValues");
	return data;
}

/* Cells with bounds of their own: xMax, yMin, yMax, count. */
static HeatmapData *sparse_data(const PanelContext *context, const Frame *frame)
{
	HeatmapData *data = arena_new_one(context->arena, HeatmapData);

	data->is_sparse = true;
	data->n_cells = frame->n_rows;
	data->is_time = frame->n_fields > 0 && frame->fields[0].type == FIELD_TIME;
	data->log_parts = 1;
	if (frame->n_fields < 4 || frame->n_rows == 0)
		return data;
	const Field *fields = frame->fields;

	set_scale(data, &fields[1]);
	data->x = column_of(context->arena, frame, &fields[0]);
	data->y = column_of(context->arena, frame, &fields[1]);
	data->y_max = column_of(context->arena, frame, &fields[2]);
	data->values = column_of(context->arena, frame, &fields[3]);
	data->has_values = true;
	data->x_range = range_of(data->x, data->n_cells, false);
	data->y_range = range_of(data->y, data->n_cells, true);
	data->y_display = display_with(context, frame, &fields[1], "yAxis");
	data->value_display = display_with(context, frame, &fields[3], "cellValues");
	return data;
}

static bool is_dense(const Frame *frame)
{
	size_t n = 0;

	for (size_t i = 0; i < frame->n_fields; i++)
		n += is_y(&frame->fields[i]);
	return n == 1;
}

/* --- Rows: a bucket for each field --- */

/* "+Inf" and the like, or the number that a name starts with; NAN for none. */
static double bound_of(const char *name)
{
	const char *digits = name && (name[0] == '+' || name[0] == '-') ? name + 1 : name;

	if (!name)
		return NAN;
	if (g_ascii_strcasecmp(digits, "inf") == 0 || g_ascii_strcasecmp(digits, "infinity") == 0)
		return name[0] == '-' ? -INFINITY : INFINITY;
	return js_parse_float(name);
}

typedef struct {
	double bound;
	size_t index;
} Bucket;

static int compare_buckets(const void *a, const void *b)
{
	const Bucket *left = a, *right = b;

	if (left->bound != right->bound)
		return left->bound < right->bound ? -1 : 1;
	return left->index < right->index ? -1 : 1;
}

/* The order of names by the numbers they are; false where one is none. */
static bool sort_by_name(Field *const *fields, size_t n, Bucket *order)
{
	for (size_t i = 0; i < n; i++) {
		order[i] = (Bucket){ bound_of(fields[i]->state.display_name), i };
		if (isnan(order[i].bound))
			return false;
	}
	qsort(order, n, sizeof(Bucket), compare_buckets);
	return true;
}

/* All frames on one time, those whose values have numbers as names in their order. */
static Frame *rows_of_frames(Arena *arena, const Frames *frames)
{
	Field **fields = arena_new_array(arena, Field *, frames->n);
	Bucket *order = arena_new_array(arena, Bucket, frames->n);
	Frames *sorted = frames_new(arena);

	for (size_t i = 0; i < frames->n; i++) {
		if (frames->items[i]->n_fields < 2)
			return NULL;
		fields[i] = &frames->items[i]->fields[1];
	}
	bool is_sorted = sort_by_name(fields, frames->n, order);

	for (size_t i = 0; i < frames->n; i++)
		frames_append(arena, sorted, frames->items[is_sorted ? order[i].index : i]);
	Join join = frames_join(arena, sorted, FIELD_TIME, NULL);

	join_take_frame_names(arena, &join);
	return join.frame;
}

static Frame *rows_of_frame(Arena *arena, Frame *frame)
{
	Field **fields = arena_new_array(arena, Field *, frame->n_fields + 1);
	Bucket *order = arena_new_array(arena, Bucket, frame->n_fields + 1);
	const Field *time = frame_first_of_type(frame, FIELD_TIME);
	Frame *rows = frame_copy(arena, frame);
	size_t n = 0;

	for (size_t i = 0; i < frame->n_fields; i++)
		if (frame->fields[i].type == FIELD_NUMBER)
			fields[n++] = &frame->fields[i];
	if (!sort_by_name(fields, n, order))
		return frame;
	if (!time)
		return NULL;
	rows->fields[0] = *time;
	for (size_t i = 0; i < n; i++)
		rows->fields[i + 1] = *fields[order[i].index];
	rows->n_fields = n + 1;
	return rows;
}

/* The frame that has a row for each bucket, and the numbers of its fields but the first. */
static Frame *find_rows(Arena *arena, Frames *frames)
{
	Frame *rows = NULL;

	for (size_t i = 0; i < frames->n; i++)
		if (g_strcmp0(frame_meta_text(frames->items[i], "type"), "heatmap-rows") == 0)
			rows = frames->items[i];
	if (!rows)
		rows = frames->n > 1 ? rows_of_frames(arena, frames)
				     : rows_of_frame(arena, frames->items[0]);
	return rows && rows->n_fields > 0 ? rows : NULL;
}

static const char *format_name(const PanelContext *context, const char *name)
{
	const char *unit = json_get_text(context->options, "yAxis.unit", "");
	double decimals = json_get_number(context->options, "yAxis.decimals", NAN);
	double number = js_number(name);

	if ((!unit[0] && isnan(decimals)) || isnan(number))
		return name;
	ValueFormat format = value_format(unit[0] ? unit : "short");
	FormatOptions options = {
		.decimals = decimals,
		.time_zone = context->zone,
		.now_ms = context->now_ms,
	};
	FormattedValue text;

	value_format_apply(&format, number, &options, &text);
	return arena_printf(context->arena, "%s%s%s", text.prefix, text.text, text.suffix);
}

/* `rowsFrame.layout`, where it is not automatic: an upper bound's label is "le". */
static CellSide side_of_rows(const PanelContext *context, const Field *first)
{
	const char *layout = json_get_text(context->options, "rowsFrame.layout", "auto");

	if (strcmp(layout, "le") == 0)
		return CELL_ENDS;
	if (strcmp(layout, "ge") == 0)
		return CELL_STARTS;
	if (strcmp(layout, "unknown") == 0)
		return CELL_AROUND;
	return labels_get(&first->labels, "le") ? CELL_ENDS : CELL_AROUND;
}

/* How zero is shown where it has no bucket of its own. */
static const char *zero_name(const PanelContext *context)
{
	bool is_formatted = json_get_text(context->options, "yAxis.unit", "")[0] ||
			    !isnan(json_get_number(context->options, "yAxis.decimals", NAN));

	return is_formatted ? format_name(context, "0") : "0.0";
}

static void set_names(const PanelContext *context, HeatmapData *data, Frame *rows,
		      Field *const *buckets)
{
	const Labels *labels = &buckets[0]->labels;
	const char *label = labels->n ? labels->items[0].key : NULL;
	size_t n = data->n_buckets;

	data->names = arena_new_array(context->arena, const char *, n);
	data->match_values = arena_new_array(context->arena, const char *, n);
	data->match_label = label;
	data->n_names = n;
	for (size_t i = 0; i < n; i++) {
		const char *name = field_display_name(context->arena, buckets[i], rows, NULL);

		data->names[i] = format_name(context, name);
		data->match_values[i] = label ? labels_get(&buckets[i]->labels, label) : NULL;
	}
	if (g_strcmp0(label, "le") == 0)
		data->lowest_name = zero_name(context);
}

static void set_row_cells(Arena *arena, HeatmapData *data, const Frame *rows,
			  Field *const *buckets)
{
	size_t n = data->n_buckets, n_columns = rows->n_rows;
	double *places = arena_new_array(arena, double, n);
	double *values = arena_new_array(arena, double, n * n_columns + 1);

	for (size_t i = 0; i < n; i++) {
		places[i] = (double)i;
		for (size_t row = 0; row < n_columns; row++)
			values[row * n + i] = field_number(rows, buckets[i], row);
	}
	data->x = column_of(arena, rows, &rows->fields[0]);
	data->y = places;
	data->values = values;
	data->n_columns = n_columns;
	data->n_cells = n * n_columns;
	data->x_step = n_columns > 1 ? data->x[1] - data->x[0] : NAN;
	data->y_step = n > 1 ? 1 : 0;
	data->x_range = range_of(data->x, n_columns, false);
	data->y_range = (Range){ 0, (double)n - 1 };
}

static HeatmapData *rows_data(const PanelContext *context, Frame *rows, const char **message)
{
	HeatmapData *data = arena_new_one(context->arena, HeatmapData);
	Field **buckets = arena_new_array(context->arena, Field *, rows->n_fields);

	for (size_t i = 1; i < rows->n_fields; i++)
		if (rows->fields[i].type == FIELD_NUMBER)
			buckets[data->n_buckets++] = &rows->fields[i];
	if (data->n_buckets == 0) {
		*message = missing_data_text(context, (DataNeeds){ .number = true });
		return NULL;
	}
	if (rows->n_rows > MAX_CELLS / data->n_buckets) {
		*message = "More heatmap cells than can be drawn";
		return NULL;
	}
	data->is_time = rows->fields[0].type == FIELD_TIME;
	data->log_parts = 1;
	data->x_side = data->is_time ? CELL_ENDS : CELL_AROUND;
	data->y_side = side_of_rows(context, buckets[0]);
	set_names(context, data, rows, buckets);
	set_row_cells(context->arena, data, rows, buckets);
	data->has_values = data->n_cells >= 2;
	data->value_display = display_with(context, rows, buckets[0], "cellValues");
	return data;
}

/* --- Altogether --- */

static const char *expand(const void *data, const char *text)
{
	const PanelContext *context = data;

	return interpolate(context->arena, context->interpolator, text, NULL);
}

static HeatmapData *calculated_data(const PanelContext *context, const char **message)
{
	g_autoptr(GError) error = NULL;
	HeatmapCalculation calculation = heatmap_calculation_parse(
		json_get_object(context->options, "calculation"), expand, context);

	calculation.x_range = (Range){ (double)context->range.from_ms,
				       (double)context->range.to_ms };
	Frame *frame = heatmap_calculate(context->arena, context->frames, &calculation, &error);

	if (!frame) {
		*message = arena_strdup(context->arena, error->message);
		return NULL;
	}
	return dense_data(context, frame, message);
}

HeatmapData *heatmap_data(const PanelContext *context, const char **message)
{
	Frames *frames = context->frames;

	frames_cache_names(context->arena, frames);
	if (frames->n == 0) {
		*message = missing_data_text(context, (DataNeeds){ .number = true });
		return NULL;
	}
	if (json_get_bool(context->options, "calculate", false))
		return calculated_data(context, message);
	for (size_t i = 0; i < frames->n; i++) {
		const Frame *frame = frames->items[i];

		if (g_strcmp0(frame_meta_text(frame, "type"), "heatmap-cells") == 0)
			return is_dense(frame) ? dense_data(context, frame, message)
					       : sparse_data(context, frame);
	}
	Frame *rows = find_rows(context->arena, frames);

	if (!rows) {
		*message = missing_data_text(context, (DataNeeds){ .number = true, .time = true });
		return NULL;
	}
	return rows_data(context, rows, message);
}
