#include "tests/transform.h"

/*
 * Expected: Grafana 12.3, transformers/configFromQuery/, rowsToFields/ and fieldToConfigMapping/,
 * read rule by rule.
 */

/* What the config of a field says, in short. */
static const char *config_text(Arena *arena, const FieldConfig *config)
{
	GString *text = g_string_new(NULL);

	if (!isnan(config->min))
		g_string_append_printf(text, "min %g ", config->min);
	if (!isnan(config->max))
		g_string_append_printf(text, "max %g ", config->max);
	if (!isnan(config->decimals))
		g_string_append_printf(text, "decimals %g ", config->decimals);
	if (config->unit)
		g_string_append_printf(text, "unit %s ", config->unit);
	if (config->color_mode)
		g_string_append_printf(text, "%s %s ", config->color_mode, config->color_fixed);
	for (size_t i = 0; i < config->thresholds.n_steps; i++)
		g_string_append_printf(text, "%s from %g ", config->thresholds.steps[i].color,
				       config->thresholds.steps[i].value);
	for (size_t i = 0; i < config->n_mappings; i++)
		g_string_append_printf(text, "%s is %s %s ", config->mappings[i].key,
				       config->mappings[i].result.text,
				       config->mappings[i].result.color);
	return arena_take_string(arena, text);
}

static void assert_configs(const char *id, const char *options, const char *input,
			   const char *expected)
{
	g_autoptr(Arena) arena = arena_new(1024 * 1024);
	g_autoptr(GError) error = NULL;
	const TransformContext context = transform_context(arena);
	Frames *out = transform_find(id)->run(&context, transform_input(arena, input),
					      parse_json(arena, options), &error);
	GString *text = g_string_new(NULL);

	g_assert_no_error(error);
	for (size_t i = 0; i < out->n; i++)
		for (size_t f = 0; f < out->items[i]->n_fields; f++) {
			Field *field = &out->items[i]->fields[f];

			g_string_append_printf(text, "%s%s: %s", text->len ? "| " : "",
					       field_display_name(arena, field, out->items[i],
								  NULL),
					       config_text(arena, &field->config));
		}
	g_assert_cmpstr(arena_take_string(arena, text), ==, expected);
}

static const char queries[] =
	"[{'refId': 'config', 'fields': ["
	"  {'name': 'Max', 'type': 'number', 'values': [80, 90, null]},"
	"  {'name': 'u', 'type': 'string', 'values': ['ms', 's']},"
	"  {'name': 'limit', 'type': 'string', 'values': ['7']}]},"
	" {'refId': 'A', 'name': 'gone', 'fields': ["
	"  {'name': 't', 'type': 'time', 'values': [1]},"
	"  {'name': 'v', 'type': 'number', 'config': {'min': 5}, 'values': [10]}]}]";

static void test_by_name(void)
{
	assert_configs("configFromData", "{}", queries, "t: | v: min 5 max 90 ");
	assert_transform("configFromData", "{}", queries, "t: 1 | v: 10");
	assert_transform("configFromData", "{'configRefId': 'B'}", queries,
			 "Max: 80 90 null | u: ms s undefined | limit: 7 undefined undefined\n"
			 "t: 1 | v: 10");
}

static void test_by_mapping(void)
{
	assert_configs("configFromData",
		       "{'mappings': ["
		       " {'fieldName': 'Max', 'handlerKey': 'min', 'reducerId': 'first'},"
		       " {'fieldName': 'u', 'handlerKey': 'unit'},"
		       " {'fieldName': 'limit', 'handlerKey': 'threshold1',"
		       "  'handlerArguments': {'threshold': {'color': 'blue'}}}]}",
		       queries, "t: | v: min 80 unit s blue from 7 ");
	assert_configs("configFromData",
		       "{'mappings': [{'fieldName': 'Max', 'handlerKey': '__ignore'},"
		       " {'fieldName': 'limit', 'handlerKey': 'color'}]}",
		       queries, "t: | v: min 5 fixed 7 ");
}

static void test_applies_to(void)
{
	assert_configs("configFromData", "{'applyTo': {'id': 'byType', 'options': 'time'}}",
		       queries, "t: max 90 | v: min 5 ");
}

static void test_itself(void)
{
	assert_configs("configFromData", "{'configRefId': 'A'}",
		       "[{'refId': 'A', 'fields': ["
		       " {'name': 'decimals', 'type': 'number', 'values': [1]}]}]",
		       "decimals: decimals 1 ");
}

static void test_value_mappings(void)
{
	assert_configs("configFromData",
		       "{'configRefId': 'M', 'mappings': ["
		       " {'fieldName': 'v', 'handlerKey': 'mappings.value'},"
		       " {'fieldName': 't', 'handlerKey': 'mappings.text'},"
		       " {'fieldName': 'c', 'handlerKey': 'mappings.color'}]}",
		       "[{'refId': 'M', 'fields': ["
		       "  {'name': 'v', 'type': 'number', 'values': [1, 2]},"
		       "  {'name': 't', 'type': 'string', 'values': ['low', 'high']},"
		       "  {'name': 'c', 'type': 'string', 'values': ['green', 'red']}]},"
		       " {'refId': 'A', 'fields': [{'name': 'x', 'type': 'number', 'values': [1]}]}]",
		       "x: 1 is low green 2 is high red ");
}

static const char rows[] =
	"[{'refId': 'A', 'fields': ["
	" {'name': 'city', 'type': 'string', 'values': ['Oslo', 'Rome']},"
	" {'name': 'Min', 'type': 'number', 'values': [-10, 0]},"
	" {'name': 'temperature', 'type': 'number', 'values': [3, 20]},"
	" {'name': 'country', 'type': 'string', 'values': ['no', null]},"
	" {'name': 'alarm', 'type': 'number', 'values': [25, 40]}]}]";

static void test_rows_to_fields(void)
{
	assert_transform("rowsToFields", "{}", rows, "Oslo {alarm=\"25\", country=\"no\"}: 3 | "
			 "Rome {alarm=\"40\"}: 20");
	assert_configs("rowsToFields",
		       "{'mappings': [{'fieldName': 'alarm', 'handlerKey': 'threshold1'},"
		       " {'fieldName': 'country', 'handlerKey': '__ignore'}]}",
		       rows, "Oslo: min -10 red from 25 | Rome: min 0 red from 40 ");
}

static void test_rows_to_fields_by_mapping(void)
{
	assert_transform("rowsToFields",
			 "{'mappings': [{'fieldName': 'country', 'handlerKey': 'field.name'},"
			 " {'fieldName': 'alarm', 'handlerKey': 'field.value'},"
			 " {'fieldName': 'temperature', 'handlerKey': '__ignore'},"
			 " {'fieldName': 'city', 'handlerKey': 'field.label'}]}",
			 rows, "no Oslo: 25 | null Rome: 40");
	assert_transform("rowsToFields",
			 "{'mappings': [{'fieldName': 'none', 'handlerKey': 'field.name'}]}",
			 "[{'fields': [{'name': 'a', 'type': 'string', 'values': ['x']},"
			 " {'name': 'b', 'type': 'number', 'values': [1]}]}]",
			 "a: x | b: 1");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/transform-config/by-name", test_by_name);
	g_test_add_func("/transform-config/by-mapping", test_by_mapping);
	g_test_add_func("/transform-config/applies-to", test_applies_to);
	g_test_add_func("/transform-config/itself", test_itself);
	g_test_add_func("/transform-config/value-mappings", test_value_mappings);
	g_test_add_func("/transform-config/rows-to-fields", test_rows_to_fields);
	g_test_add_func("/transform-config/rows-to-fields-by-mapping",
			test_rows_to_fields_by_mapping);
	return g_test_run();
}
