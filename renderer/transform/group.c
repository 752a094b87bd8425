#include "renderer/transform/group.h"

#include "renderer/transform/rows.h"

#include <string.h>

static void unref_array(void *array)
{
	g_array_unref(array);
}

static const char *key_text(Arena *arena, const Frame *frame, const bool *is_key, size_t row)
{
	GString *text = g_string_new(NULL);
	bool is_first = true;

	for (size_t f = 0; f < frame->n_fields; f++) {
		if (!is_key[f])
			continue;
		Value value = field_value(frame, &frame->fields[f], row);

		if (!is_first)
			g_string_append_c(text, ',');
		if (value.kind != VALUE_NULL && value.kind != VALUE_ABSENT)
			g_string_append(text, value_to_text(arena, value));
		is_first = false;
	}
	return arena_take_string(arena, text);
}

Groups groups_of(Arena *arena, const Frame *frame, const bool *is_key)
{
	Groups groups = { g_ptr_array_new_with_free_func(unref_array) };
	g_autoptr(GHashTable) by_key = g_hash_table_new(g_str_hash, g_str_equal);

	for (size_t row = 0; row < frame->n_rows; row++) {
		const char *key = key_text(arena, frame, is_key, row);
		GArray *rows = g_hash_table_lookup(by_key, key);

		if (!rows) {
			rows = g_array_new(false, false, sizeof(size_t));
			g_hash_table_insert(by_key, (void *)key, rows);
			g_ptr_array_add(groups.rows, rows);
		}
		g_array_append_val(rows, row);
	}
	return groups;
}

void groups_clear(Groups *groups)
{
	g_ptr_array_unref(groups->rows);
}

size_t groups_count(const Groups *groups)
{
	return groups->rows->len;
}

const size_t *group_rows(const Groups *groups, size_t group, size_t *n)
{
	const GArray *rows = groups->rows->pdata[group];

	*n = rows->len;
	return (const size_t *)(const void *)rows->data;
}

Field group_key_column(Arena *arena, const Frame *frame, const Field *field, const Groups *groups)
{
	size_t n = groups_count(groups), n_rows;
	g_autofree size_t *firsts = g_new(size_t, n + 1);

	for (size_t g = 0; g < n; g++)
		firsts[g] = group_rows(groups, g, &n_rows)[0];
	Field key = field_take_rows(arena, frame, field, firsts, n);

	key.labels = (Labels){ 0 };
	memset(&key.state, 0, sizeof(key.state));
	return key;
}

Field group_aggregate(Arena *arena, const Frame *frame, const Field *field, const Groups *groups,
		      const Reducer *reducer)
{
	size_t n = groups_count(groups);
	Value *values = arena_new_array(arena, Value, n);

	for (size_t g = 0; g < n; g++) {
		size_t n_rows;
		const size_t *rows = group_rows(groups, g, &n_rows);
		Field part = field_take_rows(arena, frame, field, rows, n_rows);
		Frame of_group = { .fields = &part, .n_fields = 1, .n_rows = n_rows };

		values[g] = reduce_field(arena, &of_group, &part, reducer);
	}
	return field_of_values(NULL, reducer_field_type(reducer, field->type), values);
}
