#pragma once

#include "renderer/page/variable-control.h"

/*
 * The box of ad hoc filters: a pill for each, and room to type another. What does not fit in a
 * line goes on in the next.
 */

/** How wide the box is with everything in one line. */
double filters_width(TextContext *text, const Control *control);

/** How high it is in this width. */
double filters_height(TextContext *text, const Control *control, double width);

/**
 * Draws what is in the box, not the box.
 *
 * Source: scenes 6.42, variables/adhoc/AdHocFiltersCombobox; measured on pictures of it.
 */
void filters_draw(Scene *scene, TextContext *text, const Theme *theme, const Control *control,
		  Rect box);
