#include "renderer/chart/bar-groups.h"

#include "renderer/chart/increment.h"

#include <math.h>

/* Parts of a length, all as wide, with what remains of it between them. */
typedef struct {
	double width, gap;
} Spread;

static Spread spread_of(size_t n, double part)
{
	return (Spread){ part / (double)n, n > 1 ? (1 - part) / (double)(n - 1) : 0 };
}

static double start_of(const Spread *spread, size_t index)
{
	return round_decimals((double)index * (spread->width + spread->gap), 6);
}

static double width_of(const Spread *spread)
{
	return round_decimals(spread->width, 6);
}

BarSlots bar_groups_slots(Arena *arena, const BarGroups *groups, size_t bar)
{
	double *starts = arena_new_array(arena, double, groups->n_groups);
	Spread across = spread_of(groups->n_groups, groups->group_width);
	Spread within = spread_of(groups->n_bars, groups->bar_width);
	double group_width = width_of(&across);
	double offset = groups->is_stacked ? 0 : group_width * start_of(&within, bar);

	for (size_t i = 0; i < groups->n_groups; i++)
		starts[i] = start_of(&across, i) + offset;
	return (BarSlots){ starts, groups->is_stacked ? group_width
						      : group_width * width_of(&within) };
}

Range bar_groups_range(const BarGroups *groups)
{
	Spread across = spread_of(groups->n_groups, groups->group_width);
	double first_middle = start_of(&across, 0) + width_of(&across) / 2;
	double last = fmax(1, (double)groups->n_groups - 1);

	if (first_middle == 0.5)
		return (Range){ -last, last };
	double beyond = (last / (1 - first_middle * 2) - last) / 2;

	return (Range){ -beyond, last + beyond };
}
