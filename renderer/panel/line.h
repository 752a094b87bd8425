#pragma once

#include "renderer/panel/panel.h"

/** How a line of a list is set: in a line box, as CSS does it. */
typedef struct {
	double size_px, line_px; // of the type; of the line box
	int weight;
	Color color;
	double most_px; // wider texts end in an ellipsis; 0: as wide as they are
	FontFamily family;
	bool is_underlined;
	bool has_own_spacing; // else letters have the body's
	double letter_spacing_px;
} LineLook;

/**
 * A heading of level 1 to 4 of Grafana's pages, in the theme's text colour.
 *
 * size_px  0: the level's own; lines and spacing go with the size
 * Source: Grafana 12.3, grafana-data/src/themes/createTypography.ts.
 */
LineLook line_heading(const PanelContext *context, int level, double size_px);

/** The baseline of a line box, from its top. */
double line_ascent(const LineLook *look);

double line_width(const PanelContext *context, const LineLook *look, const char *text);

/** Draws with the line box's upper left corner at (x, top); returns the width drawn. */
double line_draw(const PanelContext *context, Scene *scene, const LineLook *look, const char *text,
		 double x, double top);

/**
 * A label in a colour that its name gives it, as tags have it; TAG_PX high.
 *
 * Source: Grafana 12.3, grafana-ui/src/components/Tags/Tag.tsx and utils/tags.ts.
 */
enum { TAG_PX = 24 };
double tag_width(const PanelContext *context, const char *text);
double tag_draw(const PanelContext *context, Scene *scene, const char *text, const char *name,
		Point at);

/** Number of the colour of a name among the 29 there are. */
int tag_color_index(const char *name);
