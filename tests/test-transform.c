#include "tests/transform.h"

/* Expected: Grafana 12.3, transformations/transformers/, read rule by rule. */

static const char table[] =
	"[{'refId': 'A', 'fields': ["
	" {'name': 'Time', 'type': 'time', 'values': [1, 2, 3]},"
	" {'name': 'a', 'type': 'number', 'values': [30, null, 10]},"
	" {'name': 'b', 'type': 'string', 'values': ['y', 'X', '']}]}]";

static const char two[] =
	"[{'refId': 'A', 'fields': [{'name': 'a', 'type': 'number', 'values': [1]}]},"
	" {'refId': 'B', 'fields': [{'name': 'b', 'type': 'number', 'values': [2]}]}]";

static void test_organize(void)
{
	assert_transform("organize",
			 "{'excludeByName': {'b': true}, 'indexByName': {'a': 0, 'Time': 1},"
			 " 'renameByName': {'a': 'Alpha', 'Time': ''}}",
			 table, "Alpha: 30 null 10 | Time: 1 2 3");
	assert_transform("organize", "{'includeByName': {'b': true, 'a': false}}", table,
			 "b: y X ");
	assert_transform("organize",
			 "{'orderByMode': 'auto', 'orderBy': [{'type': 'name', 'desc': true}]}",
			 table, "Time: 1 2 3 | b: y X  | a: 30 null 10");
	assert_transform("organize", "{'indexByName': {'b.c': 0}}",
			 "[{'fields': [{'name': 'a', 'type': 'number', 'values': []},"
			 " {'name': 'b.c', 'type': 'number', 'values': []}]}]",
			 "b.c: | a:");
}

static void test_filter(void)
{
	assert_transform("filterFieldsByName", "{'include': {'names': ['a']}}", table,
			 "a: 30 null 10");
	assert_transform("filterFieldsByName", "{'exclude': {'pattern': '/a|b/'}}", table,
			 "Time: 1 2 3");
	assert_transform("filterFieldsByName",
			 "{'byVariable': true, 'include': {'variable': '{Time,b}'}}", table,
			 "Time: 1 2 3 | b: y X ");
	assert_transform("filterFieldsByName", "{}", table,
			 "Time: 1 2 3 | a: 30 null 10 | b: y X ");
	assert_transform("filterByRefId", "{'include': 'B'}", two, "b: 2");
	assert_transform("filterByRefId", "{'exclude': 'B'}", two, "a: 1");
}

static void test_rename_by_regex(void)
{
	assert_transform("renameByRegex", "{'regex': '/^T(.)/', 'renamePattern': 'x$1-'}", table,
			 "xi-me: 1 2 3 | a: 30 null 10 | b: y X ");
}

static void test_limit(void)
{
	assert_transform("limit", "{'limitField': '2'}", table,
			 "Time: 1 2 | a: 30 null | b: y X");
	assert_transform("limit", "{'limitField': -1}", table, "Time: 3 | a: 10 | b: ");
}

static void test_limit_beyond_the_rows(void)
{
	assert_transform("limit", "{'limitField': '2nd'}", table,
			 "Time: 1 2 | a: 30 null | b: y X");
	assert_transform("limit", "{'limitField': -4}", table, "Time: 3 | a: 10 | b: ");
	assert_transform("limit", "{'limitField': -100}", table,
			 "Time: 1 2 3 | a: 30 null 10 | b: y X ");
	assert_transform("limit", "{'limitField': 'x'}", table,
			 "Time: 1 2 3 | a: 30 null 10 | b: y X ");
}

static void test_sort_names_each_frame_alone(void)
{
	assert_transform("sortBy", "{'sort': [{'field': 'v'}]}",
			 "[{'name': 'A', 'fields': [{'name': 'v', 'type': 'number',"
			 "  'values': [2, 1]}]},"
			 " {'name': 'B', 'fields': [{'name': 'v', 'type': 'string',"
			 "  'values': ['y', '', 'É', 'e']}]}]",
			 "v: 1 2\nv: É e y ");
}

static void test_sort(void)
{
	assert_transform("sortBy", "{'sort': [{'field': 'a'}]}", table,
			 "Time: 2 3 1 | a: null 10 30 | b: X  y");
	assert_transform("sortBy", "{'sort': [{'field': 'b'}]}", table,
			 "Time: 2 1 3 | a: null 30 10 | b: X y ");
	assert_transform("sortBy", "{'sort': [{'field': 'Time', 'desc': true}]}", table,
			 "Time: 3 2 1 | a: 10 null 30 | b:  X y");
}

/* --- The list --- */

static const char *run_list(Arena *arena, const char *list, const char *input,
			    const char **notice)
{
	const TransformContext context = transform_context(arena);
	Frames *annotations = NULL;

	return transform_text(arena, transforms_run(&context, parse_json(arena, list),
						    transform_input(arena, input), &annotations,
						    notice));
}

static void test_list(void)
{
	g_autoptr(Arena) arena = arena_new(1024 * 1024);
	const char *notice = NULL;

	g_assert_cmpstr(run_list(arena,
				 "[{'id': 'limit', 'disabled': true},"
				 " {'id': 'organize', 'topic': 'annotations',"
				 "  'options': {'renameByName': {'a': 'no'}}},"
				 " {'id': 'organize', 'options': {'renameByName': {'a': 'x'}},"
				 "  'filter': {'id': 'byRefId', 'options': 'A'}},"
				 " {'id': 'organize', 'options': {'renameByName': {'x': 'y'}}}]",
				 two, &notice),
			==, "y: 1\nb: 2");
	g_assert_null(notice);
}

static void test_notice(void)
{
	g_autoptr(Arena) arena = arena_new(1024 * 1024);
	const char *notice = NULL;

	g_assert_cmpstr(run_list(arena, "[{'id': 'smoothing'}, {'id': 'filterByRefId',"
				 " 'options': {'include': 'A'}}]", two, &notice),
			==, "a: 1");
	g_assert_cmpstr(notice, ==,
			"The transformation \"smoothing\" is not known: the data are shown "
			"without it.");
	notice = NULL;
	g_assert_cmpstr(run_list(arena, "[{'id': 'calculateField', 'options': {'reduce': {'reducer': 'no'}}}]", two,
				 &notice),
			==, "a: 1\nb: 2");
	g_assert_cmpstr(notice, ==,
			"The transformation \"calculateField\" failed: the calculation \"no\" is not known. "
			"The data are shown as they came.");
}

/* The table is searched by halves: each must be where it is looked for. */
static void test_finds_each(void)
{
	static const char *const ids[] = {
		"calculateField", "concatenate", "configFromData", "convertFieldType",
		"extractFields", "fieldLookup", "filterByRefId", "filterByValue",
		"filterFieldsByName", "formatString", "formatTime", "groupBy",
		"groupToNestedTable", "groupingToMatrix", "heatmap", "joinByField", "joinByLabels",
		"labelsToFields", "limit", "merge", "organize", "partitionByValues",
		"prepareTimeSeries", "reduce", "regression", "renameByRegex", "rowsToFields",
		"seriesToColumns", "seriesToRows", "sortBy", "spatial", "timeSeriesTable",
		"transpose",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(ids); i++)
		g_assert_cmpstr(transform_find(ids[i])->id, ==, ids[i]);
	g_assert_null(transform_find("smoothing"));
	g_assert_null(transform_find(""));
}

static void test_ends_a_long_list(void)
{
	g_autoptr(Arena) arena = arena_new(1024 * 1024);
	const char *notice = NULL;
	GString *list = g_string_new("[{'id': 'limit'}");

	for (size_t i = 0; i < 1000; i++)
		g_string_append(list, ",{'id': 'limit'}");
	g_string_append_c(list, ']');
	g_assert_cmpstr(run_list(arena, arena_take_string(arena, list), two, &notice), ==,
			"a: 1\nb: 2");
	g_assert_cmpstr(notice, ==,
			"The transformations take too long: the data are shown without \"limit\" "
			"and what follows it.");
}

/* Each text alone ends at the bound on steps; so many of them are not all tried. */
static void test_gives_up_on_a_pattern(void)
{
	static const char *const lists[] = {
		"[{'id': 'extractFields', 'options': {'source': 's', 'format': 'regexp',"
		" 'regExp': '/(?<k>(a+)+)$/'}}]",
		"[{'id': 'filterByValue', 'options': {'filters': [{'fieldName': 's',"
		" 'config': {'id': 'regex', 'options': {'value': '(a+)+$'}}}]}}]",
	};
	g_autoptr(Arena) arena = arena_new(1024 * 1024);
	GString *input = g_string_new("[{'fields': [{'name': 's', 'type': 'string', 'values': [''");

	for (size_t i = 0; i < 500; i++)
		g_string_append(input, ",'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'");
	g_string_append(input, "]}]}]");
	const char *text = arena_take_string(arena, input);

	for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
		const char *notice = NULL;

		run_list(arena, lists[i], text, &notice);
		g_assert_nonnull(strstr(notice, "takes too long"));
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/transform/finds-each", test_finds_each);
	g_test_add_func("/transform/organize", test_organize);
	g_test_add_func("/transform/filters", test_filter);
	g_test_add_func("/transform/renames-by-regex", test_rename_by_regex);
	g_test_add_func("/transform/limits", test_limit);
	g_test_add_func("/transform/limits-beyond-the-rows", test_limit_beyond_the_rows);
	g_test_add_func("/transform/sorts", test_sort);
	g_test_add_func("/transform/sort-names-each-frame-alone",
			test_sort_names_each_frame_alone);
	g_test_add_func("/transform/runs-the-list-in-order", test_list);
	g_test_add_func("/transform/says-what-failed", test_notice);
	g_test_add_func("/transform/ends-a-long-list", test_ends_a_long_list);
	g_test_add_func("/transform/gives-up-on-a-pattern", test_gives_up_on_a_pattern);
	return g_test_run();
}
