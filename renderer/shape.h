#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <glib.h>
#include <pango/pango.h>

#include "renderer/text.h"

/**
 * A text as glyphs of fonts, in em: without hinting, glyphs stand the same at every size, so one
 * shape serves them all.
 */
typedef struct {
	uint32_t index;    // in the run's font
	double x_em, y_em; // from the line's left end; y downwards from the baseline
	size_t n_spaces;   // letter spaces to the left of it
} ShapeGlyph;

/** Bytes of the text that became glyphs together: mostly a letter. */
typedef struct {
	size_t first_byte, n_bytes;
	size_t n_glyphs; // drawn ones, may be 0
	double advance_em;
	bool is_spaced; // takes a letter space
} ShapeCluster;

typedef struct {
	PangoFont *font;
	bool is_color;    // the font's glyphs are pictures
	bool is_backward; // right to left: clusters follow the text, glyphs stand the other way
			  // round
	size_t first_glyph, n_glyphs;
	size_t first_cluster, n_clusters;
	size_t first_byte, n_bytes;
} ShapeRun;

/** What a shape depends on. */
typedef struct {
	char *text; // valid UTF-8 without control characters
	FontFamily family;
	int weight; // a face's: see shape_weight()
	bool is_italic;
	bool has_ligatures; // letter spacing turns them off
} ShapeKey;

typedef struct {
	ShapeKey key;     // first, so that a table of keys is a table of shapes
	GArray *glyphs;   // ShapeGlyph, from left to right
	GArray *clusters; // ShapeCluster, in runs
	GArray *runs;     // ShapeRun, from left to right
	double width_em;
	size_t n_spaces; // letter spaces in all
} Shape;

/** Fonts and how to set them; one a thread. */
typedef struct Shaper Shaper;

Shaper *shaper_new(void);
void shaper_free(Shaper *shaper);

/** The weight of the face that a browser takes: 400 or 500 of web fonts, 400 or 700 of others. */
int shape_weight(FontFamily family, int weight);

/** Whether a browser makes the face bolder than it is. */
bool shape_is_emboldened(FontFamily family, int weight);

/** Shapes key->text, which is copied. Long texts are the caller's to cut. */
Shape *shape_new(Shaper *shaper, const ShapeKey *key);
void shape_free(Shape *shape);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Shape, shape_free)

/** For a GHashTable of shapes. */
unsigned shape_key_hash(const void *key);
int shape_key_equal(const void *a, const void *b);
