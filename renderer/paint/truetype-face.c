#include "renderer/paint/truetype-face.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <cairo-ft.h>
#include <ft2build.h>
#include <glib.h>
#include FT_FREETYPE_H
#include FT_INCREMENTAL_H
#include FT_OUTLINE_H
#include FT_TRUETYPE_TABLES_H

#include "renderer/paint/quadratic.h"

enum { MAX_POINTS = 8192, MAX_TABLE = 4 << 20 };

#define TOLERANCE_EM 0.001

typedef struct {
	FT_Library library;
	FT_Face outlines; // the file
	FT_Face face;	  // TrueType
	GByteArray *tables;
	FT_Incremental_InterfaceRec incremental;
} TrueType;

static void put16(GByteArray *out, int value)
{
	const uint8_t bytes[] = { (uint8_t)(value >> 8), (uint8_t)value };

	g_byte_array_append(out, bytes, sizeof(bytes));
}

static void put32(GByteArray *out, uint32_t value)
{
	put16(out, (int)(value >> 16));
	put16(out, (int)(value & 0xffff));
}

/* --- A glyph --- */

typedef struct {
	int x, y;
	bool is_on_curve;
} GlyphPoint;

typedef struct {
	GArray *points; // GlyphPoint
	GArray *ends;	// int: the last point of each contour
	double tolerance;
	guint first; // of the contour now
} Contours;

static void add_point(Contours *contours, Point at, bool is_on_curve)
{
	GlyphPoint point = { (int)floor(at.x + 0.5), (int)floor(at.y + 0.5), is_on_curve };

	if (contours->points->len < MAX_POINTS)
		g_array_append_val(contours->points, point);
}

static GlyphPoint *point_of(const Contours *contours, guint index)
{
	return &g_array_index(contours->points, GlyphPoint, index);
}

/* A TrueType contour runs the other way round, from the same point, which does not return. */
static void finish_contour(Contours *contours)
{
	guint first = contours->first, n = contours->points->len;

	if (n > first + 1 && point_of(contours, n - 1)->is_on_curve &&
	    point_of(contours, first)->x == point_of(contours, n - 1)->x &&
	    point_of(contours, first)->y == point_of(contours, n - 1)->y)
		g_array_set_size(contours->points, --n);
	for (guint low = first + 1, high = n - 1; low < high && n > first; low++, high--) {
		GlyphPoint point = *point_of(contours, low);

		*point_of(contours, low) = *point_of(contours, high);
		*point_of(contours, high) = point;
	}
	if (n > first) {
		int last = (int)n - 1;

		g_array_append_val(contours->ends, last);
	}
	contours->first = n;
}

static Point point_from(const FT_Vector *vector)
{
	return (Point){ (double)vector->x, (double)vector->y };
}

static int move_to(const FT_Vector *to, void *data)
{
	finish_contour(data);
	add_point(data, point_from(to), true);
	return 0;
}

static int line_to(const FT_Vector *to, void *data)
{
	add_point(data, point_from(to), true);
	return 0;
}

static int conic_to(const FT_Vector *control, const FT_Vector *to, void *data)
{
	add_point(data, point_from(control), false);
	add_point(data, point_from(to), true);
	return 0;
}

static int cubic_to(const FT_Vector *first, const FT_Vector *second, const FT_Vector *to,
		    void *data)
{
	Contours *contours = data;
	const GlyphPoint *start = point_of(contours, contours->points->len - 1);
	const Point cubic[4] = { { start->x, start->y }, point_from(first), point_from(second),
				 point_from(to) };
	Point points[QUADRATIC_MAX_POINTS];
	size_t n = quadratic_points(cubic, contours->tolerance, points);

	for (size_t i = 1; i < n; i++)
		add_point(contours, points[i], i + 1 == n);
	return 0;
}

static void read_contours(FT_Face face, Contours *contours)
{
	const FT_Outline_Funcs funcs = { move_to, line_to, conic_to, cubic_to, 0, 0 };

	contours->tolerance = face->units_per_EM * TOLERANCE_EM;
	FT_Outline_Decompose(&face->glyph->outline, &funcs, contours);
	finish_contour(contours);
}

/* How far a coordinate is from the one before it. */
static void put_steps(GByteArray *out, const Contours *contours, bool is_y)
{
	int before = 0;

	for (guint i = 0; i < contours->points->len; i++) {
		const GlyphPoint *point = point_of(contours, i);
		int at = is_y ? point->y : point->x;

		put16(out, at - before);
		before = at;
	}
}

static void put_box(GByteArray *out, const Contours *contours)
{
	GlyphPoint least = *point_of(contours, 0), most = least;

	for (guint i = 1; i < contours->points->len; i++) {
		const GlyphPoint *point = point_of(contours, i);

		least.x = MIN(least.x, point->x);
		least.y = MIN(least.y, point->y);
		most.x = MAX(most.x, point->x);
		most.y = MAX(most.y, point->y);
	}
	put16(out, least.x);
	put16(out, least.y);
	put16(out, most.x);
	put16(out, most.y);
}

/* A simple glyph of the table glyf. */
static GByteArray *write_glyph(const Contours *contours)
{
	GByteArray *out = g_byte_array_new();

	if (contours->points->len == 0)
		return out;
	put16(out, (int)contours->ends->len);
	put_box(out, contours);
	for (guint i = 0; i < contours->ends->len; i++)
		put16(out, g_array_index(contours->ends, int, i));
	put16(out, 0); // no instructions
	for (guint i = 0; i < contours->points->len; i++) {
		uint8_t flags = point_of(contours, i)->is_on_curve;

		g_byte_array_append(out, &flags, 1);
	}
	put_steps(out, contours, false);
	put_steps(out, contours, true);
	return out;
}

static FT_Error get_glyph(FT_Incremental object, FT_UInt index, FT_Data *data)
{
	const TrueType *truetype = (const TrueType *)object;
	Contours contours = {
		.points = g_array_new(FALSE, FALSE, sizeof(GlyphPoint)),
		.ends = g_array_new(FALSE, FALSE, sizeof(int)),
	};
	FT_Error error = FT_Load_Glyph(truetype->outlines, index, FT_LOAD_NO_SCALE);

	if (!error) {
		read_contours(truetype->outlines, &contours);
		GByteArray *glyph = write_glyph(&contours);

		data->length = (FT_UInt)glyph->len;
		data->pointer = g_byte_array_free(glyph, FALSE);
	}
	g_array_unref(contours.points);
	g_array_unref(contours.ends);
	return error;
}

static void free_glyph(FT_Incremental object, FT_Data *data)
{
	g_free((void *)data->pointer);
}

static const FT_Incremental_FuncsRec incremental_funcs = { get_glyph, free_glyph, NULL };

/* --- The file around it --- */

static const char kept_tables[][5] = { "OS/2", "cmap", "head", "hhea", "hmtx" };

enum { N_TABLES = G_N_ELEMENTS(kept_tables) + 1, ENTRY_BYTES = 16, HEADER_BYTES = 12 };

static FT_ULong tag_of(const char *name)
{
	return FT_MAKE_TAG(name[0], name[1], name[2], name[3]);
}

static bool has_table(FT_Face face, const char *name)
{
	FT_ULong length = 0;

	return FT_Load_Sfnt_Table(face, tag_of(name), 0, NULL, &length) == 0 && length > 0;
}

static bool append_table(GByteArray *data, FT_Face face, const char *name)
{
	FT_ULong length = 0;

	if (FT_Load_Sfnt_Table(face, tag_of(name), 0, NULL, &length) != 0 || length > MAX_TABLE)
		return false;
	guint start = data->len;

	g_byte_array_set_size(data, start + (guint)length);
	return FT_Load_Sfnt_Table(face, tag_of(name), 0, data->data + start, &length) == 0;
}

/* The table maxp: a font without instructions. */
static void append_limits(GByteArray *data, FT_Face face)
{
	put32(data, 0x00010000);
	put16(data, (int)face->num_glyphs);
	put16(data, MAX_POINTS);
	put16(data, MAX_POINTS);
	put16(data, 0);
	put16(data, 0);
	put16(data, 1); // zone
	for (int i = 0; i < 8; i++)
		put16(data, 0);
}

static void put_entry(GByteArray *out, const char *name, guint start, guint end)
{
	put32(out, (uint32_t)tag_of(name));
	put32(out, 0); // nobody checks sums
	put32(out, HEADER_BYTES + N_TABLES * ENTRY_BYTES + start);
	put32(out, end - start);
}

/* The font without its glyphs, which FreeType asks for one by one. */
static GByteArray *write_tables(FT_Face face)
{
	GByteArray *file = g_byte_array_new();
	g_autoptr(GByteArray) data = g_byte_array_new();
	bool is_whole = true;

	put32(file, 0x00010000);
	put16(file, N_TABLES);
	for (int i = 0; i < 3; i++)
		put16(file, 0);
	for (size_t i = 0; i < G_N_ELEMENTS(kept_tables) && is_whole; i++) {
		guint start = data->len;

		is_whole = append_table(data, face, kept_tables[i]);
		put_entry(file, kept_tables[i], start, data->len);
	}
	guint start = data->len;

	append_limits(data, face);
	put_entry(file, "maxp", start, data->len);
	g_byte_array_append(file, data->data, data->len);
	if (is_whole)
		return file;
	g_byte_array_unref(file);
	return NULL;
}

/* --- The face --- */

static void truetype_free(void *data)
{
	TrueType *truetype = data;

	if (truetype->face)
		FT_Done_Face(truetype->face);
	if (truetype->outlines)
		FT_Done_Face(truetype->outlines);
	if (truetype->library)
		FT_Done_FreeType(truetype->library);
	if (truetype->tables)
		g_byte_array_unref(truetype->tables);
	g_free(truetype);
}

static bool open_truetype(TrueType *truetype)
{
	FT_Parameter parameter = { FT_PARAM_TAG_INCREMENTAL, &truetype->incremental };

	truetype->incremental.funcs = &incremental_funcs;
	truetype->incremental.object = (FT_Incremental)truetype;
	FT_Open_Args args = {
		.flags = FT_OPEN_MEMORY | FT_OPEN_PARAMS,
		.memory_base = truetype->tables->data,
		.memory_size = (FT_Long)truetype->tables->len,
		.num_params = 1,
		.params = &parameter,
	};

	return FT_Open_Face(truetype->library, &args, 0, &truetype->face) == 0;
}

static bool open_font(TrueType *truetype, const char *path, int index)
{
	if (FT_Init_FreeType(&truetype->library) != 0 ||
	    FT_New_Face(truetype->library, path, index, &truetype->outlines) != 0 ||
	    !has_table(truetype->outlines, "CFF "))
		return false;
	truetype->tables = write_tables(truetype->outlines);
	return truetype->tables && open_truetype(truetype);
}

/* Cairo keeps faces for a while after their last use, so each has all it needs. */
cairo_font_face_t *truetype_face_new(const char *path, int index)
{
	static const cairo_user_data_key_t key;
	TrueType *truetype = g_new0(TrueType, 1);

	if (!open_font(truetype, path, index)) {
		truetype_free(truetype);
		return NULL;
	}
	cairo_font_face_t *face =
		cairo_ft_font_face_create_for_ft_face(truetype->face, FT_LOAD_FORCE_AUTOHINT);

	if (cairo_font_face_set_user_data(face, &key, truetype, truetype_free) ==
	    CAIRO_STATUS_SUCCESS)
		return face;
	cairo_font_face_destroy(face);
	truetype_free(truetype);
	return NULL;
}
