/* The sample Grafana of `paneld demo`, over its socket. */
#include "api/cleanup.h"
#include "api/demo/picture-client.h"
#include "api/demo/sample-cases.h"
#include "api/demo/sample-grafana.h"

#include "renderer/json.h"
#include "tests/http-client.h"

#include <stdlib.h>
#include <string.h>

#define KEY "0123456789abcdef"
#define CLASSIC "/api/dashboards/uid/shop"
#define DTO "/apis/dashboard.grafana.app/v1beta1/namespaces/default/dashboards/shop/dto"

enum { N_PANELS = 8 };

static SampleGrafana *start(void)
{
	g_autoptr(GError) error = NULL;
	SampleGrafana *grafana = sample_grafana_new(0, KEY, &error);

	g_assert_no_error(error);
	return grafana;
}

static int port_of(const SampleGrafana *grafana)
{
	return atoi(strrchr(sample_grafana_base(grafana), ':') + 1);
}

/* cookie  "" for none; body  NULL for GET */
static GString *ask(const SampleGrafana *grafana, const char *path, const char *cookie,
		    const char *body)
{
	g_autofree char *request = g_strdup_printf(
		"%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s"
		"Content-Length: %zu\r\n\r\n%s",
		body ? "POST" : "GET", path, cookie, body ? strlen(body) : 0, body ? body : "");

	return http_talk(port_of(grafana), request);
}

static json_object *ask_json(const SampleGrafana *grafana, const char *path, const char *body)
{
	GString *answer = ask(grafana, path, "Cookie: renderKey=" KEY "\r\n", body);

	g_assert_cmpint(http_status(answer), ==, 200);
	json_object *json = json_tokener_parse(http_body(answer));

	g_assert_nonnull(json);
	g_string_free(answer, TRUE);
	return json;
}

static void assert_status(const SampleGrafana *grafana, const char *path, const char *cookie,
			  const char *body, int status)
{
	GString *answer = ask(grafana, path, cookie, body);

	g_assert_cmpint(http_status(answer), ==, status);
	g_string_free(answer, TRUE);
}

static void test_only_health_is_public(void)
{
	static const char *const private[] = { "/api/frontend/settings", CLASSIC, DTO,
					       "/api/annotations", "/api/nothing" };
	g_autoptr(SampleGrafana) grafana = start();

	for (size_t i = 0; i < G_N_ELEMENTS(private); i++) {
		assert_status(grafana, private[i], "", NULL, 401);
		assert_status(grafana, private[i], "Cookie: renderKey=0123\r\n", NULL, 401);
	}
	assert_status(grafana, "/api/ds/query", "", "{}", 401);
	assert_status(grafana, "/api/health", "", NULL, 200);
}

static void test_other_paths_are_404(void)
{
	static const char cookie[] = "Cookie: renderKey=" KEY "\r\n";
	g_autoptr(SampleGrafana) grafana = start();

	assert_status(grafana, "/api/nothing", cookie, NULL, 404);
	assert_status(grafana, "/api/dashboards/uid/other", cookie, NULL, 404);
	assert_status(grafana, "/api/ds/query", cookie, NULL, 404); // only POST
}

static void test_settings_name_the_data_source(void)
{
	g_autoptr(SampleGrafana) grafana = start();
	g_autoptr(json_object) settings = ask_json(grafana, "/api/frontend/settings", NULL);

	g_assert_cmpstr(json_get_text(settings, "buildInfo.version", NULL), ==, "12.3.0");
	g_assert_cmpstr(json_get_text(settings, "defaultDatasource", NULL), ==, "shop");
	g_assert_cmpstr(json_get_text(settings, "datasources.shop.type", NULL), ==, "prometheus");
	g_assert_cmpstr(json_get_text(settings, "datasources.-- Mixed --.type", NULL), ==, "mixed");
}

static void test_both_apis_have_the_panels(void)
{
	g_autoptr(SampleGrafana) grafana = start();
	g_autoptr(json_object) classic = ask_json(grafana, CLASSIC, NULL);
	g_autoptr(json_object) dto = ask_json(grafana, DTO, NULL);
	json_object *panels = json_get_array(classic, "dashboard.panels");

	g_assert_cmpint(json_object_array_length(panels), ==, N_PANELS);
	g_assert_true(json_object_equal(panels, json_get(dto, "spec.panels")));
	g_assert_cmpstr(json_get_text(dto, "metadata.name", NULL), ==, "shop");
	for (int i = 0; i < N_PANELS; i++) {
		json_object *panel = json_object_array_get_idx(panels, i);

		g_assert_cmpint((int)json_get_number(panel, "id", 0), ==, i + 1);
		g_assert_nonnull(json_get_object(panel, "gridPos"));
	}
}

static void test_queries_give_their_frames(void)
{
	g_autoptr(SampleGrafana) grafana = start();
	g_autoptr(GPtrArray) cases = sample_cases_load();
	guint n_queries = 0;

	for (guint i = 0; i < cases->len; i++) {
		const SampleCase *sample = g_ptr_array_index(cases, i);
		json_object *targets = json_get_array(sample->panel, "targets");
		g_autofree char *file = g_strconcat(sample->name, "/query.json", NULL);
		g_autoptr(json_object) recorded = sample_json_load(file);

		if (!targets)
			continue;
		g_autofree char *body = g_strdup_printf("{\"queries\": %s}",
							json_object_get_string(targets));
		g_autoptr(json_object) answer =
			ask_json(grafana, "/api/ds/query?ds_type=prometheus", body);

		g_assert_true(json_object_equal(answer, recorded));
		n_queries++;
	}
	g_assert_cmpint(n_queries, ==, N_PANELS - 1); // the text asks nothing
}

static void test_queries_of_nothing_fail_by_themselves(void)
{
	static const char body[] =
		"{\"queries\": [{\"refId\": \"A\", \"case\": \"timeseries/orders\"}, "
		"{\"refId\": \"B\", \"case\": \"../dashboard\"}, {\"refId\": \"C\"}, 7]}";
	g_autoptr(SampleGrafana) grafana = start();
	g_autoptr(json_object) answer = ask_json(grafana, "/api/ds/query", body);

	g_assert_nonnull(json_get_text(answer, "results.B.error", NULL));
	g_assert_nonnull(json_get_text(answer, "results.C.error", NULL));
}

static void test_unusable_bodies_are_refused(void)
{
	static const char cookie[] = "Cookie: renderKey=" KEY "\r\n";
	g_autoptr(SampleGrafana) grafana = start();
	g_autofree char *blanks = g_strnfill((1 << 20) + 1, ' ');

	assert_status(grafana, "/api/ds/query", cookie, "", 400);
	assert_status(grafana, "/api/ds/query", cookie, "[", 400);
	assert_status(grafana, "/api/ds/query", cookie, "{\"queries\": []}", 400);
	assert_status(grafana, "/api/ds/query", cookie, blanks, 413);
}

static void test_annotations_are_listed(void)
{
	g_autoptr(SampleGrafana) grafana = start();
	g_autoptr(json_object) annotations = ask_json(grafana, "/api/annotations?limit=9", NULL);

	g_assert_cmpint(json_object_array_length(annotations), ==, 2);
}

static void test_orders_are_escaped(void)
{
	const PictureOrder order = { .service = "http://127.0.0.1:8081",
				     .url = "http://g/d-solo/u?a=1&b=2",
				     .render_key = "k",
				     .domain = "127.0.0.1",
				     .width_px = 800,
				     .height_px = 400 };
	g_autofree char *address = picture_order_address(&order);

	g_assert_cmpstr(address, ==,
			"http://127.0.0.1:8081/render?width=800&height=400"
			"&url=http%3A%2F%2Fg%2Fd-solo%2Fu%3Fa%3D1%26b%3D2"
			"&renderKey=k&domain=127.0.0.1");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/demo/only-health-is-public", test_only_health_is_public);
	g_test_add_func("/demo/other-paths-are-404", test_other_paths_are_404);
	g_test_add_func("/demo/settings-name-the-data-source", test_settings_name_the_data_source);
	g_test_add_func("/demo/both-apis-have-the-panels", test_both_apis_have_the_panels);
	g_test_add_func("/demo/queries-give-their-frames", test_queries_give_their_frames);
	g_test_add_func("/demo/queries-of-nothing-fail-by-themselves",
			test_queries_of_nothing_fail_by_themselves);
	g_test_add_func("/demo/unusable-bodies-are-refused", test_unusable_bodies_are_refused);
	g_test_add_func("/demo/annotations-are-listed", test_annotations_are_listed);
	g_test_add_func("/demo/orders-are-escaped", test_orders_are_escaped);
	return g_test_run();
}
