#include "api/grafana/datasource/prometheus.h"

#include "renderer/data/names.h"
#include "renderer/data/number.h"
#include "renderer/json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef enum {
	GROUP_SERIES,
	GROUP_TABLE,
	GROUP_HEATMAP,
	GROUP_EXEMPLARS,
	N_GROUPS,
} Group;

static json_object *target_of(const QueryBatch *batch, const Frame *frame)
{
	for (size_t i = 0; frame->ref_id && i < json_object_array_length(batch->targets); i++) {
		json_object *target = json_object_array_get_idx(batch->targets, i);

		if (strcmp(json_get_text(target, "refId", "A"), frame->ref_id) == 0)
			return target;
	}
	return NULL;
}

static bool has_format(const QueryBatch *batch, const Frame *frame, const char *format)
{
	return strcmp(json_get_text(target_of(batch, frame), "format", ""), format) == 0;
}

static bool has_meta(const Frame *frame, const char *path, const char *text)
{
	return strcmp(json_get_text(frame->meta, path, ""), text) == 0;
}

static Group group_of(const QueryBatch *batch, const Frame *frame)
{
	if (has_format(batch, frame, "table"))
		return GROUP_TABLE;
	if (has_meta(frame, "custom.resultType", "exemplar"))
		return GROUP_EXEMPLARS;
	if (has_format(batch, frame, "heatmap") && !has_meta(frame, "type", "heatmap-cells"))
		return GROUP_HEATMAP;
	return GROUP_SERIES;
}

static void set_meta(Arena *arena, Frame *frame, const char *key, const char *text)
{
	json_object *meta = frame->meta ? target_copy(frame->meta) : json_object_new_object();

	target_set(meta, key, text);
	frame->meta = arena_take_json(arena, meta);
}

/* --- Legends --- */

/* A field named after its metric gets the name it would have if it were named "Value". */
static void name_automatically(Arena *arena, Frame *frame, const Frames *frames)
{
	for (size_t i = 0; i < frame->n_fields; i++) {
		Field *field = &frame->fields[i];
		const char *metric = labels_get(&field->labels, "__name__");

		if (!metric || strcmp(metric, field->name) != 0)
			continue;
		Field renamed = *field;

		renamed.name = "Value";
		renamed.state = (FieldState){ 0 };
		field->config.display_name_from_ds =
			field_display_name(arena, &renamed, frame, frames);
	}
}

/* --- Tables --- */

static int compare_names(const void *a, const void *b)
{
	return strcmp(((const Label *)a)->key, ((const Label *)b)->key);
}

/* The labels of all frames: sorted within a frame, in the order frames bring new ones. */
static GPtrArray *label_names(Frame *const *frames, size_t n)
{
	GPtrArray *names = g_ptr_array_new();

	for (size_t i = 0; i < n; i++) {
		if (frames[i]->n_fields < 2)
			continue;
		const Labels *labels = &frames[i]->fields[1].labels;
		g_autofree Label *sorted = g_memdup2(labels->items, labels->n * sizeof(Label));

		if (labels->n)
			qsort(sorted, labels->n, sizeof(Label), compare_names);
		for (size_t j = 0; j < labels->n; j++)
			if (!g_ptr_array_find_with_equal_func(names, sorted[j].key, g_str_equal,
							      NULL))
				g_ptr_array_add(names, (void *)sorted[j].key);
	}
	return names;
}

static Frame *table_new(Arena *arena, Frame *const *frames, size_t n, const GPtrArray *names,
			const char *value_name)
{
	size_t n_rows = 0;

	for (size_t i = 0; i < n; i++)
		n_rows += frames[i]->n_fields >= 2 ? frames[i]->n_rows : 0;
	Frame *table = frame_new(arena, names->len + 2, n_rows);

	table->fields[0].name = "Time";
	table->fields[0].type = FIELD_TIME;
	table->fields[0].numbers = arena_new_array(arena, double, n_rows + 1);
	for (guint i = 0; i < names->len; i++) {
		Field *field = &table->fields[1 + i];

		field->name = g_ptr_array_index(names, i);
		field->type = FIELD_STRING;
		field->values = arena_new_array(arena, Value, n_rows + 1);
	}
	table->fields[names->len + 1].name = value_name;
	table->fields[names->len + 1].type = FIELD_NUMBER;
	table->fields[names->len + 1].numbers = arena_new_array(arena, double, n_rows + 1);
	return table;
}

static double sample(double number)
{
	return value_is_missing(number) ? NAN : number; // parseFloat(null)
}

/* Columns are this file's own until the frame is given away. */
static size_t append_rows(Frame *table, size_t at, const Frame *frame)
{
	const Field *time = &frame->fields[0], *value = &frame->fields[1];

	for (size_t row = 0; row < frame->n_rows; row++, at++) {
		((double *)table->fields[0].numbers)[at] = field_number(frame, time, row);
		for (size_t i = 1; i + 1 < table->n_fields; i++) {
			const char *text = labels_get(&value->labels, table->fields[i].name);

			((Value *)table->fields[i].values)[at] = value_of_string(text ? text : "");
		}
		((double *)table->fields[table->n_fields - 1].numbers)[at] =
			sample(field_number(frame, value, row));
	}
	return at;
}

typedef struct {
	double time_ms;
	size_t row;
} TimedRow;

static int compare_rows(const void *a, const void *b)
{
	const TimedRow *x = a, *y = b;

	if (x->time_ms != y->time_ms)
		return x->time_ms < y->time_ms ? -1 : 1;
	return x->row < y->row ? -1 : x->row > y->row;
}

static void permute(Arena *arena, Frame *table, const TimedRow *rows)
{
	for (size_t i = 0; i < table->n_fields; i++) {
		Field *field = &table->fields[i];
		double *numbers =
			field->numbers ? arena_new_array(arena, double, table->n_rows + 1) : NULL;
		Value *values =
			field->values ? arena_new_array(arena, Value, table->n_rows + 1) : NULL;

		for (size_t row = 0; row < table->n_rows; row++) {
			if (numbers)
				numbers[row] = field->numbers[rows[row].row];
			else
				values[row] = field->values[rows[row].row];
		}
		field->numbers = numbers;
		field->values = values;
	}
}

static void sort_by_time(Arena *arena, Frame *table)
{
	TimedRow *rows = arena_new_array(arena, TimedRow, table->n_rows + 1);
	bool is_sorted = true;

	for (size_t row = 0; row < table->n_rows; row++) {
		rows[row] = (TimedRow){ table->fields[0].numbers[row], row };
		is_sorted = is_sorted && (row == 0 || rows[row].time_ms >= rows[row - 1].time_ms);
	}
	if (is_sorted)
		return;
	qsort(rows, table->n_rows, sizeof(TimedRow), compare_rows);
	permute(arena, table, rows);
}

static Frame *merge_table(Arena *arena, Frame *const *frames, size_t n, const char *value_name)
{
	g_autoptr(GPtrArray) names = label_names(frames, n);
	Frame *table = table_new(arena, frames, n, names, value_name);
	size_t at = 0;

	table->ref_id = frames[0]->ref_id;
	table->meta = frames[0]->meta;
	set_meta(arena, table, "preferredVisualisationType", "rawPrometheus");
	for (size_t i = 0; i < n; i++) {
		if (frames[i]->n_fields < 2)
			continue;
		if (isnan(table->fields[0].config.interval_ms))
			table->fields[0].config.interval_ms =
				frames[i]->fields[0].config.interval_ms;
		at = append_rows(table, at, frames[i]);
	}
	sort_by_time(arena, table);
	return table;
}

static bool is_same_ref(const Frame *a, const Frame *b)
{
	return g_strcmp0(a->ref_id, b->ref_id) == 0;
}

/* The frames of `frames` that have the refId of frame `first`; none if an earlier one has it. */
static size_t frames_of_ref(const Frames *frames, size_t first, Frame **found)
{
	size_t n = 0;

	for (size_t i = 0; i < first; i++)
		if (is_same_ref(frames->items[i], frames->items[first]))
			return 0;
	for (size_t i = first; i < frames->n; i++)
		if (is_same_ref(frames->items[i], frames->items[first]))
			found[n++] = frames->items[i];
	return n;
}

static size_t count_refs(const Frames *frames, Frame **scratch)
{
	size_t n = 0;

	for (size_t i = 0; i < frames->n; i++)
		n += frames_of_ref(frames, i, scratch) > 0;
	return n;
}

static void append_tables(QueryResult *result, const Frames *frames)
{
	Arena *arena = result->arena;
	Frame **found = arena_new_array(arena, Frame *, frames->n + 1);
	size_t n_refs = count_refs(frames, found);

	if (frames->n == 1 && frames->items[0]->n_rows == 0) {
		frames_append(arena, result->frames, frames->items[0]);
		return;
	}
	for (size_t i = 0; i < frames->n; i++) {
		size_t n = frames_of_ref(frames, i, found);
		const char *ref_id = frames->items[i]->ref_id;

		if (n == 0)
			continue;
		const char *name = n_refs > 1 ? arena_printf(arena, "Value #%s", ref_id ? ref_id : "")
					      : "Value";

		frames_append(arena, result->frames, merge_table(arena, found, n, name));
	}
}

/* --- Heatmaps --- */

static Field *number_field(Frame *frame)
{
	return frame_first_of_type(frame, FIELD_NUMBER);
}

/* The values of all labels but the bucket's bound: frames that share them are one histogram. */
static const char *histogram_key(Arena *arena, Frame *frame)
{
	GString *key = g_string_new(frame->ref_id);
	const Field *field = number_field(frame);

	for (size_t i = 0; field && i < field->labels.n; i++)
		if (strcmp(field->labels.items[i].key, "le") != 0)
			g_string_append_printf(key, "\n%s", field->labels.items[i].value);
	return arena_take_string(arena, key);
}

static double bound_of(const Frame *frame)
{
	const char *text = frame->name ? frame->name
				       : (frame->n_fields > 1 ? frame->fields[1].name : "");
	double bound = js_parse_float(text);

	return isnan(bound) ? INFINITY : bound; // "+Inf"
}

static int compare_bounds(const void *a, const void *b)
{
	double x = bound_of(*(Frame *const *)a), y = bound_of(*(Frame *const *)b);

	return x < y ? -1 : x > y;
}

static void name_bucket(Frame *frame)
{
	Field *field = number_field(frame);
	const char *bound = field ? labels_get(&field->labels, "le") : NULL;

	if (frame->name || !bound)
		return;
	frame->name = bound;
	field->config.display_name_from_ds = bound;
}

/* Each bucket of Prometheus counts those below it too. */
static const double *counts_above(Arena *arena, Frame *frame, Frame *below, size_t n_rows)
{
	double *counts = arena_new_array(arena, double, n_rows + 1);
	Field *field = number_field(frame), *lower = below ? number_field(below) : NULL;

	for (size_t row = 0; row < n_rows; row++) {
		double under = lower ? field_number(below, lower, row) : 0;

		counts[row] = field_number(frame, field, row);
		if (!lower)
			continue;
		counts[row] = (value_is_missing(counts[row]) ? 0 : counts[row]) -
			      (isnan(under) ? 0 : under);
		if (counts[row] < 1e-9)
			counts[row] = 0;
	}
	return counts;
}

static Frame *merge_heatmap(Arena *arena, Frame **frames, size_t n)
{
	size_t n_rows = frames[0]->n_rows;
	Field *time = frame_first_of_type(frames[0], FIELD_TIME);

	qsort(frames, n, sizeof(Frame *), compare_bounds);
	if (!time || (n == 1 && n_rows == 0))
		return NULL;
	n_rows = frames[0]->n_rows;
	time = frame_first_of_type(frames[0], FIELD_TIME);
	Frame *merged = frame_new(arena, n + 1, n_rows);

	merged->name = frames[0]->name;
	merged->ref_id = frames[0]->ref_id;
	merged->meta = frames[0]->meta;
	set_meta(arena, merged, "type", "heatmap-rows");
	merged->fields[0] = *time;
	for (size_t i = 0; i < n; i++) {
		Field *field = &merged->fields[1 + i];

		*field = *number_field(frames[i]);
		field->name = field->config.display_name_from_ds
				      ? field->config.display_name_from_ds
				      : field->name;
		field->values = NULL;
		field->numbers = counts_above(arena, frames[i], i ? frames[i - 1] : NULL, n_rows);
	}
	return merged;
}

static void append_heatmaps(QueryResult *result, const Frames *frames)
{
	Arena *arena = result->arena;
	const char **keys = arena_new_array(arena, const char *, frames->n + 1);
	Frame **found = arena_new_array(arena, Frame *, frames->n + 1);

	for (size_t i = 0; i < frames->n; i++) {
		name_bucket(frames->items[i]);
		keys[i] = histogram_key(arena, frames->items[i]);
	}
	for (size_t i = 0; i < frames->n; i++) {
		const char *key = keys[i];
		size_t n = 0;

		for (size_t j = i; key && j < frames->n; j++) {
			if (!keys[j] || strcmp(keys[j], key) != 0)
				continue;
			keys[j] = NULL;
			if (number_field(frames->items[j]))
				found[n++] = frames->items[j];
		}
		Frame *merged = n ? merge_heatmap(arena, found, n) : NULL;

		if (merged)
			frames_append(arena, result->frames, merged);
	}
}

/* --- All --- */

static void append_marked(QueryResult *result, const Frames *frames, const char *key,
			  const char *text)
{
	for (size_t i = 0; i < frames->n; i++) {
		set_meta(result->arena, frames->items[i], key, text);
		frames_append(result->arena, result->frames, frames->items[i]);
	}
}

void prometheus_finish(const QueryBatch *batch, QueryResult *result, size_t first)
{
	Arena *arena = result->arena;
	Frames own = { result->frames->items + first, result->frames->n - first };
	Frames *groups[N_GROUPS];

	if (own.n == 0)
		return;
	for (size_t i = 0; i < N_GROUPS; i++)
		groups[i] = frames_new(arena);
	for (size_t i = 0; i < own.n; i++)
		if (strcmp(json_get_text(target_of(batch, own.items[i]), "legendFormat", ""),
			   "__auto") == 0)
			name_automatically(arena, own.items[i], &own);
	for (size_t i = 0; i < own.n; i++)
		frames_append(arena, groups[group_of(batch, own.items[i])], own.items[i]);
	result->frames->n = first;
	append_marked(result, groups[GROUP_SERIES], "preferredVisualisationType", "graph");
	append_tables(result, groups[GROUP_TABLE]);
	append_heatmaps(result, groups[GROUP_HEATMAP]);
	append_marked(result, groups[GROUP_EXEMPLARS], "dataTopic", "annotations");
}
