#include "renderer/panel/table/table-order.h"

#include "renderer/data/collate.h"
#include "renderer/data/names.h"
#include "renderer/json.h"

#include <math.h>
#include <string.h>

static const char *name_of(const PanelContext *context, Frame *frame, size_t field)
{
	return field_display_name(context->arena, &frame->fields[field], frame, context->frames);
}

/* Of several fields of a name the last one fills the columns. */
static Field *find_field(const PanelContext *context, Frame *frame, const char *name)
{
	for (size_t i = frame->n_fields; i-- > 0;)
		if (strcmp(name_of(context, frame, i), name) == 0)
			return &frame->fields[i];
	return NULL;
}

TableSorts table_sorts(const PanelContext *context, Frame *frame)
{
	json_object *list = json_get_array(context->options, "sortBy");
	size_t n = list ? json_object_array_length(list) : 0;
	TableSorts sorts = { .n = 0 };

	for (size_t i = 0; i < n && sorts.n < G_N_ELEMENTS(sorts.items); i++) {
		json_object *item = json_object_array_get_idx(list, i);
		const char *name = json_get_text(item, "displayName", NULL);

		if (name && find_field(context, frame, name))
			sorts.items[sorts.n++] =
				(TableSort){ name, json_get_bool(item, "desc", false) };
	}
	return sorts;
}

const TableSort *table_sort_find(const TableSorts *sorts, const char *name)
{
	for (size_t i = 0; i < sorts->n; i++)
		if (strcmp(sorts->items[i].name, name) == 0)
			return &sorts->items[i];
	return NULL;
}

/* --- Keys --- */

/* What the rows of one column are compared by: one of the two, an element a row. */
typedef struct {
	double *numbers;
	char **texts;
	const int *nanos;
	bool is_descending;
} SortKeys;

static bool is_numeric(FieldType type)
{
	return type == FIELD_TIME || type == FIELD_NUMBER || type == FIELD_BOOLEAN;
}

static double number_key(const Frame *frame, const Field *field, size_t row)
{
	Value value = field_value(frame, field, row);

	if (value.kind == VALUE_NULL || value.kind == VALUE_ABSENT)
		return -INFINITY;
	return value_to_number(value);
}

static double frame_key(const Frame *frame, const Field *field, size_t row)
{
	Value value = field_value(frame, field, row);
	const Frame *series = value.kind == VALUE_FRAME ? value.frame : NULL;

	return series && series->stat ? value_to_number(*series->stat) : 0;
}

static char *text_key(Arena *arena, const Frame *frame, const Field *field, size_t row)
{
	enum { MAX_BYTES = 1024 };
	Value value = field_value(frame, field, row);
	bool is_missing = value.kind == VALUE_NULL || value.kind == VALUE_ABSENT;
	const char *text = is_missing ? "" : value_to_text(arena, value);
	g_autofree char *start = g_strndup(text, strnlen(text, MAX_BYTES));
	g_autofree char *key = collate_key(start, true);

	return arena_strdup(arena, key);
}

static SortKeys make_keys(const PanelContext *context, Frame *frame, const TableSort *sort)
{
	const Field *field = find_field(context, frame, sort->name);
	bool is_frame = field->type == FIELD_FRAME;
	SortKeys keys = { .nanos = field->nanos, .is_descending = sort->is_descending };

	if (is_numeric(field->type) || is_frame)
		keys.numbers = arena_new_array(context->arena, double, frame->n_rows + 1);
	else
		keys.texts = arena_new_array(context->arena, char *, frame->n_rows + 1);
	for (size_t row = 0; row < frame->n_rows; row++) {
		if (keys.texts)
			keys.texts[row] = text_key(context->arena, frame, field, row);
		else
			keys.numbers[row] = is_frame ? frame_key(frame, field, row)
						     : number_key(frame, field, row);
	}
	return keys;
}

/* --- Sorting --- */

typedef struct {
	SortKeys keys[G_N_ELEMENTS(((TableSorts *)NULL)->items)];
	size_t n;
} Comparison;

static int compare_numbers(double left, double right)
{
	return (left > right) - (left < right);
}

static int compare_keys(const SortKeys *keys, size_t left, size_t right)
{
	int order = keys->texts ? strcmp(keys->texts[left], keys->texts[right])
				: compare_numbers(keys->numbers[left], keys->numbers[right]);

	if (order == 0 && keys->nanos)
		order = compare_numbers(keys->nanos[left], keys->nanos[right]);
	return keys->is_descending ? -order : order;
}

static int compare_rows(const void *left, const void *right, void *data)
{
	size_t l = *(const size_t *)left, r = *(const size_t *)right;
	const Comparison *comparison = data;
	int order = 0;

	for (size_t i = 0; i < comparison->n && order == 0; i++)
		order = compare_keys(&comparison->keys[i], l, r);
	return order ? order : (l > r) - (l < r);
}

const size_t *table_order(const PanelContext *context, Frame *frame, const TableSorts *sorts)
{
	Comparison comparison = { .n = sorts->n };

	if (sorts->n == 0 || frame->n_rows < 2)
		return NULL;
	size_t *rows = arena_new_array(context->arena, size_t, frame->n_rows + 1);

	for (size_t i = 0; i < sorts->n; i++)
		comparison.keys[i] = make_keys(context, frame, &sorts->items[i]);
	for (size_t row = 0; row < frame->n_rows; row++)
		rows[row] = row;
	g_qsort_with_data(rows, (int)MIN(frame->n_rows, G_MAXINT), sizeof(size_t), compare_rows,
			  &comparison);
	return rows;
}
