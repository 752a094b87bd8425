/*
 * Expected values: Grafana 12.3, features/dashboard-scene/serialization/{layoutSerializers,
 * transformSaveModelSchemaV2ToScene,annotations}.ts, features/dashboard/api/ResponseTransformers.ts
 * (the rules, by hand).
 */
#include "renderer/model/schema-v2.h"

#include "renderer/json.h"
#include "renderer/model/dashboard.h"
#include "tests/json-text.h"

#define QUERY(ref, uid) \
	"{'kind':'PanelQuery','spec':{'refId':'" ref "','hidden':false,'query':{'kind':'DataQuery'," \
	"'group':'prometheus','version':'v0','datasource':{'name':'" uid "'},'spec':{'expr':'up'}}}}"
#define TARGET(ref, uid) \
	"{'refId':'" ref "','hide':false,'datasource':{'type':'prometheus','uid':'" uid "'}," \
	"'expr':'up'}"

/* --- Panels --- */

static void assert_panel(const char *element, const char *expected)
{
	json_object *json = json_of(element);
	json_object *panel = schema_v2_panel(json);

	g_test_message("%s", element);
	assert_json(panel, expected);
	json_object_put(panel);
	json_object_put(json);
}

static void test_panels(void)
{
	/* v2beta1 */
	assert_panel(
		"{'kind':'Panel','spec':{'id':3,'title':'Sales','description':'d','transparent':true,"
		"'links':[],'data':{'kind':'QueryGroup','spec':{'queries':[" QUERY("A", "p") "],"
		"'transformations':[{'kind':'reduce','spec':{'id':'reduce','options':{'a':1},"
		"'disabled':true}}],'queryOptions':{'maxDataPoints':50,'timeFrom':'1h',"
		"'timeCompare':'1d'}}},"
		"'vizConfig':{'kind':'VizConfig','group':'stat','version':'12.3.0','spec':{'options':"
		"{'o':1},'fieldConfig':{'defaults':{},'overrides':[]}}}}}",
		"{'id':3,'title':'Sales','description':'d','transparent':true,'links':[],"
		"'type':'stat','pluginVersion':'12.3.0','options':{'o':1},"
		"'fieldConfig':{'defaults':{},'overrides':[]},"
		"'datasource':{'type':'prometheus','uid':'p'},'targets':[" TARGET("A", "p") "],"
		"'transformations':[{'id':'reduce','options':{'a':1},'disabled':true}],"
		"'maxDataPoints':50,'timeFrom':'1h'}");
	/* v2alpha1: kinds are the ids, the data source stands beside the query */
	assert_panel(
		"{'kind':'Panel','spec':{'id':4,'title':'','data':{'spec':{'queries':[{'kind':"
		"'PanelQuery','spec':{'refId':'A','datasource':{'type':'loki','uid':'l'},"
		"'query':{'kind':'loki','spec':{'expr':'x'}}}}]}},'vizConfig':{'kind':'table',"
		"'spec':{'pluginVersion':'12.0.0','options':{}}}}}",
		"{'id':4,'title':'','type':'table','pluginVersion':'12.0.0','options':{},"
		"'fieldConfig':null,'datasource':{'type':'loki','uid':'l'},'targets':[{'refId':'A',"
		"'datasource':{'type':'loki','uid':'l'},'expr':'x'}],'transformations':[]}");
	/* v2: a transformation's id is its group */
	assert_panel(
		"{'kind':'Panel','spec':{'id':5,'data':{'spec':{'transformations':[{'kind':"
		"'Transformation','group':'merge','spec':{'options':{}}}]}},"
		"'vizConfig':{'group':'text'}}}",
		"{'id':5,'title':null,'type':'text','options':null,'fieldConfig':null,"
		"'targets':[],'transformations':[{'id':'merge','options':{}}]}");
	assert_panel("{'kind':'LibraryPanel','spec':{'id':6,'title':'L','libraryPanel':"
		     "{'name':'n','uid':'u'}}}",
		     "{'id':6,'title':'L','libraryPanel':{'name':'n','uid':'u'}}");
	assert_panel("{'kind':'Panel'}", "null");
	assert_panel("7", "null");
}

static void test_data_sources(void)
{
	static const struct {
		const char *queries, *expected;
	} rows[] = {
		{ "[" QUERY("A", "p") "," QUERY("B", "p") "]", "{'type':'prometheus','uid':'p'}" },
		{ "[" QUERY("A", "p") "," QUERY("B", "q") "]",
		  "{'type':'mixed','uid':'-- Mixed --'}" },
		{ "[{'spec':{'refId':'A','query':{'group':'loki','spec':{}}}}]", "{'type':'loki'}" },
		{ "[]", "null" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *text = g_strdup_printf(
			"{'kind':'Panel','spec':{'data':{'spec':{'queries':%s}}}}", rows[i].queries);
		json_object *element = json_of(text), *panel = schema_v2_panel(element);

		assert_json(json_get(panel, "datasource"), rows[i].expected);
		json_object_put(panel);
		json_object_put(element);
	}
}

/* --- Layouts --- */

#define ELEMENTS \
	"{'a':{'kind':'LibraryPanel','spec':{'id':1}},'b':{'kind':'LibraryPanel','spec':{'id':2}}," \
	"'c.d':{'kind':'LibraryPanel','spec':{'id':3}}}"
#define ITEM(name, more) "{'spec':{'element':{'name':'" name "'}" more "}}"

/* One line of the page: "row title" or the panel's id, its place, what repeats it. */
static void describe(GString *text, json_object *panels, int depth)
{
	for (size_t i = 0; i < (panels ? json_object_array_length(panels) : 0); i++) {
		json_object *panel = json_object_array_get_idx(panels, i);
		json_object *inner = json_get(panel, "panels");
		const char *repeat = json_get_text(panel, "repeat", NULL);

		g_string_append_printf(
			text, "%*s%s %d,%d %dx%d%s%s%s\n", depth, "",
			inner ? json_get_text(panel, "title", "")
			      : json_object_get_string(json_get(panel, "id")),
			(int)json_get_number(panel, "gridPos.x", -1),
			(int)json_get_number(panel, "gridPos.y", -1),
			(int)json_get_number(panel, "gridPos.w", -1),
			(int)json_get_number(panel, "gridPos.h", -1), repeat ? " by " : "",
			repeat ? repeat : "",
			json_get_bool(panel, "isHiddenTab", false) ? " hidden" : "");
		describe(text, inner, depth + 1);
	}
}

static void assert_layout(const char *layout, const char *expected)
{
	json_object *json = json_of(layout), *elements = json_of(ELEMENTS);
	json_object *panels = schema_v2_panels(json, elements);
	g_autoptr(GString) text = g_string_new(NULL);

	describe(text, panels, 0);
	g_assert_cmpstr(text->str, ==, expected);
	json_object_put(panels);
	json_object_put(elements);
	json_object_put(json);
}

static void test_grid(void)
{
	assert_layout("{'kind':'GridLayout','spec':{'items':["
		      ITEM("a", ",'x':0,'y':0,'width':12,'height':8") ","
		      ITEM("c.d", ",'x':12,'y':0,'width':12,'height':4,'repeat':{'mode':'variable',"
				  "'value':'v','direction':'v','maxPerRow':2}")
		      "," ITEM("none", "") "," ITEM("a", "") "]}}",
		      "1 0,0 12x8\n3 12,0 12x4 by v\n");
	assert_layout("{'kind':'GridLayout','spec':{'items':[{'kind':'GridLayoutRow','spec':"
		      "{'y':2,'title':'R','collapsed':true,'repeat':{'value':'v'},'elements':["
		      ITEM("a", ",'x':0,'y':0,'width':6,'height':4") "]}}]}}",
		      "R 0,2 24x1 by v\n 1 0,3 6x4\n");
}

static void test_auto_grid(void)
{
	assert_layout("{'kind':'AutoGridLayout','spec':{'maxColumnCount':2,'items':["
		      ITEM("a", "") "," ITEM("b", "") "," ITEM("c.d", "") "]}}",
		      "1 0,0 12x9\n2 12,0 12x9\n3 0,9 12x9\n");
	assert_layout("{'kind':'AutoGridLayout','spec':{'rowHeightMode':'short','items':["
		      ITEM("a", ",'repeat':{'value':'v'}") "]}}",
		      "1 0,0 24x5 by v\n");
}

#define GRID(name) \
	"{'kind':'GridLayout','spec':{'items':[" ITEM(name, ",'width':24,'height':3") "]}}"

static void test_rows(void)
{
	assert_layout("{'kind':'RowsLayout','spec':{'rows':["
		      "{'spec':{'title':'R','layout':" GRID("a") "}},"
		      "{'spec':{'title':'S','collapse':true,'layout':" GRID("b") "}},"
		      "{'spec':{'title':'T','repeat':{'value':'v'},'layout':" GRID("c.d") "}}]}}",
		      "R 0,0 24x1\n1 0,1 24x3\nS 0,4 24x1\n 2 0,5 24x3\nT 0,5 24x1 by v\n"
		      "3 0,6 24x3\n");
}

static void test_tabs(void)
{
	assert_layout("{'kind':'TabsLayout','spec':{'tabs':["
		      "{'spec':{'title':'One','layout':" GRID("a") "}},"
		      "{'spec':{'title':'Two','layout':" GRID("b") "}}]}}",
		      "1 0,0 24x3\nTwo 0,3 24x1 hidden\n 2 0,4 24x3\n");
}

static void test_depth_is_bounded(void)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (int i = 0; i < 25; i++)
		g_string_append(text, "{'kind':'RowsLayout','spec':{'rows':[{'spec':{'layout':");
	g_string_append(text, GRID("a"));
	for (int i = 0; i < 25; i++)
		g_string_append(text, "}}]}}");
	json_object *layout = json_tokener_parse(text->str), *elements = json_of(ELEMENTS);
	json_object *panels = schema_v2_panels(layout, elements);

	g_assert_cmpuint(json_object_array_length(panels), <, 20);
	json_object_put(panels);
	json_object_put(layout);
	json_object_put(elements);
}

/* --- Variables --- */

static void test_variables(void)
{
	static const struct {
		const char *kind, *expected;
	} rows[] = {
		{ "{'kind':'QueryVariable','spec':{'name':'q','query':{'group':'prometheus',"
		  "'datasource':{'name':'p'},'spec':{'__legacyStringValue':'label_values(x)'}},"
		  "'sort':'alphabeticalDesc','refresh':'onTimeRangeChanged','hide':'hideVariable'}}",
		  "{'type':'query','name':'q','query':'label_values(x)','sort':2,'refresh':2,'hide':2,"
		  "'datasource':{'type':'prometheus','uid':'p'}}" },
		{ "{'kind':'QueryVariable','spec':{'name':'q','datasource':{'type':'x','uid':'u'},"
		  "'query':{'kind':'x','spec':{'expr':'e'}},'sort':'naturalDesc'}}",
		  "{'type':'query','name':'q','query':{'refId':'A','expr':'e'},'sort':8,"
		  "'datasource':{'type':'x','uid':'u'}}" },
		{ "{'kind':'CustomVariable','spec':{'name':'c','query':'a,b','current':"
		  "{'text':'a','value':'a'}}}",
		  "{'type':'custom','name':'c','query':'a,b','current':{'text':'a','value':'a'}}" },
		{ "{'kind':'TextVariable','spec':{'name':'t','query':'x'}}",
		  "{'type':'textbox','name':'t','query':'x'}" },
		{ "{'kind':'ConstantVariable','spec':{'name':'k','query':'x'}}",
		  "{'type':'constant','name':'k','query':'x'}" },
		{ "{'kind':'IntervalVariable','spec':{'name':'i','query':'1m','auto':true}}",
		  "{'type':'interval','name':'i','query':'1m','auto':true}" },
		{ "{'kind':'DatasourceVariable','spec':{'name':'d','pluginId':'loki'}}",
		  "{'type':'datasource','name':'d','pluginId':'loki','query':'loki'}" },
		{ "{'kind':'SwitchVariable','spec':{'name':'s','current':'on','enabledValue':'on',"
		  "'disabledValue':'off'}}",
		  "{'type':'switch','name':'s','current':{'text':'on','value':'on'},"
		  "'enabledValue':'on','disabledValue':'off','options':[{'text':'on','value':'on'},"
		  "{'text':'off','value':'off'}]}" },
		{ "{'kind':'AdhocVariable','group':'prometheus','datasource':{'name':'p'},"
		  "'spec':{'name':'f','filters':[]}}",
		  "{'type':'adhoc','name':'f','filters':[],"
		  "'datasource':{'type':'prometheus','uid':'p'}}" },
		{ "{'kind':'GroupByVariable','spec':{'name':'g','datasource':{'uid':'p'}}}",
		  "{'type':'groupby','name':'g','datasource':{'uid':'p'}}" },
		{ "{'kind':'OtherVariable','spec':{}}", "null" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		json_object *kind = json_of(rows[i].kind), *variable = schema_v2_variable(kind);

		g_test_message("%s", rows[i].kind);
		assert_json(variable, rows[i].expected);
		json_object_put(variable);
		json_object_put(kind);
	}
}

/* --- A whole dashboard --- */

static void test_dashboard(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	g_autoptr(GError) error = NULL;
	Dashboard *dashboard = dashboard_parse(
		arena,
		json_of("{'metadata':{'name':'uid'},'spec':{'title':'T','elements':" ELEMENTS ","
			"'layout':{'kind':'TabsLayout','spec':{'tabs':[{'spec':{'repeat':{'value':'v'},"
			"'layout':{'kind':'RowsLayout','spec':{'rows':[{'spec':{'title':'R','repeat':"
			"{'value':'w'},'layout':" GRID("b") "}}]}}}}]}},"
			"'timeSettings':{'from':'now-2h','to':'now','timezone':'utc',"
			"'weekStart':'monday','fiscalYearStartMonth':2,'nowDelay':'1m'},"
			"'variables':[{'kind':'TextVariable','spec':{'name':'t'}}],"
			"'annotations':[{'kind':'AnnotationQuery','spec':{'name':'n','enable':true,"
			"'iconColor':'red','builtIn':true,'query':{'group':'grafana','spec':{}},"
			"'legacyOptions':{'x':1}}}]}}"),
		&error);

	g_assert_no_error(error);
	g_assert_cmpstr(dashboard->title, ==, "T");
	g_assert_cmpstr(dashboard->uid, ==, "uid");
	g_assert_cmpstr(dashboard->time_from, ==, "now-2h");
	g_assert_cmpstr(dashboard->timezone, ==, "utc");
	g_assert_cmpstr(dashboard->now_delay, ==, "1m");
	g_assert_cmpint(dashboard->week_start, ==, 1);
	g_assert_cmpint(dashboard->fiscal_start, ==, 2);
	assert_json(dashboard->variables, "[{'type':'textbox','name':'t'}]");
	assert_json(dashboard->annotations,
		    "[{'enable':true,'hide':false,'iconColor':'red','name':'n','builtIn':1,"
		    "'type':'dashboard','x':1,'datasource':{'type':'grafana'}}]");
	g_assert_cmpuint(dashboard->n_panels, ==, 1);
	g_assert_cmpint(dashboard->panels[0].id, ==, 2);
	g_assert_cmpstr(dashboard->panels[0].row_repeat, ==, "w");
	assert_json(dashboard->panels[0].row->outer_repeats, "['v']");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/schema-v2/panels", test_panels);
	g_test_add_func("/schema-v2/data-sources", test_data_sources);
	g_test_add_func("/schema-v2/grid", test_grid);
	g_test_add_func("/schema-v2/auto-grid", test_auto_grid);
	g_test_add_func("/schema-v2/rows", test_rows);
	g_test_add_func("/schema-v2/tabs", test_tabs);
	g_test_add_func("/schema-v2/depth-is-bounded", test_depth_is_bounded);
	g_test_add_func("/schema-v2/variables", test_variables);
	g_test_add_func("/schema-v2/dashboard", test_dashboard);
	return g_test_run();
}
