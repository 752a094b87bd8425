/*
 * Expected values: Grafana 9.4, features/dashboard/state/DashboardModel.ts, processRepeats() (the
 * rules, by hand): copies take the numbers after the highest, in the order of the page.
 */
#include "api/grafana/numbered-copy.h"

#include "tests/json-text.h"

static Dashboard *parsed(Arena *arena, const char *text)
{
	g_autoptr(GError) error = NULL;
	Dashboard *dashboard = dashboard_parse(arena, json_of(text), &error);

	g_assert_no_error(error);
	return dashboard;
}

/* "id row value/panel value", "-" for none. */
static void assert_copy(const Dashboard *dashboard, int id, const char *expected)
{
	const char *towns[] = { "Bonn", "Trier" }, *tills[] = { "1", "2", "3" };
	VariableValue items[] = {
		{ .name = "town", .values = towns, .texts = towns, .n_values = 2 },
		{ .name = "till", .values = tills, .texts = tills, .n_values = 3 },
		{ .name = "none" },
	};
	Variables variables = { .items = items, .n = G_N_ELEMENTS(items) };
	NumberedCopy copy = numbered_copy_find(dashboard, &variables, id);
	g_autofree char *text =
		copy.panel ? g_strdup_printf("%d %s/%s", copy.panel->id,
					     copy.row_value ? copy.row_value : "-",
					     copy.panel_value ? copy.panel_value : "-")
			   : g_strdup("-");

	g_test_message("%d", id);
	g_assert_cmpstr(text, ==, expected);
}

static void test_panels(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Dashboard *dashboard = parsed(
		arena, "{'schemaVersion':27,'panels':["
		       "{'id':7,'repeat':'till','gridPos':{'y':0}},{'id':2,'gridPos':{'y':1}},"
		       "{'id':4,'repeat':'town','gridPos':{'y':2}},"
		       "{'id':5,'repeat':'none','gridPos':{'y':3}},"
		       "{'id':6,'repeat':'unknown','gridPos':{'y':4}}]}");
	static const struct {
		int id;
		const char *expected;
	} rows[] = {
		{ 7, "7 -/1" },	 { 8, "7 -/2" }, { 9, "7 -/3" }, { 2, "2 -/-" }, { 4, "4 -/Bonn" },
		{ 10, "4 -/Trier" }, { 5, "5 -/-" }, { 6, "6 -/-" }, { 11, "-" }, { 0, "-" },
		{ -1, "-" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		assert_copy(dashboard, rows[i].id, rows[i].expected);
}

/* The copy of a row has a number, then its panels have; panels repeat once the rows stand. */
static void test_rows(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Dashboard *dashboard = parsed(
		arena, "{'schemaVersion':27,'panels':["
		       "{'id':1,'type':'row','repeat':'town','gridPos':{'y':0},'panels':[]},"
		       "{'id':2,'gridPos':{'y':1}},{'id':3,'repeat':'till','gridPos':{'y':2}}]}");
	static const struct {
		int id;
		const char *expected;
	} rows[] = {
		{ 2, "2 Bonn/-" }, { 3, "3 Bonn/1" }, { 4, "-" }, { 5, "2 Trier/-" },
		{ 6, "3 Trier/1" }, { 7, "3 Bonn/2" }, { 8, "3 Bonn/3" }, { 9, "3 Trier/2" },
		{ 10, "3 Trier/3" }, { 11, "-" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		assert_copy(dashboard, rows[i].id, rows[i].expected);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/numbered-copy/panels", test_panels);
	g_test_add_func("/numbered-copy/rows", test_rows);
	return g_test_run();
}
