#include "api/grafana/fetch.h"

#include "renderer/data/apply.h"
#include "renderer/encode/encode.h"
#include "renderer/render.h"
#include "renderer/transform/transform.h"
#include "tests/bench/stages.h"
#include "tests/fake-grafana.h"

#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * What one picture of a time series costs by stage: milliseconds, and instructions where valgrind
 * is installed. Grafana is a process of its own, so that its work is not counted.
 */

enum { WIDTH = 1000, HEIGHT = 500, STEP_MS = 15000, REPEATS = 5, ARENA_BYTES = 1 << 30 };

#define TO_MS INT64_C(1772452800000)

typedef struct {
	const char *name;
	int n_series, n_points;
} Case;

static const Case cases[] = {
	{ "4 series of 720 points", 4, 720 },
	{ "100 series of 1,000 points", 100, 1000 },
	{ "100 series of 10,000 points", 100, 10000 },
};

/* --- Grafana's answers --- */

static void append_frame(GString *text, int series, int n_points)
{
	g_string_append_printf(text,
			       "%s{\"schema\":{\"refId\":\"A\",\"fields\":[{\"name\":\"Time\","
			       "\"type\":\"time\"},{\"name\":\"Value\",\"type\":\"number\","
			       "\"labels\":{\"instance\":\"host-%d\"}}]},\"data\":{\"values\":[[",
			       series ? "," : "", series);
	for (int i = 0; i < n_points; i++)
		g_string_append_printf(text, "%s%" G_GINT64_FORMAT, i ? "," : "",
				       TO_MS - (int64_t)(n_points - i) * STEP_MS);
	g_string_append(text, "],[");
	for (int i = 0; i < n_points; i++)
		g_string_append_printf(text, "%s%.6f", i ? "," : "",
				       50 + 30 * sin(i / 40.0 + series) + (i * 7919 + series) % 17);
	g_string_append(text, "]]}}");
}

static char *answer_text(const Case *one)
{
	GString *text = g_string_new("{\"results\":{\"A\":{\"status\":200,\"frames\":[");

	for (int series = 0; series < one->n_series; series++)
		append_frame(text, series, one->n_points);
	g_string_append(text, "]}}}");
	return g_string_free(text, FALSE);
}

static const char settings[] =
	"{\"buildInfo\": {\"version\": \"12.3.0\"}, \"namespace\": \"default\","
	" \"defaultDatasource\": \"Prom\", \"panels\": {\"timeseries\": {}},"
	" \"datasources\": {\"Prom\": {\"id\": 7, \"uid\": \"p1\", \"type\": \"prometheus\","
	"                            \"name\": \"Prom\", \"isDefault\": true, \"jsonData\": {}}}}";

static const char dashboard[] =
	"{\"dashboard\": {\"uid\": \"abc\", \"title\": \"Servers\", \"schemaVersion\": 42,"
	" \"timezone\": \"utc\", \"panels\": [{\"id\": 1, \"type\": \"timeseries\","
	"  \"title\": \"Load\", \"gridPos\": {\"x\": 0, \"y\": 0, \"w\": 24, \"h\": 8},"
	"  \"datasource\": {\"type\": \"prometheus\", \"uid\": \"p1\"},"
	"  \"fieldConfig\": {\"defaults\": {\"unit\": \"percent\", \"custom\": {\"fillOpacity\": 10}}},"
	"  \"options\": {\"legend\": {\"displayMode\": \"list\", \"placement\": \"bottom\","
	"                           \"showLegend\": true, \"calcs\": [\"mean\", \"max\"]}},"
	"  \"targets\": [{\"refId\": \"A\", \"expr\": \"load\", \"range\": true}]}]}, \"meta\": {}}";

static _Noreturn void serve(const char *answer, int port_pipe)
{
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	g_autoptr(FakeGrafana) fake = fake_grafana_new(NULL);
	const char *base = fake_grafana_base(fake);

	fake_grafana_answer(fake, "/api/frontend/settings", 200, settings);
	fake_grafana_answer(fake, "/api/dashboards/uid/abc", 200, dashboard);
	fake_grafana_answer(fake, "/api/annotations", 200, "[]");
	fake_grafana_answer(fake, "/api/ds/query", 200, answer);
	if (write(port_pipe, base, strlen(base) + 1) < 0)
		_exit(1);
	for (;;)
		pause();
}

static pid_t start_grafana(const char *answer, char *base, size_t size)
{
	int ends[2];

	g_assert_cmpint(pipe(ends), ==, 0);
	pid_t child = fork();

	if (child == 0)
		serve(answer, ends[1]);
	g_assert_cmpint(read(ends[0], base, size), >, 0);
	close(ends[0]);
	close(ends[1]);
	return child;
}

/* --- One picture --- */

typedef struct {
	const Case *one;
	const char *answer;
	char base[64];
	Session *session;
	TextContext *text;
} Bench;

static FrameLimits limits(void)
{
	return (FrameLimits){ 2000, 4 * 1000 * 1000 };
}

static void fetch(Bench *bench, Arena *arena, Fetched *fetched)
{
	char from[32], to[32];
	RenderRequest request = {
		.base = bench->base,
		.route = RENDER_ROUTE_UID,
		.uid = "abc",
		.panel_id = "1",
		.from = from,
		.to = to,
		.width_px = WIDTH,
		.timezone = "UTC",
		.render_key = "0123456789abcdef",
		.domain = "127.0.0.1",
		.deadline_us = g_get_monotonic_time() + 600 * G_USEC_PER_SEC,
	};
	FetchInput input = { .request = &request, .now_ms = TO_MS, .width_px = WIDTH,
			     .limits = limits() };
	g_autoptr(GError) error = NULL;

	g_snprintf(from, sizeof(from), "%" G_GINT64_FORMAT,
		   TO_MS - (int64_t)bench->one->n_points * STEP_MS);
	g_snprintf(to, sizeof(to), "%" G_GINT64_FORMAT, TO_MS);
	if (!grafana_fetch(bench->session, arena, &input, NULL, fetched, &error))
		g_error("%s", error->message);
	g_assert_null(fetched->panel.error_text);
	g_assert_cmpuint(fetched->panel.frames->n, ==, bench->one->n_series);
}

/* The part of fetch() that makes frames of the answer's bytes, done once more apart. */
static void decode(const Bench *bench, Arena *arena)
{
	FrameLimits bounds = limits();
	json_object *json = arena_take_json(arena, json_tokener_parse(bench->answer));
	json_object *results, *result, *list;

	g_assert_true(json_object_object_get_ex(json, "results", &results) &&
		      json_object_object_get_ex(results, "A", &result) &&
		      json_object_object_get_ex(result, "frames", &list));
	for (size_t i = 0; i < json_object_array_length(list); i++)
		g_assert_nonnull(frame_decode(arena, json_object_array_get_idx(list, i), &bounds,
					      NULL));
}

static RenderInput input_of(const Bench *bench, Arena *arena, Fetched *fetched)
{
	return (RenderInput){
		.arena = arena,
		.text = bench->text,
		.theme = theme_dark(),
		.panel = fetched->panel.panel,
		.frames = fetched->panel.frames,
		.annotations = fetched->panel.annotations,
		.range = fetched->panel.range,
		.zone = fetched->dashboard.zone,
		.now_ms = TO_MS,
		.interpolator = &fetched->panel.interpolator,
		.width_px = WIDTH,
		.height_px = HEIGHT,
		.scale = 1,
	};
}

/* The part of render_panel() that comes before the layout, done once more apart. */
static void compute(const RenderInput *input, Arena *arena, Frames *frames)
{
	const TransformContext context = { arena, input->interpolator, input->zone, TO_MS,
					   4 * 1000 * 1000 };
	Frames *annotations = NULL;
	const char *notice = NULL;

	frames = transforms_run(&context, input->panel->transformations, frames, &annotations,
				&notice);
	g_assert_true(field_config_apply(arena, frames, input->panel->field_config,
					 input->interpolator, NULL));
}

static Frames *copy_of(Arena *arena, const Frames *frames)
{
	Frames *copy = frames_new(arena);

	for (size_t i = 0; i < frames->n; i++)
		frames_append(arena, copy, frame_copy(arena, frames->items[i]));
	return copy;
}

static void draw(const Bench *bench, const RenderInput *input, Stages *stages)
{
	stage_begin(stages, "compute, lay out");
	g_autoptr(Scene) scene = render_panel(input, NULL);
	stage_end(stages);

	stage_begin(stages, "paint");
	cairo_surface_t *surface =
		scene_to_surface(scene, bench->text, theme_dark()->background_canvas, NULL);
	stage_end(stages);

	stage_begin(stages, "encode");
	g_autoptr(GBytes) png = png_encode(surface, NULL);
	stage_end(stages);
	g_assert_nonnull(png);
	cairo_surface_destroy(surface);
}

static void picture(Bench *bench, Stages *stages)
{
	g_autoptr(Arena) arena = arena_new(ARENA_BYTES);
	g_autoptr(Arena) apart = arena_new(ARENA_BYTES);
	Fetched fetched;

	stage_begin(stages, "fetch, decode");
	fetch(bench, arena, &fetched);
	stage_end(stages);

	stage_begin(stages, "decode");
	decode(bench, apart);
	stage_end(stages);

	RenderInput input = input_of(bench, arena, &fetched);
	Frames *copy = copy_of(apart, fetched.panel.frames);

	stage_begin(stages, "compute");
	compute(&input, apart, copy);
	stage_end(stages);
	draw(bench, &input, stages);
	session_end(bench->session);
}

/* The first picture of all warms fonts and connections and is not counted. */
static void run(const Case *one, Stages *stages, int repeats)
{
	static const SessionOptions options = { .user_agent = "paneld/1" };
	g_autofree char *answer = answer_text(one);
	Bench bench = { .one = one, .answer = answer };
	pid_t grafana = start_grafana(answer, bench.base, sizeof(bench.base));

	bench.session = session_new(&options);
	bench.text = text_context_new();
	stages_name(stages, one->name);
	stages_count(stages, false);
	if (one == cases)
		picture(&bench, stages);
	stages_count(stages, true);
	for (int i = 0; i < repeats; i++)
		picture(&bench, stages);
	session_free(bench.session);
	text_context_free(bench.text);
	kill(grafana, SIGTERM);
	waitpid(grafana, NULL, 0);
}

static void run_all(Stages *stages, int repeats)
{
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		run(&cases[i], stages, repeats);
}

int main(int argc, char **argv)
{
	g_autoptr(Stages) stages = stages_new();

	run_all(stages, stages_is_counting_instructions() ? 1 : REPEATS);
	if (stages_is_counting_instructions())
		return 0;
	stages_add_instructions(stages, argv[0]);
	stages_print(stages);
	return 0;
}
