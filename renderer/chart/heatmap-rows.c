#include "renderer/chart/heatmap-parts.h"

#include "renderer/data/join.h"
#include "renderer/data/names.h"
#include "renderer/data/number.h"
#include "renderer/json.h"
#include "renderer/panel/missing-data.h"

#include <math.h>
#include <string.h>

enum { MAX_CELLS = 4 * 1000 * 1000 };

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

static const char *first_label(const Field *field)
{
	return field->labels.n ? field->labels.items[0].key : NULL;
}

static void set_names(const PanelContext *context, HeatmapData *data, Frame *rows,
		      Field *const *buckets)
{
	size_t n = data->n_buckets;

	data->names = arena_new_array(context->arena, const char *, n);
	data->n_names = n;
	for (size_t i = 0; i < n; i++)
		data->names[i] = format_name(context, field_display_name(context->arena, buckets[i],
									 rows, NULL));
	if (g_strcmp0(first_label(buckets[0]), "le") == 0)
		data->lowest_name = zero_name(context);
}

/* The place of the bucket with the same label as an exemplar; -1 for none, as in the browser. */
static double matching_bucket(Field *const *buckets, size_t n, const char *label, Value value)
{
	for (size_t i = 0; value.kind == VALUE_STRING && i < n; i++)
		if (g_strcmp0(labels_get(&buckets[i]->labels, label), value.string) == 0)
			return (double)i;
	return -1;
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
	data->x = heatmap_column(arena, rows, &rows->fields[0]);
	data->y = places;
	data->values = values;
	data->n_columns = n_columns;
	data->n_cells = n * n_columns;
	data->x_step = n_columns > 1 ? data->x[1] - data->x[0] : NAN;
	data->y_step = n > 1 ? 1 : 0;
	data->x_range = heatmap_range(data->x, n_columns, false);
	data->y_range = (Range){ 0, (double)n - 1 };
}

static const Field *field_with_name(const Frame *frame, const char *name)
{
	for (size_t i = 0; i < frame->n_fields; i++)
		if (g_strcmp0(frame->fields[i].name, name) == 0)
			return &frame->fields[i];
	return NULL;
}

/* Where buckets have labels, exemplars go by the first label there is, else by their value. */
static void add_exemplars_to_rows(const PanelContext *context, HeatmapData *data,
				  Field *const *buckets)
{
	const Frame *frame = heatmap_find_exemplars(context);
	const char *label = first_label(buckets[0]);
	const Field *field = frame && label ? field_with_name(frame, label) : NULL;

	if (!label)
		heatmap_add_exemplars(context, data);
	if (!field)
		return;
	double *y = arena_new_array(context->arena, double, frame->n_rows + 1);

	for (size_t row = 0; row < frame->n_rows; row++)
		y[row] = matching_bucket(buckets, data->n_buckets, label,
					 field_value(frame, field, row));
	heatmap_set_exemplars(context->arena, data, frame, y);
}

static HeatmapData *data_of_rows(const PanelContext *context, Frame *rows, const char **message)
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
	heatmap_set_x(data, rows);
	data->log_parts = 1;
	data->x_side = data->is_time ? CELL_ENDS : CELL_AROUND;
	data->y_side = side_of_rows(context, buckets[0]);
	set_names(context, data, rows, buckets);
	set_row_cells(context->arena, data, rows, buckets);
	add_exemplars_to_rows(context, data, buckets);
	data->has_values = data->n_cells >= 2;
	data->value_display = heatmap_display(context, rows, buckets[0], "cellValues");
	return data;
}

HeatmapData *heatmap_rows_data(const PanelContext *context, const char **message)
{
	Frame *rows = find_rows(context->arena, context->frames);

	if (rows)
		return data_of_rows(context, rows, message);
	*message = missing_data_text(context, (DataNeeds){ .number = true, .time = true });
	return NULL;
}
