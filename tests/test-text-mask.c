#include "renderer/paint/text.h"

enum { WIDTH = 120, HEIGHT = 60 };

typedef struct {
	TextContext *context;
	cairo_surface_t *surface;
	cairo_t *cairo;
} Fixture;

static void set_up(Fixture *fixture, const void *data)
{
	fixture->context = text_context_new();
	fixture->surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
	fixture->cairo = cairo_create(fixture->surface);
}

static void tear_down(Fixture *fixture, const void *data)
{
	g_assert_cmpint(cairo_status(fixture->cairo), ==, CAIRO_STATUS_SUCCESS);
	cairo_destroy(fixture->cairo);
	cairo_surface_destroy(fixture->surface);
	text_context_free(fixture->context);
}

static SceneText white(const char *text, double x, double y)
{
	return (SceneText){ .text = text,
			    .x = x,
			    .baseline_y = y,
			    .style = { .family = FONT_SANS, .size_px = 14, .weight = 500 },
			    .color = { 255, 255, 255, 1 } };
}

/* Draws one text on nothing. */
static void draw(Fixture *fixture, const SceneText *text)
{
	cairo_t *cairo = fixture->cairo;

	cairo_set_operator(cairo, CAIRO_OPERATOR_CLEAR);
	cairo_paint(cairo);
	cairo_set_operator(cairo, CAIRO_OPERATOR_OVER);
	cairo_set_source_rgba(cairo, text->color.red / 255, text->color.green / 255,
			      text->color.blue / 255, text->color.alpha);
	text_paint(cairo, fixture->context, text, false);
	cairo_surface_flush(fixture->surface);
}

static int alpha_at(const Fixture *fixture, int x, int y)
{
	const uint8_t *pixels = cairo_image_surface_get_data(fixture->surface);

	return ((const uint32_t *)(pixels +
				   y * cairo_image_surface_get_stride(fixture->surface)))[x] >>
	       24;
}

/* In whole pixels. */
static double ink(const Fixture *fixture)
{
	double sum = 0;

	for (int y = 0; y < HEIGHT; y++) {
		for (int x = 0; x < WIDTH; x++)
			sum += alpha_at(fixture, x, y) / 255.0;
	}
	return sum;
}

/* The middle of the ink, in px. */
static double ink_x(const Fixture *fixture)
{
	double sum = 0;

	for (int y = 0; y < HEIGHT; y++) {
		for (int x = 0; x < WIDTH; x++)
			sum += (x + 0.5) * alpha_at(fixture, x, y) / 255;
	}
	return sum / ink(fixture);
}

static bool row_is_empty(const Fixture *fixture, int y)
{
	for (int x = 0; x < WIDTH; x++) {
		if (alpha_at(fixture, x, y) > 0)
			return false;
	}
	return true;
}

static GBytes *picture(Fixture *fixture, const SceneText *text)
{
	draw(fixture, text);
	return g_bytes_new(cairo_image_surface_get_data(fixture->surface),
			   (size_t)cairo_image_surface_get_stride(fixture->surface) * HEIGHT);
}

static bool same_pictures(Fixture *fixture, SceneText one, SceneText other)
{
	g_autoptr(GBytes) first = picture(fixture, &one);
	g_autoptr(GBytes) second = picture(fixture, &other);

	return g_bytes_equal(first, second);
}

static void test_glyphs_stand_at_quarters(Fixture *fixture, const void *data)
{
	SceneText text = white("H", 20, 30);

	draw(fixture, &text);
	double whole = ink_x(fixture), last = whole;

	for (int quarter = 1; quarter <= 4; quarter++) {
		text.x = 20 + quarter / 4.0;
		draw(fixture, &text);
		g_assert_cmpfloat(ink_x(fixture), >, last + 0.1);
		last = ink_x(fixture);
	}
	g_assert_cmpfloat_with_epsilon(last, whole + 1, 1e-9);
	g_assert_true(same_pictures(fixture, white("H", 20.1, 30), white("H", 20, 30)));
	g_assert_false(same_pictures(fixture, white("H", 20.15, 30), white("H", 20, 30)));
}

static void test_baseline_is_whole(Fixture *fixture, const void *data)
{
	g_assert_true(same_pictures(fixture, white("H", 20, 30.4), white("H", 20, 30)));
	g_assert_true(same_pictures(fixture, white("H", 20, 30.5), white("H", 20, 31)));
	draw(fixture, &(SceneText){ .text = "" });
	SceneText text = white("H", 20, 30.3);

	/* Hinting fits the letter's feet and head to rows: nothing spills over. */
	draw(fixture, &text);
	g_assert_true(row_is_empty(fixture, 30));
	g_assert_false(row_is_empty(fixture, 29));
}

static void test_scale_counts_in_device_pixels(Fixture *fixture, const void *data)
{
	SceneText text = white("H", 10, 10.26);

	cairo_scale(fixture->cairo, 2, 2);
	draw(fixture, &text);
	g_assert_true(row_is_empty(fixture, 21)); // 20.52 is nearest to 21
	g_assert_false(row_is_empty(fixture, 20));
}

/* Over all, white text gets a few percent more coverage than black text. */
static void test_contrast_depends_on_color(Fixture *fixture, const void *data)
{
	SceneText text = white("Panel Title", 5, 30);

	draw(fixture, &text);
	double light = ink(fixture);

	text.color = (Color){ 0, 0, 0, 1 };
	draw(fixture, &text);
	double dark = ink(fixture);

	g_assert_cmpfloat(light / dark, >, 1.01);
	g_assert_cmpfloat(light / dark, <, 1.1);
}

static void test_bold_widens_strokes(Fixture *fixture, const void *data)
{
	SceneText text = white("l", 20, 30);

	text.style.size_px = 36;
	draw(fixture, &text);
	double before = ink(fixture), middle = ink_x(fixture);

	text.style.weight = 700;
	draw(fixture, &text);
	/* A stem about 27 px high grows by a 32nd of 36 px, to both sides and at both ends. */
	g_assert_cmpfloat_with_epsilon(ink(fixture) - before, 27 * 36 / 32.0 + 4.5, 4);
	g_assert_cmpfloat_with_epsilon(ink_x(fixture), middle, 0.05);
}

static void test_turned_texts_have_the_same_ink(Fixture *fixture, const void *data)
{
	SceneText text = white("Axis", 60, 40);

	draw(fixture, &text);
	double level = ink(fixture);

	for (int degrees = -90; degrees <= 90; degrees += 45) {
		text.turn_rad = degrees * G_PI / 180;
		text.x = 60;
		text.baseline_y = 30;
		draw(fixture, &text);
		g_assert_cmpfloat_with_epsilon(ink(fixture) / level, 1, 0.06);
	}
}

static void test_large_and_small_glyphs(Fixture *fixture, const void *data)
{
	SceneText text = white("8", 10, 50);

	text.style.size_px = 255;
	draw(fixture, &text);
	double mask = ink(fixture);

	text.style.size_px = 257; // filled as a path
	draw(fixture, &text);
	g_assert_cmpfloat_with_epsilon(ink(fixture) / mask, 1, 0.05);
	text.style.size_px = 0.01;
	draw(fixture, &text);
	text.style.size_px = 0;
	draw(fixture, &text);
}

static void test_emoji_have_colors(Fixture *fixture, const void *data)
{
	SceneText text = white("😀", 20, 30);

	draw(fixture, &text);
	const uint8_t *pixels = cairo_image_surface_get_data(fixture->surface);
	const uint8_t *middle = pixels + 25 * cairo_image_surface_get_stride(fixture->surface) +
				(int)ink_x(fixture) * 4;

	g_assert_cmpint(middle[2], >, middle[0] + 30); // yellow: red over blue
}

static void test_emoji_are_as_large_as_their_text(Fixture *fixture, const void *data)
{
	SceneText text = white("😀", 20, 40);
	int advance = (int)ceil(text_width(fixture->context, &text.style, text.text));

	draw(fixture, &text);
	g_assert_cmpint(alpha_at(fixture, 20 + advance / 2, 35), >, 0);
	for (int y = 0; y < HEIGHT; y++) {
		g_assert_cmpint(alpha_at(fixture, 18, y), ==, 0);
		g_assert_cmpint(alpha_at(fixture, 21 + advance, y), ==, 0);
	}
	for (int x = 0; x < WIDTH; x++)
		g_assert_cmpint(alpha_at(fixture, x, 40 - advance), ==, 0);
}

static void test_what_is_outside_is_not_drawn(Fixture *fixture, const void *data)
{
	static const double far[] = { -1e9, -5000, 5000, 1e9 };

	for (size_t i = 0; i < G_N_ELEMENTS(far); i++) {
		SceneText text = white("far away", far[i], 30);

		draw(fixture, &text);
		g_assert_cmpfloat(ink(fixture), ==, 0);
		text = white("far away", 30, far[i]);
		draw(fixture, &text);
		g_assert_cmpfloat(ink(fixture), ==, 0);
	}
	cairo_rectangle(fixture->cairo, 0, 0, 0, 0);
	cairo_clip(fixture->cairo);
	SceneText text = white("clipped", 10, 30);

	draw(fixture, &text);
}

static void test_groups_draw_in_place(Fixture *fixture, const void *data)
{
	SceneText text = white("H", 20.25, 30);

	draw(fixture, &text);
	double x = ink_x(fixture), sum = ink(fixture);

	draw(fixture, &(SceneText){ .text = "" });
	cairo_rectangle(fixture->cairo, 17, 13, 50, 40);
	cairo_clip(fixture->cairo);
	cairo_push_group(fixture->cairo);
	cairo_set_source_rgb(fixture->cairo, 1, 1, 1);
	text_paint(fixture->cairo, fixture->context, &text, false);
	cairo_pop_group_to_source(fixture->cairo);
	cairo_paint(fixture->cairo);
	g_assert_cmpfloat_with_epsilon(ink_x(fixture), x, 1e-6);
	g_assert_cmpfloat_with_epsilon(ink(fixture), sum, 1e-6);
}

static void test_cache_stays_bounded(Fixture *fixture, const void *data)
{
	for (int i = 0; i < 400; i++) {
		SceneText text = white("0123456789", 1, 50);

		text.style.size_px = 10 + i / 4.0;
		draw(fixture, &text);
	}
}

int main(int argc, char **argv)
{
	static const struct {
		const char *path;
		void (*test)(Fixture *fixture, const void *data);
	} tests[] = {
		{ "/text-mask/glyphs-stand-at-quarters", test_glyphs_stand_at_quarters },
		{ "/text-mask/baseline-is-whole", test_baseline_is_whole },
		{ "/text-mask/scale-counts-in-device-pixels", test_scale_counts_in_device_pixels },
		{ "/text-mask/contrast-depends-on-color", test_contrast_depends_on_color },
		{ "/text-mask/bold-widens-strokes", test_bold_widens_strokes },
		{ "/text-mask/turned-texts-have-the-same-ink",
		  test_turned_texts_have_the_same_ink },
		{ "/text-mask/large-and-small-glyphs", test_large_and_small_glyphs },
		{ "/text-mask/emoji-have-colors", test_emoji_have_colors },
		{ "/text-mask/emoji-are-as-large-as-their-text",
		  test_emoji_are_as_large_as_their_text },
		{ "/text-mask/what-is-outside-is-not-drawn", test_what_is_outside_is_not_drawn },
		{ "/text-mask/groups-draw-in-place", test_groups_draw_in_place },
		{ "/text-mask/cache-stays-bounded", test_cache_stays_bounded },
	};

	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(tests); i++)
		g_test_add(tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
	return g_test_run();
}
