#include "renderer/data/mapping.h"

#include <math.h>

#include "tests/parse.h"

static FieldConfig parse(Arena *arena, const char *mappings)
{
	g_autofree char *text = g_strdup_printf("{'mappings': %s}", mappings);

	return field_config_parse(arena, parse_json(arena, text));
}

static Value number(double value)
{
	return (Value){ .kind = VALUE_NUMBER, .number = value };
}

/* What the mappings put in place of a value; "(none)" where none fits. */
static void assert_text(const FieldConfig *config, Value value, const char *text)
{
	MappedValue mapped;
	const char *found = mapping_find(config, value, &mapped) ? mapped.text : "(none)";

	g_assert_cmpstr(found, ==, text);
}

/* data.md 2.6: keys are the texts of values. */
static void test_values(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	FieldConfig config = parse(
		arena, "[{'type': 'value', 'options': {'1': {'text': 'one', 'color': 'red',"
		       " 'index': 3, 'icon': 'img/a.svg'}, '1.5': {'text': 'half'},"
		       " 'true': {'text': 'yes'}, 'up': {'text': 'UP'}, '': {'text': 'blank'},"
		       " 'null': {'text': 'text null'}, 'NaN': {'text': 'nan'}, '2': {}, '3': null}}]");
	MappedValue mapped;

	assert_text(&config, number(1), "one");
	assert_text(&config, number(1.5), "half");
	assert_text(&config, value_of_string("1"), "one");
	assert_text(&config, value_of_boolean(true), "yes");
	assert_text(&config, value_of_boolean(false), "(none)");
	assert_text(&config, value_of_string("up"), "UP");
	assert_text(&config, value_of_string(""), "blank");
	assert_text(&config, number(NAN), "nan");
	assert_text(&config, (Value){ .kind = VALUE_NULL }, "(none)");
	assert_text(&config, (Value){ .kind = VALUE_ABSENT }, "(none)");
	assert_text(&config, number(2), NULL);
	assert_text(&config, number(3), "(none)");
	g_assert_true(mapping_find(&config, number(1), &mapped));
	g_assert_cmpstr(mapped.color, ==, "red");
	g_assert_cmpstr(mapped.icon, ==, "img/a.svg");
	g_assert_cmpint(mapped.index, ==, 3);
}

static void test_ranges(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	FieldConfig config = parse(
		arena, "[{'type': 'range', 'options': {'from': 10, 'to': 20, 'result': {'text': 'mid'}}},"
		       " {'type': 'range', 'options': {'from': null, 'to': 0, 'result': {'text': 'low'}}},"
		       " {'type': 'range', 'options': {'from': 100, 'result': {'color': 'red'}}}]");

	assert_text(&config, number(10), "mid");
	assert_text(&config, number(20), "mid");
	assert_text(&config, number(20.001), "(none)");
	assert_text(&config, value_of_string("12 ms"), "mid");
	assert_text(&config, value_of_string("ms"), "(none)");
	assert_text(&config, number(-1e9), "low");
	assert_text(&config, number(INFINITY), NULL);
	assert_text(&config, number(NAN), "(none)");
	assert_text(&config, value_of_boolean(true), "(none)");
	assert_text(&config, (Value){ .kind = VALUE_NULL }, "(none)");
}

/* String.replace() of ECMA-262, GetSubstitution; the text form of data.md 1.6. */
static void test_regular_expressions(void)
{
	static const struct {
		const char *pattern, *result, *value, *text;
	} rows[] = {
		{ "server(\\\\d+)", "S$1", "server42", "S42" },
		{ "server(\\\\d+)", "S$1", "my server42", "(none)" },
		{ "/(\\\\d+)/", "<$1>", "a1b22", "a<1>b22" },
		{ "/(\\\\d+)/g", "<$1>", "a1b22", "a<1>b<22>" },
		{ "/A/gi", "-", "banana", "b-n-n-" },
		{ "/b/", "", "abc", "ac" },
		{ "/b/", "[$&|$`|$']", "abc", "a[b|a|c]c" },
		{ "/b/", "$$1 $2 $0 $", "abc", "a$1 $2 $0 $c" },
		{ "/(a)(b)?(c)/", "$3$2$1", "ac", "ca" },
		{ "/(.)/", "$10", "x", "x0" },
		{ "/(?<first>.)x/", "$<first>$<other>", "ax", "a$<other>" },
		{ "/x*/g", "-", "ab", "-a-b-" },
		{ "/(/", "y", "(", "(none)" },
		{ "/unclosed", "y", "/unclosed", "(none)" },
		{ ".*", "\\\\1", "abc", "\\1" },
	};
	g_autoptr(Arena) arena = arena_new(1 << 20);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *text = g_strdup_printf(
			"[{\"type\": \"regex\", \"options\": {\"pattern\": \"%s\","
			" \"result\": {\"text\": \"%s\"}}}]",
			rows[i].pattern, rows[i].result);
		FieldConfig config = parse(arena, text);

		g_test_message("%s", text);
		assert_text(&config, value_of_string(rows[i].value), rows[i].text);
		assert_text(&config, number(42), "(none)");
	}
}

static void test_a_long_replacement_is_cut_at_a_character(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	FieldConfig config = parse(arena, "[{'type': 'regex', 'options': {'pattern': '/a/g',"
					  " 'result': {'text': '\xc3\xa9'}}}]");
	g_autofree char *value = g_strnfill(100000, 'a');
	g_autofree char *shorter = g_strnfill(50000, 'a');
	MappedValue mapped;

	g_assert_false(mapping_find(&config, value_of_string(value), &mapped));
	g_assert_true(mapping_find(&config, value_of_string(shorter), &mapped));
	g_assert_true(g_utf8_validate(mapped.text, -1, NULL));
	g_assert_cmpuint(strlen(mapped.text), ==, 158);
}

static void test_special_values(void)
{
	static const struct {
		const char *match;
		bool null, absent, nan, yes, no, empty, text_true, zero;
	} rows[] = {
		{ "null", .null = true, .absent = true },
		{ "nan", .nan = true },
		{ "null+nan", .null = true, .absent = true, .nan = true },
		{ "true", .yes = true, .text_true = true },
		{ "false", .no = true },
		{ "empty", .empty = true },
		{ "other", .null = false },
	};
	g_autoptr(Arena) arena = arena_new(1 << 20);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *text = g_strdup_printf(
			"[{'type': 'special', 'options': {'match': '%s', 'result': {'text': 'x'}}}]",
			rows[i].match);
		FieldConfig config = parse(arena, text);
		MappedValue mapped;

		g_test_message("%s", rows[i].match);
#define FITS(...) mapping_find(&config, __VA_ARGS__, &mapped)
		g_assert_cmpint(FITS((Value){ .kind = VALUE_NULL }), ==, rows[i].null);
		g_assert_cmpint(FITS((Value){ .kind = VALUE_ABSENT }), ==, rows[i].absent);
		g_assert_cmpint(FITS(number(NAN)), ==, rows[i].nan);
		g_assert_cmpint(FITS(value_of_boolean(true)), ==, rows[i].yes);
		g_assert_cmpint(FITS(value_of_boolean(false)), ==, rows[i].no);
		g_assert_cmpint(FITS(value_of_string("")), ==, rows[i].empty);
		g_assert_cmpint(FITS(value_of_string("true")), ==, rows[i].text_true);
		g_assert_cmpint(FITS(number(0)), ==, rows[i].zero);
#undef FITS
	}
}

static void test_the_first_that_fits_wins(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	FieldConfig config = parse(
		arena, "[{'type': 'range', 'options': {'from': 0, 'to': 9, 'result': {'text': 'r'}}},"
		       " {'type': 'value', 'options': {'5': {'text': 'v'}, '50': {'text': 'w'}}},"
		       " {'type': 'unknown', 'options': {}}, 7, null]");

	assert_text(&config, number(5), "r");
	assert_text(&config, number(50), "w");
}

/* pkg/migration/schemaversion/v30.go */
static void test_the_form_before_schema_version_30(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	FieldConfig config = field_config_parse(
		arena,
		parse_json(arena,
			   "{'mappings': [{'id': 0, 'type': 2, 'from': '1', 'to': '10', 'text': '95'},"
			   " {'id': 1, 'type': 1, 'value': '5', 'text': 'five'},"
			   " {'id': 2, 'type': 1, 'value': 'null', 'text': 'N/A'},"
			   " {'id': 3, 'type': 1, 'value': 6.0, 'text': 'six'},"
			   " {'id': 4, 'type': 1, 'value': '5', 'text': '12'}],"
			   " 'thresholds': {'mode': 'absolute', 'steps': [{'color': 'green'},"
			   " {'color': 'red', 'value': 90}]}}"));
	MappedValue mapped;

	g_assert_cmpuint(config.n_mappings, ==, 5);
	assert_text(&config, number(5), "12"); // values go first, and the last of one key wins
	assert_text(&config, number(6), "six");
	assert_text(&config, number(7), "95");
	assert_text(&config, (Value){ .kind = VALUE_NULL }, "N/A");
	g_assert_true(mapping_find(&config, number(5), &mapped));
	g_assert_cmpstr(mapped.color, ==, "green");
	g_assert_true(mapping_find(&config, number(7), &mapped));
	g_assert_cmpstr(mapped.color, ==, "red");
	g_assert_true(mapping_find(&config, number(6), &mapped));
	g_assert_null(mapped.color);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/mapping/values", test_values);
	g_test_add_func("/mapping/ranges", test_ranges);
	g_test_add_func("/mapping/regular-expressions", test_regular_expressions);
	g_test_add_func("/mapping/a-long-replacement-is-cut-at-a-character",
			test_a_long_replacement_is_cut_at_a_character);
	g_test_add_func("/mapping/special-values", test_special_values);
	g_test_add_func("/mapping/the-first-that-fits-wins", test_the_first_that_fits_wins);
	g_test_add_func("/mapping/the-form-before-schema-version-30",
			test_the_form_before_schema_version_30);
	return g_test_run();
}
