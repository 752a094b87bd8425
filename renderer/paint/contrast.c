#include "renderer/paint/contrast.h"

#include <math.h>

#define CONTRAST 0.2
#define GAMMA    1.2

static double to_linear(double value)
{
	return pow(value, GAMMA);
}

static double from_linear(double value)
{
	return pow(value, 1 / GAMMA);
}

/* The coverage at which a blend of plain values looks as a blend of light would, if the text stands
 * on the opposite of its own luminance. */
static double corrected(double coverage, double text, double ground)
{
	double contrast = CONTRAST * to_linear(ground);
	double stronger = coverage + (1 - coverage) * contrast * coverage;
	double light = to_linear(text) * stronger + to_linear(ground) * (1 - stronger);

	return (from_linear(light) - ground) / (text - ground);
}

void contrast_init(Contrast *contrast)
{
	for (int level = 0; level < CONTRAST_LEVELS; level++) {
		double text = level / (CONTRAST_LEVELS - 1.0);

		for (int i = 0; i < 256; i++) {
			double coverage = corrected(i / 255.0, text, 1 - text);

			contrast->tables[level][i] =
				(uint8_t)floor(255 * fmin(fmax(coverage, 0), 1) + 0.5);
		}
	}
}

const uint8_t *contrast_table(const Contrast *contrast, Color color)
{
	double light = 0.2126 * to_linear(color.red / 255) + 0.7152 * to_linear(color.green / 255) +
		       0.0722 * to_linear(color.blue / 255);
	int level = (int)(from_linear(fmin(fmax(light, 0), 1)) * 255 + 0.5) / 32;

	return contrast->tables[level];
}
