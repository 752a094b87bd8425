#include "renderer/panel/flow.h"

#include <glib.h>

static void assert_at(const FlowItem *item, double x, double y)
{
	g_assert_cmpfloat_with_epsilon(item->box.x, x, 0.001);
	g_assert_cmpfloat_with_epsilon(item->box.y, y, 0.001);
}

static void test_column(void)
{
	const Rect area = { 10, 20, 100, 100 };
	FlowItem items[] = { { .size = { 40, 20 } }, { .size = { 60, 30 }, .margin_top = -4 } };
	Flow flow = { .is_column = true };

	flow_place(&flow, area, items, 2);
	assert_at(&items[0], 10, 20);
	assert_at(&items[1], 10, 36);
	flow = (Flow){ .is_column = true, .is_centered = true, .is_middle = true, .gap_px = 4 };
	flow_place(&flow, area, items, 2);
	assert_at(&items[0], 40, 45); // 20 + 4 - 4 + 30 px high
	assert_at(&items[1], 30, 65);
}

/* What is left of the width stands between them, or around all of them. */
static void test_row(void)
{
	const Rect area = { 0, 0, 100, 50 };
	FlowItem items[] = { { .size = { 20, 10 } }, { .size = { 30, 20 } }, { .size = { 10, 30 } } };
	Flow flow = { .is_middle = true };

	flow_place(&flow, area, items, 3);
	assert_at(&items[0], 0, 20);
	assert_at(&items[1], 40, 15);
	assert_at(&items[2], 90, 10);
	flow = (Flow){ .is_centered = true, .gap_px = 5 };
	flow_place(&flow, area, items, 3);
	assert_at(&items[0], 15, 0);
	assert_at(&items[1], 40, 0);
	assert_at(&items[2], 75, 0);
}

static void test_row_that_is_too_wide_goes_on_below(void)
{
	FlowItem items[] = { { .size = { 90, 20 } }, { .size = { 30, 10 } } };
	Flow flow = { .is_centered = true, .is_middle = true, .gap_px = 6 };

	flow_place(&flow, (Rect){ 0, 0, 100, 60 }, items, 2);
	assert_at(&items[0], 5, 12);
	assert_at(&items[1], 35, 38);
	flow_place(&flow, (Rect){ 0, 0, 100, 60 }, items, 0);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/flow/column", test_column);
	g_test_add_func("/flow/row", test_row);
	g_test_add_func("/flow/row-that-is-too-wide-goes-on-below",
			test_row_that_is_too_wide_goes_on_below);
	return g_test_run();
}
