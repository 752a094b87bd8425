#include "renderer/encode/encode.h"

#include <string.h>

#include <glib/gstdio.h>

#include "renderer/error.h"

static const Color WHITE = { 255, 255, 255, 1 };

static Scene *scene_with_text(double width, double height, double scale)
{
	Scene *scene = scene_new(width, height, scale);

	scene_text(scene, &(SceneText){ .text = "Checkout größe",
					.x = 20,
					.baseline_y = 50,
					.style = { FONT_SANS, 14, 500, false, 0.15 },
					.color = { 0, 0, 0, 1 } });
	return scene;
}

static bool contains(GBytes *bytes, const char *part)
{
	size_t size;
	const char *data = g_bytes_get_data(bytes, &size);

	return memmem(data, size, part, strlen(part)) != NULL;
}

/* PNG specification, 11.2.2: width and height are the first two numbers of IHDR. */
static uint32_t png_number(GBytes *png, size_t offset)
{
	uint32_t number;

	memcpy(&number, (const char *)g_bytes_get_data(png, NULL) + offset, sizeof(number));
	return GUINT32_FROM_BE(number);
}

static void test_png_has_device_pixels(void)
{
	g_autoptr(TextContext) text = text_context_new();
	g_autoptr(Scene) scene = scene_with_text(333, 200, 1.5);
	g_autoptr(GBytes) png = scene_to_png(scene, text, WHITE, NULL);

	g_assert_cmpuint(png_number(png, 16), ==, 500);
	g_assert_cmpuint(png_number(png, 20), ==, 300);
}

static void test_png_is_bounded(void)
{
	static const double sides[] = { 0, -5, 1e6, INFINITY, NAN };
	g_autoptr(TextContext) text = text_context_new();

	for (size_t i = 0; i < G_N_ELEMENTS(sides); i++) {
		g_autoptr(Scene) scene = scene_with_text(sides[i], 100, 1);
		g_autoptr(GError) error = NULL;

		g_assert_null(scene_to_png(scene, text, WHITE, &error));
		g_assert_error(error, RENDER_ERROR, RENDER_ERROR_TOO_LARGE);
	}
}

/* 400 x 200 CSS px are 300 x 150 pt: a CSS px is 1/96 inch, a point 1/72. */
static void test_pdf_page_and_title(void)
{
	g_autoptr(TextContext) text = text_context_new();
	g_autoptr(Scene) scene = scene_with_text(400, 200, 2);
	g_autoptr(GBytes) pdf = scene_to_pdf(scene, text, WHITE, "Orders", NULL);

	g_assert_true(contains(pdf, "%PDF-1."));
	g_assert_true(contains(pdf, "/MediaBox [ 0 0 300 150 ]"));
	g_assert_true(contains(pdf, "/Title (Orders)"));
}

static GBytes *pdf_of_cut_text(const char *cut, const char *whole)
{
	g_autoptr(TextContext) text = text_context_new();
	g_autoptr(Scene) scene = scene_new(400, 200, 1);

	scene_text(scene, &(SceneText){ .text = cut,
					.whole = whole,
					.baseline_y = 50,
					.style = { FONT_SANS, 14, 400, false, 0 },
					.color = { 0, 0, 0, 1 } });
	return scene_to_pdf(scene, text, WHITE, "", NULL);
}

/*
 * The ellipsis, or the last letter of what is cut without one, reads as what it stands for; what
 * it does not stand for changes nothing.
 */
static void test_pdf_has_what_an_ellipsis_stands_for(void)
{
	g_autoptr(GBytes) plain = pdf_of_cut_text("Orders by c\u2026", NULL);
	g_autoptr(GBytes) cut = pdf_of_cut_text("Orders by c\u2026", "Orders by country");
	g_autoptr(GBytes) other = pdf_of_cut_text("Orders by c\u2026", "Payments");
	g_autoptr(GBytes) clipped = pdf_of_cut_text("Orders by c", "Orders by country");
	g_autoptr(GBytes) clipped_plain = pdf_of_cut_text("Orders by c", NULL);
	g_autoptr(GBytes) uncut = pdf_of_cut_text("Orders by c", "Orders by c");

	g_assert_false(g_bytes_equal(plain, cut));
	g_assert_true(g_bytes_equal(plain, other));
	g_assert_false(g_bytes_equal(clipped_plain, clipped));
	g_assert_true(g_bytes_equal(clipped_plain, uncut));
}

static void test_pdf_is_the_same_each_time(void)
{
	g_autoptr(TextContext) text = text_context_new();
	g_autoptr(Scene) scene = scene_with_text(400, 200, 1);
	g_autoptr(GBytes) pdf = scene_to_pdf(scene, text, WHITE, "Orders", NULL);

	g_assert_false(contains(pdf, "/CreationDate"));
}

static void test_pdf_takes_any_title(void)
{
	g_autoptr(TextContext) text = text_context_new();
	g_autoptr(Scene) scene = scene_with_text(400, 200, 1);
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) broken = scene_to_pdf(scene, text, WHITE, "\xff(\\", &error);
	g_autoptr(GBytes) none = scene_to_pdf(scene, text, WHITE, NULL, &error);

	g_assert_no_error(error);
	g_assert_nonnull(broken);
	g_assert_nonnull(none);
}

/* With poppler's pdftotext: texts are texts, so they can be searched and selected. */
static void test_pdf_text_can_be_selected(void)
{
	g_autofree char *tool = g_find_program_in_path("pdftotext");

	if (!tool) {
		g_test_skip("pdftotext is not installed");
		return;
	}
	g_autoptr(TextContext) text = text_context_new();
	g_autoptr(Scene) scene = scene_with_text(400, 200, 1);
	g_autoptr(GBytes) pdf = scene_to_pdf(scene, text, WHITE, NULL, NULL);
	g_autoptr(GError) error = NULL;
	g_autofree char *file = NULL;
	g_autofree char *out = NULL;
	int fd = g_file_open_tmp("picture-XXXXXX.pdf", &file, &error);
	size_t size;
	const char *data = g_bytes_get_data(pdf, &size);
	const char *argv[] = { tool, file, "-", NULL };

	g_assert_no_error(error);
	g_close(fd, NULL);
	g_file_set_contents(file, data, (gssize)size, &error);
	g_assert_no_error(error);
	g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, NULL,
		     &error);
	g_remove(file);
	g_assert_no_error(error);
	g_assert_nonnull(strstr(out, "Checkout größe"));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/picture/png-has-device-pixels", test_png_has_device_pixels);
	g_test_add_func("/picture/png-is-bounded", test_png_is_bounded);
	g_test_add_func("/picture/pdf-page-and-title", test_pdf_page_and_title);
	g_test_add_func("/picture/pdf-has-what-an-ellipsis-stands-for",
			test_pdf_has_what_an_ellipsis_stands_for);
	g_test_add_func("/picture/pdf-is-the-same-each-time", test_pdf_is_the_same_each_time);
	g_test_add_func("/picture/pdf-takes-any-title", test_pdf_takes_any_title);
	g_test_add_func("/picture/pdf-text-can-be-selected", test_pdf_text_can_be_selected);
	return g_test_run();
}
