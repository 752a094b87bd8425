#include "renderer/panel/threshold-span.h"

#include "renderer/data/color-mode.h"
#include "renderer/data/number.h"

#include <math.h>

double threshold_rounded(const Field *field, double value)
{
	char text[NUMBER_TEXT_SIZE * 8];

	number_to_fixed(value, isnan(field->config.decimals) ? 2 : field->config.decimals, text,
			sizeof(text));
	double number = js_number(text);

	return isnan(number) ? value : number;
}

static Color step_color(const Theme *theme, const Thresholds *thresholds, int index)
{
	return theme_color(theme, index < 0 ? NULL : thresholds->steps[index].color);
}

ThresholdSpan *threshold_spans(Arena *arena, const Theme *theme, const Field *field, Range range,
			       size_t *n)
{
	Thresholds thresholds = field->config.thresholds;
	ThresholdSpan *spans = arena_new_array(arena, ThresholdSpan, thresholds.n_steps + 2);

	if (thresholds.is_percentage)
		range = (Range){ 0, 100 };
	thresholds.is_percentage = false; // the range is in percent now
	int first = thresholds_active(&thresholds, range.min, range);
	int last = thresholds_active(&thresholds, range.max, range);

	*n = 0;
	spans[(*n)++] = (ThresholdSpan){ threshold_rounded(field, range.min),
					 step_color(theme, &thresholds, first) };
	for (int i = first + 1; first >= 0 && i < (int)thresholds.n_steps; i++) {
		spans[(*n)++] = (ThresholdSpan){ thresholds.steps[i].value,
						 step_color(theme, &thresholds, i - 1) };
		if (i == last)
			break;
	}
	spans[(*n)++] = (ThresholdSpan){ threshold_rounded(field, range.max),
					 step_color(theme, &thresholds, last) };
	return spans;
}
