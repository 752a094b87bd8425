#include "tests/transform.h"

/* Expected: Grafana 12.3, transformers/reduce.ts, read rule by rule. */

static const char series[] =
	"[{'name': 'A', 'fields': [{'name': 'Time', 'type': 'time', 'values': [1, 2]},"
	"  {'name': 'v', 'type': 'number', 'labels': {'host': 'x'}, 'values': [30, 10]}]},"
	" {'name': 'A', 'fields': [{'name': 'Time', 'type': 'time', 'values': [1, 2]},"
	"  {'name': 'v', 'type': 'number', 'labels': {'host': 'y'}, 'values': [2, 3]}]}]";

static void test_rows(void)
{
	assert_transform("reduce", "{'reducers': ['max', 'lastNotNull']}", series,
			 "Field: v x v y | Max: 30 3 | Last *: 10 3");
	assert_transform("reduce", "{'labelsToFields': true}", series,
			 "Field: v v | host: x y | Max: 30 3");
	assert_transform("reduce", "{'reducers': ['no', 'min']}", series,
			 "Field: v x v y | Min: 10 2");
	assert_transform("reduce", "{'reducers': []}", series,
			 "Time: 1 2 | v x: 30 10\nTime: 1 2 | v y: 2 3");
	assert_transform("reduce",
			 "{'reducers': ['max'], 'fields': {'id': 'byType', 'options': 'time'}}",
			 series, "Field: Time Time | Max: 2 2");
}

static void test_fields(void)
{
	assert_transform("reduce", "{'mode': 'reduceFields', 'reducers': ['min']}", series,
			 "v x: 10\nv y: 2");
	assert_transform("reduce",
			 "{'mode': 'reduceFields', 'reducers': ['first'],"
			 " 'includeTimeField': true}",
			 series, "Time: 1 | v x: 30\nTime: 1 | v y: 2");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/transform-reduce/to-rows", test_rows);
	g_test_add_func("/transform-reduce/in-place", test_fields);
	return g_test_run();
}
