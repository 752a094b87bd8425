#include "renderer/panel/repeater.h"

#include <math.h>
#include <string.h>

Orientation orientation_parse(const char *text)
{
	if (text && strcmp(text, "horizontal") == 0)
		return ORIENTATION_HORIZONTAL;
	return text && strcmp(text, "vertical") == 0 ? ORIENTATION_VERTICAL : ORIENTATION_AUTO;
}

Orientation repeater_orientation(const Repeater *repeater, Rect area)
{
	if (repeater->orientation != ORIENTATION_AUTO || repeater->is_grid)
		return repeater->orientation;
	return area.width > area.height ? ORIENTATION_VERTICAL : ORIENTATION_HORIZONTAL;
}

/* The side of n squares that fill p x q when they stand in whole parts of p. */
static double square_side(double p, double q, double n)
{
	double parts = ceil(sqrt(n * p / q));

	if (floor(parts * q / p) * parts < n)
		return q / ceil(parts * q / p);
	return p / parts;
}

static Rect grid_cell(const Repeater *repeater, Rect area, size_t n, size_t index)
{
	double side = fmax(square_side(area.width, area.height, (double)n),
			   square_side(area.height, area.width, (double)n));
	double columns = fmax(1, floor(area.width / side));
	double rows = ceil((double)n / columns), spacing = repeater->spacing;

	columns = ceil((double)n / rows);
	double height = area.height / rows - spacing + spacing / rows;
	double row = floor((double)index / columns), column = (double)index - row * columns;
	double in_row = row == rows - 1 ? columns - (columns * rows - (double)n) : columns;
	double width = area.width / in_row - spacing + spacing / in_row;

	return (Rect){ area.x + column * (width + spacing), area.y + row * (height + spacing),
		       width, height };
}

static Rect row_cell(const Repeater *repeater, Rect area, size_t n, size_t index)
{
	double height = (area.height + repeater->spacing) / (double)n - repeater->spacing;

	height = fmax(height, repeater->least_height);
	if (repeater->most_height > 0)
		height = fmin(height, repeater->most_height);
	return (Rect){ area.x, area.y + (double)index * (height + repeater->spacing), area.width,
		       height };
}

static Rect column_cell(const Repeater *repeater, Rect area, size_t n, size_t index)
{
	double spacing = repeater->spacing;
	double width = area.width / (double)n - spacing + spacing / (double)n;

	width = fmax(width, repeater->least_width);
	return (Rect){ area.x + (double)index * (width + spacing), area.y, width, area.height };
}

Rect repeater_cell(const Repeater *repeater, Rect area, size_t n, size_t index)
{
	switch (repeater_orientation(repeater, area)) {
	case ORIENTATION_HORIZONTAL:
		return row_cell(repeater, area, n, index);
	case ORIENTATION_VERTICAL:
		return column_cell(repeater, area, n, index);
	case ORIENTATION_AUTO:
		break;
	}
	return grid_cell(repeater, area, n, index);
}
