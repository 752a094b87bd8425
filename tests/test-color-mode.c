#include "renderer/data/color-mode.h"

#include <math.h>

#include "tests/parse.h"

static const double values[] = { 10, 30, 20 };

/* A frame of one number field, 10, 30, 20, with a range of 0 to 100. */
static Frame *make_frame(Arena *arena, const char *config)
{
	Frame *frame = frame_new(arena, 1, G_N_ELEMENTS(values));

	frame->fields[0] = (Field){
		.name = "Value",
		.type = FIELD_NUMBER,
		.config = field_config_parse(arena, parse_json(arena, config)),
		.numbers = values,
		.state = { .has_range = true, .range = { 0, 100 } },
	};
	return frame;
}

static void assert_hex(Color color, unsigned hex)
{
	char found[16], expected[16];

	g_snprintf(found, sizeof(found), "#%02x%02x%02x", (int)color.red, (int)color.green,
		   (int)color.blue);
	g_snprintf(expected, sizeof(expected), "#%06x", hex);
	g_assert_cmpstr(found, ==, expected);
}

/* data.md 2.4 */
static void test_active_step(void)
{
	ThresholdStep steps[] = { { -INFINITY, "green" }, { 50, "orange" }, { 80, "red" } };
	Thresholds absolute = { .is_set = true, .steps = steps, .n_steps = 3 };
	Thresholds percentage = absolute;
	Range range = { 100, 300 };

	percentage.is_percentage = true;
	g_assert_cmpint(thresholds_active(&absolute, 49.9, range), ==, 0);
	g_assert_cmpint(thresholds_active(&absolute, 50, range), ==, 1);
	g_assert_cmpint(thresholds_active(&absolute, 1e9, range), ==, 2);
	g_assert_cmpint(thresholds_active(&absolute, NAN, range), ==, 0);
	g_assert_cmpint(thresholds_active(&absolute, -INFINITY, range), ==, 0);
	g_assert_cmpint(thresholds_active(&percentage, 150, range), ==, 0);
	g_assert_cmpint(thresholds_active(&percentage, 200, range), ==, 1);
	g_assert_cmpint(thresholds_active(&percentage, 300, range), ==, 2);
	g_assert_cmpint(thresholds_active(&percentage, 5, (Range){ 5, 5 }), ==, 0);
	g_assert_cmpint(thresholds_active(&percentage, 6, (Range){ 5, 5 }), ==, 2);
	g_assert_cmpint(thresholds_active(&(Thresholds){ 0 }, 5, range), ==, -1);
}

static void test_steps_are_taken_as_stored(void)
{
	ThresholdStep steps[] = { { -INFINITY, "a" }, { 80, "b" }, { 50, "c" }, { NAN, "d" } };
	Thresholds thresholds = { .is_set = true, .steps = steps, .n_steps = 4 };

	g_assert_cmpint(thresholds_active(&thresholds, 60, (Range){ 0, 1 }), ==, 0);
	g_assert_cmpint(thresholds_active(&thresholds, 90, (Range){ 0, 1 }), ==, 2);
}

/* Printed by d3-interpolate 3.0.1, interpolateRgbBasis, for the dark theme's colours. */
static void test_schemes_are_splines(void)
{
	static const struct {
		const char *mode;
		double t;
		unsigned hex;
	} rows[] = {
		{ "continuous-GrYlRd", 0, 0x73bf69 },	 { "continuous-GrYlRd", 0.25, 0xb4cb4c },
		{ "continuous-GrYlRd", 0.5, 0xe2c03d },	 { "continuous-GrYlRd", 0.75, 0xf39045 },
		{ "continuous-GrYlRd", 1, 0xf2495c },	 { "continuous-GrYlRd", 7, 0xf2495c },
		{ "continuous-GrYlRd", -1, 0x73bf69 },	 { "continuous-GrYlRd", NAN, 0x73bf69 },
		{ "continuous-RdYlGr", 0, 0xf2495c },	 { "continuous-RdYlGr", 0.5, 0xe2c03d },
		{ "continuous-BlYlRd", 0.1, 0x4b7ebb },	 { "continuous-BlYlRd", 0.5, 0xd0b98e },
		{ "continuous-BlYlRd", 0.9, 0xcf4340 },	 { "continuous-YlRd", 0, 0xfff899 },
		{ "continuous-YlRd", 1, 0xc4162a },	 { "continuous-BlPu", 0, 0x5794f2 },
		{ "continuous-BlPu", 1, 0xb877d9 },	 { "continuous-YlBl", 1, 0x1f60c4 },
		{ "continuous-blues", 0.25, 0x1a2c48 },	 { "continuous-blues", 0.5, 0x1c3e72 },
		{ "continuous-blues", 0.75, 0x1d4f9b },	 { "continuous-blues", 1, 0x1f60c4 },
		{ "continuous-reds", 1, 0xc4162a },	 { "continuous-greens", 1, 0x37872d },
		{ "continuous-purples", 0, 0x181b1f },	 { "continuous-purples", 1, 0x8f3bb8 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		const char *const *stops = color_scheme_stops(rows[i].mode);

		g_test_message("%s %g", rows[i].mode, rows[i].t);
		g_assert_nonnull(stops);
		assert_hex(color_scheme_at(theme_dark(), stops, rows[i].t), rows[i].hex);
	}
	g_assert_null(color_scheme_stops("palette-classic"));
	g_assert_null(color_scheme_stops(NULL));
}

static void test_which_modes_are_by_value(void)
{
	g_assert_true(color_mode_is_by_value(NULL));
	g_assert_true(color_mode_is_by_value("thresholds"));
	g_assert_true(color_mode_is_by_value("continuous-reds"));
	g_assert_false(color_mode_is_by_value("fixed"));
	g_assert_false(color_mode_is_by_value("shades"));
	g_assert_false(color_mode_is_by_value("palette-classic"));
	g_assert_false(color_mode_is_by_value("palette-classic-by-name"));
}

/* data.md 2.5: the colour of the value 20 and of the series, whose last value it is. */
static void test_every_mode_of_a_number(void)
{
	static const struct {
		const char *config;
		unsigned hex;
	} rows[] = {
		{ "{'color': {'mode': 'fixed', 'fixedColor': 'blue'}}", 0x5794f2 },
		{ "{'color': {'mode': 'fixed'}}", 0x808080 },
		{ "{'color': {'mode': 'palette-classic'}}", 0xf2cc0c },
		{ "{'color': {'mode': 'palette-classic-by-name'}}", 0xcffaff },
		{ "{'color': {'mode': 'shades', 'fixedColor': 'green'}}", 0x80ce78 },
		{ "{'color': {'mode': 'shades'}}", 0x8f8f8f },
		{ "{'color': {'mode': 'continuous-blues'}}", 0x192940 },
		{ "{'color': {'mode': 'thresholds'}, 'thresholds': {'mode': 'absolute', 'steps':"
		  " [{'color': 'green'}, {'color': 'yellow', 'value': 20}]}}",
		  0xfade2a },
		{ "{'thresholds': {'mode': 'percentage', 'steps':"
		  " [{'color': 'green'}, {'color': 'red', 'value': 21}]}}",
		  0x73bf69 },
		{ "{'thresholds': {'steps': []}}", 0x808080 },
		{ "{}", 0x808080 },
	};
	g_autoptr(Arena) arena = arena_new(1 << 20);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		Frame *frame = make_frame(arena, rows[i].config);
		Field *field = &frame->fields[0];
		double percent;

		g_test_message("%s", rows[i].config);
		field->state.series_index = 1;
		assert_hex(field_value_color(field, 20, theme_dark(), &percent), rows[i].hex);
		assert_hex(field_series_color(frame, field, theme_dark()), rows[i].hex);
		g_assert_cmpfloat(percent, ==, 0.2);
	}
}

/* Printed by tinycolor 1.6.0 for the steps of getShadedColor(), of the dark theme's red. */
static void test_shades(void)
{
	static const unsigned rows[] = { 0xf2495c, 0xff5866, 0xf02d49, 0xff6771, 0xee1136, 0xff767b,
					 0xd30f35, 0xff8484, 0xb70d33, 0xff9793, 0x9b0b2f, 0xf2495c };
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frame *frame = make_frame(arena, "{'color': {'mode': 'shades', 'fixedColor': 'red'}}");

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		frame->fields[0].state.series_index = (int)i;
		assert_hex(field_series_color(frame, &frame->fields[0], theme_dark()), rows[i]);
	}
	frame = make_frame(arena, "{'color': {'mode': 'shades', 'fixedColor': '#f2495c80'}}");
	frame->fields[0].state.series_index = 1; // only the base keeps its opacity
	assert_hex(field_series_color(frame, &frame->fields[0], theme_dark()), rows[1]);
}

/* string-hash 1.1.3 of "a" is 177604. */
static void test_texts_take_a_colour_of_the_mode(void)
{
	const Theme *theme = theme_dark();

	g_assert_true(color_equal(color_mode_of_text(NULL, theme, "a"),
				  theme_old_palette(177604 % OLD_PALETTE_SIZE)));
	g_assert_true(color_equal(color_mode_of_text("palette-classic", theme, "a"),
				  theme_palette(theme, 177604 % CLASSIC_PALETTE_SIZE)));
	g_assert_true(color_equal(color_mode_of_text("continuous-GrYlRd", theme, "a"),
				  theme_color(theme, "yellow")));
}

/* string-hash 1.1.3 modulo the 46 colours of the dark palette with a contrast of 3. */
static void test_palette_by_name(void)
{
	static const struct {
		const char *name;
		unsigned hex;
	} rows[] = {
		{ "A-series", 0xfff899 }, { "cpu", 0xff9830 },
		{ "\xc3\xa9", 0xc15c17 }, { "", 0xdedaf7 },
		{ "Value", 0xcffaff },	  { "\xf0\x9f\x98\x80 x", 0xf9ba8f },
	};
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frame *frame = make_frame(arena, "{'color': {'mode': 'palette-classic-by-name'}}");

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_test_message("%s", rows[i].name);
		frame->fields[0].state.display_name = rows[i].name;
		assert_hex(field_series_color(frame, &frame->fields[0], theme_dark()), rows[i].hex);
	}
	frame->fields[0].state.display_name = NULL; // not asked for yet: the field's own name
	assert_hex(field_series_color(frame, &frame->fields[0], theme_dark()), 0xcffaff);
}

static void test_series_by(void)
{
	static const struct {
		const char *by;
		unsigned hex;
	} rows[] = { { "last", 0x192940 }, { "min", 0x192230 }, { "max", 0x1a3051 } };
	g_autoptr(Arena) arena = arena_new(1 << 20);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *config = g_strdup_printf(
			"{'color': {'mode': 'continuous-blues', 'seriesBy': '%s'}}", rows[i].by);
		Frame *frame = make_frame(arena, config);

		g_test_message("%s", rows[i].by);
		assert_hex(field_series_color(frame, &frame->fields[0], theme_dark()), rows[i].hex);
	}
}

/* data.md 2.5: a null result counts as 0, which is what the scale then looks up. */
static void test_a_series_that_ends_in_null(void)
{
	double numbers[] = { 90, value_null() };
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frame *frame = make_frame(arena, "{'color': {'mode': 'continuous-blues'}}");

	frame->n_rows = 2;
	frame->fields[0].numbers = numbers;
	assert_hex(field_series_color(frame, &frame->fields[0], theme_dark()), 0x181b1f);
}

static void test_booleans(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frame *plain = make_frame(arena, "{'color': {'mode': 'fixed', 'fixedColor': 'blue'}}");
	Frame *scheme = make_frame(arena, "{'color': {'mode': 'continuous-YlBl'}}");
	double percent;

	plain->fields[0].type = scheme->fields[0].type = FIELD_BOOLEAN;
	assert_hex(field_value_color(&plain->fields[0], 1, theme_dark(), &percent), 0x73bf69);
	g_assert_cmpfloat(percent, ==, 1);
	assert_hex(field_value_color(&plain->fields[0], 0, theme_dark(), &percent), 0xf2495c);
	g_assert_cmpfloat(percent, ==, 0);
	assert_hex(field_value_color(&scheme->fields[0], 1, theme_dark(), NULL), 0x1f60c4);
	assert_hex(field_value_color(&scheme->fields[0], 0, theme_dark(), NULL), 0xfff899);
	/* What stands for no value is true in JavaScript. */
	assert_hex(field_value_color(&plain->fields[0], -INFINITY, theme_dark(), NULL), 0x73bf69);
}

static double percent_of(Frame *frame, double value)
{
	ColorScale scale = color_scale(frame, &frame->fields[0], theme_dark());
	double percent;

	color_scale_color(&scale, value, &percent);
	return percent;
}

/* data.md 2.3 */
static void test_percent(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frame *frame = make_frame(arena, "{}");
	FieldState *state = &frame->fields[0].state;

	g_assert_cmpfloat(percent_of(frame, 250), ==, 2.5);
	g_assert_cmpfloat(percent_of(frame, -50), ==, -0.5);
	g_assert_cmpfloat(percent_of(frame, NAN), ==, 0);
	g_assert_cmpfloat(percent_of(frame, -INFINITY), ==, 0);
	state->range = (Range){ 5, 5 };
	g_assert_cmpfloat(percent_of(frame, 5), ==, 0);
	g_assert_cmpfloat(percent_of(frame, 6), ==, INFINITY);
	state->range = (Range){ value_null(), 50 };
	g_assert_cmpfloat(percent_of(frame, 25), ==, 0.5);
	state->range = (Range){ value_absent(), value_absent() };
	g_assert_cmpfloat(percent_of(frame, 25), ==, 0);
}

/* scale.ts, getMinMaxAndDelta(): of a field that no range was set for. */
static void test_range_of_the_field_itself(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frame *frame = make_frame(arena, "{'min': 0}");
	Field *field = &frame->fields[0];

	field->state.has_range = false;
	g_assert_cmpfloat(percent_of(frame, 15), ==, 0.5); // 0 to 30
	field->config.max = 60;
	g_assert_cmpfloat(percent_of(frame, 15), ==, 0.25);
	field->config.max = NAN;
	field->type = FIELD_STRING;
	g_assert_cmpfloat(percent_of(frame, 15), ==, 0.15); // 0 to 100
	field->type = FIELD_NUMBER;
	frame->n_rows = 0;
	g_assert_cmpfloat(percent_of(frame, 15), ==, 0.15);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/color-mode/active-step", test_active_step);
	g_test_add_func("/color-mode/steps-are-taken-as-stored", test_steps_are_taken_as_stored);
	g_test_add_func("/color-mode/schemes-are-splines", test_schemes_are_splines);
	g_test_add_func("/color-mode/which-modes-are-by-value", test_which_modes_are_by_value);
	g_test_add_func("/color-mode/every-mode-of-a-number", test_every_mode_of_a_number);
	g_test_add_func("/color-mode/shades", test_shades);
	g_test_add_func("/color-mode/palette-by-name", test_palette_by_name);
	g_test_add_func("/color-mode/of-text", test_texts_take_a_colour_of_the_mode);
	g_test_add_func("/color-mode/series-by", test_series_by);
	g_test_add_func("/color-mode/a-series-that-ends-in-null", test_a_series_that_ends_in_null);
	g_test_add_func("/color-mode/booleans", test_booleans);
	g_test_add_func("/color-mode/percent", test_percent);
	g_test_add_func("/color-mode/range-of-the-field-itself", test_range_of_the_field_itself);
	return g_test_run();
}
