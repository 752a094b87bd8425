/* Adds a computed column. Source: Grafana 12.3, transformers/calculateField.ts. */
#include "renderer/transform/types.h"

#include "renderer/data/matcher.h"
#include "renderer/data/reduce.h"
#include "renderer/error.h"
#include "renderer/json.h"
#include "renderer/transform/calculate-operand.h"
#include "renderer/transform/calculate-window.h"
#include "renderer/transform/join-by-field.h"
#include "renderer/transform/rows.h"

#include <string.h>

/* --- A row's cells reduced --- */

static FieldMatcher *row_matcher(Arena *arena, json_object *include, GError **error)
{
	if (!include || json_object_array_length(include) == 0)
		return field_matcher_new(arena, "numeric", NULL, error);
	json_object *options = arena_take_json(arena, json_object_new_object());

	json_object_object_add(options, "names", json_object_get(include));
	return field_matcher_new(arena, "byNames", options, error);
}

static const Value *reduce_rows(Arena *arena, Frame *frame, const bool *is_meant,
				const Reducer *reducer, const char *null_mode)
{
	Value *results = arena_new_array(arena, Value, frame->n_rows);
	Value *cells = arena_new_array(arena, Value, frame->n_fields);
	Field row = field_of_values("temp", FIELD_NUMBER, cells);
	Frame of_row = { .fields = &row, .n_fields = 1 };

	row.config.null_value_mode = null_mode;
	for (size_t i = 0; i < frame->n_rows; i++) {
		of_row.n_rows = 0;
		for (size_t f = 0; f < frame->n_fields; f++)
			if (is_meant[f])
				cells[of_row.n_rows++] = field_value(frame, &frame->fields[f], i);
		results[i] = reduce_field(arena, &of_row, &row, reducer);
	}
	return results;
}

static bool calculate_row(Arena *arena, Frame *frame, Frames *frames, json_object *options,
			  Field *made, GError **error)
{
	const char *id = json_get_text(options, "reducer", "sum");
	const Reducer *reducer = reducer_find(id);
	bool *is_meant = arena_new_array(arena, bool, frame->n_fields);

	if (!reducer) {
		g_set_error(error, RENDER_ERROR, RENDER_ERROR_DATA,
			    "the calculation \"%s\" is not known", id);
		return false;
	}
	FieldMatcher *matcher = row_matcher(arena, json_get_array(options, "include"), error);

	if (!matcher)
		return false;
	for (size_t f = 0; f < frame->n_fields; f++)
		is_meant[f] = field_matches(matcher, arena, &frame->fields[f], frame, frames);
	made->name = reducer->name;
	made->values = reduce_rows(arena, frame, is_meant, reducer,
				   json_get_text(options, "nullValueMode", "null"));
	return true;
}

/* --- All modes --- */

static bool calculate_index(Arena *arena, Frame *frame, json_object *options, Field *made)
{
	double *numbers = arena_new_array(arena, double, frame->n_rows);
	bool is_percentile = json_get_bool(options, "asPercentile", false);

	for (size_t i = 0; i < frame->n_rows; i++)
		numbers[i] = is_percentile ? (double)i / (double)frame->n_rows : (double)i;
	made->name = "Row";
	made->numbers = numbers;
	if (is_percentile)
		made->config.unit = "percentunit";
	return true;
}

/* Whether `made` has its name and cells now. */
static bool calculate(Arena *arena, Frame *frame, Frames *frames, json_object *options,
		      Field *made, GError **error)
{
	const char *mode = json_get_text(options, "mode", "reduceRow");

	if (strcmp(mode, "reduceRow") == 0)
		return calculate_row(arena, frame, frames, json_get(options, "reduce"), made,
				     error);
	if (strcmp(mode, "index") == 0)
		return calculate_index(arena, frame, json_get(options, "index"), made);
	if (strcmp(mode, "cumulativeFunctions") == 0)
		made->numbers = calculate_cumulative(arena, frame, frames,
						     json_get(options, "cumulative"), &made->name,
						     error);
	else if (strcmp(mode, "windowFunctions") == 0)
		made->numbers = calculate_window(arena, frame, frames, json_get(options, "window"),
						 &made->name, error);
	else if (strcmp(mode, "binary") == 0)
		made->numbers = calculate_binary(arena, frame, frames, json_get(options, "binary"),
						 &made->name);
	else if (strcmp(mode, "unary") == 0)
		made->numbers = calculate_unary(arena, frame, frames, json_get(options, "unary"),
						&made->name);
	return made->numbers != NULL;
}

static Frame *with_result(Arena *arena, Frame *frame, json_object *options, Field *made)
{
	const char *alias = json_get_text(options, "alias", "");
	bool is_index = strcmp(json_get_text(options, "mode", ""), "index") == 0;

	if (alias[0])
		made->name = alias;
	if (alias[0] && !is_index)
		made->config.display_name = alias;
	if (!json_get_bool(options, "replaceFields", false))
		return frame_add_field(arena, frame, made);
	Frame *out = frame_copy(arena, frame);
	Field *time = frame_first_of_type(frame, FIELD_TIME);

	out->fields = arena_new_array(arena, Field, 2);
	out->n_fields = 0;
	if (time && !is_index && json_get_bool(options, "timeSeries", true))
		out->fields[out->n_fields++] = *time;
	out->fields[out->n_fields++] = *made;
	return out;
}

/* The frame with its result; NULL when it goes or, with `error` set, fails. */
static Frame *calculate_frame(Arena *arena, Frame *frame, Frames *frames, json_object *options,
			      GError **error)
{
	bool is_replacing = json_get_bool(options, "replaceFields", false);
	bool is_binary = strcmp(json_get_text(options, "mode", ""), "binary") == 0;
	Field made = field_of_values(NULL, FIELD_NUMBER, NULL);

	if (is_binary &&
	    strcmp(json_get_text(options, "binary.left.matcher.id", ""), "byType") == 0)
		return calculate_by_type(arena, frame, frames, json_get(options, "binary"),
					 is_replacing, json_get_bool(options, "timeSeries", true));
	if (calculate(arena, frame, frames, options, &made, error)) {
		Frame *out = with_result(arena, frame, options, &made);

		frame_settle(arena, out);
		return out;
	}
	return is_replacing || (error && *error) ? NULL : frame;
}

/* Several frames become one when they share the name of their time field. */
static Frames *join_if_needed(const TransformContext *context, Frames *frames,
			      json_object *options, GError **error)
{
	const char *mode = json_get_text(options, "mode", "reduceRow");
	bool is_constant = strcmp(mode, "binary") == 0 &&
			   calculate_is_constant(json_get(options, "binary"));
	const char *name = NULL;

	if (!json_get_bool(options, "timeSeries", true) || is_constant || frames->n < 2)
		return frames;
	for (size_t i = 0; i < frames->n; i++) {
		const Field *time = frame_first_of_type(frames->items[i], FIELD_TIME);

		if (!time || !time->name || (name && strcmp(name, time->name) != 0))
			return frames;
		name = time->name;
	}
	Frame *joined = join_outer(context, frames, name, error);
	Frames *out = frames_new(context->arena);

	if (!joined)
		return NULL;
	joined->ref_id = joined_ref_id(context->arena, "joinByField", frames);
	frames_append(context->arena, out, joined);
	return out;
}

static Frames *run(const TransformContext *context, Frames *frames, json_object *options,
		   GError **error)
{
	Frames *joined = join_if_needed(context, frames, options, error);
	Frames *out = frames_new(context->arena);

	for (size_t i = 0; joined && i < joined->n; i++) {
		GError *own_error = NULL;
		Frame *frame = calculate_frame(context->arena, joined->items[i], joined, options,
					       &own_error);

		if (own_error) {
			g_propagate_error(error, own_error);
			return NULL;
		}
		if (frame)
			frames_append(context->arena, out, frame);
	}
	return joined ? out : NULL;
}

const Transform transform_calculate_field = { "calculateField", run };
