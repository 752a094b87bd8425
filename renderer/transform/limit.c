/* Keeps the first rows, or the last. Source: Grafana 12.3, transformers/limit.ts. */
#include "renderer/transform/types.h"

#include "renderer/data/number.h"
#include "renderer/json.h"

#include <math.h>

enum { DEFAULT_LIMIT = 10 };

/* A number, or a text that begins with one. */
static double limit_of(json_object *options)
{
	json_object *limit = json_get(options, "limitField");

	if (!limit)
		return DEFAULT_LIMIT;
	if (json_object_is_type(limit, json_type_string))
		return trunc(js_parse_float(json_object_get_string(limit)));
	return value_to_number(value_of_json(limit));
}

static Frame *cut(Arena *arena, const Frame *frame, double limit)
{
	double n_rows = (double)frame->n_rows, first_row = fmax(n_rows + limit, -n_rows);

	/* A beginning before the first row counts from the end, as in JavaScript. */
	if (first_row < 0)
		first_row += n_rows;
	size_t first = limit < 0 ? (size_t)first_row : 0;
	size_t n = limit < 0 ? frame->n_rows - first : (size_t)fmin(limit, n_rows);
	size_t *rows = arena_new_array(arena, size_t, n);

	for (size_t i = 0; i < n; i++)
		rows[i] = first + i;
	return frame_take_rows(arena, frame, rows, n);
}

static Frames *run(const TransformContext *context, Frames *frames, json_object *options,
		   GError **error)
{
	double limit = limit_of(options);
	Frames *out = frames_new(context->arena);

	for (size_t i = 0; i < frames->n; i++) {
		Frame *frame = frames->items[i];
		bool is_longer = (double)frame->n_rows > limit;

		frames_append(context->arena, out,
			      is_longer ? cut(context->arena, frame, limit) : frame);
	}
	return out;
}

const Transform transform_limit = { "limit", run };
