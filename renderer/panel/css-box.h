#pragma once

#include <stdbool.h>

#include "renderer/color.h"
#include "renderer/scene.h"

/** A length; `is_set` false is CSS's auto. */
typedef struct {
	double value; // px, or parts of what a percentage counts of
	bool is_set, is_part;
} CssLength;

enum { CSS_TOP, CSS_RIGHT, CSS_BOTTOM, CSS_LEFT, CSS_MAX_STOPS = 8 };

/**
 * What the style of an element makes of the box around it. Zeros are an element without a style.
 *
 * Sizes are border boxes, as Grafana's pages have them.
 */
typedef struct {
	Color background;
	int n_stops; // of a linear gradient over the background; 0: none
	GradientStop stops[CSS_MAX_STOPS];
	double gradient_deg; // 0 upwards, clockwise
	double margin[4], padding[4], border[4];
	bool has_margin_bottom, is_in_middle; // margins "auto" on both sides
	Color border_color[4];
	double radius_px;
	CssLength width, height, min_height, max_width;
	bool is_flex, is_column, centers_main, centers_cross;
} CssBox;

/**
 * Sets a property from its CSS text.
 *
 * Returns false, with `box` untouched, for other properties than those of boxes.
 * Source: CSS Backgrounds and Borders Module Level 3, CSS Box Model Module Level 3.
 */
bool css_box_set(CssBox *box, const char *property, const char *value);

/** Whether the box is to be seen or takes room. */
bool css_box_is_drawn(const CssBox *box);

/** Whether what stands in a flex box stands in the middle, sideways or upright. */
bool css_box_centers_sideways(const CssBox *box);
bool css_box_centers_upright(const CssBox *box);

/** Without margins, of auto height 0, at the top left of what the parent leaves. */
Rect css_box_place(const CssBox *box, Rect parent);

/** The room in a placed box, of height 0 or more. */
Rect css_box_inside(const CssBox *box, Rect outer);

/**
 * The box's height around what takes `content_px`.
 *
 * parent_px  what a percentage counts of; 0 where the parent's height depends on its content
 */
double css_box_height(const CssBox *box, double content_px, double parent_px);

void css_box_draw(const CssBox *box, Scene *scene, Rect outer);
