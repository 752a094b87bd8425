/*
 * Expected values: Grafana's documentation, "Advanced variable format options"; scenes 6.42,
 * variables/interpolation/formatRegistry and macros (the rules, by hand).
 */
#include "renderer/model/interpolate.h"

#include <string.h>

#include "renderer/theme.h"

static const char *const server_values[] = { "a.b", "c'd" };
static const char *const server_texts[] = { "A", "C \"D\"" };
static const char *const single_values[] = { "x y/z\"'" };
static const char *const single_texts[] = { "Label" };
static const char *const number_values[] = { "-12.5" };
static const char *const date_values[] = { "1715854830400" };
static const char *const constant_values[] = { "a b" };

static const VariableValue variables[] = {
	{ .name = "server", .type = "query", .values = (const char **)server_values,
	  .texts = (const char **)server_texts, .n_values = 2, .is_multi = true },
	{ .name = "one", .type = "query", .values = (const char **)server_values,
	  .texts = (const char **)server_texts, .n_values = 1, .is_multi = true },
	{ .name = "single", .type = "custom", .values = (const char **)single_values,
	  .texts = (const char **)single_texts, .n_values = 1 },
	{ .name = "number", .type = "custom", .values = (const char **)number_values,
	  .texts = (const char **)number_values, .n_values = 1 },
	{ .name = "date", .type = "custom", .values = (const char **)date_values,
	  .texts = (const char **)date_values, .n_values = 1 },
	{ .name = "none", .type = "query", .is_multi = true },
	{ .name = "filters", .type = "adhoc", .is_url_skipped = true },
	{ .name = "all", .type = "query", .values = (const char **)server_values,
	  .texts = (const char **)server_texts, .n_values = 2, .is_multi = true,
	  .include_all = true, .is_all = true },
	{ .name = "custom_all", .type = "query", .values = (const char **)server_values,
	  .texts = (const char **)server_texts, .n_values = 2, .is_all = true,
	  .all_value = ".* $number" },
	{ .name = "self", .type = "query", .is_all = true, .all_value = "<$self>" },
	{ .name = "constant", .type = "constant", .values = (const char **)constant_values,
	  .texts = (const char **)constant_values, .n_values = 1, .is_url_skipped = true },
};

static const TimeRange range = { INT64_C(1715833230400), INT64_C(1715854830400), "now-6h",
				 "now" };

static Interpolator interpolator_new(void)
{
	return (Interpolator){
		.variables = variables,
		.n_variables = G_N_ELEMENTS(variables),
		.range = &range,
		.zone = g_time_zone_new_identifier("Europe/Berlin"),
		.zone_name = "Europe/Berlin",
		.browser_zone = g_time_zone_new_utc(),
		.dashboard_title = "Disks",
		.dashboard_uid = "uid1",
		.user_login = "ada",
		.user_email = "ada@example.org",
		.org_name = "Main Org.",
		.user_id = 7,
		.org_id = 2,
		.url_path = "/g/d-solo/uid1/disks",
		.url_search = "?orgId=2&var-a=1&panelId=4",
	};
}

static void interpolator_clear(Interpolator *interpolator)
{
	g_time_zone_unref(interpolator->zone);
	g_time_zone_unref(interpolator->browser_zone);
}

typedef struct {
	const char *text, *expected;
} Row;

static void check(const Interpolator *interpolator, const char *format, const Row *rows, size_t n)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);

	for (size_t i = 0; i < n; i++) {
		g_test_message("%s", rows[i].text);
		g_assert_cmpstr(interpolate(arena, interpolator, rows[i].text, format), ==,
				rows[i].expected);
	}
}

static void check_plain(const Row *rows, size_t n)
{
	Interpolator interpolator = interpolator_new();

	check(&interpolator, NULL, rows, n);
	interpolator_clear(&interpolator);
}

static void test_forms(void)
{
	static const Row rows[] = {
		{ "", "" },
		{ "no names", "no names" },
		{ "$number", "-12.5" },
		{ "a${number}b", "a-12.5b" },
		{ "[[number]]", "-12.5" },
		{ "[[server:pipe]]", "a.b|c'd" },
		{ "$number.x", "-12.5.x" },
		{ "${number.x}", "-12.5" },
		{ "${server.1}", "c'd" },
		{ "${server.1:singlequote}", "'c\\'d'" },
		{ "${server.2}", "{a.b,c'd}" },
		{ "$numbers", "$numbers" },
		{ "${unknown:csv}", "${unknown:csv}" },
		{ "[[unknown]]", "[[unknown]]" },
		{ "$", "$" },
		{ "$$number", "$-12.5" },
		{ "${", "${" },
		{ "${number", "${number" },
		{ "${number:}", "${number:}" },
		{ "${number.}", "${number.}" },
		{ "${number }", "${number }" },
		{ "[[number", "[[number" },
		{ "[[number]", "[[number]" },
		{ "[[[number]]]", "[-12.5]" },
		{ "${a${number}}", "${a-12.5}" },
		{ "$server $single", "{a.b,c'd} x y/z\"'" },
		{ "${server:nonsense}", "{a.b,c'd}" },
		{ "[[server:join:-]]", "[[server:join:-]]" },
		{ "$filters|", "|" },
	};

	check_plain(rows, G_N_ELEMENTS(rows));
}

static void test_formats_of_one_value(void)
{
	static const Row rows[] = {
		{ "${single:glob}", "x y/z\"'" },
		{ "${single:raw}", "x y/z\"'" },
		{ "${single:csv}", "x y/z\"'" },
		{ "${single:join:;}", "x y/z\"'" },
		{ "${single:pipe}", "x y/z\"'" },
		{ "${single:regex}", "x y\\/z\"'" },
		{ "${single:lucene}", "x\\ y\\/z\\\"'" },
		{ "${number:lucene}", "-12.5" },
		{ "${single:distributed}", "x y/z\"'" },
		{ "${single:json}", "x y/z\"'" },
		{ "${single:html}", "x y/z&quot;&#39;" },
		{ "${single:singlequote}", "'x y/z\"\\''" },
		{ "${single:doublequote}", "\"x y/z\\\"'\"" },
		{ "${single:sqlstring}", "'x y/z\\\"'''" },
		{ "${single:percentencode}", "x%20y%2Fz%22%27" },
		{ "${single:uriencode}", "x%20y/z%22%27" },
		{ "${single:queryparam}", "var-single=x%20y%2Fz%22%27" },
		{ "${single:customqueryparam}", "single=x%20y%2Fz%22%27" },
		{ "${number:customqueryparam:v-n:p@}", "v-n=p%40-12.5" },
		{ "${single:text}", "Label" },
		{ "${constant:queryparam}", "var-constant=a%20b" },
	};

	check_plain(rows, G_N_ELEMENTS(rows));
}

static void test_formats_of_several_values(void)
{
	static const Row rows[] = {
		{ "${server:glob}", "{a.b,c'd}" },
		{ "${server:raw}", "a.b,c'd" },
		{ "${server:csv}", "a.b,c'd" },
		{ "${server:join}", "a.b,c'd" },
		{ "${server:join:;}", "a.b;c'd" },
		{ "${server:join: or :x}", "a.b or c'd" },
		{ "${server:pipe}", "a.b|c'd" },
		{ "${server:regex}", "(a\\.b|c'd)" },
		{ "${server:lucene}", "(\"a.b\" OR \"c'd\")" },
		{ "${server:distributed}", "a.b,server=c'd" },
		{ "${server:json}", "[\"a.b\",\"c'd\"]" },
		{ "${server:html}", "a.b, c&#39;d" },
		{ "${server:singlequote}", "'a.b','c\\'d'" },
		{ "${server:doublequote}", "\"a.b\",\"c'd\"" },
		{ "${server:sqlstring}", "'a.b','c''d'" },
		{ "${server:percentencode}", "%7Ba.b%2Cc%27d%7D" },
		{ "${server:uriencode}", "%7Ba.b,c%27d%7D" },
		{ "${server:queryparam}", "var-server=a.b&var-server=c%27d" },
		{ "${server:customqueryparam:s}", "s=a.b&s=c%27d" },
		{ "${server:text}", "A + C \"D\"" },
		{ "${server:date}", "NaN" },
	};

	check_plain(rows, G_N_ELEMENTS(rows));
}

static void test_lists_of_one_and_none(void)
{
	static const Row rows[] = {
		{ "${one}", "a.b" },
		{ "${one:regex}", "a\\.b" },
		{ "${one:lucene}", "(\"a.b\")" },
		{ "${one:json}", "[\"a.b\"]" },
		{ "${one:percentencode}", "%7Ba.b%7D" },
		{ "<${none}>", "<>" },
		{ "${none:lucene}", "__empty__" },
		{ "${none:json}", "[]" },
		{ "${none:regex}", "()" },
	};

	check_plain(rows, G_N_ELEMENTS(rows));
}

static void test_all(void)
{
	static const Row rows[] = {
		{ "$all", "{a.b,c'd}" },
		{ "${all:text}", "All" },
		{ "${all:queryparam}", "var-all=$__all" },
		{ "${all:pipe}", "a.b|c'd" },
		{ "${all.0}", "{a.b,c'd}" },
		{ "$custom_all", ".* -12.5" },
		{ "${custom_all:regex}", ".* -12.5" },
		{ "${custom_all:text}", "All" },
		{ "${custom_all:percentencode}", ".%2A%20%24number" },
		{ "${custom_all:queryparam}", "var-custom_all=$__all" },
		{ "$self", "<<<<$self>>>>" },
	};

	check_plain(rows, G_N_ELEMENTS(rows));
}

static void test_dates(void)
{
	static const Row rows[] = {
		{ "${date:date}", "2024-05-16T10:20:30.400Z" },
		{ "${date:date:iso}", "2024-05-16T10:20:30.400Z" },
		{ "${date:date:ms}", "1715854830400" },
		{ "${date:date:seconds}", "1715854830" },
		{ "${date:date:YYYY-MM}", "2024-05" },
		{ "${date:date:HH:mm:ss}", "10:20:30" },
		{ "${single:date}", "NaN" },
		{ "$__from", "1715833230400" },
		{ "${__to:date:seconds}", "1715854830" },
		{ "${__to:text}", "2024-05-16 12:20:30" },
		{ "[[__from:date]]", "2024-05-16T04:20:30.400Z" },
	};

	check_plain(rows, G_N_ELEMENTS(rows));
}

static void test_builtins(void)
{
	static const Row rows[] = {
		{ "$__timezone", "Europe/Berlin" },
		{ "$__dashboard", "Disks" },
		{ "${__dashboard.title} ${__dashboard.uid}", "Disks uid1" },
		{ "${__user.login} ${__user.email} ${__user.id} $__user", "ada ada@example.org 7 7" },
		{ "${__org.name} ${__org.id} $__org", "Main Org. 2 2" },
		{ "$__url_time_range", "from=now-6h&to=now&timezone=Europe%2FBerlin" },
		{ "${__url.path}", "/g/d-solo/uid1/disks" },
		{ "$__url", "/g/d-solo/uid1/disks?orgId=2&var-a=1&panelId=4" },
		{ "${__url.params}", "?orgId=2&var-a=1&panelId=4" },
		{ "${__url.params:include:orgId,panelId}", "?orgId=2&panelId=4" },
		{ "${__url.params:exclude:orgId,panelId}", "?var-a=1" },
		{ "$__interval ${__interval_ms}", "$__interval ${__interval_ms}" },
		{ "$__rate_interval $__range $timeFilter", "$__rate_interval $__range $timeFilter" },
		{ "$__all_variables",
		  "var-server=a.b&var-server=c%27d&var-one=a.b&var-single=x%20y%2Fz%22%27&"
		  "var-number=-12.5&var-date=1715854830400&var-all=$__all&"
		  "var-custom_all=$__all&var-self=$__all" },
	};

	check_plain(rows, G_N_ELEMENTS(rows));
}

/* Panel titles are formatted as text, which some macros have none of. */
static void test_default_format(void)
{
	static const Row rows[] = {
		{ "$single $all ${single:raw}", "Label All x y/z\"'" },
		{ "<$__dashboard>", "<>" },
		{ "$__org", "2" },
	};
	Interpolator interpolator = interpolator_new();

	check(&interpolator, "text", rows, G_N_ELEMENTS(rows));
	interpolator_clear(&interpolator);
}

static void test_scoped_values_go_first(void)
{
	static const char *const values[] = { "c'd" };
	static const char *const texts[] = { "C" };
	static const char *const interval[] = { "30s" };
	static const VariableValue scoped[] = {
		{ .name = "server", .values = (const char **)values,
		  .texts = (const char **)texts, .n_values = 1 },
		{ .name = "__interval", .values = (const char **)interval, .n_values = 1 },
	};
	static const Row rows[] = {
		{ "$server ${server:text} $__interval", "c'd C 30s" },
		{ "${server:queryparam}", "var-server=c%27d" },
		{ "${one}", "a.b" },
	};
	Interpolator interpolator = interpolator_new();

	interpolator.scoped = scoped;
	interpolator.n_scoped = G_N_ELEMENTS(scoped);
	check(&interpolator, NULL, rows, G_N_ELEMENTS(rows));
	interpolator_clear(&interpolator);
}

static char *in_angles(Arena *arena, const VariableValue *variable)
{
	return arena_printf(arena, "<%s %zu %d>", variable->n_values ? variable->values[0] : "",
			    variable->n_values, variable->is_multi);
}

static void test_formatter_of_a_caller(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Interpolator interpolator = interpolator_new();
	const char *text = interpolate_with(
		arena, &interpolator, "$server ${server:csv} $number $__from $custom_all $none",
		in_angles);

	g_assert_cmpstr(text, ==,
			"<a.b 2 1> a.b,c'd <-12.5 1 0> <1715833230400 1 0> .* -12.5 < 0 1>");
	interpolator_clear(&interpolator);
}

static void test_json_is_copied(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Interpolator interpolator = interpolator_new();
	json_object *json = arena_take_json(
		arena, json_tokener_parse("{\"a\":[\"$number\",1,null,{\"$b\":\"${one}\"}]}"));
	json_object *copy = interpolate_json(arena, &interpolator, json, NULL, NULL);

	g_assert_cmpstr(json_object_to_json_string_ext(copy, JSON_C_TO_STRING_PLAIN), ==,
			"{\"a\":[\"-12.5\",1,null,{\"$b\":\"a.b\"}]}");
	g_assert_cmpstr(json_object_to_json_string_ext(json, JSON_C_TO_STRING_PLAIN), ==,
			"{\"a\":[\"$number\",1,null,{\"$b\":\"${one}\"}]}");
	g_assert_null(interpolate_json(arena, &interpolator, NULL, NULL, NULL));
	interpolator_clear(&interpolator);
}

static void test_output_is_bounded(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 24);
	char *long_value = arena_alloc(arena, 300001, 1);
	const char *values[] = { long_value };
	VariableValue big = { .name = "v", .values = values, .n_values = 1 };
	Interpolator interpolator = { .variables = &big, .n_variables = 1 };

	for (size_t i = 0; i < 300000; i += 3)
		memcpy(long_value + i, "\xe2\x82\xac", 3);
	const char *text = interpolate(arena, &interpolator, "$v $v $v $v $v $v", NULL);

	g_assert_cmpuint(strlen(text), <=, 1024 * 1024);
	g_assert_cmpuint(strlen(text), >, 1024 * 1024 - 4);
	g_assert_true(g_utf8_validate(text, -1, NULL));
}

/* Openings that never close: scanning from each to the end would take minutes. */
static void test_scanning_is_linear(void)
{
	static const char *const pieces[] = { "${a.", "${a:", "[[a:", "${a.b", "$" };
	Interpolator interpolator = { 0 };

	for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
		g_autoptr(Arena) arena = arena_new(1 << 24);
		g_autoptr(GString) text = g_string_new(NULL);
		gint64 start = g_get_monotonic_time();

		while (text->len < 1000000)
			g_string_append(text, pieces[i]);
		g_assert_cmpstr(interpolate(arena, &interpolator, text->str, NULL), ==, text->str);
		g_assert_cmpint(g_get_monotonic_time() - start, <, 5 * G_USEC_PER_SEC);
	}
}

/* --- The datum --- */

static Frame *frame_of(Arena *arena)
{
	static const double times[] = { 1715854830400, 1715854890400 };
	static const double numbers[] = { 12.34, 50 };
	static Label labels[] = { { "zone", "b" }, { "a.b", "x" }, { "name", "cpu" } };
	Frame *frame = frame_new(arena, 2, 2);

	frame->name = "series one";
	frame->ref_id = "A";
	frame->fields[0].name = "Time";
	frame->fields[0].type = FIELD_TIME;
	frame->fields[0].numbers = times;
	frame->fields[1].name = "Value 1";
	frame->fields[1].type = FIELD_NUMBER;
	frame->fields[1].numbers = numbers;
	frame->fields[1].labels = (Labels){ labels, G_N_ELEMENTS(labels) };
	frame->fields[1].config.unit = "percent";
	frame->fields[1].config.display_name = "Load";
	return frame;
}

static void check_datum(int row, const DisplayValue *display, const Row *rows, size_t n)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Interpolator interpolator = interpolator_new();
	DisplayContext context = { theme_dark(), interpolator.zone, 0 };
	Frames *frames = frames_new(arena);
	Frame *frame = frame_of(arena);
	DatumScope datum = {
		.frames = frames, .frame = frame, .frame_index = 0, .field = &frame->fields[1],
		.row = row, .display = display, .calc = "mean", .context = &context,
	};

	frames_append(arena, frames, frame);
	interpolator.datum = &datum;
	check(&interpolator, NULL, rows, n);
	interpolator_clear(&interpolator);
}

static void test_datum_of_a_row(void)
{
	static const Row rows[] = {
		{ "${__field.name}", "Value 1" },
		{ "${__field.displayName}", "Load" },
		{ "${__field.labels}", "a.b=\"x\", name=\"cpu\", zone=\"b\"" },
		{ "${__field.formattedLabels}", "a.b=\"x\", name=\"cpu\", zone=\"b\"" },
		{ "${__field.labels.zone}", "b" },
		{ "${__field.labels.none}|", "|" },
		{ "${__field.labels[\"a.b\"]}", "x" },
		{ "${__field.labels['zone']}", "b" },
		{ "${__field.labels.__values}", "b, cpu, x" },
		{ "${__field}", "${__field}" },
		{ "${__series.name}", "series one" },
		{ "${__series.other}", "${__series.other}" },
		{ "${__value}", "12.3%" },
		{ "${__value.text}", "12.3%" },
		{ "${__value.raw}", "12.34" },
		{ "${__value.numeric}", "12.34" },
		{ "${__value.time}", "1715854830400" },
		{ "${__value.time:date:HH:mm}", "10:20" },
		{ "${__data.name} ${__data.refId}", "series one A" },
		{ "${__data.fields[1]}", "12.3%" },
		{ "${__data.fields[\"Value 1\"].text}", "12.3" },
		{ "${__data.fields.Load.numeric}", "12.34" },
		{ "${__data.fields.cpu.suffix}", "%" },
		{ "${__data.fields.none}|", "|" },
		{ "${__data.fields[9]}|", "|" },
		{ "$__cell_1 ${__cell_1} [[__cell_1]]", "12.3% 12.3% 12.3%" },
		{ "${__calc}", "mean" },
	};

	check_datum(0, NULL, rows, G_N_ELEMENTS(rows));
}

static void test_datum_of_a_reduced_value(void)
{
	DisplayValue display = { .formatted = { .prefix = "$", .text = "5" }, .numeric = 5.25 };
	static const Row rows[] = {
		{ "${__value.text} ${__value}", "$5 $5" },
		{ "${__value.raw} ${__value.numeric}", "5.25 5.25" },
		{ "${__value.time}|", "|" },
		{ "${__data.fields[1]}", "${__data.fields[1]}" },
		{ "${__field.name}", "Value 1" },
	};

	check_datum(-1, &display, rows, G_N_ELEMENTS(rows));
}

static void test_without_a_datum_names_stay(void)
{
	static const Row rows[] = {
		{ "${__value.text}", "${__value.text}" },
		{ "${__data.fields[1]}", "${__data.fields[1]}" },
		{ "${__field.name}", "${__field.name}" },
		{ "${__series.name} $__cell_1 ${__calc}", "${__series.name} $__cell_1 ${__calc}" },
	};

	check_plain(rows, G_N_ELEMENTS(rows));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/interpolate/forms", test_forms);
	g_test_add_func("/interpolate/formats-of-one-value", test_formats_of_one_value);
	g_test_add_func("/interpolate/formats-of-several-values", test_formats_of_several_values);
	g_test_add_func("/interpolate/lists-of-one-and-none", test_lists_of_one_and_none);
	g_test_add_func("/interpolate/all", test_all);
	g_test_add_func("/interpolate/dates", test_dates);
	g_test_add_func("/interpolate/builtins", test_builtins);
	g_test_add_func("/interpolate/default-format", test_default_format);
	g_test_add_func("/interpolate/scoped-values-go-first", test_scoped_values_go_first);
	g_test_add_func("/interpolate/formatter-of-a-caller", test_formatter_of_a_caller);
	g_test_add_func("/interpolate/json-is-copied", test_json_is_copied);
	g_test_add_func("/interpolate/output-is-bounded", test_output_is_bounded);
	g_test_add_func("/interpolate/scanning-is-linear", test_scanning_is_linear);
	g_test_add_func("/interpolate/datum-of-a-row", test_datum_of_a_row);
	g_test_add_func("/interpolate/datum-of-a-reduced-value", test_datum_of_a_reduced_value);
	g_test_add_func("/interpolate/without-a-datum-names-stay",
			test_without_a_datum_names_stay);
	return g_test_run();
}
