#include "tests/transform.h"

/* Expected: Grafana 12.3, transformers/joinDataFrames.ts, merge.ts, read rule by rule. */

static const char series[] =
	"[{'name': 'A', 'fields': [{'name': 'Time', 'type': 'time', 'values': [3, 1]},"
	"  {'name': 'Value', 'type': 'number', 'values': [30, null]}]},"
	" {'name': 'B', 'fields': [{'name': 'Time', 'type': 'time', 'values': [2, 3]},"
	"  {'name': 'Value', 'type': 'number', 'values': [2, 3]}]}]";

static const char tables[] =
	"[{'fields': [{'name': 'id', 'type': 'string', 'values': ['a', 'b', 'c']},"
	"  {'name': 'x', 'type': 'number', 'values': [1, 2, 3]}]},"
	" {'fields': [{'name': 'id', 'type': 'string', 'values': ['b', 'd', 'b']},"
	"  {'name': 'y', 'type': 'number', 'values': [20, 40, 21]}]}]";

static void test_outer(void)
{
	assert_transform("joinByField", "{}", series,
			 "Time: 1 2 3 | A: null null 30 | B: undefined 2 3");
	assert_transform("seriesToColumns", "{'byField': 'id'}", tables,
			 "id: a b c d | x: 1 2 3 undefined | y: undefined 21 undefined 40");
}

static void test_inner(void)
{
	assert_transform("joinByField", "{'byField': 'id', 'mode': 'inner'}", tables,
			 "id: b b | x: 2 2 | y: 20 21");
}

static void test_outer_tabular(void)
{
	assert_transform("joinByField", "{'byField': 'id', 'mode': 'outerTabular'}", tables,
			 "id: b b a c d | x: 2 2 1 3 null | y: 20 21 null null 40");
}

/* As keys of JavaScript objects: 1 and '1' are one, numbers come first. */
static void test_tabular_keys(void)
{
	static const char mixed[] =
		"[{'fields': [{'name': 'id', 'type': 'string', 'values': ['1', 'z']},"
		"  {'name': 'x', 'type': 'number', 'values': [10, 20]}]},"
		" {'fields': [{'name': 'id', 'type': 'other', 'values': ['b', 2, 1, 'b']},"
		"  {'name': 'y', 'type': 'number', 'values': [5, 6, 7, 8]}]}]";

	assert_transform("joinByField", "{'byField': 'id', 'mode': 'inner'}", mixed,
			 "id: 1 | x: 10 | y: 7");
	assert_transform("joinByField", "{'byField': 'id', 'mode': 'outerTabular'}", mixed,
			 "id: 1 z 2 b b | x: 10 20 null null null | y: 7 null 6 5 8");
}

static void test_merge(void)
{
	assert_transform("merge", "{}", tables,
			 "id: a b c d b | x: 1 2 3 undefined undefined | y: undefined 20 "
			 "undefined 40 21");
	assert_transform("merge", "{}",
			 "[{'fields': [{'name': 'k', 'type': 'number', 'values': [1]},"
			 "  {'name': 'x', 'type': 'number', 'values': [5]}]},"
			 " {'fields': [{'name': 'k', 'type': 'number', 'values': [1, 2]},"
			 "  {'name': 'y', 'type': 'number', 'values': [6, 7]}]}]",
			 "k: 1 2 | x: 5 undefined | y: 6 7");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/transform-join/outer", test_outer);
	g_test_add_func("/transform-join/inner", test_inner);
	g_test_add_func("/transform-join/outer-tabular", test_outer_tabular);
	g_test_add_func("/transform-join/tabular-keys", test_tabular_keys);
	g_test_add_func("/transform-join/merge", test_merge);
	return g_test_run();
}
