#include "renderer/chart/bar-groups.h"

#include <math.h>

static void assert_near(double value, double expected)
{
	g_assert_cmpfloat_with_epsilon(value, expected, 1e-6);
}

static void test_spread_between(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	BarGroups groups = { .n_groups = 3, .n_bars = 2, .group_width = 0.6, .bar_width = 0.9 };
	BarSlots first = bar_groups_slots(arena, &groups, 0);
	BarSlots second = bar_groups_slots(arena, &groups, 1);

	assert_near(first.starts[0], 0);
	assert_near(first.starts[1], 0.4);
	assert_near(first.starts[2], 0.8);
	assert_near(first.size, 0.2 * 0.45);
	assert_near(second.starts[2] + second.size, 1);
}

static void test_stacked_share_a_slot(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	BarGroups groups = {
		.n_groups = 4, .n_bars = 3, .group_width = 0.8, .bar_width = 0.5, .is_stacked = true
	};
	BarSlots first = bar_groups_slots(arena, &groups, 0);
	BarSlots last = bar_groups_slots(arena, &groups, 2);

	assert_near(first.size, 0.2);
	for (size_t i = 0; i < groups.n_groups; i++)
		assert_near(last.starts[i], first.starts[i]);
}

static double part_of(Range range, double value)
{
	return (value - range.min) / (range.max - range.min);
}

static void test_range_centres_groups(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	BarGroups groups = { .n_groups = 5, .n_bars = 1, .group_width = 0.7, .bar_width = 1 };
	BarSlots slots = bar_groups_slots(arena, &groups, 0);
	Range range = bar_groups_range(&groups);

	for (size_t i = 0; i < groups.n_groups; i++)
		g_assert_cmpfloat_with_epsilon(part_of(range, (double)i),
					       slots.starts[i] + slots.size / 2, 1e-5);
}

static void test_single_group(void)
{
	BarGroups groups = { .n_groups = 1, .n_bars = 1, .group_width = 1, .bar_width = 1 };

	assert_near(part_of(bar_groups_range(&groups), 0), 0.5);
	groups.group_width = 0;
	g_assert_true(isfinite(bar_groups_range(&groups).max));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/bar-groups/spread-between", test_spread_between);
	g_test_add_func("/bar-groups/stacked-share-a-slot", test_stacked_share_a_slot);
	g_test_add_func("/bar-groups/range-centres-groups", test_range_centres_groups);
	g_test_add_func("/bar-groups/single-group", test_single_group);
	return g_test_run();
}
