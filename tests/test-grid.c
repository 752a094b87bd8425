#include "renderer/page/grid.h"

#include <glib.h>

static void assert_cell(GridCell cell, double x, double y, double width, double height)
{
	g_assert_cmpfloat(cell.x, ==, x);
	g_assert_cmpfloat(cell.y, ==, y);
	g_assert_cmpfloat(cell.width, ==, width);
	g_assert_cmpfloat(cell.height, ==, height);
}

static void test_gaps_close(void)
{
	GridCell cells[] = { { 0, 3, 12, 8 }, { 12, 9, 12, 4 }, { 0, 40, 24, 2 } };

	grid_compact(cells, G_N_ELEMENTS(cells), 1368);
	assert_cell(cells[0], 0, 0, 12, 8);
	assert_cell(cells[1], 12, 0, 12, 4);
	assert_cell(cells[2], 0, 8, 24, 2);
}

static void test_what_overlaps_stands_below(void)
{
	GridCell cells[] = { { 0, 0, 12, 8 }, { 6, 2, 12, 4 }, { 18, 1, 6, 3 } };

	grid_compact(cells, G_N_ELEMENTS(cells), 1368);
	assert_cell(cells[0], 0, 0, 12, 8);
	assert_cell(cells[1], 6, 8, 12, 4);
	assert_cell(cells[2], 18, 0, 6, 3);
}

static void test_equal_places_keep_their_order(void)
{
	GridCell cells[] = { { 0, 0, 6, 3 }, { 0, 0, 6, 3 }, { 0, 0, 6, 3 } };

	grid_compact(cells, G_N_ELEMENTS(cells), 1368);
	assert_cell(cells[0], 0, 0, 6, 3);
	assert_cell(cells[1], 0, 3, 6, 3);
	assert_cell(cells[2], 0, 6, 6, 3);
}

static void test_cells_stay_inside_the_columns(void)
{
	GridCell cells[] = { { 20, 0, 8, 2 }, { 0, 5, 40, 2 }, { -3, 9, 2, 2 } };

	grid_compact(cells, G_N_ELEMENTS(cells), 1368);
	assert_cell(cells[0], 16, 0, 8, 2);
	assert_cell(cells[1], 0, 2, 24, 2);
	assert_cell(cells[2], 0, 4, 24, 2);
}

static void test_absurd_cells_are_bounded(void)
{
	GridCell cells[] = { { 1e9, 1e9, 1e9, 1e9 },
			     { -1e9, -1e9, -1e9, -1e9 },
			     { NAN, NAN, NAN, NAN },
			     { 0, 0, 0, 0 } };

	grid_compact(cells, G_N_ELEMENTS(cells), 1368);
	for (size_t i = 0; i < G_N_ELEMENTS(cells); i++) {
		g_assert_true(cells[i].x >= 0 && cells[i].width >= 1);
		g_assert_true(cells[i].x + cells[i].width <= GRID_COLUMNS);
		g_assert_true(cells[i].y >= 0 && cells[i].height >= 1);
		g_assert_true(cells[i].height <= GRID_MAX_ROWS);
	}
}

static void test_a_narrow_grid_has_one_column(void)
{
	GridCell cells[] = { { 0, 0, 12, 8 }, { 12, 0, 12, 4 } };

	grid_compact(cells, G_N_ELEMENTS(cells), 700);
	assert_cell(cells[0], 0, 0, 24, 8);
	assert_cell(cells[1], 0, 8, 24, 4);
}

/* 49.33 px a column: edges are on whole pixels. */
static void test_cells_stand_on_pixels(void)
{
	Rect rect = grid_rect((GridCell){ 8, 3, 8, 7 }, 1368);

	g_assert_cmpfloat(rect.x, ==, 459);
	g_assert_cmpfloat(rect.y, ==, 114);
	g_assert_cmpfloat(rect.width, ==, 451);
	g_assert_cmpfloat(rect.height, ==, 258);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/grid/gaps-close", test_gaps_close);
	g_test_add_func("/grid/what-overlaps-stands-below", test_what_overlaps_stands_below);
	g_test_add_func("/grid/equal-places-keep-their-order", test_equal_places_keep_their_order);
	g_test_add_func("/grid/cells-stay-inside-the-columns", test_cells_stay_inside_the_columns);
	g_test_add_func("/grid/absurd-cells-are-bounded", test_absurd_cells_are_bounded);
	g_test_add_func("/grid/a-narrow-grid-has-one-column", test_a_narrow_grid_has_one_column);
	g_test_add_func("/grid/cells-stand-on-pixels", test_cells_stand_on_pixels);
	return g_test_run();
}
