#include "renderer/data/names.h"

#include <string.h>

static bool is_text(const char *text)
{
	return text && text[0];
}

/* Whether two neighbouring frames have different names: then names tell series apart. */
static bool frame_names_differ(const Frames *frames)
{
	for (size_t i = 1; frames && i < frames->n; i++)
		if (g_strcmp0(frames->items[i]->name, frames->items[i - 1]->name) != 0)
			return true;
	return false;
}

static const char *only_key_of_frame(const Frame *frame, const char *key, bool *is_single)
{
	for (size_t i = 0; i < frame->n_fields && *is_single; i++) {
		const Labels *labels = &frame->fields[i].labels;

		for (size_t l = 0; l < labels->n && *is_single; l++) {
			if (!key)
				key = labels->items[l].key;
			else if (strcmp(key, labels->items[l].key) != 0)
				*is_single = false;
		}
	}
	return key;
}

/* The one label key that all fields of all frames use, or NULL. */
static const char *single_label_key(const Frame *frame, const Frames *frames)
{
	const char *key = NULL;
	bool is_single = true;

	if (!frames)
		key = only_key_of_frame(frame, key, &is_single);
	for (size_t i = 0; frames && i < frames->n && is_single; i++)
		key = only_key_of_frame(frames->items[i], key, &is_single);
	return is_single ? key : NULL;
}

static void append_part(GString *name, const char *part)
{
	if (!is_text(part))
		return;
	if (name->len)
		g_string_append_c(name, ' ');
	g_string_append(name, part);
}

static const char *label_part(Arena *arena, const Field *field, const Frame *frame,
			      const Frames *frames)
{
	const char *key = single_label_key(frame, frames);

	if (key)
		return labels_get(&field->labels, key);
	return labels_to_text(arena, &field->labels);
}

/* "Value 2" for the second field called so; a sole name stays bare. */
static const char *make_unique(Arena *arena, const char *name, const Field *field,
			       const Frame *frame)
{
	size_t earlier = 0, later = 0;
	bool is_past = false;

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

static const char *compute_name(Arena *arena, const Field *field, const Frame *frame,
				const Frames *frames)
{
	if (is_text(field->config.display_name))
		return field->config.display_name;
	if (frame && is_text(field->config.display_name_from_ds))
		return field->config.display_name_from_ds;
	if (field->type == FIELD_TIME && !field->labels.items)
		return field->name;
	g_autoptr(GString) name = g_string_new(NULL);
	bool is_value = !is_text(field->name) || strcmp(field->name, "Value") == 0;
	bool has_frame_name = false, has_labels = false;

	if (frame && frames && frames->n > 1 && is_text(frame->name) &&
	    frame_names_differ(frames)) {
		append_part(name, frame->name);
		has_frame_name = true;
	}
	if (!is_value)
		append_part(name, field->name);
	if (frame && field->labels.items) {
		const char *labels = label_part(arena, field, frame, frames);

		has_labels = is_text(labels);
		append_part(name, labels);
	}
	if (frame && !has_frame_name && !has_labels && g_strcmp0(field->name, "Value") == 0)
		append_part(name, frame->name);
	if (!name->len)
		append_part(name, is_text(field->name) ? field->name : "Value");
	if (g_strcmp0(name->str, field->name) == 0)
		return make_unique(arena, field->name, field, frame);
	return arena_strndup(arena, name->str, name->len);
}

const char *field_display_name(Arena *arena, Field *field, const Frame *frame,
			       const Frames *frames)
{
	bool is_of_many = frames && frames->n > 1;

	if (field->state.display_name && field->state.is_name_of_many == is_of_many)
		return field->state.display_name;
	field->state.display_name = compute_name(arena, field, frame, frames);
	field->state.is_name_of_many = is_of_many;
	return field->state.display_name;
}

const char *frame_display_name(Arena *arena, Frame *frame, int index)
{
	Field *only = NULL;
	size_t n = 0;
	GString *names;

	if (is_text(frame->name))
		return frame->name;
	for (size_t i = 0; i < frame->n_fields; i++) {
		if (frame->fields[i].type == FIELD_TIME)
			continue;
		only = &frame->fields[i];
		n++;
	}
	if (n == 1)
		return compute_name(arena, only, frame, NULL);
	if (index >= 0 || frame->n_fields == 0)
		return frame->ref_id ? arena_printf(arena, "Series (%s)", frame->ref_id)
				     : arena_printf(arena, "Series (%d)", index);
	names = g_string_new(NULL);
	for (size_t i = 0; i < frame->n_fields; i++) {
		if (frame->fields[i].type == FIELD_TIME)
			continue;
		if (names->len)
			g_string_append(names, ", ");
		g_string_append(names, compute_name(arena, &frame->fields[i], frame, NULL));
	}
	return arena_take_string(arena, names);
}

void frames_reset_names(Frames *frames)
{
	for (size_t i = 0; i < frames->n; i++)
		for (size_t f = 0; f < frames->items[i]->n_fields; f++)
			frames->items[i]->fields[f].state.display_name = NULL;
}
