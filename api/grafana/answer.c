#include "api/grafana/answer.h"

#include "api/grafana/arrow.h"

#include "renderer/error.h"
#include "renderer/json.h"

#include <string.h>

QueryResult *query_result_new(Arena *arena, const FrameLimits *limits)
{
	QueryResult *result = arena_new_one(arena, QueryResult);

	result->arena = arena;
	result->frames = frames_new(arena);
	result->left = *limits;
	return result;
}

void query_result_fail(QueryResult *result, const char *text)
{
	if (!result->error)
		result->error = arena_strdup(result->arena, text);
}

static void fail_too_large(QueryResult *result)
{
	query_result_fail(result, "Not all data are drawn: there are more than the limits allow.");
}

void query_result_add(QueryResult *result, Frame *frame)
{
	size_t n_cells = frame->n_fields * frame->n_rows;

	if (result->left.max_frames == 0 || n_cells > result->left.max_cells) {
		fail_too_large(result);
		return;
	}
	result->left.max_frames--;
	result->left.max_cells -= n_cells;
	frames_append(result->arena, result->frames, frame);
}

static void fail_decode(QueryResult *result, const GError *error)
{
	if (g_error_matches(error, RENDER_ERROR, RENDER_ERROR_TOO_LARGE))
		fail_too_large(result);
	else
		query_result_fail(result, error ? error->message : "a frame is missing");
}

static Frame *decode(QueryResult *result, json_object *json, GError **error)
{
	if (json_get_object(json, "schema"))
		return frame_decode(result->arena, json, &result->left, error);
	return frame_decode_legacy(result->arena, json, &result->left, error);
}

void query_result_decode(QueryResult *result, json_object *json, const char *ref_id)
{
	g_autoptr(GError) error = NULL;
	Frame *frame = decode(result, json, &error);

	if (!frame) {
		fail_decode(result, error);
		return;
	}
	if (!frame->ref_id)
		frame->ref_id = ref_id;
	query_result_add(result, frame);
}

static void decode_each(QueryResult *result, json_object *list, const char *ref_id)
{
	for (size_t i = 0; list && i < json_object_array_length(list); i++)
		query_result_decode(result, json_object_array_get_idx(list, i), ref_id);
}

/* Each one the base64 text of an Arrow file, as Grafana 7 sends frames. */
static void decode_arrow(QueryResult *result, json_object *list, const char *ref_id)
{
	for (size_t i = 0; list && i < json_object_array_length(list); i++) {
		const char *text = json_object_get_string(json_object_array_get_idx(list, i));
		g_autoptr(GError) error = NULL;
		Frame *frame =
			text ? arrow_decode(result->arena, text, &result->left, &error) : NULL;

		if (!frame) {
			fail_decode(result, error);
			continue;
		}
		if (!frame->ref_id)
			frame->ref_id = ref_id;
		query_result_add(result, frame);
	}
}

/* --- Notices --- */

static json_object *cache_notice(void)
{
	json_object *notice = json_object_new_object();

	json_object_object_add(notice, "severity", json_object_new_string("info"));
	json_object_object_add(notice, "text", json_object_new_string("Cached response"));
	return notice;
}

static void add_cache_notices(QueryResult *result, size_t first)
{
	for (size_t i = first; i < result->frames->n; i++) {
		Frame *frame = result->frames->items[i];
		json_object *meta = NULL;

		if (!frame->meta || json_object_deep_copy(frame->meta, &meta, NULL) != 0)
			meta = json_object_new_object();
		json_object *notices = json_get_array(meta, "notices");

		if (!notices) {
			notices = json_object_new_array();
			json_object_object_add(meta, "notices", notices);
		}
		json_object_array_add(notices, cache_notice());
		frame->meta = arena_take_json(result->arena, meta);
	}
}

/* --- Results --- */

static void read_result(QueryResult *result, json_object *json, const char *ref_id)
{
	const char *error = json_get_text(json, "error", "");
	json_object *frames = json_get_array(json, "frames");

	if (*error)
		query_result_fail(result, error);
	if (frames && json_object_array_length(frames) > 0) {
		decode_each(result, frames, ref_id);
		return;
	}
	decode_each(result, json_get_array(json, "series"), ref_id);
	decode_each(result, json_get_array(json, "tables"), ref_id);
	decode_arrow(result, json_get_array(json, "dataframes"), ref_id);
}

/* Grafana's words when there are no results at all. */
static void read_failure(QueryResult *result, json_object *answer)
{
	const char *message = json_get_text(answer, "message", NULL);

	if (!message || strcmp(message, "Query data error") == 0)
		message = json_get_text(answer, "error", message);
	if (message)
		query_result_fail(result, message);
}

void answer_read(QueryResult *result, json_object *answer, json_object *targets, bool was_cached)
{
	json_object *results = json_get_object(answer, "results");
	size_t first = result->frames->n;

	if (!results) {
		read_failure(result, answer);
		return;
	}
	for (size_t i = 0; i < json_object_array_length(targets); i++) {
		const char *ref_id =
			json_get_text(json_object_array_get_idx(targets, i), "refId", "A");
		json_object *one = NULL;

		if (json_object_object_get_ex(results, ref_id, &one))
			read_result(result, one, ref_id);
	}
	if (was_cached)
		add_cache_notices(result, first);
}
