#include "tests/transform.h"

/* Expected: Grafana 12.3, transformers/extractFields/, read rule by rule. */

/* `options` without braces, put to a column "line" of the texts, which gives way. */
static void assert_extracted(const char *options, const char *lines, const char *expected)
{
	g_autofree char *all =
		g_strdup_printf("{'source': 'line', 'replace': true, %s}", options);
	g_autofree char *input = g_strdup_printf(
		"[{'fields': [{'name': 'line', 'type': 'string', 'values': [%s]}]}]", lines);

	assert_transform("extractFields", all, input, expected);
}

static void test_json(void)
{
	assert_extracted("'format': 'json'",
			 "'{\\\"b\\\":1,\\\"a\\\":\\\"x\\\"}', '{\\\"c\\\":true}', 'no', null",
			 "b: 1 undefined undefined undefined | a: x undefined undefined undefined"
			 " | c: undefined true undefined undefined");
	assert_extracted("'format': 'json'", "'{\\\"a\\\":1,\\\"10\\\":2,\\\"9\\\":3}', '[4,5]'",
			 "9: 3 undefined | 10: 2 undefined | a: 1 undefined | 0: undefined 4"
			 " | 1: undefined 5");
}

static void test_json_paths(void)
{
	assert_extracted("'format': 'json', 'jsonPaths': [{'path': 'a.b[1]', 'alias': 'B'},"
			 " {'path': 'a[\\\"c d\\\"]'}, {'path': 'x.y'}, {'path': ''}]",
			 "'{\\\"a\\\":{\\\"b\\\":[7,8],\\\"c d\\\":9},\\\"x.y\\\":1}', 'no'",
			 "B: 8 Not Found | a[\"c d\"]: 9 Not Found | x.y: 1 Not Found");
	assert_extracted("'format': 'json', 'jsonPaths': [{'path': ''}]", "'{\\\"k\\\":1}'",
			 "k: 1");
}

static void test_pairs(void)
{
	assert_extracted("'format': 'kvp'", "'a=1, b: x; c=\\\"two words\\\"&d={e}'",
			 "a: 1 | b: x | c: two words | d: e");
	assert_extracted("'format': 'kvp'", "'level=info done msg=a\\\\=b'",
			 "level: info | done:  | msg: a=b");
}

static void test_auto(void)
{
	assert_extracted("'format': 'auto'", "'{\\\"a\\\":1}', 'a=2'", "a: 1 2");
	assert_extracted("'keepTime': false", "'{\\\"a\\\":1}'", "a: 1");
}

static void test_regexp(void)
{
	assert_extracted("'format': 'regexp', 'regExp': '/(?<key>\\\\w+)=(?<num>\\\\d+)?/'",
			 "'a=1', 'b=', '?'", "key: a b undefined | num: 1 null undefined");
	assert_extracted("'format': 'regexp', 'regExp': 'no'", "'a=1'", "NewField: a=1");
	assert_extracted("'format': 'regexp', 'regExp': '/(?<key>a)/g'", "'a=1'", "");
}

static void test_delimiter(void)
{
	assert_extracted("'format': 'delimiter'", "'x , y', 'y'", "x: 1 undefined | y: 1 1");
	assert_extracted("'format': 'delimiter', 'delimiter': '|'", "'a|b,c'", "a: 1 | b,c: 1");
	assert_extracted("'format': 'delimiter', 'delimiter': ''", "'ab c'", "a: 1 | b: 1 | c: 1");
	assert_extracted("'format': 'delimiter', 'delimiter': ' '", "'a  b'", "a: 1 | b: 1");
}

static const char frame[] =
	"[{'fields': [{'name': 'Time', 'type': 'time', 'values': [1]},"
	" {'name': 'line', 'type': 'other', 'values': [{'a': 1}]}]}]";

static void test_what_stays(void)
{
	assert_transform("extractFields", "{'source': 'line'}", frame,
			 "Time: 1 | line: [object Object] | a: 1");
	assert_transform("extractFields", "{'source': 'line', 'keepTime': true}", frame,
			 "Time: 1 | line: [object Object] | Time: 1 | a: 1");
	assert_transform("extractFields", "{'source': 'line', 'keepTime': true, 'replace': true}",
			 frame, "Time: 1 | a: 1");
	assert_transform("extractFields", "{'source': 'none', 'replace': true}", frame,
			 "Time: 1 | line: [object Object]");
	assert_transform("extractFields", "{'replace': true}", frame,
			 "Time: 1 | line: [object Object]");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/transform-extract/json", test_json);
	g_test_add_func("/transform-extract/json-paths", test_json_paths);
	g_test_add_func("/transform-extract/pairs", test_pairs);
	g_test_add_func("/transform-extract/auto", test_auto);
	g_test_add_func("/transform-extract/regexp", test_regexp);
	g_test_add_func("/transform-extract/delimiter", test_delimiter);
	g_test_add_func("/transform-extract/what-stays", test_what_stays);
	return g_test_run();
}
