#include "api/serve/request.h"
#include "api/serve/target.h"

#include "renderer/error.h"

#define UID "http://grafana:3000/d-solo/abc/my-board?panelId=2"

static const RenderLimits limits = {
	.min_size_px = 10,
	.max_width_px = 5000,
	.max_height_px = 10000,
	.max_scale = 4,
	.max_pixels = 20000000,
	.max_url_bytes = 16384,
	.default_timeout_us = 60 * G_USEC_PER_SEC,
	.max_timeout_us = 120 * G_USEC_PER_SEC,
};

static RenderRequest *parse(RenderParameters parameters)
{
	g_autoptr(GError) error = NULL;
	RenderRequest *request = render_request_parse(&parameters, &limits, &error);

	g_assert_no_error(error);
	return request;
}

static RenderRequest *parse_url(const char *url)
{
	return parse((RenderParameters){ .url = url });
}

static void refuse(RenderParameters parameters, RenderError code, const char *words)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(RenderRequest) request = render_request_parse(&parameters, &limits, &error);

	g_assert_null(request);
	g_assert_error(error, RENDER_ERROR, (int)code);
	if (!strstr(error->message, words))
		g_error("\"%s\" does not say \"%s\"", error->message, words);
}

static void refuse_url(const char *url, RenderError code, const char *words)
{
	refuse((RenderParameters){ .url = url }, code, words);
}

/* Grafana 12.3, pkg/services/rendering/http_mode.go: the fields as Grafana writes them. */
static void test_reads_what_grafana_sends(void)
{
	g_autoptr(RenderRequest) request = parse((RenderParameters){
		.url = "https://g.example.com/sub/d-solo/abc/my-board?orgId=3&from=now-6h&to=now"
		       "&timezone=utc&panelId=panel-2&__feature.dashboardSceneSolo=true&width=1000"
		       "&height=500&tz=Europe%2FBerlin&theme=light&render=1",
		.width = "1200",
		.height = "700",
		.device_scale_factor = "2.000000",
		.timezone = "Europe/Berlin",
		.encoding = "png",
		.timeout = "90",
		.render_key = "ckAK1B8fjuuJv2xPtGDmZgXyCL9Z5YvZ",
		.domain = "g.example.com",
		.accept_language = "de",
		.tenant_id = "g.example.com",
		.now_us = 1000,
	});

	g_assert_cmpstr(request->origin, ==, "https://g.example.com");
	g_assert_cmpstr(request->base, ==, "https://g.example.com/sub/");
	g_assert_cmpint(request->route, ==, RENDER_ROUTE_UID);
	g_assert_true(request->is_solo);
	g_assert_cmpstr(request->uid, ==, "abc");
	g_assert_cmpstr(request->slug, ==, "my-board");
	g_assert_cmpstr(request->panel_id, ==, "panel-2");
	g_assert_cmpint(request->org_id, ==, 3);
	g_assert_cmpstr(request->from, ==, "now-6h");
	g_assert_cmpstr(request->to, ==, "now");
	g_assert_cmpstr(request->url_timezone, ==, "utc");
	g_assert_cmpstr(request->timezone, ==, "Europe/Berlin");
	g_assert_cmpstr(request->tz, ==, "Europe/Berlin");
	g_assert_true(request->is_light);
	g_assert_cmpint(request->width_px, ==, 1200);
	g_assert_cmpint(request->height_px, ==, 700);
	g_assert_cmpfloat(request->scale, ==, 2);
	g_assert_cmpint(request->encoding, ==, RENDER_ENCODING_PNG);
	g_assert_cmpint(request->timeout_us, ==, 90 * G_USEC_PER_SEC);
	g_assert_cmpint(request->deadline_us, ==, 1000 + 90 * G_USEC_PER_SEC);
	g_assert_cmpstr(request->render_key, ==, "ckAK1B8fjuuJv2xPtGDmZgXyCL9Z5YvZ");
	g_assert_cmpstr(request->domain, ==, "g.example.com");
	g_assert_cmpstr(request->accept_language, ==, "de");
	g_assert_cmpstr(request->tenant_id, ==, "g.example.com");
}

static void test_defaults(void)
{
	g_autoptr(RenderRequest) request = parse_url(UID);

	g_assert_cmpint(request->width_px, ==, 1000);
	g_assert_cmpint(request->height_px, ==, 500);
	g_assert_false(request->is_full_height);
	g_assert_cmpfloat(request->scale, ==, 1);
	g_assert_cmpint(request->encoding, ==, RENDER_ENCODING_PNG);
	g_assert_cmpint(request->timeout_us, ==, 60 * G_USEC_PER_SEC);
	g_assert_cmpint(request->org_id, ==, 0);
	g_assert_false(request->is_light);
	g_assert_null(request->from);
	g_assert_null(request->timezone);
	g_assert_null(request->render_key);
	g_assert_cmpuint(request->n_variables, ==, 0);
}

static const struct {
	const char *url, *base;
	RenderRoute route;
	bool is_solo;
	const char *uid, *slug, *panel_id;
} forms[] = {
	{ "http://h/d-solo/u/s?panelId=2", "http://h/", RENDER_ROUTE_UID, true, "u", "s", "2" },
	{ "http://h/d-solo/u?panelId=panel-2", "http://h/", RENDER_ROUTE_UID, true, "u", NULL, "panel-2" },
	{ "http://h/d-solo/u/?panelId=2", "http://h/", RENDER_ROUTE_UID, true, "u", NULL, "2" },
	{ "http://h/d-solo/u/s?viewPanel=4", "http://h/", RENDER_ROUTE_UID, true, "u", "s", "4" },
	{ "http://h/d-solo/u/s?panelId=eu%24panel-4", "http://h/", RENDER_ROUTE_UID, true, "u", "s",
	        "eu$panel-4" },
	{ "http://h/d/u/s", "http://h/", RENDER_ROUTE_UID, false, "u", "s", NULL },
	{ "http://h/d/u/s?viewPanel=panel-7", "http://h/", RENDER_ROUTE_UID, false, "u", "s", "panel-7" },
	{ "http://h/d/u/s?panelId=7", "http://h/", RENDER_ROUTE_UID, false, "u", "s", NULL },
	{ "http://h/d/u/s?fullscreen&panelId=7", "http://h/", RENDER_ROUTE_UID, false, "u", "s", "7" },
	{ "http://h/dashboard-solo/db/s?panelId=1", "http://h/", RENDER_ROUTE_SLUG, true, "s", NULL, "1" },
	{ "http://h/dashboard/db/s", "http://h/", RENDER_ROUTE_SLUG, false, "s", NULL, NULL },
	{ "http://h/dashboard-solo/snapshot/k?panelId=1", "http://h/", RENDER_ROUTE_SNAPSHOT, true, "k",
	        NULL, "1" },
	{ "http://h/dashboard/snapshot/k", "http://h/", RENDER_ROUTE_SNAPSHOT, false, "k", NULL, NULL },
	{ "http://h/render/d-solo/u/s?panelId=2", "http://h/", RENDER_ROUTE_UID, true, "u", "s", "2" },
	{ "http://h/a/render/d-solo/u/s?panelId=2", "http://h/a/", RENDER_ROUTE_UID, true, "u", "s", "2" },
	{ "http://h/a/b/d/u/s", "http://h/a/b/", RENDER_ROUTE_UID, false, "u", "s", NULL },
	{ "http://h/d/grafana/d/u/s", "http://h/d/grafana/", RENDER_ROUTE_UID, false, "u", "s", NULL },
	{ "http://h/d/d-solo/u/s?panelId=2", "http://h/d/", RENDER_ROUTE_UID, true, "u", "s", "2" },
	{ "http://h/d/u/d", "http://h/", RENDER_ROUTE_UID, false, "u", "d", NULL },
	{ "http://h/d/a%2Fb%20c/s", "http://h/", RENDER_ROUTE_UID, false, "a/b c", "s", NULL },
	{ "http://h/d/u/s?orgId=1#viewPanel=2", "http://h/", RENDER_ROUTE_UID, false, "u", "s", NULL },
	{ "HTTP://Grafana:80/d/u", "http://grafana/", RENDER_ROUTE_UID, false, "u", NULL, NULL },
	{ "https://h:443/d/u", "https://h/", RENDER_ROUTE_UID, false, "u", NULL, NULL },
	{ "https://h:3000/d/u", "https://h:3000/", RENDER_ROUTE_UID, false, "u", NULL, NULL },
	{ "http://[::1]:3000/d/u", "http://[::1]:3000/", RENDER_ROUTE_UID, false, "u", NULL, NULL },
};

static void test_takes_all_rows(void)
{
	g_autoptr(RenderRequest) all = parse_url("http://g/d-solo/abc?panelId=2&rows=all");
	g_autoptr(RenderRequest) some = parse_url("http://g/d-solo/abc?panelId=2&rows=10");
	g_autoptr(RenderRequest) none = parse_url("http://g/d-solo/abc?panelId=2");

	g_assert_true(all->shows_all_rows);
	g_assert_false(some->shows_all_rows);
	g_assert_false(none->shows_all_rows);
}

static void test_takes_what_a_page_hides(void)
{
	g_autoptr(RenderRequest) some =
		parse_url("http://g/d/abc?_dash.hideTimePicker&_dash.hideLinks=true"
			  "&_dash.hideVariables=false&var-a=_dash.hideVariables");
	g_autoptr(RenderRequest) none = parse_url("http://g/d/abc?var-_dash.hideLinks=true");

	g_assert_true(some->hides_time);
	g_assert_true(some->hides_links);
	g_assert_false(some->hides_variables);
	g_assert_false(none->hides_links);
}

static void test_takes_legends_that_show_all(void)
{
	g_autoptr(RenderRequest) grow = parse_url("http://g/d-solo/abc?panelId=2&legend=grow");
	g_autoptr(RenderRequest) fit = parse_url("http://g/d-solo/abc?panelId=2&legend=fit");
	g_autoptr(RenderRequest) other = parse_url("http://g/d-solo/abc?panelId=2&legend=all");
	g_autoptr(RenderRequest) none = parse_url("http://g/d-solo/abc?panelId=2");

	g_assert_cmpint(grow->legend_overflow, ==, LEGEND_GROW);
	g_assert_cmpint(fit->legend_overflow, ==, LEGEND_FIT);
	g_assert_cmpint(other->legend_overflow, ==, LEGEND_CUT);
	g_assert_cmpint(none->legend_overflow, ==, LEGEND_CUT);
}

/* Grafana 12.3, public/app/routes/routes.tsx; 7.5, public/app/routes/routes.ts. */
static void test_url_forms(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
		g_autoptr(RenderRequest) request = parse_url(forms[i].url);

		g_test_message("%s", forms[i].url);
		g_assert_cmpstr(request->base, ==, forms[i].base);
		g_assert_cmpint(request->route, ==, forms[i].route);
		g_assert_cmpint(request->is_solo, ==, forms[i].is_solo);
		g_assert_cmpstr(request->uid, ==, forms[i].uid);
		g_assert_cmpstr(request->slug, ==, forms[i].slug);
		g_assert_cmpstr(request->panel_id, ==, forms[i].panel_id);
	}
}

static void assert_variable(const RenderVariable *variable, const char *name, const char *values)
{
	g_autoptr(GString) joined = g_string_new(NULL);

	for (size_t i = 0; i < variable->n_values; i++)
		g_string_append_printf(joined, "[%s]", variable->values[i]);
	g_assert_cmpstr(variable->name, ==, name);
	g_assert_cmpstr(joined->str, ==, values);
}

static void test_variables_keep_order_and_repeat(void)
{
	g_autoptr(RenderRequest) request =
		parse_url(UID "&var-job=api&var-host=a+b&var-job=caf%C3%A9"
			      "&var-empty=&var-bare&var-=x&other=1&var-a%26b=%3D");

	g_assert_cmpuint(request->n_variables, ==, 5);
	assert_variable(&request->variables[0], "job", "[api][café]");
	assert_variable(&request->variables[1], "host", "[a b]");
	assert_variable(&request->variables[2], "empty", "[]");
	assert_variable(&request->variables[3], "bare", "[]");
	assert_variable(&request->variables[4], "a&b", "[=]");
}

static void test_broken_pairs_are_left_out(void)
{
	g_autoptr(RenderRequest) request =
		parse_url(UID "&from=%zz&to=%FF&var-x=%00&var-y=%0a&&=&theme=x");

	g_assert_null(request->from);
	g_assert_null(request->to);
	g_assert_cmpuint(request->n_variables, ==, 0);
	g_assert_false(request->is_light);
}

/* A PDF comes without a size; Grafana's own parameters are still in the URL (http_mode.go). */
static void test_url_stands_in_for_parameters(void)
{
	g_autoptr(RenderRequest) request =
		parse((RenderParameters){ .url = UID "&width=1600&height=-1&scale=2&tz=UTC%2B2",
					  .encoding = "PDF",
					  .timeout = "" });

	g_assert_cmpint(request->encoding, ==, RENDER_ENCODING_PDF);
	g_assert_cmpint(request->width_px, ==, 1600);
	g_assert_true(request->is_full_height);
	g_assert_cmpint(request->height_px, ==, 500);
	g_assert_cmpfloat(request->scale, ==, 2);
	g_assert_cmpstr(request->timezone, ==, "UTC-2");
	g_assert_cmpstr(request->tz, ==, "UTC+2");
}

/* 20,000,000 device pixels in rows of 1000 * 4 leave 5000 rows: 1250 CSS pixels. */
static void test_full_page_is_bounded_by_pixels(void)
{
	g_autoptr(RenderRequest) small = parse((RenderParameters){ .url = UID, .height = "-1" });
	g_autoptr(RenderRequest) large =
		parse((RenderParameters){ .url = UID, .height = "-1", .device_scale_factor = "4" });

	g_assert_cmpint(small->max_height_px, ==, 10000);
	g_assert_cmpint(large->max_height_px, ==, 1250);
}

static void test_sizes_out_of_bounds(void)
{
	const char *bad[] = { "9",   "5001", "-2", "1e3", "100.5", "99999999999999999999",
			      "abc", " 100" };

	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
		refuse((RenderParameters){ .url = UID, .width = bad[i] }, RENDER_ERROR_BAD_REQUEST,
		       "width must be a whole number from 10 to 5000");
	refuse((RenderParameters){ .url = UID, .height = "10001" }, RENDER_ERROR_BAD_REQUEST,
	       "height");
	refuse((RenderParameters){ .url = UID, .width = "5000", .height = "4001" },
	       RENDER_ERROR_BAD_REQUEST, "20000000 pixels");
	refuse((RenderParameters){ .url = UID, .device_scale_factor = "4.1" },
	       RENDER_ERROR_BAD_REQUEST, "deviceScaleFactor");
	refuse((RenderParameters){ .url = UID, .device_scale_factor = "nan" },
	       RENDER_ERROR_BAD_REQUEST, "deviceScaleFactor");
	refuse((RenderParameters){ .url = UID, .device_scale_factor = "2x" },
	       RENDER_ERROR_BAD_REQUEST, "deviceScaleFactor");
	refuse((RenderParameters){ .url = UID, .device_scale_factor = "-1" },
	       RENDER_ERROR_BAD_REQUEST, "deviceScaleFactor");
}

static void test_zero_is_none(void)
{
	g_autoptr(RenderRequest) request =
		parse((RenderParameters){ .url = UID,
					  .width = "0",
					  .height = "0",
					  .device_scale_factor = "0.000000",
					  .timeout = "0" });

	g_assert_cmpint(request->width_px, ==, 1000);
	g_assert_cmpint(request->height_px, ==, 500);
	g_assert_cmpfloat(request->scale, ==, 1);
	g_assert_cmpint(request->timeout_us, ==, 60 * G_USEC_PER_SEC);
}

static const struct {
	const char *text;
	int64_t us;
} timeouts[] = {
	{ "30", 30000000 },
	{ "1m30s", 90000000 },
	{ "1.5m", 90000000 },
	{ "250ms", 250000 },
	{ "1h", 120000000 }, // cut to the largest
};

static void test_timeouts(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(timeouts); i++) {
		g_autoptr(RenderRequest) request =
			parse((RenderParameters){ .url = UID, .timeout = timeouts[i].text });

		g_assert_cmpint(request->timeout_us, ==, timeouts[i].us);
	}
	const char *bad[] = { "-5",  "1m30", "s", "1.2.3s", "1e9s", "99999999999999999999",
			      "5 s", "." };

	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
		refuse((RenderParameters){ .url = UID, .timeout = bad[i] },
		       RENDER_ERROR_BAD_REQUEST, "timeout must be seconds");
}

static void test_unusable_urls(void)
{
	refuse_url(NULL, RENDER_ERROR_BAD_REQUEST, "url is missing");
	refuse_url("", RENDER_ERROR_BAD_REQUEST, "url is missing");
	refuse_url("/d/u", RENDER_ERROR_BAD_REQUEST, "whole URL");
	refuse_url("grafana:3000/d/u", RENDER_ERROR_FORBIDDEN, "http");
	refuse_url("file:///etc/passwd", RENDER_ERROR_FORBIDDEN, "http");
	refuse_url("javascript:alert(1)", RENDER_ERROR_FORBIDDEN, "http");
	refuse_url("http:///d/u", RENDER_ERROR_BAD_REQUEST, "host");
	refuse_url("http://user:pass@h/d/u", RENDER_ERROR_BAD_REQUEST, "user or password");
	refuse_url("http://user@h/d/u", RENDER_ERROR_BAD_REQUEST, "user or password");
	refuse_url("http://a\\b/d/u", RENDER_ERROR_BAD_REQUEST, "host");
	refuse_url("http://h%2f/d/u", RENDER_ERROR_BAD_REQUEST, "host");
	refuse_url("http://h:0/d/u", RENDER_ERROR_BAD_REQUEST, "port");
	refuse_url("http://h:99999/d/u", RENDER_ERROR_BAD_REQUEST, "whole URL");
	refuse_url("http://h/d/u\n", RENDER_ERROR_BAD_REQUEST, "control characters");
	refuse_url("http://h/d/u\xff", RENDER_ERROR_BAD_REQUEST, "UTF-8");
	refuse_url("http://h/", RENDER_ERROR_BAD_REQUEST, "must lead to");
	refuse_url("http://h", RENDER_ERROR_BAD_REQUEST, "must lead to");
	refuse_url("http://h/d/", RENDER_ERROR_BAD_REQUEST, "must lead to");
	refuse_url("http://h/d/a/b/c", RENDER_ERROR_BAD_REQUEST, "must lead to");
	refuse_url("http://h/dashboard-solo/script/x.js", RENDER_ERROR_BAD_REQUEST, "must lead to");
	refuse_url("http://h/d/%00/s", RENDER_ERROR_BAD_REQUEST, "readable");
	refuse_url("http://h/d//s", RENDER_ERROR_BAD_REQUEST, "readable");
	refuse_url("http://h/d-solo/u/s", RENDER_ERROR_BAD_REQUEST, "panelId");
	refuse_url("http://h/d-solo/u/s?panelId=", RENDER_ERROR_BAD_REQUEST, "panelId");
}

static void test_url_has_a_bound(void)
{
	g_autofree char *filler = g_strnfill(limits.max_url_bytes, 'x');
	g_autofree char *url = g_strconcat(UID "&var-x=", filler, NULL);

	refuse_url(url, RENDER_ERROR_TOO_LARGE, "16384");
}

static void test_other_parameters_are_checked(void)
{
	refuse((RenderParameters){ .url = UID, .encoding = "jpeg" }, RENDER_ERROR_BAD_REQUEST,
	       "png or pdf");
	refuse((RenderParameters){ .url = UID, .render_key = "a; b=c" }, RENDER_ERROR_BAD_REQUEST,
	       "renderKey");
	refuse((RenderParameters){ .url = UID, .render_key = "a\r\nX: y" },
	       RENDER_ERROR_BAD_REQUEST, "renderKey");
	refuse((RenderParameters){ .url = UID, .domain = "a b" }, RENDER_ERROR_BAD_REQUEST,
	       "domain");
	refuse((RenderParameters){ .url = UID, .timezone = "\x01" }, RENDER_ERROR_BAD_REQUEST,
	       "timezone");
	refuse((RenderParameters){ .url = UID, .accept_language = "\xff" },
	       RENDER_ERROR_BAD_REQUEST, "Accept-Language");
}

static void test_origins(void)
{
	const char *const allowed[] = { "https://g.example.com", "http://grafana:3000", NULL };
	RenderLimits some = limits;
	RenderParameters inside = { .url = "HTTPS://G.example.com:443/d/u" };
	RenderParameters outside = { .url = "https://g.example.com:8443/d/u" };
	g_autoptr(GError) error = NULL;

	some.allowed_origins = allowed;
	g_autoptr(RenderRequest) in = render_request_parse(&inside, &some, &error);
	g_assert_no_error(error);
	g_autoptr(RenderRequest) out = render_request_parse(&outside, &some, &error);
	g_assert_null(out);
	g_assert_error(error, RENDER_ERROR, RENDER_ERROR_FORBIDDEN);
}

static void test_origin_texts(void)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *origin = target_origin_parse("HTTPS://Grafana.Example:443/", &error);

	g_assert_no_error(error);
	g_assert_cmpstr(origin, ==, "https://grafana.example");
	g_assert_null(target_origin_parse("https://grafana.example/sub", &error));
	g_assert_error(error, RENDER_ERROR, RENDER_ERROR_BAD_REQUEST);
	g_clear_error(&error);
	g_assert_null(target_origin_parse("grafana.example", &error));
	g_assert_error(error, RENDER_ERROR, RENDER_ERROR_BAD_REQUEST);
}

static char *digest(RenderParameters parameters)
{
	g_autoptr(RenderRequest) request = parse(parameters);

	return render_request_digest(request);
}

static void test_digest_tells_users_apart(void)
{
	g_autofree char *one =
		digest((RenderParameters){ .url = UID, .render_key = "a", .now_us = 1 });
	g_autofree char *same =
		digest((RenderParameters){ .url = UID, .render_key = "a", .now_us = 2 });
	g_autofree char *other = digest((RenderParameters){ .url = UID, .render_key = "b" });
	g_autofree char *none = digest((RenderParameters){ .url = UID });
	g_autofree char *moved = digest((RenderParameters){ .url = UID, .domain = "a" });
	g_autofree char *sized =
		digest((RenderParameters){ .url = UID, .render_key = "a", .width = "999" });

	g_assert_cmpstr(one, ==, same);
	g_assert_cmpstr(one, !=, other);
	g_assert_cmpstr(one, !=, none);
	g_assert_cmpstr(one, !=, moved);
	g_assert_cmpstr(one, !=, sized);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/request/reads-what-grafana-sends", test_reads_what_grafana_sends);
	g_test_add_func("/request/defaults", test_defaults);
	g_test_add_func("/request/takes-what-a-page-hides", test_takes_what_a_page_hides);
	g_test_add_func("/request/all-rows", test_takes_all_rows);
	g_test_add_func("/request/legend", test_takes_legends_that_show_all);
	g_test_add_func("/request/url-forms", test_url_forms);
	g_test_add_func("/request/variables-keep-order-and-repeat",
			test_variables_keep_order_and_repeat);
	g_test_add_func("/request/broken-pairs-are-left-out", test_broken_pairs_are_left_out);
	g_test_add_func("/request/url-stands-in-for-parameters", test_url_stands_in_for_parameters);
	g_test_add_func("/request/full-page-is-bounded-by-pixels",
			test_full_page_is_bounded_by_pixels);
	g_test_add_func("/request/sizes-out-of-bounds", test_sizes_out_of_bounds);
	g_test_add_func("/request/zero-is-none", test_zero_is_none);
	g_test_add_func("/request/timeouts", test_timeouts);
	g_test_add_func("/request/unusable-urls", test_unusable_urls);
	g_test_add_func("/request/url-has-a-bound", test_url_has_a_bound);
	g_test_add_func("/request/other-parameters-are-checked", test_other_parameters_are_checked);
	g_test_add_func("/request/origins", test_origins);
	g_test_add_func("/request/origin-texts", test_origin_texts);
	g_test_add_func("/request/digest-tells-users-apart", test_digest_tells_users_apart);
	return g_test_run();
}
