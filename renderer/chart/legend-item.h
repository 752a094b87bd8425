#pragma once

#include "renderer/chart/legend.h"

/** A legend on its way into a picture: what legend.c, its list and its table share. */
typedef struct {
	const PanelContext *context;
	const LegendOptions *options;
	const LegendList *lists;
	size_t n_lists;
	size_t n_columns; // entries below each other stand in this many columns
	Scene *scene;	  // NULL while measuring
} Legend;

enum {
	LEGEND_PAD_PX = 4,
	LEGEND_MARK_WIDTH = 14,
	LEGEND_MARK_GAP = 8, // to the label
};

/** From an entry's top to its mark's, in 1/64 px as the browser lays it out. */
#define LEGEND_MARK_DROP 7.421875

TextStyle legend_label_style(void);
TextStyle legend_value_style(void);
TextStyle legend_header_style(void);

/** The browser's boxes of text are of whole 1/64 px. */
double legend_text_width(const Legend *legend, TextStyle style, const char *text);

void legend_draw_text(const Legend *legend, TextStyle style, const char *text, double x,
		      double glyph_top, Color color);

/** The piece of line that stands for the series; it begins at a whole device pixel. */
void legend_draw_mark(const Legend *legend, const LegendItem *item, double x, double y);

Color legend_label_color(const Legend *legend, const LegendItem *item);

/** Entries in the longest of the columns that `n` stand in. */
size_t legend_column_length(const Legend *legend, size_t n);
