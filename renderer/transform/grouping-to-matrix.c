/* Cells in a table of two fields' values. Source: Grafana 12.3, transformers/groupingToMatrix.ts. */
#include "renderer/transform/types.h"

#include "renderer/data/matcher.h"
#include "renderer/json.h"
#include "renderer/transform/rows.h"

/* The different values of a field, in the order they are met in. */
typedef struct {
	Value *values;
	size_t *places; // of each among the different texts: 1 and "1" share their cells
	size_t n, n_texts;
	size_t *of_row; // a row's place among the texts
} Axis;

static Field *find_field(Arena *arena, Frames *frames, json_object *options, const char *key,
			 const char **name)
{
	Frame *frame = frames->items[0];
	const char *text = json_get_text(options, key, "");

	*name = text[0] ? text : *name;
	json_object *json = arena_take_json(arena, json_object_new_string(*name));
	FieldMatcher *matcher = field_matcher_new(arena, "byName", json, NULL);

	for (size_t f = 0; matcher && f < frame->n_fields; f++)
		if (field_matches(matcher, arena, &frame->fields[f], frame, frames))
			return &frame->fields[f];
	return NULL;
}

static size_t place_of_text(GHashTable *texts, const char *text)
{
	size_t place = GPOINTER_TO_SIZE(g_hash_table_lookup(texts, text));

	if (place)
		return place - 1;
	g_hash_table_insert(texts, (void *)text, GSIZE_TO_POINTER(g_hash_table_size(texts) + 1));
	return g_hash_table_size(texts) - 1;
}

static Axis axis_of(Arena *arena, const Frame *frame, const Field *field)
{
	size_t n = frame->n_rows;
	g_autoptr(GHashTable) seen = g_hash_table_new(value_hash, value_equal);
	g_autoptr(GHashTable) texts = g_hash_table_new(g_str_hash, g_str_equal);
	Axis axis = { arena_new_array(arena, Value, n + 1), arena_new_array(arena, size_t, n),
		      .of_row = arena_new_array(arena, size_t, n) };

	for (size_t row = 0; row < n; row++) {
		Value *value = &axis.values[axis.n];

		*value = field_value(frame, field, row);
		axis.of_row[row] = place_of_text(texts, value_to_text(arena, *value));
		if (g_hash_table_contains(seen, value))
			continue; // its place is the next one's: a key must never be there
		g_hash_table_add(seen, value);
		axis.places[axis.n++] = axis.of_row[row];
	}
	axis.n_texts = g_hash_table_size(texts);
	return axis;
}

/* Of several rows with one pair of values the last counts. */
static Value *fill_cells(Arena *arena, const Frame *frame, const Field *field, const Axis *columns,
			 const Axis *rows)
{
	Value *cells = arena_new_array(arena, Value, columns->n_texts * rows->n_texts);

	for (size_t row = 0; row < frame->n_rows; row++)
		cells[columns->of_row[row] * rows->n_texts + rows->of_row[row]] =
			field_value(frame, field, row);
	return cells;
}

static Field column_of(Arena *arena, const Field *field, const Value *cells, const Axis *rows,
		       Value empty)
{
	Value *values = arena_new_array(arena, Value, rows->n);

	for (size_t i = 0; i < rows->n; i++) {
		values[i] = cells[rows->places[i]];
		if (values[i].kind == VALUE_NULL || values[i].kind == VALUE_ABSENT)
			values[i] = empty;
	}
	Field column = field_of_values(NULL, field->type, values);

	column.config = field->config;
	column.config.display_name = NULL;
	return column;
}

/* From the first column on whose value is a number the data source's name no longer counts. */
static Frame *build(Arena *arena, const Field *row_field, const Field *value_field,
		    const Axis *columns, const Axis *rows, const Value *cells, Value empty)
{
	Frame *out = frame_new(arena, columns->n + 1, rows->n);
	bool is_number_met = false;

	out->fields[0] = field_of_values(NULL, row_field->type, rows->values);
	out->fields[0].config = row_field->config;
	for (size_t c = 0; c < columns->n; c++) {
		Value value = columns->values[c];
		bool is_missing = value.kind == VALUE_NULL || value.kind == VALUE_ABSENT;
		Field *field = &out->fields[c + 1];

		is_number_met |= value.kind == VALUE_NUMBER;
		*field = column_of(arena, value_field, cells + columns->places[c] * rows->n_texts,
				   rows, empty);
		field->name = is_missing ? NULL : value_to_text(arena, value);
		if (is_number_met)
			field->config.display_name_from_ds = NULL;
	}
	return out;
}

static Frames *run(const TransformContext *context, Frames *frames, json_object *options,
		   GError **error)
{
	Arena *arena = context->arena;
	const char *column_name = "Time", *row_name = "Time", *value_name = "Value";
	Frames *out = frames_new(arena);

	if (frames->n != 1)
		return frames;
	Frame *frame = frames->items[0];
	Field *column_field = find_field(arena, frames, options, "columnField", &column_name);
	Field *row_field = find_field(arena, frames, options, "rowField", &row_name);
	Field *value_field = find_field(arena, frames, options, "valueField", &value_name);

	if (!column_field || !row_field || !value_field)
		return frames;
	Axis columns = axis_of(arena, frame, column_field), rows = axis_of(arena, frame, row_field);
	Value empty = special_value(json_get_text(options, "emptyValue", "empty"));

	if (value_field->type == FIELD_FRAME)
		empty = (Value){ .kind = VALUE_ABSENT };
	if (!transform_has_room(context, rows.n, columns.n + 1, error))
		return NULL;
	Value *cells = fill_cells(arena, frame, value_field, &columns, &rows);
	Frame *matrix = build(arena, row_field, value_field, &columns, &rows, cells, empty);

	matrix->fields[0].name = arena_printf(arena, "%s\\%s", row_name, column_name);
	frame_settle(arena, matrix);
	frames_append(arena, out, matrix);
	return out;
}

const Transform transform_grouping_to_matrix = { "groupingToMatrix", run };
