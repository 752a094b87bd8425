/* The whole service, from Grafana's request to the picture, while Grafana fails in every way. */
#include "api/render.h"
#include "api/serve/server.h"

#include "tests/fake-grafana.h"
#include "tests/http-client.h"

#include <string.h>

#define SETTINGS "/api/frontend/settings"
#define DASHBOARD "/api/dashboards/uid/abc"
#define PREFERENCES "/api/user/preferences"
#define LABELS "/api/datasources/uid/p1/resources/api/v1/label/job/values"
#define QUERY "/api/ds/query"
#define ANNOTATIONS "/api/annotations"
#define LIBRARY "/api/library-elements/lib1"

static const char settings[] =
	"{\"buildInfo\": {\"version\": \"12.3.0\"}, \"namespace\": \"default\","
	" \"defaultDatasource\": \"Prom\", \"panels\": {\"timeseries\": {}, \"stat\": {}},"
	" \"datasources\": {\"Prom\": {\"id\": 7, \"uid\": \"p1\", \"type\": \"prometheus\","
	"                            \"name\": \"Prom\", \"isDefault\": true, \"jsonData\": {}},"
	"  \"-- Grafana --\": {\"id\": -1, \"uid\": \"grafana\", \"type\": \"datasource\","
	"                      \"name\": \"-- Grafana --\", \"meta\": {\"builtIn\": true}}}}";

static const char dashboard[] =
	"{\"dashboard\": {\"uid\": \"abc\", \"title\": \"Servers\", \"schemaVersion\": 42,"
	" \"time\": {\"from\": \"now-6h\", \"to\": \"now\"},"
	" \"annotations\": {\"list\": [{\"builtIn\": 1, \"enable\": true, \"type\": \"dashboard\","
	"   \"datasource\": {\"type\": \"grafana\", \"uid\": \"-- Grafana --\"}}]},"
	" \"templating\": {\"list\": [{\"name\": \"job\", \"type\": \"query\", \"refresh\": 1,"
	"   \"datasource\": {\"type\": \"prometheus\", \"uid\": \"p1\"},"
	"   \"query\": \"label_values(up, job)\", \"current\": {\"text\": \"a\", \"value\": \"a\"}}]},"
	" \"panels\": [{\"id\": 1, \"type\": \"timeseries\", \"title\": \"Load of $job\","
	"   \"gridPos\": {\"x\": 0, \"y\": 0, \"w\": 24, \"h\": 8},"
	"   \"datasource\": {\"type\": \"prometheus\", \"uid\": \"p1\"},"
	"   \"targets\": [{\"refId\": \"A\", \"expr\": \"load{job=\\\"$job\\\"}\", \"range\": true}]},"
	"  {\"id\": 3, \"type\": \"timeseries\", \"libraryPanel\": {\"uid\": \"lib1\","
	"   \"name\": \"Shared\"}, \"gridPos\": {\"x\": 0, \"y\": 8, \"w\": 24, \"h\": 8}},"
	"  {\"id\": 4, \"type\": \"stat\", \"gridPos\": {\"x\": 0, \"y\": 16, \"w\": 24, \"h\": 4},"
	"   \"datasource\": {\"type\": \"datasource\", \"uid\": \"-- Dashboard --\"},"
	"   \"targets\": [{\"refId\": \"A\", \"panelId\": 1}]},"
	"  {\"id\": 5, \"type\": \"row\", \"title\": \"More of $job\", \"collapsed\": true,"
	"   \"gridPos\": {\"x\": 0, \"y\": 20, \"w\": 24, \"h\": 1}, \"panels\": ["
	"   {\"id\": 6, \"type\": \"stat\", \"datasource\": {\"uid\": \"p1\"},"
	"    \"targets\": [{\"refId\": \"A\", \"expr\": \"hidden\"}]}]}]},"
	" \"meta\": {}}";

static const char library_panel[] =
	"{\"result\": {\"model\": {\"type\": \"stat\", \"title\": \"Lib\","
	" \"datasource\": {\"uid\": \"p1\"}, \"targets\": [{\"refId\": \"A\", \"expr\": \"lib\"}]}}}";

static const char frames[] =
	"{\"results\": {\"A\": {\"status\": 200, \"frames\": [{\"schema\": {\"refId\": \"A\","
	" \"fields\": [{\"name\": \"Time\", \"type\": \"time\"},"
	"              {\"name\": \"Value\", \"type\": \"number\", \"labels\": {\"job\": \"a\"}}]},"
	" \"data\": {\"values\": [[1736930000000, 1736940000000], [1, 5]]}}]}}}";

typedef struct {
	FakeGrafana *grafana;
	Config *config;
	RenderBackend backend;
	Server *server;
} Fixture;

static FakeGrafana *grafana_new(void)
{
	FakeGrafana *grafana = fake_grafana_new(NULL);

	fake_grafana_answer(grafana, SETTINGS, 200, settings);
	fake_grafana_answer(grafana, DASHBOARD, 200, dashboard);
	fake_grafana_answer(grafana, PREFERENCES, 200, "{\"timezone\": \"utc\"}");
	fake_grafana_answer(grafana, LABELS, 200, "{\"status\": \"success\", \"data\": [\"a\"]}");
	fake_grafana_answer(grafana, QUERY, 200, frames);
	fake_grafana_answer(grafana, ANNOTATIONS, 200, "[]");
	fake_grafana_answer(grafana, LIBRARY, 200, library_panel);
	return grafana;
}

static void start(Fixture *fixture)
{
	const char *const nothing[] = { NULL };
	char *flags[] = { "--limits.max-upstream-bytes=100000", "--log.level=error",
			  "--limits.workers=2", "--server.addr=127.0.0.1:0", NULL };
	g_autoptr(GPtrArray) operands = g_ptr_array_new();
	g_autoptr(GError) error = NULL;

	fixture->grafana = grafana_new();
	fixture->config = config_parse(NULL, nothing, flags, operands, &error);
	g_assert_no_error(error);
	g_assert_true(render_backend_init(&fixture->backend, fixture->config, &error));
	fixture->server = server_new(fixture->config, &fixture->backend, &error);
	g_assert_no_error(error);
}

static void stop(Fixture *fixture)
{
	server_free(fixture->server);
	render_backend_clear(&fixture->backend);
	config_free(fixture->config);
	fake_grafana_free(fixture->grafana);
}

enum { PAGE_LEAST_PX = 900 };
enum { WHOLE = 0 }; // in place of a panel's id: the dashboard

/* A panel, or the dashboard as high as it is. */
static char *page_of(const Fixture *fixture, int panel)
{
	const char *base = fake_grafana_base(fixture->grafana);

	if (panel == WHOLE)
		return g_strdup_printf("%sd/abc/servers?kiosk&from=1736920800000&to=1736942400000",
				       base);
	return g_strdup_printf(
		"%sd-solo/abc/servers?panelId=panel-%d&from=1736920800000&to=1736942400000", base,
		panel);
}

static GString *render(const Fixture *fixture, int panel, const char *timeout)
{
	g_autofree char *page = page_of(fixture, panel);
	g_autofree char *escaped = g_uri_escape_string(page, NULL, false);
	g_autofree char *request = g_strdup_printf(
		"GET /render?url=%s&width=400&height=%d&timeout=%s&renderKey=sesame"
		"&domain=127.0.0.1 HTTP/1.1\r\nHost: x\r\nX-Auth-Token: -\r\n"
		"Connection: close\r\n\r\n",
		escaped, panel == WHOLE ? -1 : 200, timeout);

	return http_talk(server_port(fixture->server), request);
}

static void assert_picture(const GString *answer, const char *what)
{
	if (http_status(answer) != 200 || memcmp(http_body(answer), "\x89PNG", 4) != 0)
		g_error("%s: %d %s", what, http_status(answer), http_body(answer));
}

static void test_a_picture(void)
{
	Fixture fixture = { 0 };

	start(&fixture);
	for (int panel = 1; panel <= 3; panel += 2) {
		GString *answer = render(&fixture, panel, "20");

		assert_picture(answer, "nothing fails");
		g_string_free(answer, TRUE);
	}
	g_assert_cmpstr(fake_grafana_call(fixture.grafana, QUERY, 0)->cookie, ==,
			"renderKey=sesame");
	stop(&fixture);
}

/* The height that a PNG's header tells. */
static int picture_height(const GString *answer)
{
	enum { HEIGHT_AT = 20 };
	guint32 height;

	memcpy(&height, http_body(answer) + HEIGHT_AT, sizeof(height));
	return (int)GUINT32_FROM_BE(height);
}

/* The panel of the collapsed row is not asked for, and what others share is asked once. */
static void test_a_whole_dashboard(void)
{
	Fixture fixture = { 0 };

	start(&fixture);
	GString *answer = render(&fixture, WHOLE, "20");

	assert_picture(answer, "nothing fails");
	g_assert_cmpint(picture_height(answer), >=, PAGE_LEAST_PX);
	g_assert_cmpuint(fake_grafana_n_calls(fixture.grafana, QUERY), ==, 2);
	g_assert_cmpuint(fake_grafana_n_calls(fixture.grafana, ANNOTATIONS), ==, 1);
	g_assert_cmpuint(fake_grafana_n_calls(fixture.grafana, LIBRARY), ==, 1);
	g_string_free(answer, TRUE);
	stop(&fixture);
}

/* Panels at impossible places, more than a picture has room for. */
static void test_a_hostile_dashboard(void)
{
	enum { N = 800 };
	GString *text = g_string_new(
		"{\"dashboard\": {\"uid\": \"abc\", \"schemaVersion\": 42, \"panels\": [");
	Fixture fixture = { 0 };

	for (int i = 0; i < N; i++)
		g_string_append_printf(text,
				       "%s{\"type\": \"text\", \"gridPos\": {\"x\": %d,"
				       " \"y\": -1e9, \"w\": 1, \"h\": %s}}",
				       i ? "," : "", i - N / 2, i % 9 ? "1" : "1e9");
	g_string_append(text, "]}, \"meta\": {}}");
	start(&fixture);
	fake_grafana_answer(fixture.grafana, DASHBOARD, 200, text->str);
	GString *answer = render(&fixture, WHOLE, "20");

	assert_picture(answer, "hostile");
	g_assert_cmpint(picture_height(answer), <=, 10000);
	g_string_free(answer, TRUE);
	g_string_free(text, TRUE);
	stop(&fixture);
}

/* What the request ends with when the call it cannot do without fails so. */
static const struct {
	FakeFailure failure;
	const char *name;
	int status;
	const char *sentence;
} failures[] = {
	{ FAKE_STATUS_401, "401", 500, "401" },
	{ FAKE_STATUS_403, "403", 500, "403" },
	{ FAKE_STATUS_404, "404", 500, "404" },
	{ FAKE_STATUS_500, "500", 500, "500" },
	{ FAKE_LATE, "late", 408, "time" },
	{ FAKE_SLOW, "slow", 408, "time" },
	{ FAKE_CUT_SHORT, "cut short", 500, "cut short" },
	{ FAKE_NOT_JSON, "not JSON", 500, "JSON" },
	{ FAKE_TOO_LARGE, "too large", 413, "100" },
	{ FAKE_LOGIN, "login page", 500, "log" },
	{ FAKE_ELSEWHERE, "redirect off the origin", 500, "elsewhere.invalid" },
	{ FAKE_ENDLESS, "endless redirect", 500, "redirect" },
};

static const char *timeout_of(FakeFailure failure)
{
	return failure == FAKE_LATE || failure == FAKE_SLOW ? "500ms" : "20s";
}

static void assert_line(const GString *answer, size_t failure, const char *what)
{
	const char *body = http_body(answer);
	const char *end = strchr(body, '\n');

	if (http_status(answer) != failures[failure].status ||
	    !strstr(body, failures[failure].sentence))
		g_error("%s: %d %s", what, http_status(answer), body);
	g_assert_true(!end || !end[1]); // one line
	g_assert_null(strstr(body, "sesame"));
	g_assert_null(strstr(body, "secret"));
}

static void test_the_dashboard_fails(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(failures); i++) {
		Fixture fixture = { 0 };

		start(&fixture);
		fake_grafana_fail(fixture.grafana, DASHBOARD, failures[i].failure);
		GString *answer = render(&fixture, 1, timeout_of(failures[i].failure));

		assert_line(answer, i, failures[i].name);
		g_string_free(answer, TRUE);
		stop(&fixture);
	}
}

/* Calls that the picture can do without, or whose failure it tells. */
static void test_other_calls_fail(void)
{
	static const struct {
		const char *path;
		int panel;
	} calls[] = {
		{ PREFERENCES, 1 }, { LABELS, 1 },  { QUERY, 1 },     { ANNOTATIONS, 1 },
		{ LIBRARY, 3 },	    { QUERY, WHOLE }, { LIBRARY, WHOLE },
	};

	for (size_t c = 0; c < G_N_ELEMENTS(calls); c++) {
		for (size_t i = 0; i < G_N_ELEMENTS(failures); i++) {
			Fixture fixture = { 0 };
			g_autofree char *what =
				g_strdup_printf("%s: %s", calls[c].path, failures[i].name);

			start(&fixture);
			fake_grafana_fail(fixture.grafana, calls[c].path, failures[i].failure);
			GString *answer = render(&fixture, calls[c].panel,
						 timeout_of(failures[i].failure));

			if (failures[i].status == 408)
				assert_line(answer, i, what);
			else
				assert_picture(answer, what);
			g_string_free(answer, TRUE);
			stop(&fixture);
		}
	}
}

static void test_nobody_listens(void)
{
	Fixture fixture = { 0 };

	start(&fixture);
	GString *answer = http_talk(
		server_port(fixture.server),
		"GET /render?url=http%3A%2F%2F127.0.0.1%3A9%2Fd-solo%2Fabc%2Fx%3FpanelId%3D1"
		"&width=400&height=200&timeout=5 HTTP/1.1\r\nHost: x\r\nX-Auth-Token: -\r\n"
		"Connection: close\r\n\r\n");

	g_assert_cmpint(http_status(answer), ==, 500);
	g_assert_nonnull(strstr(http_body(answer), "127.0.0.1:9"));
	g_string_free(answer, TRUE);
	stop(&fixture);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/service/a-picture", test_a_picture);
	g_test_add_func("/service/a-whole-dashboard", test_a_whole_dashboard);
	g_test_add_func("/service/a-hostile-dashboard", test_a_hostile_dashboard);
	g_test_add_func("/service/the-dashboard-fails", test_the_dashboard_fails);
	g_test_add_func("/service/other-calls-fail", test_other_calls_fail);
	g_test_add_func("/service/nobody-listens", test_nobody_listens);
	return g_test_run();
}
