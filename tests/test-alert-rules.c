#include "renderer/panel/alert-rules.h"

#include "renderer/json.h"

#include <string.h>

static bool matches(const char *matchers, const char *labels)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	json_object *json = arena_take_json(arena, json_tokener_parse(labels));

	return alert_labels_match(alert_matchers_parse(arena, matchers), json);
}

static void test_matchers_compare_labels(void)
{
	static const char labels[] = "{\"team\": \"shop\", \"zone\": \"eu,1\"}";

	g_assert_true(matches("", labels));
	g_assert_true(matches("{team=\"shop\"}", labels));
	g_assert_true(matches("team=shop, zone = \"eu,1\"", labels));
	g_assert_true(matches("{team=~\"sh.*\", zone!~\"us.*\"}", labels));
	g_assert_true(matches("{belt=\"\"}", labels));
	g_assert_false(matches("{team!=\"shop\"}", labels));
	g_assert_false(matches("{team=~\"ho\"}", labels));
	g_assert_false(matches("{team=~\"(\"}", labels));
}

static void test_what_is_no_matcher_is_left_out(void)
{
	g_assert_true(matches("{{{,,=,!,!!", "{}"));
	g_assert_true(matches("team", "{\"team\": \"shop\"}"));
	g_assert_false(matches("nonsense, team=office", "{\"team\": \"shop\"}"));
	g_assert_false(matches("team=office", "[]"));
}

static const char *duration(Arena *arena, double ms)
{
	return alert_duration(arena, 1772452800000 - ms, 1772452800000, NULL);
}

static void test_durations_in_words(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	const double hour = 3600 * 1000.0;

	g_assert_cmpstr(duration(arena, 3000), ==, "3s");
	g_assert_cmpstr(duration(arena, 25 * hour + 61000), ==, "1d 1h 1m 1s");
	/* From the 2nd of February to the 2nd of March, and from a year before. */
	g_assert_cmpstr(duration(arena, 28 * 24 * hour), ==, "1M");
	g_assert_cmpstr(duration(arena, 365 * 24 * hour), ==, "1y");
	g_assert_cmpstr(duration(arena, -1000), ==, "");
	g_assert_cmpstr(duration(arena, NAN), ==, "");
}

/* --- Rules --- */

static AlertRules rules_of(Arena *arena, const char *options, const char *answer)
{
	TimeRange range = { 0 };
	Interpolator interpolator = { .range = &range, .dashboard_uid = "abc" };
	Answer one = { .name = "rules",
		       .json = arena_take_json(arena, json_tokener_parse(answer)) };
	const Answers answers = { &one, 1 };
	PanelContext context = {
		.arena = arena,
		.options = arena_take_json(arena, json_tokener_parse(options)),
		.answers = &answers,
		.interpolator = &interpolator,
	};

	return alert_rules(&context);
}

static const char three_rules[] =
	"{\"data\": {\"groups\": [{\"folderUid\": \"f\", \"rules\": ["
	" {\"name\": \"b\", \"state\": \"firing\", \"totals\": {\"alerting\": 3, \"normal\": 2},"
	"  \"totalsFiltered\": {\"alerting\": 3},"
	"  \"alerts\": [{\"state\": \"Alerting\", \"activeAt\": \"2026-03-02T10:00:00Z\"}]},"
	" {\"name\": \"A\", \"state\": \"pending\", \"annotations\": {\"__dashboardUid__\": \"abc\"},"
	"  \"alerts\": [{\"state\": \"Pending\", \"activeAt\": \"2026-03-02T09:00:00Z\"},"
	"               {\"state\": \"Normal\"}]},"
	" {\"name\": \"c\", \"state\": \"inactive\", \"alerts\": []}]}]}}";

static void test_rules_are_filtered_and_sorted(void)
{
	g_autoptr(Arena) arena = arena_new(8 << 20);
	AlertRules rules = rules_of(arena, "{}", three_rules);

	g_assert_cmpuint(rules.n, ==, 2);
	g_assert_cmpstr(rules.items[0].name, ==, "A");
	g_assert_cmpuint(rules.items[0].n_instances, ==, 1);
	g_assert_cmpuint(rules.items[0].n_hidden, ==, 1);
	/* Grafana counts instances that it did not send. */
	g_assert_cmpuint(rules.items[1].n_shown, ==, 3);
	g_assert_cmpuint(rules.items[1].n_hidden, ==, 2);
	rules = rules_of(arena, "{\"sortOrder\": 5, \"stateFilter\": {\"pending\": false}}",
			 three_rules);
	g_assert_cmpuint(rules.n, ==, 1);
	rules = rules_of(arena, "{\"dashboardAlerts\": true}", three_rules);
	g_assert_cmpuint(rules.n, ==, 1);
	g_assert_cmpstr(rules.items[0].name, ==, "A");
	rules = rules_of(arena, "{\"showInactiveAlerts\": true, \"sortOrder\": 2,"
				" \"stateFilter\": {\"normal\": true}}",
			 three_rules);
	g_assert_cmpuint(rules.n, ==, 3);
	g_assert_cmpstr(rules.items[0].name, ==, "c");
}

static void test_any_answer_is_read(void)
{
	static const char *const answers[] = {
		"[]", "{\"data\": 3}", "{\"data\": {\"groups\": [null, 3, {\"rules\": [null, 3]}]}}",
		"{\"data\": {\"groups\": [{\"rules\": [{\"state\": \"firing\", \"alerts\": [3],"
		" \"totals\": 3, \"annotations\": []}]}]}}",
	};
	g_autoptr(Arena) arena = arena_new(8 << 20);

	for (size_t i = 0; i < G_N_ELEMENTS(answers); i++)
		g_assert_cmpuint(rules_of(arena, "{\"stateFilter\": []}", answers[i]).n, ==, 0);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/alert-rules/matchers", test_matchers_compare_labels);
	g_test_add_func("/alert-rules/no-matchers", test_what_is_no_matcher_is_left_out);
	g_test_add_func("/alert-rules/durations", test_durations_in_words);
	g_test_add_func("/alert-rules/filtered-and-sorted", test_rules_are_filtered_and_sorted);
	g_test_add_func("/alert-rules/any-answer", test_any_answer_is_read);
	return g_test_run();
}
