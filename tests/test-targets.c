/*
 * Expected values: Grafana 12.3, features/dashboard/state/{PanelModel,DashboardMigrator}.ts,
 * plugins/datasource/cloudwatch/migrations/dashboardMigrations.ts (the rules, by hand).
 */
#include "renderer/model/targets.h"

#include "renderer/json.h"
#include "tests/json-text.h"

typedef void (*Change)(json_object *panel);

typedef struct {
	const char *panel, *targets;
} Row;

static void check(Change change, const Row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		json_object *panel = json_of(rows[i].panel);

		g_test_message("%s", rows[i].panel);
		change(panel);
		assert_json(json_get(panel, "targets"), rows[i].targets);
		json_object_put(panel);
	}
}

static void test_complete(void)
{
	static const Row rows[] = {
		{ "{'type':'stat'}", "[{'refId':'A'}]" },
		{ "{'targets':[]}", "[]" },
		{ "{'targets':null}", "null" },
		{ "{'targets':{}}", "{}" },
		{ "{'targets':[{},{'refId':'A'},{'refId':''},{'refId':'x'}]}",
		  "[{'refId':'B'},{'refId':'A'},{'refId':'C'},{'refId':'x'}]" },
		{ "{'targets':[7,null,{}]}", "[7,null,{'refId':'A'}]" },
	};

	check(targets_complete, rows, G_N_ELEMENTS(rows));
}

static void test_letters_go_on_behind_z(void)
{
	json_object *panel = json_of("{'targets':[]}");

	for (int i = 0; i < 53; i++)
		json_object_array_add(json_get(panel, "targets"), json_object_new_object());
	targets_complete(panel);
	g_assert_cmpstr(json_get_text(json_object_array_get_idx(json_get(panel, "targets"), 26),
				      "refId", ""), ==, "AA");
	g_assert_cmpstr(json_get_text(json_object_array_get_idx(json_get(panel, "targets"), 52),
				      "refId", ""), ==, "BA");
	json_object_put(panel);
}

static void test_influxdb(void)
{
	static const Row rows[] = {
		{ "{'targets':[{'tags':[],'fill':'null','fields':[{'name':'value','func':'mean',"
		  "'mathExpr':'*2','asExpr':'twice'}],'groupBy':[{'type':'time','interval':'auto'},"
		  "{'type':'tag','key':'host'}]}]}",
		  "[{'tags':[],'groupBy':[{'type':'time','params':['auto']},"
		  "{'type':'tag','params':['host']},{'type':'fill','params':['null']}],'select':"
		  "[[{'type':'field','params':['value']},{'type':'mean','params':[]},"
		  "{'type':'math','params':['*2']},{'type':'alias','params':['twice']}]]}]" },
		{ "{'targets':[{'tags':[],'fill':'null','fields':[],'groupBy':[],'rawQuery':true}]}",
		  "[{'tags':[],'groupBy':[],'rawQuery':true}]" },
		{ "{'targets':[{'fields':[],'groupBy':[]}]}", "[{'fields':[],'groupBy':[]}]" },
	};

	check(targets_migrate_influxdb, rows, G_N_ELEMENTS(rows));
}

#define METRIC "'dimensions':{},'namespace':'N','region':'r','metricName':'m'"

static void test_cloudwatch(void)
{
	static const Row rows[] = {
		{ "{'targets':[{'refId':'A'," METRIC ",'statistics':['Max','Min','Sum']},"
		  "{'refId':'B'}]}",
		  "[{'refId':'A'," METRIC ",'metricQueryType':0,'metricEditorMode':0,"
		  "'statistic':'Max'},{'refId':'B'},"
		  "{'refId':'C'," METRIC ",'metricQueryType':0,'metricEditorMode':0,"
		  "'statistic':'Min'},"
		  "{'refId':'D'," METRIC ",'metricQueryType':0,'metricEditorMode':0,"
		  "'statistic':'Sum'}]" },
		{ "{'targets':[{'refId':'A'," METRIC ",'statistics':[],'expression':'x'}]}",
		  "[{'refId':'A'," METRIC ",'expression':'x','metricQueryType':0,"
		  "'metricEditorMode':1}]" },
		{ "{'targets':[{'refId':'A','statistics':['Max']}]}",
		  "[{'refId':'A','statistics':['Max']}]" },
	};

	check(targets_migrate_cloudwatch, rows, G_N_ELEMENTS(rows));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/targets/complete", test_complete);
	g_test_add_func("/targets/letters-go-on-behind-z", test_letters_go_on_behind_z);
	g_test_add_func("/targets/influxdb", test_influxdb);
	g_test_add_func("/targets/cloudwatch", test_cloudwatch);
	return g_test_run();
}
