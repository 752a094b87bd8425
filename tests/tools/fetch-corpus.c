/*
 * Fetches panels of recorded cases from a Grafana that replays them, to compare what is asked with
 * what a browser asked:
 *
 *     fetch-corpus BASE CASE.json...
 *
 * BASE/case/<id>/ is the Grafana of a case. One line a case: frames, rows, events, milliseconds,
 * and what went wrong. Where an expect.json stands beside the case, its series are looked for:
 *
 *     {"series": [{"refId": "A", "name": "cpu", "labels": {…}, "fields" or "table": ["time", "cpu"],
 *                  "points" or "rows": 120, "last": 3.5 or "3.5" or {"cpu": 3.5}}]}
 */
#include "api/grafana/fetch.h"
#include "api/serve/request.h"

#include "renderer/data/names.h"
#include "renderer/json.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MINUTE_US = 60 * 1000000, ARENA_BYTES = 1 << 30 };

static char *number_text(json_object *json, const char *key)
{
	return g_strdup_printf("%d", (int)json_get_number(json, key, 0));
}

static RenderRequest *request_of(const char *base, json_object *json, GError **error)
{
	g_autofree char *width = number_text(json, "width");
	g_autofree char *height = number_text(json, "height");
	g_autofree char *url = g_strdup_printf("%s/case/%s%s", base, json_get_text(json, "id", ""),
					       json_get_text(json, "url", ""));
	RenderParameters parameters = {
		.url = url, .width = width, .height = height, .timezone = "UTC",
		.render_key = "0123456789abcdef", .domain = "127.0.0.1",
		.now_us = g_get_monotonic_time(),
	};
	RenderLimits limits = {
		.min_size_px = 10, .max_width_px = 5000, .max_height_px = 20000, .max_scale = 4,
		.max_pixels = 100000000, .max_url_bytes = 16384,
		.default_timeout_us = MINUTE_US, .max_timeout_us = MINUTE_US,
	};

	return render_request_parse(&parameters, &limits, error);
}

static size_t count_rows(const Frames *frames)
{
	size_t n = 0;

	for (size_t i = 0; i < frames->n; i++)
		n += frames->items[i]->n_rows;
	return n;
}

static void print(const char *id, const Fetched *fetched)
{
	const FetchTimes *times = &fetched->dashboard.times;
	const FetchedPanel *panel = &fetched->panel;

	if (!panel->panel) {
		printf("%s: no such panel\n", id);
		return;
	}
	printf("%s: %s, %zu frames, %zu rows, %zu events, %.1f + %.1f + %.1f ms%s%s\n", id,
	       panel->panel->type, panel->frames->n, count_rows(panel->frames),
	       count_rows(panel->annotations), times->dashboard_ms, times->variables_ms,
	       times->data_ms, panel->error_text ? ": " : "",
	       panel->error_text ? panel->error_text : "");
}

/* --- What is expected --- */

/* The last that is a number. */
static double last_number(const Frame *frame, const Field *field)
{
	for (size_t row = frame->n_rows; row-- > 0;)
		if (!isnan(field_number(frame, field, row)))
			return field_number(frame, field, row);
	return NAN;
}

/* Numbers as such, also in texts; anything else is not compared. */
static bool is_last(const Frame *frame, const Field *field, json_object *expected)
{
	double wanted = json_object_get_double(expected);

	if (!json_object_is_type(expected, json_type_double) &&
	    !json_object_is_type(expected, json_type_int) &&
	    !json_object_is_type(expected, json_type_string))
		return true;
	if (field->type != FIELD_NUMBER)
		return true;
	return fabs(last_number(frame, field) - wanted) <= 1e-9 * fmax(1, fabs(wanted));
}

static json_object *columns_of(json_object *series)
{
	json_object *fields = json_get_array(series, "fields");

	return fields ? fields : json_get_array(series, "table");
}

static bool has_fields(const Frame *frame, json_object *series)
{
	json_object *names = columns_of(series), *last = json_get(series, "last");

	if (json_object_array_length(names) != frame->n_fields)
		return false;
	for (size_t i = 0; i < frame->n_fields; i++) {
		const char *name = json_object_get_string(json_object_array_get_idx(names, i));
		json_object *value = NULL;

		if (strcmp(frame->fields[i].name, name) != 0)
			return false;
		if (json_object_is_type(last, json_type_object))
			json_object_object_get_ex(last, name, &value);
		if (!is_last(frame, &frame->fields[i], value))
			return false;
	}
	return true;
}

static bool has_labels(const Field *field, json_object *labels)
{
	json_object_object_foreach(labels, key, value)
		if (g_strcmp0(labels_get(&field->labels, key), json_object_get_string(value)) != 0)
			return false;
	return true;
}

static bool has_value(Arena *arena, const Frames *frames, Frame *frame, json_object *series)
{
	json_object *labels = json_get_object(series, "labels");
	const char *name = json_get_text(series, "name", NULL);

	for (size_t i = 0; i < frame->n_fields; i++) {
		Field *field = &frame->fields[i];

		if (field->type != FIELD_NUMBER || !is_last(frame, field, json_get(series, "last")))
			continue;
		if (labels && has_labels(field, labels))
			return true;
		if (name && (g_strcmp0(frame->name, name) == 0 ||
			     strcmp(field_display_name(arena, field, frame, frames), name) == 0))
			return true;
	}
	return false;
}

static bool is_series(Arena *arena, const Frames *frames, Frame *frame, json_object *series)
{
	double rows = json_get_number(series, "rows", json_get_number(series, "points", -1));

	if (g_strcmp0(frame->ref_id, json_get_text(series, "refId", NULL)) != 0)
		return false;
	if (rows >= 0 && rows != (double)frame->n_rows)
		return false;
	return columns_of(series) ? has_fields(frame, series)
				  : has_value(arena, frames, frame, series);
}

static void check(const char *file, Arena *arena, const char *id, const Frames *frames)
{
	g_autofree char *folder = g_path_get_dirname(file);
	g_autofree char *path = g_build_filename(folder, "expect.json", NULL);
	json_object *json = json_object_from_file(path);
	json_object *list = json_get_array(json, "series");

	for (size_t i = 0; list && i < json_object_array_length(list); i++) {
		json_object *series = json_object_array_get_idx(list, i);
		bool is_found = false;

		for (size_t j = 0; j < frames->n && !is_found; j++)
			is_found = is_series(arena, frames, frames->items[j], series);
		if (!is_found)
			printf("%s: missing %s\n", id, json_object_to_json_string(series));
	}
	json_object_put(json);
}

static void fetch_case(Session *session, const char *base, const char *file)
{
	json_object *json = json_object_from_file(file);
	const char *id = json_get_text(json, "id", file);
	g_autoptr(GError) error = NULL;
	g_autoptr(RenderRequest) request = request_of(base, json, &error);
	g_autoptr(Arena) arena = arena_new(ARENA_BYTES);
	Fetched fetched;

	if (request) {
		FetchInput input = { .request = request, .width_px = request->width_px,
				     .now_ms = (int64_t)json_get_number(json, "to", 0) };

		if (grafana_fetch(session, arena, &input, NULL, &fetched, &error)) {
			print(id, &fetched);
			if (fetched.panel.panel)
				check(file, arena, id, fetched.panel.frames);
		}
	}
	if (error)
		printf("%s: error: %s\n", id, error->message);
	json_object_put(json);
}

int main(int argc, char **argv)
{
	SessionOptions options = { .user_agent = "paneld/test" };
	g_autoptr(Session) session = NULL;

	curl_global_init(CURL_GLOBAL_DEFAULT);
	session = session_new(&options);
	for (int i = 2; i < argc; i++)
		fetch_case(session, argv[1], argv[i]);
	return 0;
}
