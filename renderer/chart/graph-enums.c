#include "renderer/chart/graph-enums.h"

enum { MAX_TEXTS = 10000 }; // of one scale

static size_t count_enums(const Frames *frames)
{
	size_t n = 0;

	for (size_t i = 0; i < frames->n; i++)
		for (size_t f = 0; f < frames->items[i]->n_fields; f++)
			n += frames->items[i]->fields[f].type == FIELD_ENUM;
	return n;
}

static void free_texts(void *texts)
{
	g_ptr_array_unref(texts);
}

/* The texts of all enum fields of one scale, in their order. */
static GPtrArray *texts_of(Arena *arena, GHashTable *scales, const char *key)
{
	GPtrArray *texts = g_hash_table_lookup(scales, key);

	if (texts)
		return texts;
	texts = g_ptr_array_new();
	arena_take(arena, texts, free_texts);
	g_hash_table_insert(scales, (void *)key, texts);
	return texts;
}

/* Counts on from the texts so far, then adds the field's own. */
static void raise_field(Arena *arena, Field *field, size_t n_rows, GPtrArray *texts)
{
	const EnumConfig *own = &field->config.enumeration;
	double *raised = arena_new_array(arena, double, n_rows + 1);

	for (size_t row = 0; row < n_rows; row++)
		raised[row] = value_is_missing(field->numbers[row])
				      ? field->numbers[row]
				      : field->numbers[row] + texts->len;
	field->numbers = raised;
	for (size_t i = 0; i < own->n_texts && texts->len < MAX_TEXTS; i++)
		g_ptr_array_add(texts, (void *)own->texts[i]);
}

void graph_enums_number(Arena *arena, const Frames *frames,
			const char *(*key)(Arena *arena, const Field *field))
{
	g_autoptr(GHashTable) scales = g_hash_table_new(g_str_hash, g_str_equal);
	size_t n_enums = count_enums(frames), n_seen = 0;
	GPtrArray **seen = arena_new_array(arena, GPtrArray *, n_enums + 1);
	Field **fields = arena_new_array(arena, Field *, n_enums + 1);

	if (n_enums < 2)
		return;
	for (size_t i = 0; i < frames->n; i++) {
		Frame *frame = frames->items[i];

		for (size_t f = 0; f < frame->n_fields; f++) {
			Field *field = &frame->fields[f];

			if (field->type != FIELD_ENUM)
				continue;
			fields[n_seen] = field;
			seen[n_seen] = texts_of(arena, scales, key(arena, field));
			raise_field(arena, field, frame->n_rows, seen[n_seen++]);
		}
	}
	for (size_t i = 0; i < n_seen; i++) {
		fields[i]->config.enumeration.texts = (const char **)seen[i]->pdata;
		fields[i]->config.enumeration.n_texts = seen[i]->len;
	}
}
