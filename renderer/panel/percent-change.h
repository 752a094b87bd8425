#pragma once

#include "renderer/scene.h"

/**
 * How much a value has changed, in percent, beside a big value: an arrow and a number.
 *
 * Source: Grafana 12.3, grafana-ui/src/components/BigValue/PercentChange.tsx.
 */
typedef struct {
	double percent;
	double text_px, icon_px, gap_px;
	Color color;
} PercentChange;

enum { PERCENT_CHANGE_TEXT_SIZE = 64 };

/** en-US percent with at most three significant digits: "12.3%", "1,230%". */
void percent_change_text(double percent, char *out);

double percent_change_width(TextContext *text, const PercentChange *change);

/**
 * Draws with its left at x.
 *
 * is_on_baseline  the arrow stands on the text's baseline, else in the middle of its line
 */
void percent_change_draw(Scene *scene, TextContext *text, const PercentChange *change, double x,
			 double baseline_y, bool is_on_baseline);
