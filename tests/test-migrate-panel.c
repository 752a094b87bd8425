/*
 * Expected values: Grafana 12.3, grafana-ui SingleStatBaseOptions.ts, plugins/panel/stat/
 * StatMigrations.ts, plugins/panel/text/textPanelMigrationHandler.ts (the rules, by hand).
 */
#include "renderer/model/migrate.h"

#include "renderer/json.h"
#include "tests/json-text.h"

typedef struct {
	const char *panel, *path, *expected;
} Row;

static void check(const Row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		json_object *panel = json_of(rows[i].panel);

		g_test_message("%s", rows[i].panel);
		migrate_panel(panel);
		assert_json(json_get(panel, rows[i].path), rows[i].expected);
		json_object_put(panel);
	}
}

#define SINGLESTAT(settings) "{'type':'singlestat'," settings "}"
#define DEFAULTS "fieldConfig.defaults"

static void test_singlestat(void)
{
	static const Row rows[] = {
		{ SINGLESTAT("'id':1"), "type", "'stat'" },
		{ SINGLESTAT("'id':1"), "options",
		  "{'reduceOptions':{'calcs':['mean']},'orientation':'horizontal',"
		  "'graphMode':'none','colorMode':'none'}" },
		{ SINGLESTAT("'valueName':'current','tableColumn':'Value'"),
		  "options.reduceOptions", "{'calcs':['lastNotNull'],'fields':'/^Value$/'}" },
		{ SINGLESTAT("'valueName':'name'"), "options.textMode", "'name'" },
		{ SINGLESTAT("'valueName':'name'"), "options.reduceOptions.calcs", "['mean']" },
		{ SINGLESTAT("'format':'s','nullText':'-','decimals':0"), DEFAULTS,
		  "{'unit':'s','noValue':'-','decimals':0}" },
		{ SINGLESTAT("'thresholds':'50, 80','colors':['a','b','c']"),
		  DEFAULTS ".thresholds",
		  "{'mode':'absolute','steps':[{'color':'a','value':null},{'color':'b','value':50},"
		  "{'color':'c','value':80}]}" },
		{ SINGLESTAT("'thresholds':'','colors':['a']"), DEFAULTS ".thresholds", "null" },
		{ SINGLESTAT("'gauge':{'show':true,'minValue':0,'maxValue':9}"), DEFAULTS,
		  "{'min':0,'max':9}" },
		{ SINGLESTAT("'format':'percent'"), DEFAULTS,
		  "{'unit':'percent','min':0,'max':100}" },
		{ SINGLESTAT("'sparkline':{'show':true,'lineColor':'blue'}"), "options.graphMode",
		  "'area'" },
		{ SINGLESTAT("'sparkline':{'show':true,'lineColor':'blue'}"), DEFAULTS ".color",
		  "{'mode':'fixed','fixedColor':'blue'}" },
		{ SINGLESTAT("'colorValue':true"), "options.colorMode", "'value'" },
		{ SINGLESTAT("'colorValue':true,'colorBackground':true"), "options.colorMode",
		  "'background'" },
		{ "{'type':'gauge','autoMigrateFrom':'singlestat','gauge':{'thresholdLabels':true}}",
		  "options.showThresholdLabels", "true" },
	};

	check(rows, G_N_ELEMENTS(rows));
}

static void test_singlestat_mappings(void)
{
	static const Row rows[] = {
		{ SINGLESTAT("'valueMaps':[{'value':'1','text':'on'},{'value':'null','text':'N/A'}]"),
		  DEFAULTS ".mappings",
		  "[{'type':'value','options':{'1':{'text':'on'}}},"
		  "{'type':'special','options':{'match':'null','result':{'text':'N/A'}}}]" },
		{ SINGLESTAT("'mappingType':2,'valueMaps':[{'value':'1','text':'on'}],"
			     "'rangeMaps':[{'from':'1','to':'5','text':'low'},"
			     "{'from':'null','to':'null','text':'-'}]"),
		  DEFAULTS ".mappings",
		  "[{'type':'range','options':{'from':1,'to':5,'result':{'text':'low'}}},"
		  "{'type':'special','options':{'match':'null','result':{'text':'-'}}}]" },
		{ SINGLESTAT("'thresholds':'5','colors':['a','b'],"
			     "'valueMaps':[{'value':'1','text':'7'}]"),
		  DEFAULTS ".mappings", "[{'type':'value','options':{'1':{'text':'7','color':'b'}}}]" },
		{ SINGLESTAT("'valueMaps':[]"), DEFAULTS ".mappings", "null" },
	};

	check(rows, G_N_ELEMENTS(rows));
}

static void test_stat_by_version(void)
{
	static const Row rows[] = {
		{ "{'type':'gauge','options':{'valueOptions':{'unit':'s','stat':'avg','decimals':1},"
		  "'minValue':0,'maxValue':9,'thresholds':[{'value':null,'color':'a'},"
		  "{'value':5,'color':'b'}]}}",
		  DEFAULTS,
		  "{'unit':'s','decimals':1,'min':0,'max':9,'mappings':null,'thresholds':"
		  "{'mode':'absolute','steps':[{'value':null,'color':'a'},{'value':5,'color':'b'}]}}" },
		{ "{'type':'gauge','options':{'valueOptions':{'stat':'avg'}}}",
		  "options.reduceOptions", "{'calcs':['mean']}" },
		{ "{'type':'stat','pluginVersion':'6.3.0','options':{'fieldOptions':"
		  "{'calcs':['max'],'values':true,'limit':3,'override':{},'defaults':"
		  "{'color':'red','title':'T'},'thresholds':[{'color':'a','value':null}]}}}",
		  DEFAULTS,
		  "{'color':{'mode':'fixed','fixedColor':'red'},'displayName':'T','thresholds':"
		  "{'mode':'absolute','steps':[{'color':'a','value':null}]}}" },
		{ "{'type':'stat','pluginVersion':'6.3.0','options':{'fieldOptions':"
		  "{'calcs':['max'],'values':true,'limit':3}}}",
		  "options", "{'reduceOptions':{'values':true,'limit':3,'calcs':['max']}}" },
		{ "{'type':'stat','pluginVersion':'6.6.1','options':{'fieldOptions':"
		  "{'defaults':{'unit':'percent'},'overrides':[{'matcher':{}}]}}}",
		  "fieldConfig",
		  "{'defaults':{'unit':'percent','min':0,'max':100},'overrides':[{'matcher':{}}]}" },
		{ "{'type':'bargauge','pluginVersion':'7.5.1','options':{},'fieldConfig':"
		  "{'defaults':{'unit':'percentunit','max':5}}}",
		  DEFAULTS, "{'unit':'percentunit','max':5,'min':0}" },
		{ "{'type':'stat','pluginVersion':'12.3.0','fieldConfig':{'defaults':"
		  "{'unit':'percent','title':'x'}}}",
		  DEFAULTS, "{'unit':'percent','title':'x'}" },
	};

	check(rows, G_N_ELEMENTS(rows));
}

static void test_text(void)
{
	static const Row rows[] = {
		{ "{'type':'text','content':'# a','mode':'markdown'}", "options",
		  "{'content':'# a','mode':'markdown'}" },
		{ "{'type':'text','content':'# a','mode':'text'}", "options",
		  "{'content':'# a','mode':'markdown'}" },
		{ "{'type':'text','pluginVersion':'8.0.0','content':'old','mode':'html',"
		  "'options':{'content':'new','mode':'html'}}",
		  "options", "{'content':'new','mode':'html'}" },
		{ "{'type':'text','pluginVersion':'8.0.0','options':{'mode':'code'}}", "options.mode",
		  "'code'" },
	};

	check(rows, G_N_ELEMENTS(rows));
}

static void test_types(void)
{
	static const Row rows[] = {
		{ "{'type':'grafana-singlestat-panel'}", "type", "'stat'" },
		{ "{'type':'table-old'}", "type", "'table'" },
		{ "{'type':'table','styles':[]}", "autoMigrateFrom", "'table-old'" },
		{ "{'type':'table'}", "autoMigrateFrom", "null" },
		{ "{'type':'grafana-piechart-panel'}", "type", "'piechart'" },
		{ "{'type':'grafana-worldmap-panel'}", "type", "'geomap'" },
		{ "{'type':'natel-discrete-panel'}", "type", "'state-timeline'" },
		{ "{'type':'graphite'}", "type", "'timeseries'" },
		{ "{'type':'someone-panel'}", "type", "'someone-panel'" },
		{ "{}", "type", "'timeseries'" },
	};

	check(rows, G_N_ELEMENTS(rows));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/migrate-panel/singlestat", test_singlestat);
	g_test_add_func("/migrate-panel/singlestat-mappings", test_singlestat_mappings);
	g_test_add_func("/migrate-panel/stat-by-version", test_stat_by_version);
	g_test_add_func("/migrate-panel/text", test_text);
	g_test_add_func("/migrate-panel/types", test_types);
	return g_test_run();
}
