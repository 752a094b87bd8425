#include "renderer/data/field-config.h"

#include <math.h>

#include "tests/parse.h"

static FieldConfig parse(Arena *arena, const char *text)
{
	return field_config_parse(arena, parse_json(arena, text));
}

static void set(Arena *arena, FieldConfig *config, const char *id, const char *value)
{
	field_config_set(arena, config, id, parse_json(arena, value));
}

/* data.md 1.1: the keys a field's config may have. */
static void test_every_property_is_read(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	FieldConfig config = parse(
		arena, "{'displayName': 'd', 'displayNameFromDS': 's', 'description': 'x',"
		       " 'unit': 'ms', 'decimals': 2, 'min': -1.5, 'max': 10, 'interval': 60000,"
		       " 'nullValueMode': 'connected', 'noValue': '-', 'fieldMinMax': true,"
		       " 'color': {'mode': 'fixed', 'fixedColor': 'red', 'seriesBy': 'max'},"
		       " 'links': [{}], 'custom': {'lineWidth': 2, 'hideFrom': {'viz': true}},"
		       " 'type': {'enum': {'text': ['off', 'on'], 'color': ['#000']}}}");

	g_assert_cmpstr(config.display_name, ==, "d");
	g_assert_cmpstr(config.display_name_from_ds, ==, "s");
	g_assert_cmpstr(config.description, ==, "x");
	g_assert_cmpstr(config.unit, ==, "ms");
	g_assert_cmpfloat(config.decimals, ==, 2);
	g_assert_cmpfloat(config.min, ==, -1.5);
	g_assert_cmpfloat(config.max, ==, 10);
	g_assert_cmpfloat(config.interval_ms, ==, 60000);
	g_assert_cmpstr(config.null_value_mode, ==, "connected");
	g_assert_cmpstr(config.no_value, ==, "-");
	g_assert_true(config.has_field_min_max && config.field_min_max);
	g_assert_cmpstr(config.color_mode, ==, "fixed");
	g_assert_cmpstr(config.color_fixed, ==, "red");
	g_assert_cmpstr(config.color_series_by, ==, "max");
	g_assert_cmpuint(json_object_array_length(config.links), ==, 1);
	g_assert_cmpfloat(custom_number(&config, "lineWidth", 1), ==, 2);
	g_assert_true(custom_boolean(&config, "hideFrom.viz", false));
	g_assert_cmpuint(config.enumeration.n_texts, ==, 2);
	g_assert_cmpstr(config.enumeration.texts[1], ==, "on");
	g_assert_cmpuint(config.enumeration.n_colors, ==, 1);
}

static void test_wrong_types_are_unset(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	FieldConfig config =
		parse(arena, "{'unit': {}, 'min': 'auto', 'max': null, 'decimals': [], 'color': 'red',"
			     " 'thresholds': 7, 'mappings': {}, 'links': {}, 'custom': [1],"
			     " 'displayName': '', 'noValue': null, 'type': 3}");

	g_assert_null(config.unit);
	g_assert_true(isnan(config.min) && isnan(config.max) && isnan(config.decimals));
	g_assert_null(config.color_mode);
	g_assert_false(config.thresholds.is_set);
	g_assert_null(config.mappings);
	g_assert_null(config.links);
	g_assert_null(config.custom);
	g_assert_null(config.display_name);
	g_assert_true(isnan(parse(arena, "[1, 2]").min));
	g_assert_true(isnan(field_config_parse(arena, NULL).min));
}

/* overrides/processors.ts: numbers go through parseFloat(), texts through a template. */
static void test_numbers_and_texts_stand_for_each_other(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	FieldConfig config = parse(arena, "{'min': '12.5 ms', 'max': '1e3', 'noValue': 0.5,"
					  " 'unit': true, 'decimals': '0x10'}");

	g_assert_cmpfloat(config.min, ==, 12.5);
	g_assert_cmpfloat(config.max, ==, 1000);
	g_assert_cmpfloat(config.decimals, ==, 0);
	g_assert_cmpstr(config.no_value, ==, "0.5");
	g_assert_cmpstr(config.unit, ==, "true");
}

/* data.md 2.1, thresholds; the comparison of 2.4 with JavaScript's null and undefined. */
static void test_thresholds(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Thresholds without_mode =
		parse(arena, "{'thresholds': {'steps': [{'color': 'green', 'value': null},"
			     " {'color': 'red', 'value': '80'}, {'color': 'blue'}]}}")
			.thresholds;
	Thresholds of_source =
		parse(arena, "{'thresholds': {'mode': 'percentage', 'steps': [{'value': 5}]}}")
			.thresholds;

	g_assert_true(without_mode.is_set);
	g_assert_false(without_mode.is_percentage);
	g_assert_cmpuint(without_mode.n_steps, ==, 3);
	g_assert_cmpfloat(without_mode.steps[0].value, ==, 0);
	g_assert_true(without_mode.steps[0].is_null);
	g_assert_cmpstr(without_mode.steps[0].color, ==, "green");
	g_assert_cmpfloat(without_mode.steps[1].value, ==, 80);
	g_assert_true(isnan(without_mode.steps[2].value));
	g_assert_true(of_source.is_percentage);
	g_assert_cmpfloat(of_source.steps[0].value, ==, 5);
	g_assert_null(of_source.steps[0].color);
}

static void test_a_panels_first_step_is_the_base(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	FieldConfig config = field_config_empty();

	set(arena, &config, "thresholds", "{'steps': [{'value': 5}, {'value': 6}]}");
	g_assert_cmpfloat(config.thresholds.steps[0].value, ==, -INFINITY);
	g_assert_cmpfloat(config.thresholds.steps[1].value, ==, 6);
	set(arena, &config, "thresholds", "{'mode': 'percentage'}");
	g_assert_true(config.thresholds.is_set && config.thresholds.is_percentage);
	g_assert_cmpuint(config.thresholds.n_steps, ==, 0);
}

static void test_setting_and_unsetting(void)
{
	static const char *const rows[][2] = {
		{ "unit", "'ms'" },
		{ "min", "1" },
		{ "max", "'2'" },
		{ "decimals", "3" },
		{ "fieldMinMax", "false" },
		{ "displayName", "'n'" },
		{ "noValue", "'none'" },
		{ "color", "{'mode': 'fixed'}" },
		{ "links", "[]" },
		{ "mappings", "[]" },
		{ "thresholds", "{}" },
	};
	g_autoptr(Arena) arena = arena_new(1 << 20);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		FieldConfig config = field_config_empty(), copy = field_config_empty();

		g_test_message("%s", rows[i][0]);
		g_assert_false(field_config_has(&config, rows[i][0]));
		set(arena, &config, rows[i][0], rows[i][1]);
		g_assert_true(field_config_has(&config, rows[i][0]));
		field_config_copy(&copy, &config, rows[i][0]);
		g_assert_true(field_config_has(&copy, rows[i][0]));
		set(arena, &config, rows[i][0], "null");
		g_assert_false(field_config_has(&config, rows[i][0]));
	}
}

/* data.md 2.1: properties that are not registered are removed, so they have no effect. */
static void test_unknown_ids_are_left_out(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	FieldConfig config = field_config_empty();

	set(arena, &config, "nullValueMode", "'null as zero'");
	set(arena, &config, "custom", "{'lineWidth': 9}");
	set(arena, &config, "displayNameFromDS", "'x'");
	set(arena, &config, "no-such", "1");
	set(arena, &config, "", "1");
	g_assert_null(config.null_value_mode);
	g_assert_null(config.custom);
	g_assert_null(config.display_name_from_ds);
	g_assert_false(field_config_has(&config, "no-such"));
}

static void test_custom_is_never_written_in_place(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	FieldConfig first = parse(arena, "{'custom': {'lineWidth': 1, 'hideFrom': {'viz': false,"
					 " 'legend': true}}}");
	FieldConfig second = first;

	set(arena, &second, "custom.lineWidth", "5");
	set(arena, &second, "custom.hideFrom.viz", "true");
	set(arena, &second, "custom.stacking.group.name", "'B'");
	set(arena, &second, "custom.drawStyle", "'bars'");

	g_assert_cmpfloat(custom_number(&first, "lineWidth", 0), ==, 1);
	g_assert_false(custom_boolean(&first, "hideFrom.viz", true));
	g_assert_null(custom_json(&first, "stacking"));
	g_assert_cmpfloat(custom_number(&second, "lineWidth", 0), ==, 5);
	g_assert_true(custom_boolean(&second, "hideFrom.viz", false));
	g_assert_true(custom_boolean(&second, "hideFrom.legend", false));
	g_assert_cmpstr(custom_text(&second, "stacking.group.name", ""), ==, "B");

	set(arena, &second, "custom.hideFrom.legend", "null");
	g_assert_false(custom_boolean(&second, "hideFrom.legend", false));
	g_assert_true(custom_boolean(&second, "hideFrom.viz", false));
}

static void test_custom_values_of_a_wrong_type_fall_back(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	FieldConfig config = parse(arena, "{'custom': {'lineWidth': '3', 'spanNulls': 1, 'mode': 2}}");

	g_assert_cmpfloat(custom_number(&config, "lineWidth", 1), ==, 1);
	g_assert_false(custom_boolean(&config, "spanNulls", false));
	g_assert_cmpstr(custom_text(&config, "mode", "off"), ==, "off");
	g_assert_cmpfloat(custom_number(&config, "mode.deeper", 4), ==, 4);
}

/* A path as deep as its text is long would recurse as deep. */
static void test_endless_paths_are_no_paths(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	g_autoptr(GString) id = g_string_new("custom");
	FieldConfig config = field_config_empty();

	for (int i = 0; i < 100000; i++)
		g_string_append(id, ".a");
	set(arena, &config, id->str, "1");
	g_assert_null(config.custom);
	set(arena, &config, "custom.", "1");
	g_assert_null(config.custom);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/field-config/every-property-is-read", test_every_property_is_read);
	g_test_add_func("/field-config/wrong-types-are-unset", test_wrong_types_are_unset);
	g_test_add_func("/field-config/numbers-and-texts-stand-for-each-other",
			test_numbers_and_texts_stand_for_each_other);
	g_test_add_func("/field-config/thresholds", test_thresholds);
	g_test_add_func("/field-config/a-panels-first-step-is-the-base",
			test_a_panels_first_step_is_the_base);
	g_test_add_func("/field-config/setting-and-unsetting", test_setting_and_unsetting);
	g_test_add_func("/field-config/unknown-ids-are-left-out", test_unknown_ids_are_left_out);
	g_test_add_func("/field-config/custom-is-never-written-in-place",
			test_custom_is_never_written_in_place);
	g_test_add_func("/field-config/custom-values-of-a-wrong-type-fall-back",
			test_custom_values_of_a_wrong_type_fall_back);
	g_test_add_func("/field-config/endless-paths-are-no-paths",
			test_endless_paths_are_no_paths);
	return g_test_run();
}
