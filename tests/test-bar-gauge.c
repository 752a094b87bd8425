#include "renderer/panel/bar-gauge.h"

#include <math.h>
#include <string.h>

/* A bar gauge of 60 of 0..100 in `box`, as lines of text. */
static char *draw(const BarGaugeStyle *style, Rect box, const char *title)
{
	g_autoptr(TextContext) text = text_context_new();
	g_autoptr(Scene) scene = scene_new(1000, 500, 1);
	Field field = { .name = "" };
	DisplayValue display = { .numeric = 60,
				 .formatted = { "", "60.5", "%" },
				 .color = COLOR_RGB(0x73bf69) };
	BarGauge gauge = {
		.value = { .display = &display, .field = &field, .range = { 0, 100 } },
		.title = title,
		.longest_title = title,
		.longest_value = &display.formatted,
	};

	bar_gauge_layout(scene, text, theme_dark(), box, style, &gauge);
	return scene_to_text(scene);
}

static BarGaugeStyle basic(void)
{
	return (BarGaugeStyle){
		.mode = BAR_BASIC, .shows_unfilled = true, .title_px = NAN, .value_px = NAN
	};
}

static void assert_has(const char *drawn, const char *part)
{
	if (!strstr(drawn, part))
		g_error("no \"%s\" in:\n%s", part, drawn);
}

/* A column of 114 x 450 px at (9, 41): value box 45 px high, line of the title at y = 469. */
static void test_column(void)
{
	BarGaugeStyle style = basic();

	style.is_vertical = true;
	g_autofree char *drawn = draw(&style, (Rect){ 9, 41, 114, 450 }, "a");

	assert_has(drawn, "text 66 485 center 14 400 #ccccdc \"a\"");
	assert_has(drawn, "fill #22252b M 13 89"); // what is not filled, 3 px under the value's box
}

/* Rows of 16 px: the title is set in 12 px left of the bar, the value in 16 px. */
static void test_row_with_title_at_the_left(void)
{
	BarGaugeStyle style = basic();

	style.is_overflow = true;
	g_autofree char *drawn = draw(&style, (Rect){ 9, 41, 782, 16 }, "a");

	assert_has(drawn, " 12 400 #ccccdc \"a\"");
	assert_has(drawn, " 16 400 #73bf69 \"60.5\"");
	assert_has(drawn, " 14.4 400 #73bf69 \"%\"");
}

static void test_row_with_title_above(void)
{
	BarGaugeStyle style = basic();
	g_autofree char *drawn = draw(&style, (Rect){ 0, 0, 782, 80 }, "a");

	assert_has(drawn, "text 0 "); // 36 of 80 px for the title
	assert_has(drawn, " left 24 400 #ccccdc \"a\"");
}

static void test_hidden_parts(void)
{
	BarGaugeStyle style = basic();

	style.value_mode = BAR_VALUE_HIDDEN;
	style.name_placement = BAR_NAME_HIDDEN;
	g_autofree char *drawn = draw(&style, (Rect){ 0, 0, 100, 80 }, "a");

	g_assert_null(strstr(drawn, "text"));
	assert_has(drawn, "L 56 0 "); // the bar gets all of the width: 60 px less its corner
}

static void test_boxes_that_are_too_small(void)
{
	const Rect boxes[] = { { 0, 0, 0, 0 }, { 0, 0, 3, 500 }, { 0, 0, 500, 1 }, { 0, 0, -5, -5 } };
	BarGaugeStyle style = { .cell_px = 12, .gap_px = 2, .title_px = 1e9, .value_px = 1e9 };

	for (int i = 0; i < 2 * 3 * (int)G_N_ELEMENTS(boxes); i++) {
		style.is_vertical = i % 2;
		style.mode = (BarMode)(i / 2 % 3);
		g_autofree char *drawn = draw(&style, boxes[i / 6], "a");

		g_assert_nonnull(drawn);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/bar-gauge/column", test_column);
	g_test_add_func("/bar-gauge/row-with-title-at-the-left", test_row_with_title_at_the_left);
	g_test_add_func("/bar-gauge/row-with-title-above", test_row_with_title_above);
	g_test_add_func("/bar-gauge/hidden-parts", test_hidden_parts);
	g_test_add_func("/bar-gauge/boxes-that-are-too-small", test_boxes_that_are_too_small);
	return g_test_run();
}
