/*
 * Expected values: scenes 6.42, variables/variants; Grafana 12.3, features/dashboard-scene/utils/
 * variables.ts (the rules, by hand).
 */
#include "renderer/model/variable-options.h"

#include "tests/json-text.h"

/* --- Values --- */

typedef struct {
	const char *variable; // its JSON beside the name "v"
	const char *url;      // values apart by "|"; NULL: not in the URL
	const char *expected; // in the format glob
	const char *label;    // in the format text
} Row;

static const DataSource sources[] = {
	{ .name = "Zeta", .uid = "z", .type = "prometheus", .is_default = true },
	{ .name = "alpha", .uid = "a", .type = "prometheus" },
	{ .name = "Logs", .uid = "l", .type = "loki" },
};

static const TimeRange six_hours = { 0, 6 * 3600000, "now-6h", "now" };

static Dashboard *dashboard_of(Arena *arena, const char *variables, const char *panels)
{
	g_autofree char *text = g_strdup_printf(
		"{'title':'T','schemaVersion':42,'panels':[%s],'templating':{'list':[%s]}}", panels,
		variables);
	Dashboard *dashboard = dashboard_parse(arena, json_of(text), NULL);

	g_assert_nonnull(dashboard);
	return dashboard;
}

static VariableInput input_of(Arena *arena, const char *url)
{
	VariableInput input = { .data_sources = sources,
				.n_data_sources = G_N_ELEMENTS(sources),
				.range = &six_hours };
	UrlVariable *variable = arena_new_one(arena, UrlVariable);

	if (!url)
		return input;
	g_auto(GStrv) parts = g_strsplit(url, "|", -1);

	variable->name = "v";
	variable->n_values = *url ? g_strv_length(parts) : 1;
	variable->values = arena_new_array(arena, const char *, variable->n_values + 1);
	for (size_t i = 0; i < variable->n_values; i++)
		variable->values[i] = arena_strdup(arena, *url ? parts[i] : "");
	input.url = variable;
	input.n_url = 1;
	return input;
}

static const char *text_of(Arena *arena, const Variables *variables, const char *text)
{
	Interpolator interpolator = { .variables = variables->items, .n_variables = variables->n };

	return interpolate(arena, &interpolator, text, NULL);
}

static void check(const Row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		g_autoptr(Arena) arena = arena_new(1 << 20);
		VariableInput input = input_of(arena, rows[i].url);
		const char *json = arena_printf(arena, "{'name':'v',%s}", rows[i].variable);
		Dashboard *dashboard = dashboard_of(arena, json, "");
		Variables *variables = variables_resolve(arena, dashboard, &input);

		g_test_message("%s url %s", rows[i].variable, rows[i].url ? rows[i].url : "-");
		g_assert_cmpstr(text_of(arena, variables, "$v"), ==, rows[i].expected);
		g_assert_cmpstr(text_of(arena, variables, "${v:text}"), ==, rows[i].label);
		g_assert_true(variables->is_resolved[0]);
	}
}

#define LIST "'type':'custom','query':'a, B : b ,c\\\\,d'"

static void test_custom(void)
{
	static const Row rows[] = {
		{ LIST, NULL, "a", "a" },
		{ LIST ",'current':{'value':'b','text':'B'}", NULL, "b", "B" },
		{ LIST ",'current':{'value':'old','text':'B'}", NULL, "b", "B" },
		{ LIST ",'current':{'value':'old','text':'old'}", NULL, "a", "a" },
		{ LIST ",'current':{'value':'c,d'}", NULL, "c,d", "c,d" },
		{ LIST, "b", "b", "B" },
		{ LIST, "B", "b", "B" },
		{ LIST, "new", "new", "new" },
		{ LIST, "b|a", "b", "B" },
		{ LIST, "", "", "" },
		{ LIST ",'multi':true", "b|a", "{b,a}", "B + a" },
		{ LIST ",'multi':true", "b|new", "{b,new}", "b + new" },
		{ LIST ",'multi':true,'current':{'value':['b','gone'],'text':['B','gone']}", NULL, "b",
		  "B" },
		{ LIST ",'multi':true,'current':{'value':['gone']}", NULL, "a", "a" },
		{ LIST ",'includeAll':true", NULL, "{a,b,c,d}", "All" },
		{ LIST ",'includeAll':true", "All", "{a,b,c,d}", "All" },
		{ LIST ",'includeAll':true,'multi':true", "$__all", "{a,b,c,d}", "All" },
		{ LIST ",'includeAll':true,'multi':true", "$__all|b", "b", "B" },
		{ LIST ",'includeAll':true,'allValue':'.*'", ".*", ".*", "All" },
		{ LIST ",'includeAll':true,'allValue':'.*'", "All", ".*", "All" },
		{ LIST ",'current':{'value':'$__all','text':'All'}", NULL, "a", "a" },
		{ LIST, "All", "All", "All" },
		{ LIST ",'skipUrlSync':true", "b", "a", "a" },
		{ LIST ",'current':{'value':'gone'}", "gone", "a", "a" },
		{ "'type':'custom','query':'','current':{'value':'x','text':'X'}", NULL, "x", "X" },
		{ "'type':'custom','query':',,a,,b,'", NULL, "a", "a" },
		{ "'type':'custom','query':'x : y : z'", NULL, "z", "x : y" },
		{ "'type':'custom','query':'http://h:1'", NULL, "http://h:1", "http://h:1" },
		{ "'type':'custom','query':'1,2','current':{'value':2}", NULL, "2", "2" },
		{ "'type':'custom','valuesFormat':'json','query':'[{\"text\":\"T\",\"value\":\"v\"}]'",
		  NULL, "v", "T" },
	};

	check(rows, G_N_ELEMENTS(rows));
}

static void test_data_source(void)
{
	static const Row rows[] = {
		{ "'type':'datasource','query':'prometheus'", NULL, "a", "alpha" },
		{ "'type':'datasource','query':'prometheus','current':{'value':'z','text':'Zeta'}",
		  NULL, "z", "Zeta" },
		{ "'type':'datasource','query':'prometheus','current':{'value':'Zeta','text':'Zeta'}",
		  NULL, "z", "Zeta" },
		{ "'type':'datasource','query':'prometheus'", "Zeta", "z", "Zeta" },
		{ "'type':'datasource','query':'prometheus','regex':'/^Z/'", NULL, "z", "Zeta" },
		{ "'type':'datasource','query':'prometheus','regex':'Zet'", NULL, "", "" },
		{ "'type':'datasource','query':'prometheus',"
		  "'current':{'value':'default','text':'default'}",
		  NULL, "default", "default" },
		{ "'type':'datasource','query':'tempo'", NULL, "", "" },
		{ "'type':'datasource','query':'tempo'", "t", "t", "t" },
		{ "'type':'datasource','query':'prometheus','includeAll':true,'multi':true", NULL,
		  "{a,z}", "All" },
	};

	check(rows, G_N_ELEMENTS(rows));
}

static void test_interval(void)
{
	static const Row rows[] = {
		{ "'type':'interval','query':'1m,10m,1h'", NULL, "1m", "1m" },
		{ "'type':'interval','query':'1m,10m','current':{'value':'10m'}", NULL, "10m", "10m" },
		{ "'type':'interval','query':'1m,10m','current':{'value':'7m'}", NULL, "1m", "1m" },
		{ "'type':'interval','query':'\"1m\" \"5 m\"','current':{'value':'5 m'}", NULL, "5 m",
		  "5 m" },
		{ "'type':'interval','query':'1m'", "7m", "7m", "7m" },
		{ "'type':'interval','query':'1m','auto':true,'auto_count':10,'auto_min':'10s'",
		  "$__auto", "30m", "30m" },
		{ "'type':'interval','query':'1m','auto_count':'100'", "$__auto_interval_v", "5m",
		  "5m" },
		{ "'type':'interval','query':'1m','auto_min':'2h',"
		  "'current':{'value':'$__auto_interval_v'}",
		  NULL, "2h", "2h" },
	};

	check(rows, G_N_ELEMENTS(rows));
}

static void test_other_types(void)
{
	static const Row rows[] = {
		{ "'type':'textbox','query':'q'", NULL, "q", "q" },
		{ "'type':'textbox','query':'q','current':{'value':'c','text':'c'}", NULL, "c", "c" },
		{ "'type':'textbox','query':'q'", "u", "u", "u" },
		{ "'type':'textbox','query':'q'", "", "", "" },
		{ "'type':'constant','query':'k'", NULL, "k", "k" },
		{ "'type':'constant','query':'k','skipUrlSync':true", "u", "k", "k" },
		{ "'type':'switch','current':{'value':'on'},'options':[{'value':'on'},{'value':'off'}]",
		  NULL, "on", "on" },
		{ "'type':'switch','current':{'value':'on'},'options':[{'value':'on'},{'value':'off'}]",
		  "off", "off", "off" },
		{ "'type':'switch','current':{'value':'on'},'options':[{'value':'on'},{'value':'off'}]",
		  "maybe", "on", "on" },
		{ "'type':'adhoc','filters':[{'key':'a'}]", "a|=|b", "", "" },
		{ "'type':'groupby'", NULL, "$v", "${v:text}" },
		{ "'type':'nonsense'", NULL, "$v", "${v:text}" },
	};

	check(rows, G_N_ELEMENTS(rows));
}

static void test_query_values_that_stand(void)
{
	static const Row rows[] = {
		{ "'type':'query','current':{'value':'a','text':'A'}", NULL, "a", "A" },
		{ "'type':'query','current':{'value':'a','text':'A'}", "b", "b", "b" },
		{ "'type':'query','current':{'value':'a','text':'A'},"
		  "'options':[{'value':'b','text':'B'}]",
		  "b", "b", "B" },
		{ "'type':'query','multi':true,'current':{'value':['a'],'text':['A']}", "a|b",
		  "{a,b}", "A + b" },
		{ "'type':'query','includeAll':true,'allValue':'.+'", "$__all", ".+", "All" },
		{ "'type':'query','multi':true,'current':{'value':['a','b'],'text':'a + b'}", NULL,
		  "{a,b}", "a + b" },
	};

	check(rows, G_N_ELEMENTS(rows));
}

static void test_constants_are_expanded(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	VariableInput input = input_of(arena, "x");
	Dashboard *dashboard = dashboard_of(arena,
					    "{'name':'c','type':'constant','query':'<$v>'},"
					    "{'name':'v','type':'textbox'},"
					    "{'name':'l','type':'custom','query':'$c,$v'}",
					    "");
	Variables *variables = variables_resolve(arena, dashboard, &input);

	g_assert_cmpstr(text_of(arena, variables, "$c $l"), ==, "<x> <x>");
}

static void test_circles_end(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	VariableInput input = input_of(arena, NULL);
	Dashboard *dashboard = dashboard_of(arena,
					    "{'name':'a','type':'custom','query':'x$b'},"
					    "{'name':'b','type':'custom','query':'y$a'}",
					    "");
	Variables *variables = variables_resolve(arena, dashboard, &input);

	g_assert_true(variables->is_resolved[0] && variables->is_resolved[1]);
}

static void test_snapshots_are_fixed(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	VariableInput input = input_of(arena, "u");
	Dashboard *dashboard = dashboard_of(
		arena, "{'name':'v','type':'query','current':{'value':'s','text':'S'}}", "");

	dashboard->is_snapshot = true;
	Variables *variables = variables_resolve(arena, dashboard, &input);

	g_assert_cmpstr(text_of(arena, variables, "$v ${v:text}"), ==, "s S");
	g_assert_false(variables->needs_query[0]);
}

/* --- When the options are asked for --- */

typedef struct {
	const char *variable, *url;
	const char *panel;
	bool needs_query;
} NeedRow;

static void test_when_options_are_needed(void)
{
#define SAVED "'current':{'value':'a','text':'A'}"
	static const NeedRow rows[] = {
		{ SAVED, NULL, "'title':'$v'", false },
		{ SAVED, "b", "'targets':[{'expr':'$v'}]", false },
		{ SAVED, "b", "'title':'$v'", true },
		{ SAVED, "b", "'description':'${v:text}'", true },
		{ SAVED, "a", "'title':'$v'", false },
		{ "'options':[{'value':'b','text':'B'}]", "b", "'title':'$v'", false },
		{ "'type':'query'", NULL, "'targets':[{'expr':'$v'}]", true },
		{ "'current':{'value':'','text':''}", NULL, "'targets':[{'expr':'$v'}]", true },
		{ "'current':{}", NULL, "'title':'none'", false },
		{ "'includeAll':true", "All", "'targets':[{'expr':'$v'}]", true },
		{ "'includeAll':true", "All", "'title':'none'", false },
		{ "'includeAll':true,'allValue':'.*'", "All", "'targets':[{'expr':'$v'}]", false },
		{ "'includeAll':true,'allValue':'.*'", "All", "'repeat':'v'", true },
		{ "'includeAll':true,'allValue':'.*'", "b", "'repeat':'v'", false },
		{ "'includeAll':true", "All",
		  "'targets':[{'datasource':{'uid':'-- Dashboard --'}}]", true },
	};
#undef SAVED

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Arena) arena = arena_new(1 << 20);
		VariableInput input = input_of(arena, rows[i].url);
		const char *json = arena_printf(arena, "{'type':'query','name':'v',%s}",
						rows[i].variable);
		const char *panel = arena_printf(arena, "{'id':1,%s}", rows[i].panel);
		Dashboard *dashboard = dashboard_of(arena, json, panel);

		input.panel = &dashboard->panels[0];
		Variables *variables = variables_resolve(arena, dashboard, &input);

		g_test_message("%s url %s panel %s", rows[i].variable,
			       rows[i].url ? rows[i].url : "-", rows[i].panel);
		g_assert_true(variables->needs_query[0] == rows[i].needs_query);
		g_assert_true(variables->is_resolved[0] != rows[i].needs_query);
	}
}

static void test_saved_values_are_validated_when_asked_to(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	VariableInput input = input_of(arena, NULL);
	Dashboard *dashboard = dashboard_of(
		arena, "{'name':'v','type':'query','current':{'value':'a','text':'a'}}", "");

	input.validates_saved = true;
	Variables *variables = variables_resolve(arena, dashboard, &input);

	g_assert_true(variables->needs_query[0]);
	variables_set_options(arena, variables, 0, dashboard, &input,
			      (VariableOption[]){ { "B", "b" }, { "C", "c" } }, 2);
	g_assert_cmpstr(text_of(arena, variables, "$v ${v:text}"), ==, "b B");
	g_assert_false(variables->needs_query[0]);
}

/* --- Chains of queries --- */

static void test_queries_in_order(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	VariableInput input = input_of(arena, "All");
	Dashboard *dashboard = dashboard_of(
		arena,
		"{'name':'host','type':'query','query':'hosts($v)','includeAll':true,'multi':true},"
		"{'name':'v','type':'query','query':'zones','includeAll':true,'multi':true},"
		"{'name':'list','type':'custom','query':'$host'}",
		"");
	Variables *variables = variables_resolve(arena, dashboard, &input);

	g_assert_false(variables->needs_query[0]);
	g_assert_true(variables->needs_query[1]);
	g_assert_false(variables->is_resolved[2]);
	variables_set_options(arena, variables, 1, dashboard, &input,
			      (VariableOption[]){ { "z1", "z1" }, { "z2", "z2" } }, 2);
	g_assert_cmpstr(text_of(arena, variables, "$v"), ==, "{z1,z2}");
	g_assert_true(variables->needs_query[0]);
	variables_set_options(arena, variables, 0, dashboard, &input,
			      (VariableOption[]){ { "h", "h" } }, 1);
	g_assert_cmpstr(text_of(arena, variables, "$host $list"), ==, "h h");
	g_assert_true(variables->is_resolved[2]);
}

static void test_a_failed_query(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	VariableInput input = input_of(arena, "a");
	Dashboard *dashboard = dashboard_of(arena,
					    "{'name':'v','type':'query','query':'x'},"
					    "{'name':'w','type':'custom','query':'$v'}",
					    "{'title':'$v'}");
	Variables *variables = variables_resolve(arena, dashboard, &input);

	g_assert_true(variables->needs_query[0]);
	variables_give_up(arena, variables, 0, dashboard, &input);
	g_assert_cmpstr(text_of(arena, variables, "$v $w"), ==, "a a");
}

static void test_no_options(void)
{
	static const struct {
		const char *variable, *url, *expected;
	} rows[] = {
		{ "'includeAll':true", NULL, "<>" },
		{ "'multi':true", NULL, "<>" },
		{ "'sort':1", NULL, "<>" },
		{ "'sort':1", "u", "<u>" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Arena) arena = arena_new(1 << 20);
		VariableInput input = input_of(arena, rows[i].url);
		const char *json = arena_printf(arena, "{'type':'query','name':'v',%s}",
						rows[i].variable);
		Dashboard *dashboard = dashboard_of(arena, json, "");
		Variables *variables = variables_resolve(arena, dashboard, &input);

		variables_set_options(arena, variables, 0, dashboard, &input, NULL, 0);
		g_assert_cmpstr(text_of(arena, variables, "<$v>"), ==, rows[i].expected);
	}
}

/* --- Options of an answer --- */

static char *joined(const VariableOptions *options)
{
	GString *text = g_string_new(NULL);

	for (size_t i = 0; i < options->n; i++)
		g_string_append_printf(text, "%s%s=%s", i ? " " : "", options->items[i].text,
				       options->items[i].value);
	return g_string_free(text, FALSE);
}

static void test_patterns(void)
{
	static const struct {
		const char *pattern;
		const char *expected;
	} rows[] = {
		{ "", "web-1=web-1 web-2=web-2 db-1=db-1" },
		{ "/web/", "web-1=web-1 web-2=web-2" },
		{ "/web-(\\d)/", "1=1 2=2" },
		{ "/(.*)-\\d/", "web=web db=db" },
		{ "/(?<text>\\w+)-(?<value>\\d)/", "web=1 web=2" },
		{ "/(?<value>db)/", "db=db" },
		{ "/([a-z])/g", "w=w e=e b=b d=d" },
		{ "web-1", "web-1=web-1" },
		{ "web", "" },
		{ "web-1|x", "web-1=web-1" },
		{ "/[/", "" },
	};
	static const VariableOption answer[] = {
		{ "web-1", "web-1" }, { "web-2", "web-2" }, { "db-1", "db-1" }, { "again", "web-1" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Arena) arena = arena_new(1 << 20);
		QueryOptionRules rules = { .pattern = rows[i].pattern };
		VariableOptions options = variable_options_of_query(arena, &rules, answer,
							G_N_ELEMENTS(answer));
		g_autofree char *text = joined(&options);

		g_test_message("%s", rows[i].pattern);
		g_assert_cmpstr(text, ==, rows[i].expected);
	}
}

static void test_sorts(void)
{
	static const char *const expected[] = {
		"b10 B9 a2 a10 x _1 á",
		"B9 _1 a10 a2 b10 x á",
		"á x b10 a2 a10 _1 B9",
		"x á _1 a2 B9 b10 a10",
		"a10 b10 B9 a2 _1 á x",
		"_1 a10 a2 b10 B9 x á",
		"á x B9 b10 a2 a10 _1",
		"_1 á a2 a10 B9 b10 x",
		"x b10 B9 a10 a2 á _1",
	};
	static const char *const names[] = { "b10", "B9", "a2", "a10", "x", "_1", "á" };
	VariableOption answer[G_N_ELEMENTS(names)];

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		answer[i] = (VariableOption){ names[i], names[i] };
	for (int sort = 0; sort <= 8; sort++) {
		g_autoptr(Arena) arena = arena_new(1 << 20);
		QueryOptionRules rules = { .pattern = "", .sort = sort };
		VariableOptions options = variable_options_of_query(arena, &rules, answer,
							G_N_ELEMENTS(answer));
		g_autoptr(GString) text = g_string_new(NULL);

		for (size_t i = 0; i < options.n; i++)
			g_string_append_printf(text, "%s%s", i ? " " : "", options.items[i].text);
		g_test_message("sort %d", sort);
		g_assert_cmpstr(text->str, ==, expected[sort]);
	}
}

static void test_fixed_options(void)
{
	static const struct {
		const char *order, *expected;
	} rows[] = {
		{ NULL, "M=m b=b a=a" },
		{ "after", "b=b a=a M=m" },
		{ "sorted", "M=m a=a b=b" },
	};
	static const VariableOption answer[] = { { "b", "b" }, { "m", "m" }, { "a", "a" } };

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Arena) arena = arena_new(1 << 20);
		json_object *fixed = arena_take_json(arena, json_of("[{'text':'M','value':'m'}]"));
		QueryOptionRules rules = { .pattern = "", .fixed = fixed,
					   .fixed_order = rows[i].order, .sort = i == 2 };
		VariableOptions options = variable_options_of_query(arena, &rules, answer,
							G_N_ELEMENTS(answer));
		g_autofree char *text = joined(&options);

		g_assert_cmpstr(text, ==, rows[i].expected);
	}
}

/* --- Bounds --- */

static void test_many_variables(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 26);
	g_autoptr(GString) list = g_string_new("{'name':'v0','type':'custom','query':'x'}");
	VariableInput input = input_of(arena, NULL);

	for (int i = 1; i < 1000; i++)
		g_string_append_printf(list, ",{'name':'v%d','type':'custom','query':'$v%d'}", i,
				       i - 1);
	Dashboard *dashboard = dashboard_of(arena, list->str, "");
	Variables *variables = variables_resolve(arena, dashboard, &input);

	g_assert_cmpuint(variables->n, ==, 500);
	g_assert_cmpstr(text_of(arena, variables, "$v499"), ==, "x");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/variable/custom", test_custom);
	g_test_add_func("/variable/data-source", test_data_source);
	g_test_add_func("/variable/interval", test_interval);
	g_test_add_func("/variable/other-types", test_other_types);
	g_test_add_func("/variable/query-values-that-stand", test_query_values_that_stand);
	g_test_add_func("/variable/constants-are-expanded", test_constants_are_expanded);
	g_test_add_func("/variable/circles-end", test_circles_end);
	g_test_add_func("/variable/snapshots-are-fixed", test_snapshots_are_fixed);
	g_test_add_func("/variable/when-options-are-needed", test_when_options_are_needed);
	g_test_add_func("/variable/saved-values-are-validated-when-asked-to",
			test_saved_values_are_validated_when_asked_to);
	g_test_add_func("/variable/queries-in-order", test_queries_in_order);
	g_test_add_func("/variable/a-failed-query", test_a_failed_query);
	g_test_add_func("/variable/no-options", test_no_options);
	g_test_add_func("/variable/patterns", test_patterns);
	g_test_add_func("/variable/sorts", test_sorts);
	g_test_add_func("/variable/fixed-options", test_fixed_options);
	g_test_add_func("/variable/many-variables", test_many_variables);
	return g_test_run();
}
