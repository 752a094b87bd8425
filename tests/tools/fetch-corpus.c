/*
 * Fetches panels of recorded cases from a Grafana that replays them, to compare what is asked with
 * what a browser asked:
 *
 *     fetch-corpus BASE CASE.json...
 *
 * BASE/case/<id>/ is the Grafana of a case. One line a case: frames, rows, events, milliseconds,
 * and what went wrong.
 */
#include "api/grafana/fetch.h"
#include "api/serve/request.h"

#include "renderer/json.h"

#include <stdio.h>

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

		if (grafana_fetch(session, arena, &input, NULL, &fetched, &error))
			print(id, &fetched);
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
