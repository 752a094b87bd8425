#include "renderer/text.h"

#include <math.h>
#include <string.h>

#include <fontconfig/fontconfig.h>

/* Widths are exact only with the final Inter 4.0 or later; fontconfig's versions are in 1/65536. */
static bool has_inter(void)
{
	FcPattern *wanted = FcPatternBuild(NULL, FC_FAMILY, FcTypeString, "Inter", NULL);
	FcObjectSet *properties = FcObjectSetBuild(FC_FONTVERSION, NULL);
	FcFontSet *fonts = FcFontList(NULL, wanted, properties);
	int version = 0;

	if (fonts->nfont > 0)
		FcPatternGetInteger(fonts->fonts[0], FC_FONTVERSION, 0, &version);
	FcFontSetDestroy(fonts);
	FcObjectSetDestroy(properties);
	FcPatternDestroy(wanted);
	return version >= 4 * 65536;
}

typedef void (*Check)(TextContext *context);

static void run_check(const void *check)
{
	if (!has_inter()) {
		g_test_skip("needs fonts-inter >= 4.0: packaging/setup-debian.sh installs it");
		return;
	}
	g_autoptr(TextContext) context = text_context_new();

	((Check)check)(context);
}

static TextStyle body(double size_px, int weight)
{
	return (TextStyle){ .family = FONT_SANS,
			    .size_px = size_px,
			    .weight = weight,
			    .letter_spacing_px = BODY_LETTER_SPACING };
}

/* Boxes of texts in Chromium, recorded from Grafana 12.3.0's pages. The browser gives 1/64 px. */
static void check_widths(TextContext *context)
{
	static const struct {
		const char *text;
		double size_px;
		int weight;
		double letter_spacing_px, width_px;
	} rows[] = {
		{ "Panel Title 1", 14, 500, 0.15, 81.46875 },
		{ "Timeseries panel requires a transform to render timeseries-long", 14, 500, 0.15,
		  437.0625 },
		{ "Long data must be converted to wide", 18, 400, 0.15, 321.90625 },
		{ "A-series", 12, 400, 12 * BUTTON_LETTER_SPACING_EM, 48.703125 },
		{ "A-series", 33.3333, 400, 0.15, 133.59375 },
		{ "No data", 48.5106, 400, 0.15, 180.59375 },
		{ "Square butts gauge", 14, 500, 0.15, 133.1875 },
		{ "Massachusetts", 14, 400, 0.15, 101.28125 },
		{ "2025-01-15 06:00:00", 14, 400, 0.15, 143.734375 },
		{ "65.9", 43.073, 500, 0.15, 93.0625 },
		{ "28.7", 146.25, 500, 0.15, 304.8125 },
		{ "Title to left of bar (Filled)", 14, 500, 0.15, 168.734375 },
		{ "value mapping 10 -> TEN", 14, 500, 0.15, 171.625 },
		{ "All panels", 28, 400, -0.25, 125.828125 },
		{ "i", 14, 700, 0.15, 3.6875 },
		{ "{device=\"eth0\", instance=\"127.0.0.1:9100\", job=\"node\"}", 12, 400,
		  12 * BUTTON_LETTER_SPACING_EM, 319.5625 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		TextStyle style = body(rows[i].size_px, rows[i].weight);

		style.letter_spacing_px = rows[i].letter_spacing_px;
		double width = text_box_width(context, &style, rows[i].text);

		g_test_message("%s: %g, recorded %g", rows[i].text, width, rows[i].width_px);
		g_assert_cmpfloat_with_epsilon(width, rows[i].width_px, 0.017);
	}
}

/* Fonts come by whole hundredths of a device pixel, then by 64ths; boxes in whole 64ths. */
static void check_sizes_are_the_devices(TextContext *context)
{
	TextStyle style = body(74.537, 500);

	g_assert_cmpfloat(text_line(context, &style, "24.4")->size_px, ==, 4769 / 64.0);
	g_assert_cmpfloat(text_box_width(context, &style, "24.4"), ==, 163.25);
	text_context_set_scale(context, 2);
	g_assert_cmpfloat(text_line(context, &style, "24.4")->size_px, ==, 9540 / 128.0);
	text_context_set_scale(context, 1);
}

/* Roboto Mono and Liberation Mono: 1229 of 2048 units. */
static void check_mono_advances(TextContext *context)
{
	TextStyle style = { .family = FONT_MONO, .size_px = 20, .weight = 400 };

	g_assert_cmpfloat_with_epsilon(text_width(context, &style, "iiWW"), 4 * 20 * 1229 / 2048.0,
				       0.01);
}

static void check_spacing_follows_every_letter(TextContext *context)
{
	TextStyle tight = body(14, 400), wide = tight;

	wide.letter_spacing_px += 2;
	g_assert_cmpfloat_with_epsilon(text_width(context, &wide, "Value"),
				       text_width(context, &tight, "Value") + 5 * 2, 1e-9);
	/* An accent that follows its letter is no letter of its own. */
	g_assert_cmpfloat_with_epsilon(text_width(context, &wide, "e\xcc\x81"),
				       text_width(context, &tight, "e\xcc\x81") + 2, 1e-9);
	/* The first glyph stands where it stood. */
	double first = text_line(context, &tight, "Value")->runs[0].glyphs[0].x;

	g_assert_cmpfloat(text_line(context, &wide, "Value")->runs[0].glyphs[0].x, ==, first);
}

static void check_ligatures_need_no_spacing(TextContext *context)
{
	TextStyle canvas = { .family = FONT_SANS, .size_px = 14, .weight = 400 };
	TextStyle dom = body(14, 400);

	g_assert_cmpint(text_line(context, &canvas, "->")->runs[0].glyphs[0].index, !=,
			text_line(context, &dom, "->")->runs[0].glyphs[0].index);
}

static void check_line_is_what_was_measured(TextContext *context)
{
	TextStyle style = body(16, 400);
	const char *text = "Última 5 h";
	const TextLine *line = text_line(context, &style, text);
	const TextRun *run = &line->runs[0];
	int n_bytes = 0, n_glyphs = 0;

	g_assert_cmpint(line->n_runs, ==, 1);
	g_assert_cmpint(run->n_glyphs, ==, 10);
	for (int i = 1; i < run->n_glyphs; i++)
		g_assert_cmpfloat(run->glyphs[i].x, >, run->glyphs[i - 1].x);
	for (int i = 0; i < run->n_clusters; i++) {
		n_bytes += run->clusters[i].num_bytes;
		n_glyphs += run->clusters[i].num_glyphs;
	}
	g_assert_cmpint(n_bytes, ==, strlen(text));
	g_assert_cmpint(n_glyphs, ==, run->n_glyphs);
	g_assert_cmpfloat(line->width_px, ==, text_width(context, &style, text));
}

static void check_every_script_has_glyphs(TextContext *context)
{
	static const char *const texts[] = {
		"한국어", "日本語", "مرحبا", "😀", "Ελληνικά", "Привет"
	};
	TextStyle style = body(20, 400);

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		const TextLine *line = text_line(context, &style, texts[i]);

		g_assert_cmpfloat(line->width_px, >, 10);
		for (size_t j = 0; j < line->n_runs; j++) {
			for (int k = 0; k < line->runs[j].n_glyphs; k++)
				g_assert_cmpint(line->runs[j].glyphs[k].index, !=, 0);
		}
	}
	/* Ideographs are as wide as high. */
	g_assert_cmpfloat_with_epsilon(text_width(context, &style, "日本語"), 3 * 20.15, 0.01);
	g_assert_true(text_line(context, &style, "😀")->runs[0].is_color);
}

static void check_right_to_left_in_a_line(TextContext *context)
{
	TextStyle style = body(20, 400);
	const TextLine *line = text_line(context, &style, "a مرحبا b");

	g_assert_cmpint(line->n_runs, >=, 3);
	bool has_backward = false;

	for (size_t i = 0; i < line->n_runs; i++) {
		if (line->runs[i].cluster_flags & CAIRO_TEXT_CLUSTER_FLAG_BACKWARD)
			has_backward = true;
	}
	g_assert_true(has_backward);
	g_assert_cmpint(*line->runs[0].text, ==, 'a');
	g_assert_cmpint(line->runs[line->n_runs - 1].text[line->runs[line->n_runs - 1].n_bytes - 1],
			==, 'b');
}

static void check_hostile_texts(TextContext *context)
{
	static const char *const texts[] = { "\xff\xfe",
					     "abc\xc3",
					     "\xed\xa0\x80",
					     "a\tb\nc\r\x01",
					     "\xe2\x80\xae"
					     "abc",
					     "\xe2\x80\x8d\xe2\x80\x8d",
					     "" };
	TextStyle style = body(14, 400);

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		double width = text_width(context, &style, texts[i]);
		g_autofree char *cut = text_ellipsize(context, &style, texts[i], 10);

		g_assert_true(isfinite(width) && width >= 0);
		g_assert_true(g_utf8_validate(cut, -1, NULL));
	}
	g_assert_cmpfloat(text_width(context, &style, ""), ==, 0);
	g_assert_cmpfloat(text_width(context, &style, "a\tb"), ==,
			  text_width(context, &style, "a b"));
	/* An unfinished letter is drawn as a replacement mark. */
	g_assert_cmpfloat(text_width(context, &style, "\xff"), ==,
			  text_width(context, &style, "\xef\xbf\xbd"));
}

static void check_huge_texts_are_cut(TextContext *context)
{
	size_t length = 1 << 20;
	g_autofree char *text = g_malloc(length + 1);
	TextStyle style = { .family = FONT_MONO, .size_px = 10, .weight = 400 };
	gint64 start = g_get_monotonic_time();

	memset(text, 'm', length);
	text[length] = '\0';
	double width = text_width(context, &style, text);

	g_assert_cmpfloat_with_epsilon(width, 4096 * 10 * 1229 / 2048.0, 1);
	/* A cut does not halve a letter: 4096 is no multiple of 3. */
	for (size_t i = 0; i + 3 <= length; i += 3)
		memcpy(text + i, "\xe2\x82\xac", 3);
	width = text_width(context, &style, text);
	g_assert_cmpfloat_with_epsilon(width, 4096 / 3 * 10 * 1229 / 2048.0, 1);
	g_assert_cmpint(g_get_monotonic_time() - start, <, 2 * G_USEC_PER_SEC);
}

static void check_caches_stay_bounded(TextContext *context)
{
	TextStyle style = body(14, 400);
	double expected = text_width(context, &style, "1");

	for (int i = 0; i < 20000; i++) {
		char text[16];

		g_snprintf(text, sizeof(text), "%d", i);
		text_width(context, &style, text);
	}
	g_assert_cmpfloat(text_width(context, &style, "1"), ==, expected);
}

static void check_ellipsis(TextContext *context)
{
	TextStyle style = body(14, 400);
	const char *text = "Cubic polynomial regression";
	double whole = text_width(context, &style, text);
	g_autofree char *fits = text_ellipsize(context, &style, text, whole);
	g_autofree char *cut = text_ellipsize(context, &style, text, 100);
	g_autofree char *nothing = text_ellipsize(context, &style, text, 1);
	g_autofree char *letters = g_strndup(cut, strlen(cut) - strlen("…"));

	g_assert_cmpstr(fits, ==, text);
	g_assert_true(g_str_has_suffix(cut, "…"));
	g_assert_true(g_str_has_prefix(text, letters));
	g_assert_cmpfloat(text_width(context, &style, cut), <=, 100);
	/* One letter more would not have fitted. */
	g_autofree char *longer = g_strndup(text, strlen(letters) + 1);

	g_assert_cmpfloat(text_width(context, &style, longer) + text_width(context, &style, "…"), >,
			  100);
	g_assert_cmpstr(nothing, ==, "…");
}

static void check_ellipsis_keeps_characters_whole(TextContext *context)
{
	TextStyle style = body(14, 400);

	for (double width = 0; width < 120; width += 3) {
		g_autofree char *cut =
			text_ellipsize(context, &style, "e\xcc\x81 한국어 مرحبا 😀", width);

		g_assert_true(g_utf8_validate(cut, -1, NULL));
	}
}

/* Of a text from right to left, the left end is the last of it. */
static void check_ellipsis_keeps_what_is_left(TextContext *context)
{
	static const char arabic[] = "متجر القاهرة المركزي";
	static const char mixed[] = "shop متجر القاهرة";
	TextStyle style = body(14, 400);
	double width = text_width(context, &style, arabic) * 0.6;
	g_autofree char *end = text_ellipsize(context, &style, arabic, width);
	g_autofree char *letters = g_strndup(end, strlen(end) - strlen("…"));
	g_autofree char *both = text_ellipsize(context, &style, mixed, 90);

	g_assert_true(g_str_has_suffix(end, "…"));
	g_assert_true(g_str_has_suffix(arabic, letters));
	g_assert_cmpuint(strlen(letters), >, 4);
	g_assert_true(g_str_has_prefix(both, "shop "));
	g_assert_false(text_is_left_to_right(context, &style, mixed));
	g_assert_true(text_is_left_to_right(context, &style, "서울 Ab 東京"));
}

static void check_collapse(TextContext *context)
{
	g_autofree char *collapsed = text_collapse("  Auto  sizing\n\t& show ");
	g_autofree char *nothing = text_collapse(" \n ");

	g_assert_cmpstr(collapsed, ==, "Auto sizing & show");
	g_assert_cmpstr(nothing, ==, "");
}

/* Stat panels of Grafana 12.3.0: the value's font size as recorded. */
static void check_fit(TextContext *context)
{
	/* 998 x 466 px without a graph: as wide as 974 px allow. */
	g_assert_cmpfloat_with_epsilon(
		text_fit_size(context, "33.0 B", 500, 974, 442, 1.2, INFINITY), 302.484, 0.05);
	/* 498 x 266 px with a graph: as high as 242 - 66.5 px allow. */
	g_assert_cmpfloat_with_epsilon(
		text_fit_size(context, "28.7", 500, 474, 242 - 66.5, 1.2, INFINITY), 146.25, 1e-9);
	g_assert_cmpfloat(text_fit_size(context, "28.7", 500, 474, 175.5, 1.2, 30), ==, 30);
}

static void check_line_boxes(TextContext *context)
{
	static const struct {
		double size_px;
		int height_px;
	} rows[] = { { 12, 15 }, { 14, 17 }, { 18, 21 }, { 24, 29 }, { 28, 34 }, { 68, 82 } };

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		g_assert_cmpint(text_ascent_px(rows[i].size_px) + text_descent_px(rows[i].size_px),
				==, rows[i].height_px);
}

static void *measure_in_thread(void *widths)
{
	g_autoptr(TextContext) context = text_context_new();
	double *sums = widths;

	for (int i = 0; i < 500; i++) {
		TextStyle style = body(8 + i % 7, i % 2 ? 400 : 500);
		char text[16];

		g_snprintf(text, sizeof(text), "value %d", i);
		sums[i % 2] += text_width(context, &style, text);
	}
	return NULL;
}

static void check_threads_measure_the_same(TextContext *context)
{
	double sums[3][2] = { { 0 } };
	GThread *threads[3];

	for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
		threads[i] = g_thread_new("measure", measure_in_thread, sums[i]);
	for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
		g_thread_join(threads[i]);
	for (size_t i = 1; i < G_N_ELEMENTS(threads); i++) {
		g_assert_cmpfloat(sums[i][0], ==, sums[0][0]);
		g_assert_cmpfloat(sums[i][1], ==, sums[0][1]);
	}
}

int main(int argc, char **argv)
{
	static const struct {
		const char *path;
		Check check;
	} checks[] = {
		{ "/text/widths-are-the-browsers", check_widths },
		{ "/text/sizes-are-the-devices", check_sizes_are_the_devices },
		{ "/text/mono-advances", check_mono_advances },
		{ "/text/spacing-follows-every-letter", check_spacing_follows_every_letter },
		{ "/text/ligatures-need-no-spacing", check_ligatures_need_no_spacing },
		{ "/text/line-is-what-was-measured", check_line_is_what_was_measured },
		{ "/text/every-script-has-glyphs", check_every_script_has_glyphs },
		{ "/text/right-to-left-in-a-line", check_right_to_left_in_a_line },
		{ "/text/hostile-texts", check_hostile_texts },
		{ "/text/huge-texts-are-cut", check_huge_texts_are_cut },
		{ "/text/caches-stay-bounded", check_caches_stay_bounded },
		{ "/text/ellipsis", check_ellipsis },
		{ "/text/ellipsis-keeps-characters-whole", check_ellipsis_keeps_characters_whole },
		{ "/text/ellipsis-right-to-left", check_ellipsis_keeps_what_is_left },
		{ "/text/collapse", check_collapse },
		{ "/text/fit", check_fit },
		{ "/text/line-boxes", check_line_boxes },
		{ "/text/threads-measure-the-same", check_threads_measure_the_same },
	};

	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(checks); i++)
		g_test_add_data_func(checks[i].path, (gconstpointer)checks[i].check, run_check);
	return g_test_run();
}
