/* Keeps or drops rows by cells. Source: Grafana 12.3, transformers/filterByValue.ts. */
#include "renderer/transform/types.h"

#include "renderer/data/matcher.h"
#include "renderer/data/names.h"
#include "renderer/error.h"
#include "renderer/json.h"

#include <string.h>

enum { MAX_FILTERS = 1000 };

typedef struct {
	ValueMatcher *matcher;
	const char *name; // of the field
	Field *field;	  // in the frame at hand, or NULL
} Filter;

static bool make_filters(Arena *arena, json_object *list, Filter *filters, size_t n,
			 GError **error)
{
	for (size_t i = 0; i < n; i++) {
		json_object *filter = json_object_array_get_idx(list, i);

		filters[i].name = json_get_text(filter, "fieldName", "");
		filters[i].matcher = value_matcher_new(arena,
						       json_get_text(filter, "config.id", ""),
						       json_get(filter, "config.options"), error);
		if (!filters[i].matcher)
			return false;
	}
	return true;
}

/* Of fields with one name the last counts. */
static void find_fields(Arena *arena, Frame *frame, Frames *frames, Filter *filters, size_t n)
{
	for (size_t i = 0; i < n; i++)
		filters[i].field = NULL;
	for (size_t f = 0; f < frame->n_fields; f++) {
		Field *field = &frame->fields[f];
		const char *name = field_display_name(arena, field, frame, frames);

		for (size_t i = 0; i < n; i++)
			if (strcmp(filters[i].name, name) == 0)
				filters[i].field = field;
	}
}

static bool row_matches(const Frame *frame, const Filter *filters, size_t n, size_t row,
			bool is_all)
{
	for (size_t i = 0; i < n; i++) {
		bool is_match = filters[i].field && value_matches(filters[i].matcher, frame,
								  filters[i].field, row);

		if (is_match != is_all)
			return is_match;
	}
	return is_all;
}

static bool gave_up(const Filter *filters, size_t n, GError **error)
{
	for (size_t i = 0; i < n; i++) {
		if (!value_matcher_gave_up(filters[i].matcher))
			continue;
		g_set_error(error, RENDER_ERROR, RENDER_ERROR_TOO_LARGE,
			    "a pattern takes too long");
		return true;
	}
	return false;
}

static Frames *run(const TransformContext *context, Frames *frames, json_object *options,
		   GError **error)
{
	Arena *arena = context->arena;
	json_object *list = json_get_array(options, "filters");
	size_t n = list ? MIN(json_object_array_length(list), MAX_FILTERS) : 0;
	Filter *filters = arena_new_array(arena, Filter, n);
	bool is_excluding = strcmp(json_get_text(options, "type", "include"), "exclude") == 0;
	bool is_all = strcmp(json_get_text(options, "match", "any"), "all") == 0;
	Frames *out = frames_new(arena);

	if (!make_filters(arena, list, filters, n, error))
		return NULL;
	if (n == 0)
		return frames;
	for (size_t i = 0; i < frames->n; i++) {
		Frame *frame = frames->items[i];
		size_t *rows = arena_new_array(arena, size_t, frame->n_rows), n_kept = 0;

		find_fields(arena, frame, frames, filters, n);
		for (size_t row = 0; row < frame->n_rows; row++)
			if (row_matches(frame, filters, n, row, is_all) != is_excluding)
				rows[n_kept++] = row;
		frames_append(arena, out, frame_take_rows(arena, frame, rows, n_kept));
	}
	if (gave_up(filters, n, error))
		return NULL;
	frames_reset_names(out);
	return out;
}

const Transform transform_filter_by_value = { "filterByValue", run };
