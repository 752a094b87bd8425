#include "renderer/data/display.h"

#include <math.h>
#include <string.h>

#include "tests/parse.h"

/* A field with what shows its values. */
typedef struct {
	Frame *frame;
	DisplayContext context;
	DisplayProcessor processor;
} Shown;

static Shown *shown_new(Arena *arena, FieldType type, const char *config)
{
	Shown *shown = arena_new_one(arena, Shown);

	shown->context = (DisplayContext){ .theme = theme_dark() };
	shown->frame = frame_new(arena, 1, 0);
	shown->frame->fields[0].name = "Value";
	shown->frame->fields[0].type = type;
	shown->frame->fields[0].config = field_config_parse(arena, parse_json(arena, config));
	shown->processor = display_processor(shown->frame, shown->frame->fields, &shown->context);
	return shown;
}

static void assert_shown(const DisplayValue *value, const char *expected)
{
	char text[DISPLAY_TEXT_SIZE];

	display_text(value, text);
	g_assert_cmpstr(text, ==, expected);
}

/* data.md 3.1, steps 1 to 5: what a value of each kind reads like in a field of each type. */
static void test_texts(void)
{
	static const struct {
		FieldType type;
		const char *config, *value, *text;
	} rows[] = {
		{ FIELD_NUMBER, "{}", "12.5", "12.5" },
		{ FIELD_NUMBER, "{'unit': 'ms'}", "12.5", "12.5 ms" },
		{ FIELD_NUMBER, "{'unit': 'percent', 'decimals': 1}", "12", "12.0%" },
		{ FIELD_NUMBER, "{'unit': 'ms'}", "'12.5'", "12.5 ms" },
		{ FIELD_NUMBER, "{'unit': 'ms'}", "'12.5x'", "12.5x" },
		{ FIELD_NUMBER, "{'unit': 'ms'}", "null", "" },
		{ FIELD_NUMBER, "{'unit': 'ms', 'noValue': '-'}", "null", "-" },
		{ FIELD_NUMBER, "{'noValue': '-'}", "''", "-" },
		{ FIELD_NUMBER, "{}", "NaN", "NaN" },
		{ FIELD_NUMBER, "{}", "Infinity", "\xe2\x88\x9e" },
		{ FIELD_NUMBER, "{'unit': 'bool'}", "1", "True" },
		{ FIELD_NUMBER, "{'unit': 'bool'}", "0", "False" },
		{ FIELD_NUMBER, "{'unit': 'bool'}", "true", "true" },
		{ FIELD_NUMBER, "{'unit': 'string'}", "1.50", "1.5" },
		{ FIELD_NUMBER, "{'unit': 'currencyUSD'}", "3", "$3" },
		{ FIELD_BOOLEAN, "{}", "true", "true" },
		{ FIELD_BOOLEAN, "{'unit': 'ms'}", "0", "False" },
		{ FIELD_BOOLEAN, "{'unit': 'bool_on_off'}", "1", "On" },
		{ FIELD_STRING, "{}", "'007'", "007" },
		{ FIELD_STRING, "{'unit': 'ms'}", "'7'", "7 ms" },
		{ FIELD_STRING, "{'unit': 'ms'}", "'up'", "up" },
		{ FIELD_STRING, "{}", "3.0", "3" },
		{ FIELD_STRING, "{'noValue': 'none'}", "''", "none" },
		{ FIELD_TIME, "{}", "1736920800000", "2025-01-15 06:00:00" },
		{ FIELD_TIME, "{'unit': 'ms'}", "1736920800000", "2025-01-15 06:00:00" },
		{ FIELD_TIME, "{'unit': 'time:YYYY'}", "1736920800000", "2025" },
		{ FIELD_TIME, "{}", "'2025-01-15T06:00:00Z'", "2025-01-15 06:00:00" },
		{ FIELD_TIME, "{}", "'2025-01-15T06:00:00'", "2025-01-15 06:00:00" },
		{ FIELD_TIME, "{}", "'soon'", "NaN" },
		{ FIELD_NUMBER, "{'unit': 'dateTimeAsIso'}", "0", "1970-01-01 00:00:00" },
		{ FIELD_OTHER, "{}", "[1, 'a', null, true, [2, 3], {'k': 1}]",
		  "1, a, , true, 2,3, [object Object]" },
		{ FIELD_OTHER, "{'noValue': '-'}", "[]", "" },
		{ FIELD_OTHER, "{}", "{'k': 1}", "[object Object]" },
		{ FIELD_OTHER, "{'unit': 'ms'}", "5", "5 ms" },
	};
	g_autoptr(Arena) arena = arena_new(1 << 20);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		Shown *shown = shown_new(arena, rows[i].type, rows[i].config);
		DisplayValue value = display_value(&shown->processor,
						   value_of_json(parse_json(arena, rows[i].value)));

		g_test_message("%s %s %s", field_type_text(rows[i].type), rows[i].config,
			       rows[i].value);
		assert_shown(&value, rows[i].text);
	}
}

static void test_numeric(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	DisplayProcessor *number = &shown_new(arena, FIELD_NUMBER, "{}")->processor;
	DisplayProcessor *text = &shown_new(arena, FIELD_STRING, "{}")->processor;

	g_assert_cmpfloat(display_value(number, value_of_string(" 5 ")).numeric, ==, 5);
	g_assert_cmpfloat(display_value(number, value_of_string("0x10")).numeric, ==, 16);
	g_assert_cmpfloat(display_value(number, value_of_boolean(true)).numeric, ==, 1);
	g_assert_true(isnan(display_value(number, value_of_string("")).numeric));
	g_assert_true(isnan(display_value(number, value_of_string("5 ms")).numeric));
	g_assert_true(isnan(display_value(number, (Value){ .kind = VALUE_NULL }).numeric));
	g_assert_true(isnan(display_value(number, value_of_json(parse_json(arena, "[5]"))).numeric));
	g_assert_true(isnan(display_value(text, value_of_string("5")).numeric));
	g_assert_true(isnan(display_value(text, value_of_number(5)).numeric));
}

/* Columns of less than a minute show milliseconds; not those with a date unit of their own. */
static void test_dense_times_show_milliseconds(void)
{
	const double second[] = { 1736920800000, 1736920859999 }, minute[] = { 0, 60000 };
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Shown *shown = shown_new(arena, FIELD_TIME, "{}");
	Field *field = &shown->frame->fields[0];

	shown->frame->n_rows = 2;
	field->numbers = second;
	shown->processor = display_processor(shown->frame, field, &shown->context);
	DisplayValue value = display_value(&shown->processor, value_of_number(second[0]));

	assert_shown(&value, "2025-01-15 06:00:00.000");
	field->numbers = minute;
	g_assert_false(display_processor(shown->frame, field, &shown->context).with_ms);
	field->numbers = second;
	field->config.unit = "dateTimeAsIso";
	g_assert_false(display_processor(shown->frame, field, &shown->context).with_ms);
}

/* data.md 3.1, step 4: an axis' decimals are a hint, and its zeros are taken off again. */
static void test_axis_decimals(void)
{
	static const struct {
		const char *config;
		double value, decimals;
		const char *text;
	} rows[] = {
		{ "{}", 60, 2, "60" },
		{ "{}", 0.25, 2, "0.25" },
		{ "{}", 0.2, 2, "0.2" },
		{ "{}", 1.0 / 3, NAN, "0.333" },
		{ "{'decimals': 3}", 60, 2, "60.000" },
		{ "{'unit': 's'}", 0.15, 2, "150 ms" },
		{ "{'unit': 'currencyUSD'}", 1.5, 2, "$1.50" },
		{ "{'unit': 'locale'}", 1234.5, 2, "1,234.5" },
	};
	g_autoptr(Arena) arena = arena_new(1 << 20);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		Shown *shown = shown_new(arena, FIELD_NUMBER, rows[i].config);
		DisplayValue value =
			display_axis_value(&shown->processor, rows[i].value, rows[i].decimals);

		g_test_message("%s %g", rows[i].config, rows[i].value);
		assert_shown(&value, rows[i].text);
	}
}

static void assert_color(Color color, unsigned hex)
{
	g_assert_true(color_equal(color, COLOR_RGB(hex)));
}

#define STEPS "'thresholds': {'steps': [{'color': 'green'}, {'color': 'red', 'value': 80}]}"

/* data.md 2.6: a mapped text has no unit, a mapped colour no percent. */
static void test_mappings(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Shown *shown = shown_new(
		arena, FIELD_NUMBER,
		"{'unit': 'ms', 'noValue': '-', " STEPS ", 'mappings': [{'type': 'value', 'options':"
		" {'1': {'text': 'one'}, '2': {'color': 'blue'}, '3': {'text': '', 'icon': 'i.svg'},"
		" '90': {'text': 'hot', 'color': 'semi-dark-orange'}}}]}");
	DisplayValue one = display_value(&shown->processor, value_of_number(1));
	DisplayValue two = display_value(&shown->processor, value_of_number(2));
	DisplayValue empty = display_value(&shown->processor, value_of_number(3));
	DisplayValue hot = display_value(&shown->processor, value_of_number(90));

	assert_shown(&one, "one");
	g_assert_true(one.is_mapped);
	assert_color(one.color, 0x73bf69);
	g_assert_cmpfloat(one.percent, ==, 0.01);
	assert_shown(&two, "2 ms");
	g_assert_false(two.is_mapped);
	assert_color(two.color, 0x5794f2);
	g_assert_true(isnan(two.percent));
	assert_shown(&empty, "");
	g_assert_cmpstr(empty.icon, ==, "i.svg");
	assert_shown(&hot, "hot");
	g_assert_cmpfloat(hot.numeric, ==, 90);
	assert_color(hot.color, 0xff780a);
}

static void test_no_value_takes_the_base_color(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Shown *shown = shown_new(arena, FIELD_NUMBER, "{" STEPS "}");
	DisplayValue none = display_value(&shown->processor, (Value){ .kind = VALUE_NULL });
	DisplayValue high = display_value(&shown->processor, value_of_number(80));

	assert_color(none.color, 0x73bf69);
	g_assert_cmpfloat(none.percent, ==, 0);
	assert_color(high.color, 0xf2495c);
	g_assert_cmpfloat(high.percent, ==, 0.8);
}

/* data.md 2.6, enum fields without mappings. */
static void test_enums(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Shown *shown = shown_new(arena, FIELD_ENUM,
				 "{'noValue': '-', 'type': {'enum': {'text': ['off', 'on', null],"
				 " 'color': ['#102030', 'green']}}}");
	DisplayValue off = display_value(&shown->processor, value_of_number(0));
	DisplayValue on = display_value(&shown->processor, value_of_number(1));
	DisplayValue nameless = display_value(&shown->processor, value_of_number(2));
	DisplayValue missing = display_value(&shown->processor, (Value){ .kind = VALUE_NULL });

	assert_shown(&off, "off");
	assert_color(off.color, 0x102030);
	assert_shown(&on, "on");
	assert_color(on.color, 0x008000); // CSS' green
	assert_shown(&nameless, "2");
	assert_color(nameless.color, 0x5794f2); // third of the palette
	assert_shown(&missing, "");
	g_assert_true(isnan(missing.numeric));
	g_assert_true(color_equal(missing.color, COLOR_TRANSPARENT));
}

static void test_mappings_replace_enums(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Shown *shown = shown_new(arena, FIELD_ENUM,
				 "{'type': {'enum': {'text': ['off']}}, 'mappings': [{'type': 'value',"
				 " 'options': {'1': {'text': 'x'}}}]}");
	DisplayValue value = display_value(&shown->processor, value_of_number(0));

	assert_shown(&value, "0");
}

/* What does not fit the value's own room is cut at a character, and whole beside it. */
static void test_long_texts(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	g_autoptr(GString) text = g_string_new("x");
	Shown *shown = shown_new(arena, FIELD_STRING, "{}");
	char whole[DISPLAY_TEXT_SIZE];

	while (text->len < 1000)
		g_string_append(text, "\xc3\xa9");
	DisplayValue value = display_value(&shown->processor, value_of_string(text->str));

	g_assert_true(g_utf8_validate(value.formatted.text, -1, NULL));
	g_assert_cmpuint(strlen(value.formatted.text), ==, sizeof(value.formatted.text) - 1);
	g_assert_cmpstr(display_plain_text(&value), ==, text->str);
	display_text(&value, whole);
	g_assert_true(g_utf8_validate(whole, -1, NULL));
	g_assert_cmpuint(strlen(whole), ==, DISPLAY_TEXT_SIZE - 1);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/display/texts", test_texts);
	g_test_add_func("/display/numeric", test_numeric);
	g_test_add_func("/display/dense-times-show-milliseconds",
			test_dense_times_show_milliseconds);
	g_test_add_func("/display/axis-decimals", test_axis_decimals);
	g_test_add_func("/display/mappings", test_mappings);
	g_test_add_func("/display/no-value-takes-the-base-color",
			test_no_value_takes_the_base_color);
	g_test_add_func("/display/enums", test_enums);
	g_test_add_func("/display/mappings-replace-enums", test_mappings_replace_enums);
	g_test_add_func("/display/long-texts", test_long_texts);
	return g_test_run();
}
