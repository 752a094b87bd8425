#include "api/grafana/fetch.h"

#include "renderer/error.h"
#include "renderer/json.h"
#include "tests/fake-grafana.h"

#include <math.h>
#include <string.h>

enum { SECOND_US = 1000000 };

#define SETTINGS "/api/frontend/settings"
#define CLASSIC "/api/dashboards/uid/abc"
#define DTO "/apis/dashboard.grafana.app/v1beta1/namespaces/default/dashboards/abc/dto"
#define QUERY "/api/ds/query"

static const char settings_12[] =
	"{\"buildInfo\": {\"version\": \"12.3.0\"}, \"namespace\": \"default\","
	" \"defaultDatasource\": \"Prom\","
	" \"panels\": {\"text\": {\"skipDataQuery\": true}, \"timeseries\": {}},"
	" \"datasources\": {"
	"  \"Prom\": {\"id\": 7, \"uid\": \"p1\", \"type\": \"prometheus\", \"name\": \"Prom\","
	"             \"isDefault\": true, \"url\": \"/api/datasources/proxy/uid/p1\","
	"             \"jsonData\": {\"timeInterval\": \"10s\"}},"
	"  \"PG\": {\"id\": 8, \"uid\": \"g1\", \"type\": \"grafana-postgresql-datasource\","
	"           \"name\": \"PG\", \"jsonData\": {}},"
	"  \"-- Grafana --\": {\"id\": -1, \"uid\": \"grafana\", \"type\": \"datasource\","
	"                      \"name\": \"-- Grafana --\", \"meta\": {\"builtIn\": true}}}}";

/* One panel of each kind the tests ask for. */
static const char panels[] =
	"[{\"id\": 1, \"type\": \"timeseries\", \"title\": \"Load\", \"gridPos\": {\"x\": 0, \"y\": 0,"
	"  \"w\": 12, \"h\": 8}, \"datasource\": {\"type\": \"prometheus\", \"uid\": \"p1\"},"
	"  \"targets\": [{\"refId\": \"A\", \"expr\": \"up{job=~\\\"$job\\\"}\", \"range\": true},"
	"               {\"refId\": \"B\", \"expr\": \"down\", \"hide\": true}]},"
	" {\"id\": 2, \"type\": \"text\", \"gridPos\": {\"x\": 12, \"y\": 0, \"w\": 12, \"h\": 8},"
	"  \"targets\": [{\"refId\": \"A\", \"expr\": \"up\"}]},"
	" {\"id\": 3, \"type\": \"timeseries\", \"gridPos\": {\"x\": 0, \"y\": 8, \"w\": 12, \"h\": 8},"
	"  \"libraryPanel\": {\"uid\": \"lib1\", \"name\": \"Shared\"}},"
	" {\"id\": 4, \"type\": \"stat\", \"gridPos\": {\"x\": 0, \"y\": 16, \"w\": 12, \"h\": 8},"
	"  \"datasource\": {\"uid\": \"-- Mixed --\"}, \"timeFrom\": \"1h\","
	"  \"targets\": [{\"refId\": \"A\", \"datasource\": {\"uid\": \"g1\"}, \"rawSql\": \"SELECT 1\","
	"                \"format\": \"table\"},"
	"               {\"refId\": \"B\", \"datasource\": {\"uid\": \"p1\"}, \"expr\": \"up\"}]},"
	" {\"id\": 5, \"type\": \"stat\", \"gridPos\": {\"x\": 0, \"y\": 24, \"w\": 12, \"h\": 8},"
	"  \"datasource\": {\"uid\": \"-- Dashboard --\"},"
	"  \"targets\": [{\"refId\": \"A\", \"panelId\": 1}]},"
	" {\"id\": 6, \"type\": \"stat\", \"gridPos\": {\"x\": 0, \"y\": 32, \"w\": 12, \"h\": 8},"
	"  \"datasource\": {\"uid\": \"gone\"}, \"targets\": [{\"refId\": \"A\"}]},"
	" {\"id\": 7, \"type\": \"dashlist\", \"options\": {\"showSearch\": true, \"query\": \"$job x\","
	"  \"maxItems\": 5, \"tags\": [\"a&b\"], \"folderUID\": \"\"}},"
	" {\"id\": 8, \"type\": \"alertlist\", \"options\": {\"stateFilter\": {\"inactive\": true,"
	"  \"pending\": false}}},"
	" {\"id\": 9, \"type\": \"annolist\", \"options\": {\"onlyFromThisDashboard\": true,"
	"  \"onlyInTimeRange\": true, \"limit\": 1e99}},"
	" {\"id\": 10, \"type\": \"timeseries\", \"timeCompare\": \"1d\","
	"  \"datasource\": {\"uid\": \"p1\"},"
	"  \"targets\": [{\"refId\": \"A\", \"expr\": \"up > $__from\"},"
	"               {\"refId\": \"B\", \"expr\": \"down\", \"timeRangeCompare\": false}]},"
	" {\"id\": 11, \"type\": \"timeseries\", \"timeCompare\": \"soon\","
	"  \"datasource\": {\"uid\": \"p1\"}, \"targets\": [{\"refId\": \"A\", \"expr\": \"up\"}]}]";

static const char templating[] =
	"{\"list\": [{\"name\": \"job\", \"type\": \"query\", \"refresh\": 1, \"multi\": true,"
	" \"includeAll\": true, \"datasource\": {\"type\": \"prometheus\", \"uid\": \"p1\"},"
	" \"query\": \"label_values(up, job)\","
	" \"current\": {\"text\": [\"All\"], \"value\": [\"$__all\"]}}]}";

static const char frames[] =
	"{\"results\": {\"A\": {\"status\": 200, \"frames\": [{\"schema\": {\"refId\": \"A\","
	" \"fields\": [{\"name\": \"Time\", \"type\": \"time\"},"
	"              {\"name\": \"Value\", \"type\": \"number\", \"labels\": {\"job\": \"a\"}}]},"
	" \"data\": {\"values\": [[1000, 2000], [1, null]]}}]}}}";

/* The dashboard in the form of each route. */
static char *dashboard_text(bool is_dto)
{
	return g_strdup_printf("{\"%s\": {\"uid\": \"abc\", \"title\": \"Servers\","
			       " \"schemaVersion\": 42, \"timezone\": \"utc\","
			       " \"time\": {\"from\": \"now-6h\", \"to\": \"now\"},"
			       " \"templating\": %s, \"panels\": %s}%s}",
			       is_dto ? "spec" : "dashboard", templating, panels,
			       is_dto ? ", \"metadata\": {\"name\": \"abc\"}" : ", \"meta\": {}");
}

static FakeGrafana *grafana_new(void)
{
	FakeGrafana *fake = fake_grafana_new(NULL);
	g_autofree char *classic = dashboard_text(false);
	g_autofree char *dto = dashboard_text(true);

	fake_grafana_answer(fake, SETTINGS, 200, settings_12);
	fake_grafana_answer(fake, CLASSIC, 200, classic);
	fake_grafana_answer(fake, DTO, 200, dto);
	fake_grafana_answer(fake, QUERY, 200, frames);
	fake_grafana_answer(fake, "/api/annotations", 200,
			    "[{\"id\": 1, \"panelId\": 0, \"time\": 1500, \"text\": \"release\"},"
			    " {\"id\": 2, \"panelId\": 9, \"time\": 1600, \"text\": \"elsewhere\"}]");
	fake_grafana_answer(fake, "/api/datasources/uid/p1/resources/api/v1/label/job/values", 200,
			    "{\"status\": \"success\", \"data\": [\"a\", \"b.c\"]}");
	fake_grafana_answer(fake, "/api/library-elements/lib1", 200,
			    "{\"result\": {\"model\": {\"type\": \"timeseries\", \"title\": \"Lib\","
			    " \"datasource\": {\"uid\": \"p1\"},"
			    " \"targets\": [{\"refId\": \"A\", \"expr\": \"lib\"}]}}}");
	return fake;
}

static RenderRequest request_of(const FakeGrafana *fake, const char *panel_id)
{
	return (RenderRequest){
		.base = fake_grafana_base(fake),
		.route = RENDER_ROUTE_UID,
		.uid = "abc",
		.panel_id = panel_id,
		.org_id = 1,
		.from = "1736920800000",
		.to = "1736942400000",
		.width_px = 1000,
		.timezone = "Europe/Berlin",
		.render_key = "0123456789abcdef",
		.domain = "127.0.0.1",
		.deadline_us = g_get_monotonic_time() + 20 * SECOND_US,
	};
}

typedef struct {
	Session *session;
	Arena *arena;
	Fetched fetched;
	GError *error;
} Fetch;

static const SessionOptions options = { .user_agent = "paneld/1", .max_bytes = 500000,
					.max_values = 100000 };

static bool fetch_within(Fetch *fetch, const RenderRequest *request, FrameLimits limits)
{
	FetchInput input = { .request = request,
			     .now_ms = 1736942400000,
			     .width_px = 1000,
			     .limits = limits };

	fetch->session = session_new(&options);
	fetch->arena = arena_new(64 << 20);
	return grafana_fetch(fetch->session, fetch->arena, &input, NULL, &fetch->fetched,
			     &fetch->error);
}

static bool fetch(Fetch *one, const RenderRequest *request)
{
	return fetch_within(one, request, (FrameLimits){ 0 });
}

static void fetch_clear(Fetch *fetch)
{
	session_free(fetch->session);
	arena_free(fetch->arena);
	g_clear_error(&fetch->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Fetch, fetch_clear)

static json_object *sent_query(FakeGrafana *fake, guint call, size_t index)
{
	const FakeCall *asked = fake_grafana_call(fake, QUERY, call);

	g_assert_nonnull(asked);
	return json_object_array_get_idx(json_get_array(asked->body, "queries"), index);
}

static void test_a_panel_with_its_data(void)
{
	g_autoptr(FakeGrafana) fake = grafana_new();
	g_auto(Fetch) one = { 0 };
	RenderRequest request = request_of(fake, "panel-1");

	g_assert_true(fetch(&one, &request));
	const FetchedPanel *panel = &one.fetched.panel;

	g_assert_cmpstr(panel->panel->title, ==, "Load");
	g_assert_null(panel->error_text);
	g_assert_cmpuint(panel->frames->n, ==, 1);
	g_assert_cmpuint(panel->frames->items[0]->n_rows, ==, 2);
	g_assert_cmpint(panel->range.from_ms, ==, 1736920800000);
	g_assert_cmpstr(one.fetched.dashboard.zone_name, ==, "utc");
	/* The event of another panel is left out. */
	g_assert_cmpuint(panel->annotations->n, ==, 1);
	g_assert_cmpuint(panel->annotations->items[0]->n_rows, ==, 1);
}

/* What Grafana 12.3's browser sends: recorded bodies of src-prometheus have these members. */
static void test_the_query_is_the_browsers(void)
{
	g_autoptr(FakeGrafana) fake = grafana_new();
	g_auto(Fetch) one = { 0 };
	RenderRequest request = request_of(fake, "1");

	g_assert_true(fetch(&one, &request));
	const FakeCall *call = fake_grafana_call(fake, QUERY, 0);
	json_object *query = sent_query(fake, 0, 0);

	g_assert_cmpuint(json_object_array_length(json_get_array(call->body, "queries")), ==, 1);
	g_assert_cmpstr(call->query, ==, "ds_type=prometheus&requestId=SQR100");
	g_assert_cmpstr(json_get_text(call->body, "from", ""), ==, "1736920800000");
	g_assert_cmpstr(json_get_text(call->body, "to", ""), ==, "1736942400000");
	/* All of two values: each is escaped twice, see prometheus_text(). */
	g_assert_cmpstr(json_get_text(query, "expr", ""), ==, "up{job=~\"(a|b\\\\.c)\"}");
	g_assert_cmpstr(json_get_text(query, "datasource.uid", ""), ==, "p1");
	g_assert_cmpint((int)json_get_number(query, "datasourceId", 0), ==, 7);
	g_assert_cmpint((int)json_get_number(query, "maxDataPoints", 0), ==, 1000);
	g_assert_cmpint((int)json_get_number(query, "intervalMs", 0), ==, 20000);
	g_assert_cmpstr(interpolate(one.arena, &one.fetched.panel.interpolator,
				    "$__interval, ${__interval_ms} ms", NULL),
			==, "20s, 20000 ms");
	g_assert_cmpstr(json_get_text(query, "requestId", ""), ==, "1A");
	g_assert_cmpint((int)json_get_number(query, "utcOffsetSec", -1), ==, 0);
	g_assert_cmpstr(call->cookie, ==, "renderKey=0123456789abcdef");
	g_assert_cmpstr(call->org_id, ==, "1");
}

static void test_ends_as_urls_have_them(void)
{
	static const struct {
		const char *from;
		int64_t from_ms;
	} rows[] = {
		{ "20250115", 1736899200000 },
		{ "20250115T063000", 1736922600000 },
		{ "2025-01-15 06:30:00", 1736922600000 },
		{ "1736920800000", 1736920800000 },
		{ "yesterday", 1736942400000 - 6 * 3600000 }, // the dashboard's
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(FakeGrafana) fake = grafana_new();
		g_auto(Fetch) one = { 0 };
		RenderRequest request = request_of(fake, "1");

		request.from = rows[i].from;
		g_assert_true(fetch(&one, &request));
		g_assert_cmpint(one.fetched.panel.range.from_ms, ==, rows[i].from_ms);
	}
}

static void test_an_earlier_range_is_asked_too(void)
{
	g_autoptr(FakeGrafana) fake = grafana_new();
	g_auto(Fetch) one = { 0 };
	RenderRequest request = request_of(fake, "10");

	g_assert_true(fetch(&one, &request));
	g_assert_cmpuint(fake_grafana_n_calls(fake, QUERY), ==, 2);
	bool is_first = json_object_array_length(json_get_array(
				fake_grafana_call(fake, QUERY, 0)->body, "queries")) == 1;
	const FakeCall *earlier = fake_grafana_call(fake, QUERY, is_first ? 0 : 1);
	json_object *queries = json_get_array(earlier->body, "queries");

	g_assert_cmpuint(json_object_array_length(queries), ==, 1);
	g_assert_cmpstr(json_get_text(earlier->body, "from", ""), ==, "1736834400000");
	g_assert_cmpstr(json_get_text(earlier->body, "to", ""), ==, "1736856000000");
	g_assert_cmpstr(json_get_text(json_object_array_get_idx(queries, 0), "expr", ""), ==,
			"up > 1736920800000");

	const Frames *answer = one.fetched.panel.frames;

	g_assert_cmpstr(one.fetched.panel.time_info, ==, "Compared to day before");
	g_assert_cmpuint(answer->n, ==, 2);
	g_assert_cmpstr(answer->items[0]->ref_id, ==, "A");
	g_assert_cmpstr(answer->items[1]->ref_id, ==, "A-compare");
	g_assert_cmpfloat(json_get_number(answer->items[1]->meta, "timeCompare.diffMs", 0), ==,
			  -86400000);
}

static void test_an_unreadable_comparison_asks_nothing(void)
{
	g_autoptr(FakeGrafana) fake = grafana_new();
	g_auto(Fetch) one = { 0 };
	RenderRequest request = request_of(fake, "11");

	g_assert_true(fetch(&one, &request));
	g_assert_cmpuint(fake_grafana_n_calls(fake, QUERY), ==, 0);
	g_assert_true(g_str_has_prefix(one.fetched.panel.error_text, "Invalid interval string"));
}

static void test_variables_are_asked_first(void)
{
	g_autoptr(FakeGrafana) fake = grafana_new();
	g_auto(Fetch) one = { 0 };
	RenderRequest request = request_of(fake, "1");

	g_assert_true(fetch(&one, &request));
	const FakeCall *call = fake_grafana_call(
		fake, "/api/datasources/uid/p1/resources/api/v1/label/job/values", 0);

	g_assert_nonnull(call);
	/* Recorded: limit, the range in whole minutes, the selector. */
	g_assert_cmpstr(call->query, ==,
			"limit=40000&start=1736920800&end=1736942400&match[]=up");
}

static void test_a_value_from_the_url_needs_no_call(void)
{
	g_autoptr(FakeGrafana) fake = grafana_new();
	g_auto(Fetch) one = { 0 };
	RenderRequest request = request_of(fake, "1");
	const char *values[] = { "b.c" };
	RenderVariable variable = { "job", values, 1 };

	request.variables = &variable;
	request.n_variables = 1;
	g_assert_true(fetch(&one, &request));
	g_assert_cmpuint(fake_grafana_n_calls(
				 fake,
				 "/api/datasources/uid/p1/resources/api/v1/label/job/values"),
			 ==, 0);
	g_assert_cmpstr(json_get_text(sent_query(fake, 0, 0), "expr", ""), ==,
			"up{job=~\"b\\\\.c\"}");
}

static void test_panels_of_text_send_no_query(void)
{
	g_autoptr(FakeGrafana) fake = grafana_new();
	g_auto(Fetch) one = { 0 };
	RenderRequest request = request_of(fake, "2");

	g_assert_true(fetch(&one, &request));
	g_assert_cmpuint(fake_grafana_n_calls(fake, QUERY), ==, 0);
	g_assert_cmpuint(one.fetched.panel.frames->n, ==, 0);
	g_assert_null(one.fetched.panel.error_text);
}

static void test_lists_ask_for_their_items(void)
{
	g_autoptr(FakeGrafana) fake = grafana_new();
	g_auto(Fetch) one = { 0 };
	RenderRequest request = request_of(fake, "7");

	fake_grafana_answer(fake, "/api/search", 200, "[{\"title\": \"Servers\"}]");
	g_assert_true(fetch(&one, &request));
	const Answers *answers = one.fetched.panel.answers;

	g_assert_cmpuint(answers->n, ==, 2);
	/* Both are under way at once. */
	bool is_turned = !strstr(fake_grafana_call(fake, "/api/search", 0)->query, "starred");

	g_assert_cmpstr(fake_grafana_call(fake, "/api/search", is_turned ? 1 : 0)->query, ==,
			"limit=5&starred=true");
	g_assert_cmpstr(fake_grafana_call(fake, "/api/search", is_turned ? 0 : 1)->query, ==,
			"limit=5&type=dash-db&query=All x&tag=a&b&folderUIDs=general");
	g_assert_cmpuint(json_object_array_length(answers_find(answers, "search")), ==, 1);
	g_assert_null(answers_failure(answers));
}

static void test_a_data_source_without_rules_is_no_failure(void)
{
	g_autoptr(FakeGrafana) fake = grafana_new();
	g_auto(Fetch) one = { 0 };
	RenderRequest request = request_of(fake, "8");

	fake_grafana_answer(fake, "/api/prometheus/grafana/api/v1/rules", 500, "{}");
	fake_grafana_answer(fake, "/api/prometheus/p1/api/v1/rules", 404, "{}");
	g_assert_true(fetch(&one, &request));
	const Answers *answers = one.fetched.panel.answers;

	g_assert_cmpstr(fake_grafana_call(fake, "/api/prometheus/p1/api/v1/rules", 0)->query, ==,
			"state=firing&state=recovering&state=normal&state=error");
	g_assert_cmpuint(answers->n, ==, 2);
	g_assert_nonnull(answers->items[0].failure);
	g_assert_null(answers->items[1].failure);
	g_assert_cmpstr(answers->items[1].subject, ==, "Prom");
	g_assert_null(one.fetched.panel.error_text);
}

static void test_annotations_are_asked_within_bounds(void)
{
	g_autoptr(FakeGrafana) fake = grafana_new();
	g_auto(Fetch) one = { 0 };
	RenderRequest request = request_of(fake, "9");

	g_assert_true(fetch(&one, &request));
	const char *expected = "limit=1000&type=annotation&dashboardUID=abc&from=1736920800000"
			       "&to=1736942400000";
	bool is_asked = false;

	for (guint i = 0; i < fake_grafana_n_calls(fake, "/api/annotations"); i++)
		is_asked = is_asked ||
			   strcmp(fake_grafana_call(fake, "/api/annotations", i)->query,
				  expected) == 0;
	g_assert_true(is_asked);
}

static void test_library_panels_are_filled_in(void)
{
	g_autoptr(FakeGrafana) fake = grafana_new();
	g_auto(Fetch) one = { 0 };
	RenderRequest request = request_of(fake, "3");

	g_assert_true(fetch(&one, &request));
	g_assert_cmpstr(one.fetched.panel.panel->title, ==, "Lib");
	g_assert_cmpint(one.fetched.panel.panel->id, ==, 3);
	g_assert_cmpstr(json_get_text(sent_query(fake, 0, 0), "expr", ""), ==, "lib");
}

static void test_a_missing_library_panel_asks_nothing(void)
{
	g_autoptr(FakeGrafana) fake = grafana_new();
	g_auto(Fetch) one = { 0 };
	RenderRequest request = request_of(fake, "3");

	fake_grafana_answer(fake, "/api/library-elements/lib1", 404,
			    "{\"message\": \"not found\"}");
	g_assert_true(fetch(&one, &request));
	g_assert_cmpstr(one.fetched.panel.panel->title, ==, "Loading library panel");
	g_assert_nonnull(one.fetched.panel.panel->library_uid);
	g_assert_nonnull(strstr(one.fetched.panel.error_text, "404"));
	g_assert_cmpuint(fake_grafana_n_calls(fake, QUERY), ==, 0);
}

static void test_mixed_panels_ask_each_data_source(void)
{
	g_autoptr(FakeGrafana) fake = grafana_new();
	g_auto(Fetch) one = { 0 };
	RenderRequest request = request_of(fake, "4");

	request.from = "now-6h";
	request.to = "now";
	g_assert_true(fetch(&one, &request));
	g_assert_cmpuint(fake_grafana_n_calls(fake, QUERY), ==, 2);
	g_assert_cmpint(one.fetched.panel.range.from_ms, ==, 1736942400000 - 3600000);
	g_assert_cmpstr(one.fetched.panel.time_info, ==, "Last 1 hour");
	/* Its data is a panel's own hour, the annotations are the dashboard's six. */
	const FakeCall *annotations = fake_grafana_call(fake, "/api/annotations", 0);

	g_assert_nonnull(strstr(annotations->query, "from=1736920800000"));
}

static void test_another_panels_result(void)
{
	g_autoptr(FakeGrafana) fake = grafana_new();
	g_auto(Fetch) one = { 0 };
	RenderRequest request = request_of(fake, "5");

	g_assert_true(fetch(&one, &request));
	g_assert_cmpuint(one.fetched.panel.frames->n, ==, 1);
	/* Recorded in shared_queries: 500 points, as the source is not shown. */
	g_assert_cmpint((int)json_get_number(sent_query(fake, 0, 0), "maxDataPoints", 0), ==, 500);
	g_assert_cmpstr(json_get_text(sent_query(fake, 0, 0), "requestId", ""), ==, "1A");
}

static void test_an_unknown_data_source_is_said(void)
{
	g_autoptr(FakeGrafana) fake = grafana_new();
	g_auto(Fetch) one = { 0 };
	RenderRequest request = request_of(fake, "6");

	g_assert_true(fetch(&one, &request));
	g_assert_cmpstr(one.fetched.panel.error_text, ==, "Datasource gone was not found");
}

static void test_no_such_panel(void)
{
	g_autoptr(FakeGrafana) fake = grafana_new();
	g_auto(Fetch) one = { 0 };
	RenderRequest request = request_of(fake, "77");

	g_assert_true(fetch(&one, &request));
	g_assert_null(one.fetched.panel.panel);
	g_assert_cmpuint(fake_grafana_n_calls(fake, QUERY), ==, 0);
}

static void test_older_grafana_has_the_older_route(void)
{
	g_autoptr(FakeGrafana) fake = grafana_new();
	g_auto(Fetch) one = { 0 };
	RenderRequest request = request_of(fake, "1");
	g_auto(GStrv) parts = g_strsplit(settings_12, "12.3.0", 2);
	g_autofree char *settings_9 = g_strjoin("9.4.7", parts[0], parts[1], NULL);

	fake_grafana_answer(fake, SETTINGS, 200, settings_9);
	fake_grafana_fail(fake, DTO, FAKE_STATUS_404);
	g_assert_true(fetch(&one, &request));
	g_assert_cmpstr(fake_grafana_call(fake, QUERY, 0)->query, ==, "");
	g_assert_nonnull(fake_grafana_call(
		fake, "/api/datasources/7/resources/api/v1/label/job/values", 0));
}

static void test_the_older_route_stands_in(void)
{
	g_autoptr(FakeGrafana) fake = grafana_new();
	g_auto(Fetch) one = { 0 };
	RenderRequest request = request_of(fake, "1");

	fake_grafana_fail(fake, DTO, FAKE_STATUS_403);
	g_assert_true(fetch(&one, &request));
	g_assert_cmpstr(one.fetched.panel.panel->title, ==, "Load");
}

/* --- Failures --- */

/* What each way to fail makes of a call without which there is no picture. */
static const struct {
	FakeFailure fake;
	RenderError code;
} failures[] = {
	{ FAKE_STATUS_401, RENDER_ERROR_UPSTREAM }, { FAKE_STATUS_403, RENDER_ERROR_UPSTREAM },
	{ FAKE_STATUS_404, RENDER_ERROR_NOT_FOUND }, { FAKE_STATUS_500, RENDER_ERROR_UPSTREAM },
	{ FAKE_LATE, RENDER_ERROR_TIMEOUT },	     { FAKE_CUT_SHORT, RENDER_ERROR_UPSTREAM },
	{ FAKE_NOT_JSON, RENDER_ERROR_UPSTREAM },    { FAKE_TOO_LARGE, RENDER_ERROR_TOO_LARGE },
	{ FAKE_LOGIN, RENDER_ERROR_UPSTREAM },	     { FAKE_ELSEWHERE, RENDER_ERROR_UPSTREAM },
};

static void expect_error(const char *path, FakeFailure failure, RenderError code,
			 const char *words)
{
	g_autoptr(FakeGrafana) fake = grafana_new();
	g_auto(Fetch) one = { 0 };
	RenderRequest request = request_of(fake, "1");

	fake_grafana_fail(fake, path, failure);
	if (strcmp(path, CLASSIC) == 0)
		fake_grafana_fail(fake, DTO, failure);
	if (failure == FAKE_LATE)
		request.deadline_us = g_get_monotonic_time() + SECOND_US / 5;
	g_assert_false(fetch(&one, &request));
	g_assert_error(one.error, RENDER_ERROR, (int)code);
	if (!strstr(one.error->message, words))
		g_error("\"%s\" does not say \"%s\"", one.error->message, words);
}

static void test_failed_settings_are_an_error(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(failures); i++)
		expect_error(SETTINGS, failures[i].fake, failures[i].code, "the settings: ");
}

static void test_a_failed_dashboard_is_an_error(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(failures); i++)
		expect_error(CLASSIC, failures[i].fake, failures[i].code, "the dashboard: ");
}

/* A failed query, annotation or variable leaves a picture to draw, unless time is over. */
static void expect_picture(const char *path, FakeFailure failure, bool has_error_text)
{
	g_autoptr(FakeGrafana) fake = grafana_new();
	g_auto(Fetch) one = { 0 };
	RenderRequest request = request_of(fake, "1");

	fake_grafana_fail(fake, path, failure);
	if (failure == FAKE_LATE) {
		request.deadline_us = g_get_monotonic_time() + SECOND_US / 5;
		g_assert_false(fetch(&one, &request));
		g_assert_error(one.error, RENDER_ERROR, RENDER_ERROR_TIMEOUT);
		return;
	}
	g_assert_true(fetch(&one, &request));
	g_assert_true(has_error_text == (one.fetched.panel.error_text != NULL));
}

static void test_a_failed_query_is_said_in_the_picture(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(failures); i++)
		expect_picture(QUERY, failures[i].fake, true);
}

static void test_failed_annotations_are_left_out(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(failures); i++)
		expect_picture("/api/annotations", failures[i].fake, false);
}

static void test_a_failed_variable_keeps_its_value(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(failures); i++)
		expect_picture("/api/datasources/uid/p1/resources/api/v1/label/job/values",
			       failures[i].fake, false);
}

static void test_results_with_an_error_keep_their_frames(void)
{
	g_autoptr(FakeGrafana) fake = grafana_new();
	g_auto(Fetch) one = { 0 };
	RenderRequest request = request_of(fake, "1");

	fake_grafana_answer(fake, QUERY, 400,
			    "{\"results\": {\"A\": {\"error\": \"parse error\", \"status\": 400,"
			    " \"frames\": [{\"schema\": {\"fields\": []}, \"data\": {\"values\": []}}]}}}");
	g_assert_true(fetch(&one, &request));
	g_assert_cmpstr(one.fetched.panel.error_text, ==, "parse error");
	g_assert_cmpuint(one.fetched.panel.frames->n, ==, 1);
	g_assert_cmpstr(one.fetched.panel.frames->items[0]->ref_id, ==, "A");
}

static void test_data_beyond_the_limits_are_told(void)
{
	g_autoptr(FakeGrafana) fake = grafana_new();
	g_auto(Fetch) one = { 0 };
	RenderRequest request = request_of(fake, "1");

	fetch_within(&one, &request, (FrameLimits){ .max_frames = 1, .max_cells = 3 });
	g_assert_cmpstr(one.fetched.panel.error_text, ==,
			"Not all data are drawn: there are more than the limits allow.");
	g_assert_cmpuint(one.fetched.panel.frames->n, ==, 0);
}

/* What is not in the list is not drawn by Grafana, unless a list of old has the type's ancestor. */
static void test_plugins_are_those_of_the_settings(void)
{
	static const struct {
		const char *settings;
		Panel panel;
		bool is_there;
	} rows[] = {
		{ "{\"panels\": {\"stat\": {}}}", { .type = "stat" }, true },
		{ "{\"panels\": {\"stat\": {}}}", { .type = "debug" }, false },
		{ "{\"panels\": {\"debug\": {\"aliasIDs\": [1, \"debugX\"]}}}",
		  { .type = "debugX" },
		  true },
		{ "{\"panels\": {\"graph\": null}}",
		  { .type = "timeseries", .auto_migrate_from = "graph" },
		  true },
		{ "{\"panels\": {}}", { .type = "stat" }, true },
		{ "{\"panels\": []}", { .type = "stat" }, true },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Arena) arena = arena_new(1 << 20);
		json_object *json = json_tokener_parse(rows[i].settings);
		Settings *settings = settings_parse(arena, json, NULL);

		json_object_put(json);
		g_assert_true(settings_has_plugin(settings, &rows[i].panel) == rows[i].is_there);
	}
}

static void test_a_snapshot_asks_for_no_data(void)
{
	g_autoptr(FakeGrafana) fake = grafana_new();
	g_auto(Fetch) one = { 0 };
	RenderRequest request = request_of(fake, "1");

	request.route = RENDER_ROUTE_SNAPSHOT;
	request.uid = "key";
	fake_grafana_answer(
		fake, "/api/snapshots/key", 200,
		"{\"meta\": {\"isSnapshot\": true}, \"dashboard\": {\"title\": \"S\","
		" \"schemaVersion\": 42, \"timezone\": \"utc\", \"panels\": [{\"id\": 1,"
		" \"type\": \"stat\", \"datasource\": {\"type\": \"datasource\","
		" \"uid\": \"grafana\"}, \"targets\": [{\"refId\": \"A\","
		" \"queryType\": \"snapshot\", \"snapshot\": [{\"schema\": {\"fields\":"
		" [{\"name\": \"v\", \"type\": \"number\"}]}, \"data\": {\"values\": [[5]]}}]}]}]}}");
	g_assert_true(fetch(&one, &request));
	g_assert_cmpuint(one.fetched.panel.frames->n, ==, 1);
	g_assert_cmpuint(fake_grafana_n_calls(fake, QUERY), ==, 0);
	g_assert_cmpuint(fake_grafana_n_calls(fake, "/api/annotations"), ==, 0);
}

/* --- Who asks --- */

/* A key that stands for no user is refused: its names are empty, not left as they are written. */
static void test_nobody_has_no_name(void)
{
	g_autoptr(FakeGrafana) fake = grafana_new();
	g_autoptr(GString) text = g_string_new(NULL);
	RenderRequest request = request_of(fake, "1");
	Fetch shown = { 0 };

	g_string_printf(text, "{\"spec\": {\"title\": \"T\", \"timezone\": \"utc\", \"panels\": "
			      "[{\"id\": 1, \"type\": \"text\", \"title\": \"${__user.login}\"}]}}");
	fake_grafana_answer(fake, DTO, 200, text->str);
	fake_grafana_answer(fake, "/api/user", 403, "{}");
	fake_grafana_answer(fake, "/api/org", 200, "{\"id\": 1, \"name\": \"Shops\"}");
	g_assert_true(fetch(&shown, &request));
	g_assert_cmpstr(interpolate(shown.arena, &shown.fetched.panel.interpolator,
				    "<${__user.login}${__user.email}> ${__org.name} ${__org.id} "
				    "${__user.id}",
				    NULL),
			==, "<> Shops 1 0");
	fetch_clear(&shown);
}

/* --- Schema v2 --- */

#define DTO_V2 "/apis/dashboard.grafana.app/v2beta1/namespaces/default/dashboards/abc/dto"

static const char dashboard_v2[] =
	"{\"metadata\": {\"name\": \"abc\"}, \"spec\": {\"title\": \"Shops\","
	" \"timeSettings\": {\"timezone\": \"utc\"},"
	" \"variables\": [{\"kind\": \"CustomVariable\", \"spec\": {\"name\": \"town\","
	"   \"query\": \"Bonn,Trier\", \"multi\": true, \"includeAll\": true,"
	"   \"current\": {\"text\": [\"All\"], \"value\": [\"$__all\"]}}},"
	"  {\"kind\": \"CustomVariable\", \"spec\": {\"name\": \"till\", \"query\": \"1,2,3\","
	"   \"multi\": true, \"current\": {\"text\": [\"2\", \"3\"], \"value\": [\"2\", \"3\"]}}}],"
	" \"elements\": {\"e\": {\"kind\": \"Panel\", \"spec\": {\"id\": 4, \"title\": \"$till\","
	"   \"data\": {\"kind\": \"QueryGroup\", \"spec\": {\"queries\": [{\"kind\": \"PanelQuery\","
	"     \"spec\": {\"refId\": \"A\", \"query\": {\"kind\": \"DataQuery\","
	"       \"group\": \"prometheus\", \"datasource\": {\"name\": \"p1\"},"
	"       \"spec\": {\"expr\": \"sales{town=\\\"$town\\\", till=\\\"$till\\\"}\"}}}}]}},"
	"   \"vizConfig\": {\"kind\": \"VizConfig\", \"group\": \"stat\", \"spec\": {}}}}},"
	" \"layout\": {\"kind\": \"TabsLayout\", \"spec\": {\"tabs\": [{\"kind\": \"TabsLayoutTab\","
	"   \"spec\": {\"repeat\": {\"mode\": \"variable\", \"value\": \"town\"},"
	"   \"layout\": {\"kind\": \"AutoGridLayout\", \"spec\": {\"items\": [{\"spec\":"
	"     {\"element\": {\"name\": \"e\"}, \"repeat\": {\"value\": \"till\"}}}]}}}}]}}}}";

/* Grafana 12.3 does not turn v2 into v1: it says so, and answers in v2 when asked. */
static void test_schema_v2(void)
{
	static const struct {
		const char *panel_id, *query;
		const char *sent_id; // of a copy, a hash of its path
	} rows[] = {
		{ "4", "sales{town=\"Bonn\", till=\"2\"}", "4" },
		{ "panel-4", "sales{town=\"Bonn\", till=\"2\"}", "4" },
		{ "Bonn$2$panel-4", "sales{town=\"Bonn\", till=\"2\"}", "4" },
		{ "Trier$3$panel-4", "sales{town=\"Trier\", till=\"3\"}", "3241996065" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(FakeGrafana) fake = grafana_new();
		RenderRequest request = request_of(fake, rows[i].panel_id);
		Fetch shown = { 0 };

		fake_grafana_answer(fake, DTO, 200,
				    "{\"metadata\": {\"name\": \"abc\"}, \"spec\": {}, \"status\": "
				    "{\"conversion\": {\"failed\": true, \"storedVersion\": \"v2beta1\"}}}");
		fake_grafana_answer(fake, DTO_V2, 200, dashboard_v2);
		g_assert_true(fetch(&shown, &request));
		g_assert_nonnull(shown.fetched.panel.panel);
		g_assert_cmpstr(shown.fetched.panel.panel->type, ==, "stat");
		g_assert_cmpuint(shown.fetched.panel.frames->n, ==, 1);
		g_assert_cmpstr(json_get_text(json_object_array_get_idx(
						      json_get(fake_grafana_call(fake, QUERY, 0)->body,
							       "queries"),
						      0),
					      "expr", ""),
				==, rows[i].query);
		g_assert_cmpstr(fake_grafana_call(fake, QUERY, 0)->panel_id, ==, rows[i].sent_id);
		fetch_clear(&shown);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	curl_global_init(CURL_GLOBAL_DEFAULT);
	g_test_add_func("/fetch/a-panel-with-its-data", test_a_panel_with_its_data);
	g_test_add_func("/fetch/the-query-is-the-browsers", test_the_query_is_the_browsers);
	g_test_add_func("/fetch/ends-as-urls-have-them", test_ends_as_urls_have_them);
	g_test_add_func("/fetch/an-earlier-range-is-asked-too", test_an_earlier_range_is_asked_too);
	g_test_add_func("/fetch/an-unreadable-comparison-asks-nothing",
			test_an_unreadable_comparison_asks_nothing);
	g_test_add_func("/fetch/variables-are-asked-first", test_variables_are_asked_first);
	g_test_add_func("/fetch/a-value-from-the-url-needs-no-call",
			test_a_value_from_the_url_needs_no_call);
	g_test_add_func("/fetch/panels-of-text-send-no-query", test_panels_of_text_send_no_query);
	g_test_add_func("/fetch/lists-ask-for-their-items", test_lists_ask_for_their_items);
	g_test_add_func("/fetch/a-data-source-without-rules-is-no-failure",
			test_a_data_source_without_rules_is_no_failure);
	g_test_add_func("/fetch/annotations-are-asked-within-bounds",
			test_annotations_are_asked_within_bounds);
	g_test_add_func("/fetch/library-panels-are-filled-in", test_library_panels_are_filled_in);
	g_test_add_func("/fetch/a-missing-library-panel-asks-nothing",
			test_a_missing_library_panel_asks_nothing);
	g_test_add_func("/fetch/mixed-panels-ask-each-data-source",
			test_mixed_panels_ask_each_data_source);
	g_test_add_func("/fetch/another-panels-result", test_another_panels_result);
	g_test_add_func("/fetch/data-beyond-the-limits-are-told",
			test_data_beyond_the_limits_are_told);
	g_test_add_func("/fetch/plugins-are-those-of-the-settings",
			test_plugins_are_those_of_the_settings);
	g_test_add_func("/fetch/an-unknown-data-source-is-said",
			test_an_unknown_data_source_is_said);
	g_test_add_func("/fetch/no-such-panel", test_no_such_panel);
	g_test_add_func("/fetch/older-grafana-has-the-older-route",
			test_older_grafana_has_the_older_route);
	g_test_add_func("/fetch/the-older-route-stands-in", test_the_older_route_stands_in);
	g_test_add_func("/fetch/failed-settings-are-an-error", test_failed_settings_are_an_error);
	g_test_add_func("/fetch/a-failed-dashboard-is-an-error",
			test_a_failed_dashboard_is_an_error);
	g_test_add_func("/fetch/a-failed-query-is-said-in-the-picture",
			test_a_failed_query_is_said_in_the_picture);
	g_test_add_func("/fetch/failed-annotations-are-left-out",
			test_failed_annotations_are_left_out);
	g_test_add_func("/fetch/a-failed-variable-keeps-its-value",
			test_a_failed_variable_keeps_its_value);
	g_test_add_func("/fetch/results-with-an-error-keep-their-frames",
			test_results_with_an_error_keep_their_frames);
	g_test_add_func("/fetch/a-snapshot-asks-for-no-data", test_a_snapshot_asks_for_no_data);
	g_test_add_func("/fetch/nobody-has-no-name", test_nobody_has_no_name);
	g_test_add_func("/fetch/schema-v2", test_schema_v2);
	int result = g_test_run();

	curl_global_cleanup();
	return result;
}
