#include "renderer/data/names.h"

#include "renderer/json.h"

#include <string.h>

static bool is_text(const char *text)
{
	return text && text[0];
}

/** What the names of all fields of some frames depend on. */
typedef struct {
	bool do_frame_names_differ; // then they tell series apart
	const char *only_key;	    // the one label key that all fields use, or NULL

	/* Of one frame's fields: which of those called alike each is, from 1; 0 for a sole one.
	 * NULL: not counted. */
	const uint32_t *places;
} NameContext;

static bool frame_names_differ(const Frames *frames)
{
	for (size_t i = 1; i < frames->n; i++)
		if (g_strcmp0(frames->items[i]->name, frames->items[i - 1]->name) != 0)
			return true;
	return false;
}

/* Adds the frame's keys to those seen before: false once there are two. */
static bool see_keys(const Frame *frame, const char **key)
{
	for (size_t i = 0; i < frame->n_fields; i++) {
		const Labels *labels = &frame->fields[i].labels;

		for (size_t l = 0; l < labels->n; l++) {
			if (*key && strcmp(*key, labels->items[l].key) != 0)
				return false;
			*key = labels->items[l].key;
		}
	}
	return true;
}

static NameContext context_of_frame(const Frame *frame)
{
	NameContext context = { 0 };

	if (frame && !see_keys(frame, &context.only_key))
		context.only_key = NULL;
	return context;
}

static NameContext context_of_frames(const Frames *frames)
{
	NameContext context = { .do_frame_names_differ = frame_names_differ(frames) };

	for (size_t i = 0; i < frames->n; i++) {
		if (see_keys(frames->items[i], &context.only_key))
			continue;
		context.only_key = NULL;
		break;
	}
	return context;
}

static void *count_of(uint32_t count)
{
	return GUINT_TO_POINTER(count);
}

/* Counts in two passes what make_unique() would look for in each field anew. */
static const uint32_t *count_names(Arena *arena, const Frame *frame)
{
	g_autoptr(GHashTable) totals = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	uint32_t *places = arena_new_array(arena, uint32_t, frame->n_fields + 1);

	for (size_t i = 0; i < frame->n_fields; i++) {
		const char *name = frame->fields[i].name ? frame->fields[i].name : "";
		uint32_t n = GPOINTER_TO_UINT(g_hash_table_lookup(totals, name));

		g_hash_table_insert(totals, (void *)name, count_of(n + 1));
	}
	for (size_t i = 0; i < frame->n_fields; i++) {
		const char *name = frame->fields[i].name ? frame->fields[i].name : "";
		uint32_t n = GPOINTER_TO_UINT(g_hash_table_lookup(seen, name)) + 1;

		g_hash_table_insert(seen, (void *)name, count_of(n));
		if (GPOINTER_TO_UINT(g_hash_table_lookup(totals, name)) > 1)
			places[i] = n;
	}
	return places;
}

static void append_part(GString *name, const char *part)
{
	if (!is_text(part))
		return;
	if (name->len)
		g_string_append_c(name, ' ');
	g_string_append(name, part);
}

/* "Value 2" for the second field called so; a sole name stays bare. */
static const char *make_unique(Arena *arena, const char *name, const Field *field,
			       const Frame *frame, const NameContext *context)
{
	size_t earlier = 0, later = 0;
	bool is_past = false;

	if (frame && context->places) {
		uint32_t place = context->places[field - frame->fields];

		return place ? arena_printf(arena, "%s %u", name, place) : name;
	}
	for (size_t i = 0; frame && i < frame->n_fields; i++) {
		const Field *other = &frame->fields[i];

		if (other == field)
			is_past = true;
		else if (g_strcmp0(other->name, name) == 0)
			*(is_past ? &later : &earlier) += 1;
	}
	if (earlier == 0 && later == 0)
		return name;
	return arena_printf(arena, "%s %zu", name, earlier + 1);
}

/* Frame name, field name and labels, as far as they tell the field from others. */
static void append_parts(Arena *arena, GString *name, const Field *field, const Frame *frame,
			 const NameContext *context)
{
	bool is_value = g_strcmp0(field->name, "Value") == 0;

	if (frame && context->do_frame_names_differ)
		append_part(name, frame->name);
	bool has_frame_name = name->len > 0;

	if (!is_value)
		append_part(name, field->name);
	size_t length = name->len;

	if (frame && context->only_key)
		append_part(name, labels_get(&field->labels, context->only_key));
	else if (frame)
		append_part(name, labels_to_text(arena, &field->labels));
	if (frame && is_value && !has_frame_name && name->len == length)
		append_part(name, frame->name);
	if (!name->len)
		append_part(name, is_text(field->name) ? field->name : "Value");
}

static const char *name_from_data(Arena *arena, const Field *field, const Frame *frame,
				  const NameContext *context)
{
	g_autoptr(GString) name = g_string_new(NULL);

	append_parts(arena, name, field, frame, context);
	if (g_strcmp0(name->str, field->name) == 0)
		return make_unique(arena, field->name, field, frame, context);
	return arena_strndup(arena, name->str, name->len);
}

static const char *compute_name(Arena *arena, const Field *field, const Frame *frame,
				const NameContext *context)
{
	bool is_comparison =
		frame && json_get_bool(frame->meta, "timeCompare.isTimeShiftQuery", false);
	const char *name;

	if (is_text(field->config.display_name))
		name = field->config.display_name;
	else if (frame && is_text(field->config.display_name_from_ds))
		name = field->config.display_name_from_ds;
	else if (field->type == FIELD_TIME && !field->labels.items)
		return field->name ? field->name : "Time";
	else
		name = name_from_data(arena, field, frame, context);
	return is_comparison ? arena_printf(arena, "%s (comparison)", name) : name;
}

static bool is_cached(const Field *field, bool is_of_many)
{
	return is_text(field->state.display_name) && field->state.is_name_of_many == is_of_many;
}

static const char *cached_name(Arena *arena, Field *field, const Frame *frame,
			       const NameContext *context, bool is_of_many)
{
	if (is_cached(field, is_of_many))
		return field->state.display_name;
	field->state.display_name = compute_name(arena, field, frame, context);
	field->state.is_name_of_many = is_of_many;
	return field->state.display_name;
}

const char *field_display_name(Arena *arena, Field *field, const Frame *frame,
			       const Frames *frames)
{
	bool is_of_many = frames && frames->n > 1;

	if (is_cached(field, is_of_many))
		return field->state.display_name;
	NameContext context = frames ? context_of_frames(frames) : context_of_frame(frame);

	return cached_name(arena, field, frame, &context, is_of_many);
}

void frames_cache_names(Arena *arena, Frames *frames)
{
	NameContext context = context_of_frames(frames);

	for (size_t i = 0; i < frames->n; i++) {
		Frame *frame = frames->items[i];

		context.places = count_names(arena, frame);
		for (size_t f = 0; f < frame->n_fields; f++)
			cached_name(arena, &frame->fields[f], frame, &context, frames->n > 1);
	}
}

void frames_reset_names(Frames *frames)
{
	for (size_t i = 0; i < frames->n; i++)
		for (size_t f = 0; f < frames->items[i]->n_fields; f++)
			frames->items[i]->fields[f].state.display_name = NULL;
}

/* --- Frames --- */

static size_t count_values(Frame *frame, Field **first)
{
	size_t n = 0;

	for (size_t i = frame->n_fields; i-- > 0;) {
		if (frame->fields[i].type == FIELD_TIME)
			continue;
		*first = &frame->fields[i];
		n++;
	}
	return n;
}

static const char *names_of_values(Arena *arena, Frame *frame)
{
	GString *names = g_string_new(NULL);
	bool is_first = true;

	for (size_t i = 0; i < frame->n_fields; i++) {
		if (frame->fields[i].type == FIELD_TIME)
			continue;
		if (!is_first)
			g_string_append(names, ", ");
		g_string_append(names, field_display_name(arena, &frame->fields[i], frame, NULL));
		is_first = false;
	}
	return arena_take_string(arena, names);
}

const char *frame_display_name(Arena *arena, Frame *frame, int index)
{
	Field *only = NULL;

	if (is_text(frame->name))
		return frame->name;
	if (count_values(frame, &only) == 1)
		return field_display_name(arena, only, frame, NULL);
	if (index < 0 && frame->n_fields > 0)
		return names_of_values(arena, frame);
	if (is_text(frame->ref_id))
		return arena_printf(arena, "Series (%s)", frame->ref_id);
	return index < 0 ? "Series (undefined)" : arena_printf(arena, "Series (%d)", index);
}
