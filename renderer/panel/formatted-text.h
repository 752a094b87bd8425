#pragma once

#include "renderer/data/display.h"
#include "renderer/scene.h"

/**
 * A value set big: prefix and text at full size, the unit after it smaller.
 *
 * Source: Grafana 12.3, FormattedValueDisplay.tsx.
 */
typedef struct {
	const FormattedValue *value;
	double size_px;
	int weight;
	Color color;
} FormattedText;

double formatted_text_width(TextContext *context, const FormattedText *text);

/** Draws with its left at x; all parts share the baseline. */
void formatted_text_draw(Scene *scene, TextContext *context, const FormattedText *text, double x,
			 double baseline_y);

/** The baseline of text in a box of `line_height` px: as Chromium centres it, on a whole pixel. */
double line_baseline(double top, double line_height, double size_px);
