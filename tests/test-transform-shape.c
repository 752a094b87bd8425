#include "tests/transform.h"

/* Expected: Grafana 12.3, transformations/transformers/ and features/transformers/. */

static const char table[] =
	"[{'name': 't', 'refId': 'A', 'fields': ["
	" {'name': 'host', 'type': 'string', 'values': ['x', 'y', 'x']},"
	" {'name': 'v', 'type': 'number', 'values': [1, 2, 4]}]}]";

static const char series[] =
	"[{'name': 'A', 'refId': 'A', 'fields': [{'name': 'Time', 'type': 'time', 'values': [1, 3]},"
	"  {'name': 'Value', 'type': 'number', 'labels': {'host': 'x'}, 'values': [10, 30]}]},"
	" {'name': 'B', 'refId': 'A', 'fields': [{'name': 'Time', 'type': 'time', 'values': [2]},"
	"  {'name': 'Value', 'type': 'number', 'labels': {'host': 'y'}, 'values': [20]}]}]";

static void test_group_by(void)
{
	assert_transform("groupBy",
			 "{'fields': {'host': {'operation': 'groupby', 'aggregations': []},"
			 " 'v': {'operation': 'aggregate', 'aggregations': ['sum', 'last']}}}",
			 table, "host: x y | v (sum): 5 2 | v (last): 4 2");
	assert_transform("groupBy", "{'fields': {}}", table, "host: x y x | v: 1 2 4");
	assert_transform("groupBy",
			 "{'fields': {'host': {'operation': 'groupby', 'aggregations': ['count']},"
			 " 'none': {'operation': 'groupby'}, 'v': {'operation': null}}}",
			 table, "host: x y | host (count): 2 1");
}

/* The name that looking for the keys leaves: whole for one frame, bare for several. */
static void test_group_by_names(void)
{
	static const char one[] =
		"[{'fields': [{'name': 'k', 'type': 'string', 'values': ['a', 'a']},"
		" {'name': 'Value', 'type': 'number', 'labels': {'job': 'shop'},"
		"  'values': [1, 2]}]}]";

	assert_transform("groupBy",
			 "{'fields': {'k': {'operation': 'groupby'},"
			 " 'shop': {'operation': 'aggregate', 'aggregations': ['sum']}}}",
			 one, "k: a | shop (sum): 3");
	assert_transform("groupBy",
			 "{'fields': {'Time': {'operation': 'groupby'},"
			 " 'Value': {'operation': 'aggregate', 'aggregations': ['sum']}}}",
			 series, "Time: 1 3 | Value (sum): 10 30\nTime: 2 | Value (sum): 20");
}

static void test_filter_by_value(void)
{
	assert_transform("filterByValue",
			 "{'filters': [{'fieldName': 'v',"
			 " 'config': {'id': 'greater', 'options': {'value': 1}}}]}",
			 table, "host: y x | v: 2 4");
	assert_transform("filterByValue",
			 "{'type': 'exclude', 'match': 'all', 'filters': ["
			 " {'fieldName': 'v', 'config': {'id': 'greater', 'options': {'value': 1}}},"
			 " {'fieldName': 'host', 'config': {'id': 'equal',"
			 "  'options': {'value': 'x'}}}]}",
			 table, "host: x y | v: 1 2");
}

static void test_labels_to_fields(void)
{
	assert_transform("labelsToFields", "{}", series,
			 "Time: 1 3 | A: 10 30 | host: x x\nTime: 2 | B: 20 | host: y");
	assert_transform("labelsToFields", "{'valueLabel': 'host'}", series,
			 "Time: 1 3 | x: 10 30\nTime: 2 | y: 20");
	assert_transform("labelsToFields", "{'mode': 'rows'}", series,
			 "label: host | value: x\nlabel: host | value: y");
	assert_transform("labelsToFields", "{'mode': 'rows', 'keepLabels': ['az', 'host']}",
			 series,
			 "label: az host | value: undefined x\nlabel: az host | value: undefined y");
	assert_transform("labelsToFields", "{'valueLabel': 'host', 'keepLabels': ['az']}", series,
			 "Time: 1 3 | A: 10 30\nTime: 2 | B: 20");
}

static void test_series_to_rows(void)
{
	assert_transform("seriesToRows", "{}", series,
			 "Time: 3 2 1 | Metric: A B A | Value: 30 20 10");
}

static void test_concatenate(void)
{
	assert_transform("concatenate", "{}", series,
			 "A · Time: 1 3 | A x: 10 30 | B · Time: 2 undefined | "
			 "B y: 20 undefined");
}

static void test_partition(void)
{
	assert_transform("partitionByValues", "{'fields': ['host']}", table, "v x: 1 4\nv y: 2");
	assert_transform("partitionByValues",
			 "{'fields': ['host'], 'keepFields': true, 'naming': {'asLabels': false}}",
			 table, "host: x x | v: 1 4\nhost: y | v: 2");
}

static const char *names_of(Arena *arena, const char *options)
{
	g_autoptr(GError) error = NULL;
	const TransformContext context = transform_context(arena);
	Frames *out = transform_find("partitionByValues")
			      ->run(&context, transform_input(arena, table),
				    parse_json(arena, options), &error);
	GString *names = g_string_new(NULL);

	g_assert_no_error(error);
	for (size_t i = 0; i < out->n; i++)
		g_string_append_printf(names, "%s[%s %s]", i ? " " : "", out->items[i]->ref_id,
				       out->items[i]->name);
	return arena_take_string(arena, names);
}

static void test_partition_names(void)
{
	g_autoptr(Arena) arena = arena_new(1024 * 1024);

	g_assert_cmpstr(names_of(arena, "{'fields': ['host', 'v'], 'naming': {'asLabels': false,"
				 " 'append': true, 'withNames': true, 'separator1': ':',"
				 " 'separator2': ','}}"), ==,
			"[A-t host:x,v:1 t host:x,v:1] [A-t host:x,v:4 t host:x,v:4]"
			" [A-t host:y,v:2 t host:y,v:2]");
	g_assert_cmpstr(names_of(arena, "{'fields': ['host']}"), ==, "[A-t t] [A-t t]");
}

static void test_rows_to_fields(void)
{
	assert_transform("rowsToFields",
			 "{'mappings': [{'fieldName': 'host', 'handlerKey': 'field.name'}]}",
			 "[{'fields': [{'name': 'host', 'type': 'string', 'values': ['x', 'y']},"
			 " {'name': 'v', 'type': 'number', 'values': [1, 2]},"
			 " {'name': 'zone', 'type': 'string', 'values': ['n', 's']}]}]",
			 "x n: 1 | y s: 2");
}

static void test_time_series_table(void)
{
	assert_transform("timeSeriesTable", "{}", series,
			 "host: x y | Trend #A: [object Object] [object Object]");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/transform-shape/group-by", test_group_by);
	g_test_add_func("/transform-shape/group-by-names", test_group_by_names);
	g_test_add_func("/transform-shape/filter-by-value", test_filter_by_value);
	g_test_add_func("/transform-shape/labels-to-fields", test_labels_to_fields);
	g_test_add_func("/transform-shape/series-to-rows", test_series_to_rows);
	g_test_add_func("/transform-shape/concatenate", test_concatenate);
	g_test_add_func("/transform-shape/partition-by-values", test_partition);
	g_test_add_func("/transform-shape/partition-names", test_partition_names);
	g_test_add_func("/transform-shape/rows-to-fields", test_rows_to_fields);
	g_test_add_func("/transform-shape/time-series-table", test_time_series_table);
	return g_test_run();
}
