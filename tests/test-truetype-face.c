#include "renderer/paint/truetype-face.h"

#include <cairo-ft.h>
#include <fontconfig/fontconfig.h>
#include <ft2build.h>
#include <glib.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

/* The file of a family in one outline format, free with g_free(); NULL where there is none. */
static char *find_file(const char *family, const char *format)
{
	FcPattern *wanted = FcPatternBuild(NULL, FC_FAMILY, FcTypeString, family, FC_FONTFORMAT,
					   FcTypeString, format, NULL);
	FcObjectSet *properties = FcObjectSetBuild(FC_FILE, NULL);
	FcFontSet *fonts = FcFontList(NULL, wanted, properties);
	FcChar8 *file = NULL;

	if (fonts->nfont > 0)
		FcPatternGetString(fonts->fonts[0], FC_FILE, 0, &file);
	char *path = g_strdup((const char *)file);

	FcFontSetDestroy(fonts);
	FcObjectSetDestroy(properties);
	FcPatternDestroy(wanted);
	return path;
}

static cairo_scaled_font_t *scale_face(cairo_font_face_t *face, double size)
{
	cairo_font_options_t *options = cairo_font_options_create();
	cairo_matrix_t matrix, identity;

	cairo_matrix_init_scale(&matrix, size, size);
	cairo_matrix_init_identity(&identity);
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_scaled_font_t *font = cairo_scaled_font_create(face, &matrix, &identity, options);

	cairo_font_options_destroy(options);
	return font;
}

/* Boxes are those of control points, which differ. */
static void assert_extents_alike(cairo_scaled_font_t *font, cairo_scaled_font_t *other,
				 unsigned long index)
{
	cairo_glyph_t glyph = { .index = index };
	cairo_text_extents_t one, two;

	cairo_scaled_font_glyph_extents(font, &glyph, 1, &one);
	cairo_scaled_font_glyph_extents(other, &glyph, 1, &two);
	g_assert_cmpfloat_with_epsilon(one.x_bearing, two.x_bearing, 5);
	g_assert_cmpfloat_with_epsilon(one.y_bearing, two.y_bearing, 5);
	g_assert_cmpfloat_with_epsilon(one.width, two.width, 5);
	g_assert_cmpfloat_with_epsilon(one.height, two.height, 5);
	g_assert_cmpfloat_with_epsilon(one.x_advance, two.x_advance, 0.1);
}

/* The same glyphs, of quadratic curves. */
static void test_glyphs_are_alike(void)
{
	g_autofree char *path = find_file("Inter", "CFF");

	if (!path) {
		g_test_skip("needs fonts-inter");
		return;
	}
	FT_Library library;
	FT_Face original;

	g_assert_cmpint(FT_Init_FreeType(&library), ==, 0);
	g_assert_cmpint(FT_New_Face(library, path, 0, &original), ==, 0);
	cairo_font_face_t *face = truetype_face_new(path, 0);
	cairo_font_face_t *before = cairo_ft_font_face_create_for_ft_face(original, 0);

	g_assert_nonnull(face);
	cairo_scaled_font_t *font = scale_face(face, 100), *other = scale_face(before, 100);

	for (unsigned long index = 0; index < 600; index++)
		assert_extents_alike(font, other, index);
	FT_Face truetype = cairo_ft_scaled_font_lock_face(font);

	g_assert_cmpint(FT_Load_Char(truetype, 'o', FT_LOAD_NO_SCALE), ==, 0);
	g_assert_cmpint(truetype->glyph->outline.n_contours, ==, 2);
	for (int i = 0; i < truetype->glyph->outline.n_points; i++)
		g_assert_false(FT_CURVE_TAG(truetype->glyph->outline.tags[i]) ==
			       FT_CURVE_TAG_CUBIC);
	g_assert_cmpint(FT_Outline_Get_Orientation(&truetype->glyph->outline), ==,
			FT_ORIENTATION_TRUETYPE);
	cairo_ft_scaled_font_unlock_face(font);
	cairo_scaled_font_destroy(font);
	cairo_scaled_font_destroy(other);
	cairo_font_face_destroy(face);
	cairo_font_face_destroy(before);
	cairo_debug_reset_static_data();
	FT_Done_FreeType(library);
}

static void test_other_files_give_none(void)
{
	g_autofree char *truetype = find_file("Liberation Mono", "TrueType");

	g_assert_null(truetype_face_new("/dev/null", 0));
	g_assert_null(truetype_face_new("/nowhere/font.otf", 0));
	g_assert_null(truetype ? truetype_face_new(truetype, 0) : NULL);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/truetype-face/glyphs-are-alike", test_glyphs_are_alike);
	g_test_add_func("/truetype-face/other-files-give-none", test_other_files_give_none);
	return g_test_run();
}
