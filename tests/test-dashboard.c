/*
 * Expected values: Grafana 12.3, features/dashboard/state/DashboardMigrator.ts and
 * DashboardModel.ts, scenes 6.42 utils/pathId (the rules, by hand).
 */
#include "renderer/model/dashboard.h"

#include <math.h>

#include "renderer/error.h"
#include "renderer/json.h"
#include "tests/json-text.h"

static Dashboard *parsed(Arena *arena, const char *text)
{
	g_autoptr(GError) error = NULL;
	Dashboard *dashboard = dashboard_parse(arena, json_of(text), &error);

	g_assert_no_error(error);
	return dashboard;
}

static void test_envelopes(void)
{
	static const char *const texts[] = {
		"{'title':'T','uid':'u','panels':[{'id':3}]}",
		"{'dashboard':{'title':'T','uid':'u','panels':[{'id':3}]},'meta':{'slug':'t'}}",
		"{'kind':'DashboardWithAccessInfo','metadata':{'name':'u'},"
		"'spec':{'title':'T','schemaVersion':42,'panels':[{'id':3}]}}",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(Arena) arena = arena_new(1 << 20);
		Dashboard *dashboard = parsed(arena, texts[i]);

		g_assert_cmpstr(dashboard->title, ==, "T");
		g_assert_cmpstr(dashboard->uid, ==, "u");
		g_assert_cmpuint(dashboard->n_panels, ==, 1);
		g_assert_cmpint(dashboard->panels[0].id, ==, 3);
	}
}

static void test_other_answers_are_refused(void)
{
	static const char *const texts[] = { "{}", "[]", "7", "null", "{'message':'no'}",
					     "{'spec':{}}" };

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(Arena) arena = arena_new(1 << 20);
		g_autoptr(GError) error = NULL;

		g_assert_null(dashboard_parse(arena, json_of(texts[i]), &error));
		g_assert_error(error, RENDER_ERROR, RENDER_ERROR_UPSTREAM);
	}
}

static void test_settings(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Dashboard *dashboard = parsed(
		arena, "{'dashboard':{'panels':[],'time':{'from':'now-1h','to':'now-5m'},"
		       "'timezone':'utc','weekStart':'saturday','fiscalYearStartMonth':3,"
		       "'timepicker':{'nowDelay':'1m'},'templating':{'list':[{}]}},"
		       "'meta':{'isSnapshot':true}}");

	g_assert_cmpstr(dashboard->title, ==, "No Title");
	g_assert_cmpstr(dashboard->time_from, ==, "now-1h");
	g_assert_cmpstr(dashboard->time_to, ==, "now-5m");
	g_assert_cmpstr(dashboard->timezone, ==, "utc");
	g_assert_cmpstr(dashboard->now_delay, ==, "1m");
	g_assert_cmpint(dashboard->week_start, ==, 6);
	g_assert_cmpint(dashboard->fiscal_start, ==, 3);
	g_assert_cmpuint(json_object_array_length(dashboard->variables), ==, 1);
	g_assert_true(dashboard->is_snapshot);

	dashboard = parsed(arena, "{'title':'T'}");
	g_assert_cmpstr(dashboard->time_from, ==, "now-6h");
	g_assert_cmpint(dashboard->week_start, ==, -1);
	g_assert_null(dashboard->variables);
	g_assert_false(dashboard->is_snapshot);
}

static void test_panel_settings(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Dashboard *dashboard = parsed(
		arena,
		"{'schemaVersion':42,'panels':[{'id':1,'type':'stat','title':'A','transparent':true,"
		"'gridPos':{'x':6,'y':2,'w':12,'h':8},'interval':'1m','maxDataPoints':'100',"
		"'timeFrom':'1h','timeShift':'','hideTimeOverride':true,'repeat':'v',"
		"'timeCompare':'1w',"
		"'repeatDirection':'v','maxPerRow':2,'libraryPanel':{'uid':'lib'},"
		"'options':[],'targets':{},'pluginVersion':'12.3.0'}]}");
	Panel *panel = &dashboard->panels[0];

	g_assert_cmpstr(panel->type, ==, "stat");
	g_assert_true(panel->is_transparent);
	g_assert_cmpint(panel->grid_x, ==, 6);
	g_assert_cmpint(panel->grid_height, ==, 8);
	g_assert_cmpstr(panel->interval, ==, "1m");
	g_assert_cmpfloat(panel->max_data_points, ==, 100);
	g_assert_cmpstr(panel->time_from, ==, "1h");
	g_assert_null(panel->time_shift);
	g_assert_cmpstr(panel->time_compare, ==, "1w");
	g_assert_true(panel->hide_time_override);
	g_assert_cmpstr(panel->repeat, ==, "v");
	g_assert_true(panel->repeats_down);
	g_assert_cmpint(panel->max_per_row, ==, 2);
	g_assert_cmpstr(panel->library_uid, ==, "lib");
	g_assert_null(panel->targets);
	g_assert_cmpstr(panel->description, ==, "");

	dashboard = parsed(arena, "{'panels':[{'title':7,'gridPos':{'w':1e99,'y':-3},"
				  "'maxDataPoints':null}]}");
	panel = &dashboard->panels[0];
	g_assert_cmpstr(panel->type, ==, "timeseries");
	g_assert_cmpstr(panel->title, ==, "");
	g_assert_cmpint(panel->grid_width, ==, 24);
	g_assert_cmpint(panel->grid_y, ==, 0);
	g_assert_true(isnan(panel->max_data_points));
	g_assert_cmpint(panel->max_per_row, ==, 4);
}

static char *order_of(const Dashboard *dashboard)
{
	GString *order = g_string_new(NULL);

	for (size_t i = 0; i < dashboard->n_panels; i++) {
		const Panel *panel = &dashboard->panels[i];

		g_string_append_printf(order, "%s%d%s%s", i ? " " : "", panel->id,
				       panel->row ? ":" : "", panel->row ? panel->row_title : "");
	}
	return g_string_free(order, FALSE);
}

static void assert_order(const char *text, const char *expected)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	g_autofree char *order = order_of(parsed(arena, text));

	g_assert_cmpstr(order, ==, expected);
}

static void test_order_and_rows(void)
{
	assert_order("{'panels':[{'id':1,'gridPos':{'y':9,'x':0}},{'id':2,'gridPos':{'y':0,'x':6}},"
		     "{'id':3,'gridPos':{'y':0,'x':0}}]}",
		     "3 2 1");
	assert_order("{'panels':[{'id':1,'gridPos':{'y':0}},"
		     "{'id':2,'type':'row','title':'R','gridPos':{'y':1},'panels':[]},"
		     "{'id':3,'gridPos':{'y':2}},"
		     "{'id':4,'type':'row','title':'S','collapsed':true,'gridPos':{'y':3},"
		     "'panels':[{'id':5},{'id':6}]},"
		     "{'id':7,'type':'row','title':'E','gridPos':{'y':4}}]}",
		     "1 3:R 5:S 6:S");
}

static void test_rows_are_kept(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Dashboard *dashboard = parsed(
		arena, "{'panels':[{'id':2,'type':'row','title':'R','repeat':'v','collapsed':true,"
		       "'gridPos':{'y':1},'panels':[{'id':5}]}]}");

	g_assert_cmpuint(dashboard->n_rows, ==, 1);
	g_assert_true(dashboard->rows[0].is_collapsed);
	g_assert_cmpint(dashboard->rows[0].id, ==, 2);
	g_assert_true(dashboard->panels[0].row == &dashboard->rows[0]);
	g_assert_cmpstr(dashboard->panels[0].row_repeat, ==, "v");
}

/* Missing and doubled ids take the next free number, rows count. */
static void test_ids(void)
{
	assert_order("{'panels':[{'id':4},{},{'id':4},{'id':9,'type':'row','panels':[{},{'id':2}]}]}",
		     "4 10 11 12: 2:");
}

static void test_too_many_panels(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	g_autoptr(GError) error = NULL;
	g_autoptr(GString) text = g_string_new("{'panels':[{}");

	for (int i = 0; i < 6000; i++)
		g_string_append(text, ",{}");
	g_string_append(text, "]}");
	g_assert_null(dashboard_parse(arena, json_of(text->str), &error));
	g_assert_error(error, RENDER_ERROR, RENDER_ERROR_TOO_LARGE);
}

static void test_annotations(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Dashboard *dashboard = parsed(
		arena, "{'panels':[{'id':1,'type':'graph','timeRegions':[{'line':true}]}],"
		       "'annotations':{'list':[{'name':'mine'}]}}");

	g_assert_cmpuint(json_object_array_length(dashboard->annotations), ==, 3);
	assert_json(json_get(json_object_array_get_idx(dashboard->annotations, 0), "name"),
		    "'Annotations & Alerts'");
	assert_json(json_get(json_object_array_get_idx(dashboard->annotations, 2),
			     "target.queryType"),
		    "'timeRegions'");
	dashboard = parsed(arena, "{'title':'T','annotations':{'list':[{'builtIn':1}]}}");
	g_assert_cmpuint(json_object_array_length(dashboard->annotations), ==, 1);
}

/* --- Schema versions --- */

typedef struct {
	const char *dashboard;
	const char *path; // in the first panel
	const char *expected;
} Row;

static void test_schema_versions(void)
{
	static const Row rows[] = {
		/* 8 */
		{ "{'schemaVersion':7,'panels':[{'targets':[{'refId':'A','tags':[],'fields':"
		  "[{'name':'value','func':'mean'}],'groupBy':[],'rawQuery':false}]}]}",
		  "targets", "[{'refId':'A','tags':[],'groupBy':[],'rawQuery':false,'select':"
			     "[[{'type':'field','params':['value']},{'type':'mean','params':[]}]]}]" },
		/* 10 */
		{ "{'panels':[{'type':'x','styles':[{'thresholds':['1','2','3']}]}]}", "styles",
		  "[{'thresholds':['2','3']}]" },
		/* 17 */
		{ "{'schemaVersion':16,'panels':[{'minSpan':8}]}", "maxPerRow", "3" },
		{ "{'schemaVersion':16,'panels':[{'minSpan':5}]}", "maxPerRow", "4" },
		/* 18 */
		{ "{'schemaVersion':17,'panels':[{'type':'x','options-gauge':{'unit':'s','stat':'avg',"
		  "'thresholds':[1,2,3],'options':{}}}]}",
		  "options", "{'thresholds':[3,2,1],'valueOptions':{'unit':'s','stat':'avg'}}" },
		/* 20 */
		{ "{'schemaVersion':19,'panels':[{'type':'x','options':{'fieldOptions':{'defaults':"
		  "{'title':'$__series_name __field_name'}}}}]}",
		  "options.fieldOptions.defaults.title", "'${__series.name} __field.name'" },
		/* 26 */
		{ "{'schemaVersion':25,'panels':[{'type':'text2'}]}", "type", "'text'" },
		/* 30 */
		{ "{'schemaVersion':29,'panels':[{'type':'x','fieldConfig':{'defaults':{'thresholds':"
		  "{'steps':[{'color':'a','value':null},{'color':'b','value':5}]},'mappings':["
		  "{'id':0,'type':2,'from':'1','to':'2','text':'r'},"
		  "{'id':1,'type':1,'value':'3','text':'7'},"
		  "{'id':2,'type':1,'value':'null','text':'n'}]}}}]}",
		  "fieldConfig.defaults.mappings",
		  "[{'type':'value','options':{'3':{'text':'7','color':'b'}}},"
		  "{'type':'range','options':{'from':1,'to':2,'result':{'text':'r'}}},"
		  "{'type':'special','options':{'match':'null','result':{'text':'n'}}}]" },
		{ "{'schemaVersion':29,'panels':[{'type':'x','fieldConfig':{'overrides':["
		  "{'properties':[{'id':'mappings','value':[{'type':1,'value':'3','text':'x'}]}]}]}}]}",
		  "fieldConfig.overrides",
		  "[{'properties':[{'id':'mappings','value':[{'type':'value','options':"
		  "{'3':{'text':'x'}}}]}]}]" },
		/* 31 */
		{ "{'schemaVersion':30,'panels':[{'transformations':[{'id':'labelsToFields'},"
		  "{'id':'x'}]}]}",
		  "transformations",
		  "[{'id':'labelsToFields'},{'id':'merge','options':{}},{'id':'x'}]" },
		/* 35 */
		{ "{'schemaVersion':34,'panels':[{'type':'timeseries','fieldConfig':{'defaults':"
		  "{'custom':{'axisPlacement':'hidden'}},'overrides':[]}}]}",
		  "fieldConfig.overrides",
		  "[{'matcher':{'id':'byType','options':'time'},'properties':"
		  "[{'id':'custom.axisPlacement','value':'auto'}]}]" },
		/* 36 */
		{ "{'schemaVersion':35,'panels':[{'targets':[{'datasource':{'uid':'a'}},"
		  "{'datasource':{'uid':'b'}},{'datasource':{'uid':'__expr__'}}]}]}",
		  "datasource", "{'uid':'b'}" },
		{ "{'schemaVersion':35,'panels':[{'datasource':{'uid':'p'},"
		  "'targets':[{'datasource':{'uid':'a'}}]}]}",
		  "datasource", "{'uid':'p'}" },
		/* 37 */
		{ "{'schemaVersion':36,'panels':[{'options':{'legend':{'displayMode':'hidden'}}}]}",
		  "options.legend", "{'displayMode':'list','showLegend':false}" },
		{ "{'schemaVersion':36,'panels':[{'options':{'legend':{'displayMode':'table'}}}]}",
		  "options.legend", "{'displayMode':'table','showLegend':true}" },
		{ "{'schemaVersion':37,'panels':[{'options':{'legend':{'displayMode':'hidden'}}}]}",
		  "options.legend", "{'displayMode':'hidden'}" },
		/* 38 */
		{ "{'schemaVersion':37,'panels':[{'type':'table','fieldConfig':{'defaults':{'custom':"
		  "{'displayMode':'gradient-gauge'}}}}]}",
		  "fieldConfig.defaults.custom.cellOptions", "{'type':'gauge','mode':'gradient'}" },
		{ "{'schemaVersion':37,'panels':[{'type':'table','fieldConfig':{'overrides':["
		  "{'properties':[{'id':'custom.displayMode','value':'color-background-solid'}]}]}}]}",
		  "fieldConfig.overrides",
		  "[{'properties':[{'id':'custom.cellOptions','value':"
		  "{'type':'color-background','mode':'basic'}}]}]" },
		/* 39 */
		{ "{'schemaVersion':38,'panels':[{'transformations':[{'id':'timeSeriesTable',"
		  "'options':{'refIdToStat':{'A':'mean'}}}]}]}",
		  "transformations", "[{'id':'timeSeriesTable','options':{'A':{'stat':'mean'}}}]" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Arena) arena = arena_new(1 << 20);
		Dashboard *dashboard = parsed(arena, rows[i].dashboard);

		g_test_message("%s", rows[i].dashboard);
		assert_json(json_get(dashboard->panels[0].json, rows[i].path), rows[i].expected);
	}
}

static void test_first_schemas(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Dashboard *dashboard = parsed(
		arena, "{'schemaVersion':1,'panels':[],'services':{'filter':{"
		       "'time':{'from':'now-2h','to':'now'},'list':[{'name':'a'},"
		       "{'name':'b','type':'filter'},{'name':'c','type':'custom'}]}},'pulldowns':["
		       "{'type':'filtering'},{'type':'annotations','annotations':[{'name':'n'}]}]}");

	g_assert_cmpstr(dashboard->time_from, ==, "now-2h");
	assert_json(dashboard->variables, "[{'name':'a','type':'query'},{'name':'b','type':'query'},"
					  "{'name':'c','type':'custom'}]");
	assert_json(json_get(dashboard->json, "annotations.list"), "[{'name':'n'}]");
}

static void test_annotations_of_cloudwatch_are_split(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Dashboard *dashboard = parsed(
		arena, "{'schemaVersion':33,'panels':[],'annotations':{'list':[{'name':'n',"
		       "'dimensions':{},'namespace':'','region':'','prefixMatching':false,"
		       "'statistics':['Max','Min']},{'name':'o','statistics':['Max']}]}}");

	assert_json(json_get(dashboard->json, "annotations.list"),
		    "[{'name':'n - Max','dimensions':{},'namespace':'','region':'',"
		    "'prefixMatching':false,'statistic':'Max'},{'name':'o','statistics':['Max']},"
		    "{'name':'n - Min','dimensions':{},'namespace':'','region':'',"
		    "'prefixMatching':false,'statistic':'Min'}]");
}

static void test_repeated_left_overs_go(void)
{
	assert_order("{'schemaVersion':26,'panels':[{'id':1},{'id':2,'repeatPanelId':1},"
		     "{'id':3,'type':'row','panels':[{'id':4},{'id':5,'repeatPanelId':4}]},"
		     "{'id':6,'type':'row','repeatByRow':true,'panels':[]}]}",
		     "1 4:");
}

static void test_constants_become_text_boxes(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Dashboard *dashboard = parsed(
		arena, "{'schemaVersion':26,'panels':[],'templating':{'list':["
		       "{'type':'constant','query':'a','hide':0},"
		       "{'type':'constant','query':'a','hide':2}]}}");

	assert_json(dashboard->variables,
		    "[{'type':'textbox','query':'a','hide':0,'current':{'text':'a','value':'a'}},"
		    "{'type':'constant','query':'a','hide':2,'current':{'text':'a','value':'a'}}]");
}

/* 250 px are 7 cells of 38 px; spans are twelfths, columns twenty-fourths. */
static void test_rows_become_a_grid(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Dashboard *dashboard = parsed(
		arena, "{'schemaVersion':14,'rows':["
		       "{'height':'250px','panels':[{'id':1,'span':4},{'id':2,'span':8}]},"
		       "{'height':100,'panels':[{'id':3,'span':12},{'id':4,'span':6}]},"
		       "{'panels':[{'id':5,'span':6,'height':'380px'}]}]}");
	static const int places[][4] = {
		{ 0, 0, 8, 7 }, { 8, 0, 16, 7 }, { 0, 7, 24, 3 }, { 0, 10, 12, 3 }, { 0, 13, 12, 10 },
	};

	g_assert_cmpuint(dashboard->n_panels, ==, G_N_ELEMENTS(places));
	g_assert_cmpuint(dashboard->n_rows, ==, 0);
	for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
		const Panel *panel = &dashboard->panels[i];

		g_assert_cmpint(panel->id, ==, (int)i + 1);
		g_assert_cmpint(panel->grid_x, ==, places[i][0]);
		g_assert_cmpint(panel->grid_y, ==, places[i][1]);
		g_assert_cmpint(panel->grid_width, ==, places[i][2]);
		g_assert_cmpint(panel->grid_height, ==, places[i][3]);
	}
}

static void test_titled_rows_become_row_panels(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Dashboard *dashboard = parsed(
		arena, "{'schemaVersion':14,'rows':[{'title':'A','panels':[{'id':1}]},"
		       "{'title':'B','collapse':true,'panels':[{'id':2}]},"
		       "{'title':'C','repeat':'v','panels':[{'id':3}]},"
		       "{'title':'C','repeatIteration':1,'panels':[{'id':4}]}]}");
	g_autofree char *order = order_of(dashboard);

	g_assert_cmpstr(order, ==, "1:A 2:B 3:C");
	g_assert_true(dashboard->rows[1].is_collapsed);
	g_assert_cmpint(dashboard->rows[1].id, ==, 6);
	g_assert_cmpint(dashboard->rows[1].grid_y, ==, 8);
	g_assert_cmpint(dashboard->rows[2].grid_y, ==, 9);
	g_assert_cmpstr(dashboard->panels[2].row_repeat, ==, "v");
}

/* --- Library panels --- */

static void test_library_model(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Dashboard *dashboard = parsed(
		arena, "{'panels':[{'id':7,'title':'Mine','gridPos':{'x':3,'y':4,'w':5,'h':6},"
		       "'libraryPanel':{'uid':'lib'}},"
		       "{'id':8,'gridPos':{'y':9},'libraryPanel':{'uid':'lib'}}]}");
	json_object *model = arena_take_json(
		arena, json_of("{'id':1,'type':'stat','title':'Model','timeFrom':'1h','repeat':'v',"
			       "'options':{'legend':{'displayMode':'hidden'}}}"));
	Panel *panel = &dashboard->panels[0];

	g_assert_true(panel_take_library_model(arena, model, panel));
	g_assert_cmpint(panel->id, ==, 7);
	g_assert_cmpstr(panel->title, ==, "Mine");
	g_assert_cmpstr(panel->type, ==, "stat");
	g_assert_cmpstr(panel->time_from, ==, "1h");
	g_assert_cmpint(panel->grid_width, ==, 5);
	g_assert_true(panel->repeats_down);
	g_assert_null(panel->library_uid);
	assert_json(json_get(panel->options, "legend.showLegend"), "false");

	g_assert_true(panel_take_library_model(arena, model, &dashboard->panels[1]));
	g_assert_cmpstr(dashboard->panels[1].title, ==, "Model");
	g_assert_false(panel_take_library_model(arena, NULL, &dashboard->panels[1]));
	g_assert_cmpint(dashboard->panels[1].id, ==, 8);
}

/* --- Addresses --- */

static void test_addresses(void)
{
	static const struct {
		const char *text;
		int id; // 0: none
		const char *path;
		int clone, row_clone;
		bool is_number;
	} rows[] = {
		{ "2", 2, "", -1, -1, true },
		{ "panel-2", 2, "", -1, -1, false },
		{ "A$panel-2", 2, "A", -1, -1, false },
		{ "eu$web$panel-4", 4, "eu|web", -1, -1, false },
		{ "panel-2-clone-1", 2, "", 1, -1, false },
		{ "panel-1-clone-3/grid-item-2/panel-4-clone-0", 4, "", 0, 3, false },
		{ "3", 0, "", -1, -1, true },
		{ "panel-", 0, "", -1, -1, false },
		{ "panel-2x", 0, "", -1, -1, false },
		{ "panel-2-clone-", 0, "", -1, -1, false },
		{ "99999999999999999999", 0, "", -1, -1, true },
		{ "$", 0, "", -1, -1, false },
		{ "", 0, "", -1, -1, false },
		{ NULL, 0, "", -1, -1, false },
	};
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Dashboard *dashboard = parsed(arena, "{'panels':[{'id':2},{'id':4}]}");

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		PanelAddress address = dashboard_find_panel(arena, dashboard, rows[i].text);

		g_test_message("%s", rows[i].text ? rows[i].text : "(none)");
		g_assert_cmpint(address.panel ? address.panel->id : 0, ==, rows[i].id);
		if (!rows[i].id)
			continue;
		g_autofree char *path = g_strjoinv("|", address.path ? (char **)address.path
								    : (char *[]){ NULL });

		g_assert_cmpstr(path, ==, rows[i].path);
		g_assert_cmpint(address.clone, ==, rows[i].clone);
		g_assert_cmpint(address.row_clone, ==, rows[i].row_clone);
		g_assert_true(address.is_number == rows[i].is_number);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/dashboard/envelopes", test_envelopes);
	g_test_add_func("/dashboard/other-answers-are-refused", test_other_answers_are_refused);
	g_test_add_func("/dashboard/settings", test_settings);
	g_test_add_func("/dashboard/panel-settings", test_panel_settings);
	g_test_add_func("/dashboard/order-and-rows", test_order_and_rows);
	g_test_add_func("/dashboard/rows-are-kept", test_rows_are_kept);
	g_test_add_func("/dashboard/ids", test_ids);
	g_test_add_func("/dashboard/too-many-panels", test_too_many_panels);
	g_test_add_func("/dashboard/annotations", test_annotations);
	g_test_add_func("/dashboard/schema-versions", test_schema_versions);
	g_test_add_func("/dashboard/first-schemas", test_first_schemas);
	g_test_add_func("/dashboard/annotations-of-cloudwatch-are-split",
			test_annotations_of_cloudwatch_are_split);
	g_test_add_func("/dashboard/repeated-left-overs-go", test_repeated_left_overs_go);
	g_test_add_func("/dashboard/constants-become-text-boxes",
			test_constants_become_text_boxes);
	g_test_add_func("/dashboard/rows-become-a-grid", test_rows_become_a_grid);
	g_test_add_func("/dashboard/titled-rows-become-row-panels",
			test_titled_rows_become_row_panels);
	g_test_add_func("/dashboard/library-model", test_library_model);
	g_test_add_func("/dashboard/addresses", test_addresses);
	return g_test_run();
}
