/*
 * Expected values: Grafana 12.3, plugins/panel/timeseries/migrations.ts, barchart/migrations.ts,
 * histogram/migrations.ts, grafana-ui SingleStatBaseOptions.ts (the rules, by hand).
 */
#include "renderer/model/migrate.h"

#include "renderer/json.h"
#include "tests/json-text.h"

typedef struct {
	const char *panel; // beside type and autoMigrateFrom
	const char *path;  // in the migrated panel
	const char *expected;
} Row;

static json_object *migrated(const char *text)
{
	json_object *panel = json_of(text);

	migrate_panel(panel);
	return panel;
}

static void check(const Row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		g_autofree char *text = g_strdup_printf("{'type':'graph','id':4%s%s}",
							*rows[i].panel ? "," : "", rows[i].panel);
		json_object *panel = migrated(text);

		g_test_message("%s", text);
		assert_json(json_get(panel, rows[i].path), rows[i].expected);
		json_object_put(panel);
	}
}

#define CUSTOM "fieldConfig.defaults.custom"

static void test_drawing(void)
{
	static const Row rows[] = {
		{ "'lines':true", CUSTOM ".drawStyle", "'line'" },
		{ "'lines':true,'bars':true", CUSTOM ".drawStyle", "'bars'" },
		{ "", CUSTOM ".drawStyle", "'points'" },
		{ "'lines':true", CUSTOM ".showPoints", "'never'" },
		{ "", CUSTOM ".showPoints", "null" },
		{ "'points':true,'pointradius':2", CUSTOM ".showPoints", "'always'" },
		{ "'points':true,'pointradius':2", CUSTOM ".pointSize", "6" },
		{ "'linewidth':3", CUSTOM ".lineWidth", "3" },
		{ "'dashes':true", CUSTOM ".lineStyle", "{'fill':'dash','dash':[10,10]}" },
		{ "'dashes':true,'dashLength':5,'spaceLength':2", CUSTOM ".lineStyle",
		  "{'fill':'dash','dash':[5,2]}" },
		{ "'dashes':false", CUSTOM ".lineStyle", "null" },
		{ "'fill':1", CUSTOM ".fillOpacity", "10" },
		{ "'fill':1,'bars':true", CUSTOM ".fillOpacity", "100" },
		{ "'fill':1,'fillGradient':4", CUSTOM ".fillOpacity", "40" },
		{ "'fill':1,'fillGradient':4", CUSTOM ".gradientMode", "'opacity'" },
		{ "'nullPointMode':'connected'", CUSTOM ".spanNulls", "true" },
		{ "'nullPointMode':'null'", CUSTOM ".spanNulls", "false" },
		{ "'nullPointMode':'null as zero'", "fieldConfig.defaults.nullValueMode",
		  "'null as zero'" },
		{ "'steppedLine':true", CUSTOM ".lineInterpolation", "'stepAfter'" },
		{ "'stack':true", CUSTOM ".stacking", "{'mode':'normal','group':'A'}" },
		{ "'stack':true,'percentage':true", CUSTOM ".stacking",
		  "{'mode':'percent','group':'A'}" },
		{ "", CUSTOM ".stacking", "null" },
	};

	check(rows, G_N_ELEMENTS(rows));
}

static void test_axes(void)
{
	static const Row rows[] = {
		{ "'yaxes':[{'format':'s','decimals':2,'min':'0','max':'x','show':true}]",
		  "fieldConfig.defaults.unit", "'s'" },
		{ "'yaxes':[{'min':'0','max':'x','show':true}]", "fieldConfig.defaults.min", "0" },
		{ "'yaxes':[{'min':'0','max':'x','show':true}]", "fieldConfig.defaults.max",
		  "null" },
		{ "'yaxes':[{'decimals':2,'show':true}]", "fieldConfig.defaults.decimals", "2" },
		{ "'yaxes':[{'show':true}]", CUSTOM ".axisPlacement", "'auto'" },
		{ "'yaxes':[{}]", CUSTOM ".axisPlacement", "'hidden'" },
		{ "", CUSTOM ".axisPlacement", "null" },
		{ "'yaxes':[{'label':'L'}]", CUSTOM ".axisLabel", "'L'" },
		{ "'yaxes':[{'logBase':10}]", CUSTOM ".scaleDistribution",
		  "{'type':'log','log':10}" },
		{ "'yaxes':[{'logBase':32}]", CUSTOM ".scaleDistribution", "null" },
		{ "'yaxes':[{'format':'s'}],'fieldConfig':{'defaults':{'unit':'m','links':[]}}",
		  "fieldConfig.defaults.unit", "'s'" },
		{ "'fieldConfig':{'defaults':{'unit':'m'}}", "fieldConfig.defaults.unit", "'m'" },
		{ "'xaxis':{'show':false,'mode':'time'}", "fieldConfig.overrides",
		  "[{'matcher':{'id':'byType','options':'time'},'properties':"
		  "[{'id':'custom.axisPlacement','value':'hidden'}]}]" },
		{ "'xaxis':{'show':true,'mode':'time'}", "fieldConfig.overrides", "[]" },
		{ "'stack':true,'percentage':true,'yaxis':{},"
		  "'yaxes':[{'min':0,'max':1,'decimals':0,'show':true}]",
		  "fieldConfig.defaults.min", "null" },
	};

	check(rows, G_N_ELEMENTS(rows));
}

#define OVERRIDE(alias, properties)                                                   \
	"[{'matcher':{'id':'byName','options':'" alias "'},'properties':[" properties \
	"]}]"

static void test_series_overrides(void)
{
	static const Row rows[] = {
		{ "'aliasColors':{'a':'#ff0000','b':''}", "fieldConfig.overrides",
		  OVERRIDE("a", "{'id':'color','value':{'mode':'fixed','fixedColor':'#ff0000'}}") },
		{ "'seriesOverrides':[{'alias':'a','fill':3}]", "fieldConfig.overrides",
		  OVERRIDE("a", "{'id':'custom.fillOpacity','value':30}") },
		{ "'seriesOverrides':[{'alias':'a','fillBelowTo':'b'}]", "fieldConfig.overrides",
		  OVERRIDE("a", "{'id':'custom.fillBelowTo','value':'b'}") },
		{ "'fill':1,'seriesOverrides':[{'alias':'a','fillBelowTo':'b'}]",
		  CUSTOM ".fillOpacity", "35" },
		{ "'seriesOverrides':[{'alias':'a','points':true}]", "fieldConfig.overrides",
		  OVERRIDE("a", "{'id':'custom.showPoints','value':'always'}") },
		{ "'seriesOverrides':[{'alias':'a','bars':true}]", "fieldConfig.overrides",
		  OVERRIDE("a", "{'id':'custom.drawStyle','value':'bars'},"
				"{'id':'custom.fillOpacity','value':100}") },
		{ "'seriesOverrides':[{'alias':'a','bars':false}]", "fieldConfig.overrides",
		  OVERRIDE("a", "{'id':'custom.drawStyle','value':'line'}") },
		{ "'seriesOverrides':[{'alias':'a','lines':false}]", "fieldConfig.overrides",
		  OVERRIDE("a", "{'id':'custom.lineWidth','value':0}") },
		{ "'seriesOverrides':[{'alias':'a','linewidth':5}]", "fieldConfig.overrides",
		  OVERRIDE("a", "{'id':'custom.lineWidth','value':5}") },
		{ "'seriesOverrides':[{'alias':'a','pointradius':4}]", "fieldConfig.overrides",
		  OVERRIDE("a", "{'id':'custom.pointSize','value':10}") },
		{ "'seriesOverrides':[{'alias':'a','dashes':true,'dashLength':3}]",
		  "fieldConfig.overrides",
		  OVERRIDE("a", "{'id':'custom.lineStyle','value':{'fill':'dash','dash':[3,10]}}") },
		{ "'seriesOverrides':[{'alias':'a','stack':false}]", "fieldConfig.overrides",
		  OVERRIDE("a", "{'id':'custom.stacking','value':{'mode':'none','group':'A'}}") },
		{ "'seriesOverrides':[{'alias':'a','stack':'B'}]", "fieldConfig.overrides",
		  OVERRIDE("a", "{'id':'custom.stacking','value':{'mode':'normal','group':'B'}}") },
		{ "'seriesOverrides':[{'alias':'a','color':'red'}]", "fieldConfig.overrides",
		  OVERRIDE("a", "{'id':'color','value':{'fixedColor':'red','mode':'fixed'}}") },
		{ "'seriesOverrides':[{'alias':'a','transform':'negative-Y'}]",
		  "fieldConfig.overrides",
		  OVERRIDE("a", "{'id':'custom.transform','value':'negative-Y'}") },
		{ "'seriesOverrides':[{'alias':'a','zindex':3}]", "fieldConfig.overrides", "[]" },
		{ "'seriesOverrides':[{'fill':3}]", "fieldConfig.overrides", "[]" },
		{ "'seriesOverrides':[{'alias':'/a.*/i','fill':3}]", "fieldConfig.overrides",
		  "[{'matcher':{'id':'byRegexp','options':'/a.*/i'},"
		  "'properties':[{'id':'custom.fillOpacity','value':30}]}]" },
		{ "'seriesOverrides':[{'alias':'/a/b','fill':3}]", "fieldConfig.overrides",
		  "[{'matcher':{'id':'byName','options':'/a/b'},"
		  "'properties':[{'id':'custom.fillOpacity','value':30}]}]" },
		{ "'yaxes':[{'format':'s','show':true,'min':0},"
		  "{'format':'short','show':true,'label':'R','min':0}],"
		  "'seriesOverrides':[{'alias':'a','yaxis':2}]",
		  "fieldConfig.overrides",
		  OVERRIDE("a", "{'id':'unit','value':'short'},"
				"{'id':'custom.axisPlacement','value':'right'},"
				"{'id':'custom.axisLabel','value':'R'}") },
		{ "'seriesOverrides':[{'alias':'a','yaxis':1}]", "fieldConfig.overrides", "[]" },
	};

	check(rows, G_N_ELEMENTS(rows));
}

static void test_legend(void)
{
	static const Row rows[] = {
		{ "", "options.legend",
		  "{'displayMode':'list','showLegend':true,'placement':'bottom','calcs':[]}" },
		{ "'legend':{'show':false}", "options.legend.showLegend", "false" },
		{ "'legend':{'show':true,'alignAsTable':true,'rightSide':true,'sideWidth':200}",
		  "options.legend",
		  "{'displayMode':'table','showLegend':true,'placement':'right','calcs':[],"
		  "'width':200}" },
		{ "'legend':{'show':true,'values':true,'avg':true,'current':true,'max':false,"
		  "'total':true}",
		  "options.legend.calcs", "['mean','lastNotNull','sum']" },
		{ "'legend':{'show':true,'avg':true}", "options.legend.calcs", "[]" },
		{ "'legend':{'show':true,'hideZero':true}", "fieldConfig.overrides",
		  "[{'matcher':{'id':'byValue','options':{'reducer':'allIsZero','op':'gte',"
		  "'value':0}},'properties':[{'id':'custom.hideFrom','value':{'tooltip':true,"
		  "'viz':false,'legend':true}}]}]" },
		{ "'options':{'alertThreshold':true,'legend':{'x':1}}", "options.alertThreshold",
		  "true" },
	};

	check(rows, G_N_ELEMENTS(rows));
}

#define STEPS "fieldConfig.defaults.thresholds.steps"
#define STYLE CUSTOM ".thresholdsStyle.mode"

static void test_thresholds(void)
{
	static const Row rows[] = {
		{ "'thresholds':[]", "fieldConfig.defaults.thresholds", "null" },
		{ "'thresholds':[{'op':'gt','value':5,'colorMode':'critical','fill':true}]", STEPS,
		  "[{'color':'transparent','value':null},{'color':'red','value':5}]" },
		{ "'thresholds':[{'op':'gt','value':5,'fill':true}]", STYLE, "'area'" },
		{ "'thresholds':[{'op':'gt','value':5,'line':true}]", STYLE, "'line'" },
		{ "'thresholds':[{'op':'gt','value':5,'line':true,'fill':true}]", STYLE,
		  "'line+area'" },
		{ "'thresholds':[{'op':'gt','value':9,'colorMode':'custom','lineColor':'blue'},"
		  "{'op':'lt','value':2,'colorMode':'warning'}]",
		  STEPS,
		  "[{'color':'orange','value':null},{'color':'transparent','value':2},"
		  "{'color':'blue','value':9}]" },
		{ "'thresholds':[{'op':'lt','value':1,'colorMode':'critical'},"
		  "{'op':'lt','value':2,'colorMode':'warning'}]",
		  STEPS,
		  "[{'color':'red','value':null},{'color':'orange','value':1},"
		  "{'color':'transparent','value':2}]" },
	};

	check(rows, G_N_ELEMENTS(rows));
}

static void test_time_regions(void)
{
	static const Row rows[] = {
		{ "'title':'T','timeRegions':[{'op':'time','from':'08:00','to':'09:00',"
		  "'fromDayOfWeek':1,'fill':true,'colorMode':'custom','fillColor':'#111'}]",
		  "migratedAnnotations",
		  "[{'datasource':{'type':'datasource','uid':'grafana'},'enable':true,'hide':true,"
		  "'filter':{'exclude':false,'ids':[4]},'iconColor':'#111',"
		  "'name':'Time region for panel T','target':{'queryType':'timeRegions',"
		  "'refId':'Anno','timeRegion':{'fromDayOfWeek':1,'from':'08:00','to':'09:00',"
		  "'timezone':'utc'}}}]" },
		{ "'timeRegions':[{'colorMode':'gray'}]", "migratedAnnotations", "null" },
	};

	check(rows, G_N_ELEMENTS(rows));
}

static void test_other_types(void)
{
	static const Row rows[] = {
		{ "'xaxis':{'mode':'series','values':['current']}", "type", "'barchart'" },
		{ "'xaxis':{'mode':'series','values':['current','max']}", "transformations",
		  "[{'id':'reduce','options':{'reducers':['lastNotNull','max']}},"
		  "{'id':'transpose','options':{}}]" },
		{ "'xaxis':{'mode':'series'}", "transformations",
		  "[{'id':'reduce','options':{'reducers':['sum']}},"
		  "{'id':'transpose','options':{}}]" },
		{ "'xaxis':{'mode':'series'}", "options", "{'groupWidth':1}" },
		{ "'xaxis':{'mode':'series'}", "fieldConfig.overrides",
		  "[{'matcher':{'id':'byName','options':'Field'},'properties':"
		  "[{'id':'custom.axisPlacement','value':'hidden'}]}]" },
		{ "'xaxis':{'mode':'series','values':['total']},'legend':{'values':true,'show':true}",
		  "type", "'bargauge'" },
		{ "'xaxis':{'mode':'series','values':['total']},'legend':{'values':true,'show':true}",
		  "options.reduceOptions", "{'values':false,'calcs':['sum']}" },
		{ "'xaxis':{'mode':'series','values':['total']},'legend':{'values':true,'show':true}",
		  "fieldConfig.defaults.color", "{'mode':'palette-classic'}" },
		{ "'xaxis':{'mode':'histogram'},'stack':true", "type", "'histogram'" },
		{ "'xaxis':{'mode':'histogram'},'stack':true", "fieldConfig.defaults.custom",
		  "{'stacking':{'mode':'normal','group':'A'}}" },
		{ "", "autoMigrateFrom", "'graph'" },
	};

	check(rows, G_N_ELEMENTS(rows));
}

/* The backend of 12.2 and later renames types itself and leaves the settings where they are. */
static void test_renamed_by_the_backend(void)
{
	json_object *panel = migrated(
		"{'type':'timeseries','autoMigrateFrom':'graph','lines':true,'aliasColors':{'a':'b'}}");

	assert_json(json_get(panel, CUSTOM ".drawStyle"), "'line'");
	migrate_panel(panel);
	g_assert_cmpuint(json_object_array_length(json_get(panel, "fieldConfig.overrides")), ==, 1);
	json_object_put(panel);
}

static void test_broken_settings_are_harmless(void)
{
	static const char *const texts[] = {
		"{'type':'graph','yaxes':7,'legend':[],'seriesOverrides':[1,null,{'alias':5}]}",
		"{'type':'graph','thresholds':[null,{'op':'lt'},{'op':'gt'}],'timeRegions':[3]}",
		"{'type':'graph','fieldConfig':{'defaults':{'custom':3},'overrides':{}}}",
		"{'type':'graph','xaxis':{'mode':'series','values':[null,{},'x']},'options':[]}",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		json_object_put(migrated(texts[i]));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/migrate-graph/drawing", test_drawing);
	g_test_add_func("/migrate-graph/axes", test_axes);
	g_test_add_func("/migrate-graph/series-overrides", test_series_overrides);
	g_test_add_func("/migrate-graph/legend", test_legend);
	g_test_add_func("/migrate-graph/thresholds", test_thresholds);
	g_test_add_func("/migrate-graph/time-regions", test_time_regions);
	g_test_add_func("/migrate-graph/other-types", test_other_types);
	g_test_add_func("/migrate-graph/renamed-by-the-backend", test_renamed_by_the_backend);
	g_test_add_func("/migrate-graph/broken-settings-are-harmless",
			test_broken_settings_are_harmless);
	return g_test_run();
}
