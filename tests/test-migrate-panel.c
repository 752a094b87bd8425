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

/* --- table --- */

#define OLD_TABLE(settings) "{'type':'table-old'," settings "}"

/* Source: plugins/panel/table/migrations.ts. */
static void test_old_table(void)
{
	static const Row rows[] = {
		{ OLD_TABLE("'transform':'timeseries_to_rows'"), "transformations",
		  "[{'id':'seriesToRows','options':{'reducers':[]}}]" },
		{ OLD_TABLE("'transform':'timeseries_aggregations','columns':[{'value':'avg'},"
			    "{'value':'current'}]"),
		  "transformations",
		  "[{'id':'reduce','options':{'reducers':['mean','lastNotNull'],"
		  "'includeTimeField':false}}]" },
		{ OLD_TABLE("'transform':'annotations'"), "transformations", "null" },
		{ OLD_TABLE("'styles':[{'pattern':'/.*/','unit':'s','decimals':2,'alias':'A',"
			    "'align':'auto','colorMode':'cell','colors':['r','g'],'thresholds':['5.7']}]"),
		  DEFAULTS,
		  "{'unit':'s','decimals':2,'displayName':'A','custom':{'cellOptions':"
		  "{'type':'color-background'}},'thresholds':{'mode':'absolute','steps':"
		  "[{'color':'r','value':null},{'color':'g','value':5}]}}" },
		{ OLD_TABLE("'styles':[{'pattern':'Time','type':'date','dateFormat':'YYYY'}]"),
		  "fieldConfig.overrides",
		  "[{'matcher':{'id':'byName','options':'Time'},"
		  "'properties':[{'id':'unit','value':'time: YYYY'}]}]" },
		{ OLD_TABLE("'styles':[{'pattern':'/id/','type':'hidden','align':'right'}]"),
		  "fieldConfig.overrides",
		  "[{'matcher':{'id':'byRegexp','options':'/id/'},"
		  "'properties':[{'id':'custom.hideFrom.viz','value':true},"
		  "{'id':'custom.align','value':'right'}]}]" },
		{ OLD_TABLE("'styles':[{'pattern':'a','link':true,'linkUrl':'u'}]"),
		  "fieldConfig.overrides",
		  "[{'matcher':{'id':'byName','options':'a'},'properties':[{'id':'links',"
		  "'value':[{'title':'','url':'u','targetBlank':false}]}]}]" },
	};

	check(rows, G_N_ELEMENTS(rows));
}

static void test_table(void)
{
	static const Row rows[] = {
		{ "{'type':'table','fieldConfig':{'defaults':{'custom':{'cellOptions':"
		  "{'type':'auto','wrapText':true}}}}}",
		  DEFAULTS ".custom", "{'cellOptions':{'type':'auto'},'wrapText':true}" },
		{ "{'type':'table','fieldConfig':{'overrides':[{'properties':["
		  "{'id':'custom.cellOptions','value':{'type':'auto','wrapText':true}}]}]}}",
		  "fieldConfig.overrides",
		  "[{'properties':[{'id':'custom.cellOptions','value':{'type':'auto'}},"
		  "{'id':'custom.wrapText','value':true}]}]" },
		{ "{'type':'table','options':{'footer':{'show':true,'reducer':['sum'],"
		  "'enablePagination':true}}}",
		  DEFAULTS ".custom", "{'footer':{'reducers':['sum']}}" },
		{ "{'type':'table','options':{'footer':{'show':true,'reducer':['sum'],"
		  "'enablePagination':true}}}",
		  "options", "{'enablePagination':true}" },
		{ "{'type':'table','options':{'footer':{'show':true,'reducer':['count'],"
		  "'countRows':true}}}",
		  DEFAULTS ".custom.footer.reducers", "['countAll']" },
		{ "{'type':'table','options':{'footer':{'show':true,'reducer':['max'],"
		  "'fields':['a','b']}}}",
		  "fieldConfig.overrides",
		  "[{'matcher':{'id':'byNames','options':{'mode':'include','names':['a','b']}},"
		  "'properties':[{'id':'custom.footer.reducers','value':['max']}]}]" },
		{ "{'type':'table','options':{'footer':{'show':true,'reducer':['max'],"
		  "'fields':['a']}}}",
		  "fieldConfig.overrides",
		  "[{'matcher':{'id':'byName','options':'a'},"
		  "'properties':[{'id':'custom.footer.reducers','value':['max']}]}]" },
		{ "{'type':'table','options':{'footer':{'show':false,'reducer':['max']}}}",
		  DEFAULTS ".custom", "{}" },
	};

	check(rows, G_N_ELEMENTS(rows));
}

/* --- heatmap --- */

/* Source: plugins/panel/heatmap/migrations.ts. */
static void test_heatmap(void)
{
	static const Row rows[] = {
		{ "{'type':'heatmap'}", "options.calculate", "true" },
		{ "{'type':'heatmap','dataFormat':'tsbuckets'}", "options.calculate", "false" },
		{ "{'type':'heatmap','options':{'calculate':false}}", "options",
		  "{'calculate':false}" },
		{ "{'type':'heatmap','xBucketSize':'5m','xBucketNumber':3,'yBucketNumber':10}",
		  "options.calculation",
		  "{'xBuckets':{'mode':'size','value':'5m'},"
		  "'yBuckets':{'mode':'count','value':'10'}}" },
		{ "{'type':'heatmap','yAxis':{'logBase':2,'splitFactor':4}}", "options.calculation",
		  "{'yBuckets':{'mode':'count','value':'4','scale':{'type':'log','log':2}}}" },
		{ "{'type':'heatmap','color':{'mode':'spectrum','colorScheme':'interpolateBuPu',"
		  "'cardColor':'#b4ff00','min':9,'max':1}}",
		  "options.color",
		  "{'mode':'scheme','steps':128,'fill':'#b4ff00','scheme':'BuPu','max':9,'min':1,"
		  "'reverse':true}" },
		{ "{'type':'heatmap','color':{'mode':'spectrum','colorScheme':'x'}}",
		  "options.color.scheme", "'Oranges'" },
		{ "{'type':'heatmap','color':{'mode':'opacity'}}", "options.color.mode",
		  "'opacity'" },
		{ "{'type':'heatmap','cards':{'cardPadding':0,'cardRound':'3'}}", "options.cellGap",
		  "1" },
		{ "{'type':'heatmap'}", "options.cellGap", "2" },
		{ "{'type':'heatmap','cards':{'cardRound':'3'}}", "options.cellRadius", "3" },
		{ "{'type':'heatmap','yAxis':{'show':false,'width':'40','min':'0','format':'s'},"
		  "'reverseYBuckets':true}",
		  "options.yAxis",
		  "{'axisPlacement':'hidden','reverse':true,'axisWidth':40,'min':'0','unit':'s'}" },
		{ "{'type':'heatmap','yBucketBound':'upper'}", "options.rowsFrame.layout", "'ge'" },
		{ "{'type':'heatmap','yBucketBound':'middle'}", "options.rowsFrame.layout",
		  "'unknown'" },
		{ "{'type':'heatmap','hideZeroBuckets':true}", "options.filterValues",
		  "{'le':1e-9}" },
		{ "{'type':'heatmap','legend':{'show':true}}", "options.legend.show", "true" },
	};

	check(rows, G_N_ELEMENTS(rows));
}

/* --- Plugins that became panels --- */

#define OLD_PIE(settings) "{'type':'grafana-piechart-panel'," settings "}"

/* Source: plugins/panel/piechart/migrations.ts. */
static void test_piechart(void)
{
	static const Row rows[] = {
		{ OLD_PIE("'format':'s','aliasColors':{'a':'red'}"), "fieldConfig",
		  "{'overrides':[{'matcher':{'id':'byName','options':'a'},'properties':"
		  "[{'id':'color','value':{'mode':'fixed','fixedColor':'red'}}]}],"
		  "'defaults':{'unit':'s','decimals':0}}" },
		{ OLD_PIE("'decimals':2"), DEFAULTS ".decimals", "2" },
		{ OLD_PIE("'valueName':'current'"), "options.reduceOptions.calcs",
		  "['lastNotNull']" },
		{ OLD_PIE("'pieType':'donut'"), "options.pieType", "'donut'" },
		{ OLD_PIE("'legendType':'Under graph','legend':{'show':true,'values':true,"
			  "'percentage':true}"),
		  "options.legend",
		  "{'placement':'bottom','values':['value','percent'],'displayMode':'table',"
		  "'showLegend':true,'calcs':[]}" },
		{ OLD_PIE("'legendType':'On graph','legend':{'show':true,'percentage':true}"),
		  "options.displayLabels", "['name','percent']" },
		{ OLD_PIE("'legendType':'On graph','legend':{'show':true}"),
		  "options.legend.showLegend", "false" },
	};

	check(rows, G_N_ELEMENTS(rows));
}

/* Source: plugins/panel/state-timeline/migrations.ts. */
static void test_discrete(void)
{
	static const Row rows[] = {
		{ "{'type':'natel-discrete-panel','units':'s'}", DEFAULTS,
		  "{'unit':'s','custom':{'fillOpacity':100,'lineWidth':0},"
		  "'mappings':[{'type':'value','options':{}}]}" },
		{ "{'type':'natel-discrete-panel'}", "options", "{'mergeValues':true}" },
		{ "{'type':'natel-discrete-panel','colorMaps':[{'text':'ok','color':'g'},"
		  "{'text':'1','color':'b'}],'valueMaps':[{'value':'0','text':'ok'},"
		  "{'value':'1','text':'one'}],'rangeMaps':[{'from':'2','to':'5','text':'ok'}]}",
		  DEFAULTS ".mappings",
		  "[{'type':'value','options':{'ok':{'color':'g'},'1':{'color':'b','text':'one'},"
		  "'0':{'text':'ok','color':'g'}}},"
		  "{'type':'range','options':{'from':2,'to':5,'result':{'text':'ok','color':'g'}}}]" },
	};

	check(rows, G_N_ELEMENTS(rows));
}

/* Source: plugins/panel/geomap/migrations.ts. */
static void test_geomap(void)
{
	static const Row rows[] = {
		{ "{'type':'grafana-worldmap-panel','mapCenter':'Europe','initialZoom':'3',"
		  "'mapCenterLatitude':46}",
		  "options.view", "{'id':'europe','zoom':3,'lat':46}" },
		{ "{'type':'grafana-worldmap-panel','thresholds':'0,10','colors':['a','b','c']}",
		  DEFAULTS ".thresholds.steps",
		  "[{'color':'a','value':null},{'color':'b','value':0},{'color':'c','value':10}]" },
		{ "{'type':'grafana-worldmap-panel','valueName':'total','locationData':'states'}",
		  "transformations", "[{'id':'reduce','options':{'reducers':['sum']}}]" },
		{ "{'type':'geomap','pluginVersion':'8.2.0','options':{'layers':[{'type':'markers',"
		  "'config':{'size':{'fixed':3},'fillOpacity':0.5,'showLegend':true}}]}}",
		  "options.layers",
		  "[{'type':'markers','config':{'style':{'size':{'fixed':3},'opacity':0.5},"
		  "'showLegend':true}}]" },
	};

	check(rows, G_N_ELEMENTS(rows));
}

/* Source: plugins/panel/xychart/migrations.ts. */
static void test_xychart(void)
{
	static const Row rows[] = {
		{ "{'type':'xychart','pluginVersion':'10.0.0','options':{'seriesMapping':'auto',"
		  "'dims':{'frame':1,'x':'t','exclude':['e']},'legend':{}}}",
		  "options",
		  "{'legend':{},'mapping':'auto','series':[{'frame':{'matcher':{'id':'byIndex',"
		  "'options':1}},'x':{'matcher':{'id':'byName','options':'t'}},'y':{'matcher':"
		  "{'id':'byType','options':'number'},'exclude':{'id':'byNames',"
		  "'options':['e']}}}]}" },
		{ "{'type':'xychart','options':{'seriesMapping':'manual','series':[{'x':'a','y':'b',"
		  "'pointColor':{'fixed':'red'},'pointSize':{'field':'s','min':2}},{'y':'c'}]}}",
		  "options.series",
		  "[{'frame':{'matcher':{'id':'byIndex','options':0}},'x':{'matcher':{'id':'byName',"
		  "'options':'a'}},'y':{'matcher':{'id':'byName','options':'b'}},'size':{'matcher':"
		  "{'id':'byName','options':'s'}}},{'frame':{'matcher':{'id':'byIndex','options':1}},"
		  "'x':{'matcher':{'id':'byType','options':'number'}},'y':{'matcher':{'id':'byName',"
		  "'options':'c'}}}]" },
		{ "{'type':'xychart','options':{'seriesMapping':'manual','series':[{'x':'a','y':'b',"
		  "'pointColor':{'fixed':'red'},'pointSize':{'field':'s','min':2}}]}}",
		  "fieldConfig.overrides",
		  "[{'matcher':{'id':'byName','options':'b'},'properties':[{'id':'color','value':"
		  "{'mode':'fixed','fixedColor':'red'}}]},{'matcher':{'id':'byName','options':'s'},"
		  "'properties':[{'id':'custom.pointSize.min','value':2}]}]" },
		{ "{'type':'xychart','pluginVersion':'11.1.0','options':{'series':[1]}}", "options",
		  "{'series':[1]}" },
	};

	check(rows, G_N_ELEMENTS(rows));
}

/* Source: plugins/panel/canvas/migrations.ts, dashlist/migrations.ts. */
static void test_canvas_and_dashlist(void)
{
	static const Row rows[] = {
		{ "{'type':'canvas','options':{'root':{'elements':[{'type':'text-box'}]}}}",
		  "options.root.elements", "[{'type':'rectangle'}]" },
		{ "{'type':'canvas','pluginVersion':'11.0.1','options':{'root':{'elements':"
		  "[{'type':'ellipse','config':{'width':2}}]}}}",
		  "options.root.elements",
		  "[{'type':'ellipse','config':{'width':2},'border':{'width':2}}]" },
		{ "{'type':'canvas','pluginVersion':'12.0.0','options':{'root':{'elements':"
		  "[{'connections':[{'direction':'both'},{}]}]}}}",
		  "options.root.elements",
		  "[{'connections':[{'direction':{'mode':'fixed','fixed':'both'}},"
		  "{'direction':{'mode':'fixed','fixed':'forward'}}]}]" },
		{ "{'type':'dashlist','limit':5,'starred':false,'options':{'maxItems':7}}", "options",
		  "{'maxItems':7,'showStarred':false}" },
	};

	check(rows, G_N_ELEMENTS(rows));
}

static void test_broken_settings_are_harmless(void)
{
	static const char *const types[] = {
		"table-old", "table",	 "heatmap", "grafana-piechart-panel", "natel-discrete-panel",
		"geomap",    "xychart",	 "canvas",  "grafana-worldmap-panel", "dashlist",
		"singlestat", "gauge",	 "text",
	};
	static const char *const settings[] = {
		"'options':7,'fieldConfig':[],'styles':[1,null],'columns':{},'legend':3,'color':5",
		"'options':{'footer':{'show':true},'series':[null],'layers':[3],'root':{'elements':"
		"[null]},'fieldOptions':{'defaults':[]}},'fieldConfig':{'defaults':1,'overrides':"
		"[null,{'properties':7}]}",
		"'styles':[{'thresholds':[null],'colors':{}}],'transform':9,'valueMaps':[null,{}],"
		"'colorMaps':[{'text':{}}],'rangeMaps':[{}],'colors':[null],'thresholds':',,'",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(types) * G_N_ELEMENTS(settings); i++) {
		g_autofree char *text = g_strdup_printf(
			"{'type':'%s',%s}", types[i % G_N_ELEMENTS(types)],
			settings[i / G_N_ELEMENTS(types)]);
		json_object *panel = json_of(text);

		migrate_panel(panel);
		json_object_put(panel);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/migrate-panel/singlestat", test_singlestat);
	g_test_add_func("/migrate-panel/singlestat-mappings", test_singlestat_mappings);
	g_test_add_func("/migrate-panel/stat-by-version", test_stat_by_version);
	g_test_add_func("/migrate-panel/text", test_text);
	g_test_add_func("/migrate-panel/types", test_types);
	g_test_add_func("/migrate-panel/old-table", test_old_table);
	g_test_add_func("/migrate-panel/table", test_table);
	g_test_add_func("/migrate-panel/heatmap", test_heatmap);
	g_test_add_func("/migrate-panel/piechart", test_piechart);
	g_test_add_func("/migrate-panel/discrete", test_discrete);
	g_test_add_func("/migrate-panel/geomap", test_geomap);
	g_test_add_func("/migrate-panel/xychart", test_xychart);
	g_test_add_func("/migrate-panel/canvas-and-dashlist", test_canvas_and_dashlist);
	g_test_add_func("/migrate-panel/broken-settings-are-harmless",
			test_broken_settings_are_harmless);
	return g_test_run();
}
