#include "tests/transform.h"

/* Expected: Grafana 12.3, transformers/calculateField.ts, regression.ts, read rule by rule. */

static const char frame[] =
	"[{'fields': [{'name': 'Time', 'type': 'time', 'values': [1, 2, 3, 4]},"
	" {'name': 'a', 'type': 'number', 'values': [1, null, 3, 8]},"
	" {'name': 'b', 'type': 'number', 'values': [10, 20, 0, -40]}]}]";

static void assert_result(const char *options, const char *expected)
{
	g_autofree char *all = g_strdup_printf(
		"Time: 1 2 3 4 | a: 1 null 3 8 | b: 10 20 0 -40 | %s", expected);

	assert_transform("calculateField", options, frame, all);
}

static void test_rows(void)
{
	assert_result("{}", "Total: 11 20 3 -32");
	assert_result("{'reduce': {'reducer': 'max', 'include': ['a', 'b']}, 'alias': 'm'}",
		      "m: 10 20 3 8");
	assert_transform("calculateField", "{'replaceFields': true}", frame,
			 "Time: 1 2 3 4 | Total: 11 20 3 -32");
}

static void test_operators(void)
{
	assert_result("{'mode': 'binary', 'binary': {'left': 'a', 'operator': '*', 'right': '2'}}",
		      "a * 2: 2 0 6 16");
	assert_result("{'mode': 'binary', 'binary': {"
		      " 'left': {'matcher': {'id': 'byName', 'options': 'a'}},"
		      " 'operator': '/', 'right': {'matcher': {'id': 'byName', 'options': 'b'}}}}",
		      "a / b: 0.1 0 Infinity -0.2");
	assert_result("{'mode': 'unary', 'unary': {'operator': 'abs', 'fieldName': 'b'}}",
		      "abs(b): 10 20 0 40");
	assert_result("{'mode': 'index'}", "Row: 0 1 2 3");
}

static void test_running(void)
{
	assert_result("{'mode': 'cumulativeFunctions', 'cumulative': {'field': 'a'}}",
		      "cumulative sum(a): 1 1 4 12");
	assert_result("{'mode': 'windowFunctions', 'window': {'field': 'a', 'windowSize': 2,"
		      " 'windowSizeMode': 'fixed'}}",
		      "trailing moving mean(a): 1 1 3 5.5");
	assert_result("{'mode': 'windowFunctions', 'window': {'field': 'b', 'windowSize': 3,"
		      " 'windowSizeMode': 'fixed', 'windowAlignment': 'centered'}}",
		      "centered moving mean(b): 15 10 -6.666666666666667 -20");
}

static void test_running_by_name_and_size(void)
{
	assert_result("{'mode': 'windowFunctions', 'window': {'field': 'a', 'windowSize': 1.5,"
		      " 'windowSizeMode': 'fixed', 'reducer': 'stdDev'}}",
		      "trailing moving stdDev(a): 0 0 0 2.5");
	assert_transform("calculateField",
			 "{'mode': 'cumulativeFunctions', 'cumulative': {'field': 'Value',"
			 " 'reducer': 'sum'}}",
			 "[{'fields': [{'name': 'Value', 'type': 'number',"
			 " 'labels': {'host': 'x'}, 'values': [1, 2]}]}]",
			 "x: 1 2 | cumulative sum(Value): 1 3");
}

static void test_regression(void)
{
	assert_transform("regression",
			 "{'modelType': 'linear', 'predictionCount': 3, 'xFieldName': 'x',"
			 " 'yFieldName': 'y'}",
			 "[{'fields': [{'name': 'x', 'type': 'number', 'values': [0, 2, 4]},"
			 " {'name': 'y', 'type': 'number', 'values': [1, 5, 9]}]}]",
			 "x: 0 2 4 | y: 1 5 9\nx: 0 2 4 | y: 1 5 9");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/transform-calculate/rows", test_rows);
	g_test_add_func("/transform-calculate/operators", test_operators);
	g_test_add_func("/transform-calculate/running", test_running);
	g_test_add_func("/transform-calculate/running-by-name-and-size",
			test_running_by_name_and_size);
	g_test_add_func("/transform-calculate/regression", test_regression);
	return g_test_run();
}
