/* Renames what matches a pattern. Source: Grafana 12.3, transformers/renameByRegex.ts. */
#include "renderer/transform/types.h"

#include "renderer/data/names.h"
#include "renderer/data/regex.h"
#include "renderer/error.h"
#include "renderer/json.h"

enum { NAME_SIZE = 4096 };

static void rename_field(Arena *arena, Field *field, const Frame *frame, const GRegex *regex,
			 bool is_global, const char *replacement, unsigned *n_too_long)
{
	const char *name = field_display_name(arena, field, frame, NULL);
	char text[NAME_SIZE];
	Buffer out = buffer_in(text, sizeof(text));

	if (!regex_test_patiently(regex, name, n_too_long))
		return;
	regex_replace(regex, is_global, name, replacement, &out);
	field->config.display_name = arena_strdup(arena, text);
	field->state.display_name = NULL;
}

static Frames *run(const TransformContext *context, Frames *frames, json_object *options,
		   GError **error)
{
	const char *pattern = json_get_text(options, "regex", "(.*)");
	bool is_global = false;
	unsigned n_too_long = 0;
	g_autoptr(GRegex) regex = regex_from_text(pattern, &is_global);
	Frames *out = frames_new(context->arena);

	if (!regex) {
		g_set_error(error, RENDER_ERROR, RENDER_ERROR_DATA,
			    "\"%s\" is no regular expression", pattern);
		return NULL;
	}
	for (size_t i = 0; i < frames->n; i++) {
		Frame *frame = frame_copy(context->arena, frames->items[i]);

		for (size_t f = 0; f < frame->n_fields; f++)
			rename_field(context->arena, &frame->fields[f], frame, regex, is_global,
				     json_get_text(options, "renamePattern", "$1"), &n_too_long);
		frames_append(context->arena, out, frame);
	}
	return out;
}

const Transform transform_rename_by_regex = { "renameByRegex", run };
