#include "renderer/page/plan.h"

#include "renderer/page/grid.h"

#include <string.h>

#include <glib.h>

enum { WIDTH_PX = 968, ARENA_BYTES = 64 << 20 };

typedef struct {
	Arena *arena;
	Dashboard *dashboard;
	Variables *variables;
	PagePlan plan;
} Fixture;

/* Variables `server` of A, B, C and `note`, which is a text; `panels` is JSON with single quotes. */
static void start(Fixture *fixture, const char *panels)
{
	g_autofree char *text = g_strdup_printf(
		"{'panels': %s, 'schemaVersion': 42, 'templating': {'list': ["
		"{'name': 'server', 'type': 'custom', 'multi': true, 'query': 'A,B,C',"
		" 'current': {'text': ['A', 'B', 'C'], 'value': ['A', 'B', 'C']}},"
		"{'name': 'note', 'type': 'textbox', 'query': 'x',"
		" 'current': {'text': 'x', 'value': 'x'}}]}}",
		panels);
	g_autoptr(GError) error = NULL;

	g_strdelimit(text, "'", '"');
	fixture->arena = arena_new(ARENA_BYTES);
	fixture->dashboard = dashboard_parse(fixture->arena, json_tokener_parse(text), &error);
	g_assert_no_error(error);
	fixture->variables =
		variables_resolve(fixture->arena, fixture->dashboard, &(VariableInput){ 0 });
	fixture->plan = page_plan(fixture->arena, fixture->dashboard, fixture->variables, WIDTH_PX);
}

static void stop(Fixture *fixture)
{
	arena_free(fixture->arena);
}

/* Items as "title@x,y,wxh", values of copies in brackets, rows with their hidden panels. */
static char *describe(const PagePlan *plan)
{
	GString *text = g_string_new(NULL);

	for (size_t i = 0; i < plan->n; i++) {
		const PageItem *item = &plan->items[i];

		g_string_append(text, i ? " " : "");
		g_string_append(text, item->row ? item->row->title : item->panel->title);
		for (size_t s = 0; s < item->n_scoped; s++)
			g_string_append_printf(text, "[%s]", item->scoped[s].values[0]);
		if (item->n_hidden)
			g_string_append_printf(text, "-%zu", item->n_hidden);
		g_string_append_printf(text, "@%g,%g,%gx%g", round(item->box.x), item->box.y,
				       round(item->box.width), item->box.height);
	}
	return g_string_free(text, FALSE);
}

static void assert_plan(const char *panels, const char *expected)
{
	Fixture fixture;

	start(&fixture, panels);
	g_autofree char *text = describe(&fixture.plan);

	g_assert_cmpstr(text, ==, expected);
	stop(&fixture);
}

static void test_panels_have_their_places(void)
{
	assert_plan("[{'type': 'stat', 'title': 'a', 'gridPos': {'x': 0, 'y': 0, 'w': 12, 'h': 2}},"
		    " {'type': 'stat', 'title': 'b', 'gridPos': {'x': 12, 'y': 0, 'w': 12, 'h': 3}},"
		    " {'type': 'stat', 'title': 'c'}]",
		    "a@0,0,480x68 c@0,76,236x106 b@488,0,480x106");
}

static void test_copies_stand_beside_each_other(void)
{
	assert_plan("[{'type': 'stat', 'title': 'a', 'repeat': 'server', 'maxPerRow': 2,"
		    "  'gridPos': {'x': 3, 'y': 0, 'w': 6, 'h': 2}},"
		    " {'type': 'stat', 'title': 'b', 'gridPos': {'x': 0, 'y': 2, 'w': 24, 'h': 1}}]",
		    "a[A]@0,0,480x68 a[B]@488,0,480x68 a[C]@0,76,480x68 b@0,152,968x30");
}

static void test_copies_stand_below_each_other(void)
{
	assert_plan("[{'type': 'stat', 'title': 'a', 'repeat': 'server', 'repeatDirection': 'v',"
		    "  'gridPos': {'x': 12, 'y': 0, 'w': 12, 'h': 1}},"
		    " {'type': 'stat', 'title': 'b', 'gridPos': {'x': 0, 'y': 0, 'w': 12, 'h': 1}},"
		    " {'type': 'stat', 'title': 'c', 'gridPos': {'x': 0, 'y': 1, 'w': 24, 'h': 1}}]",
		    "b@0,0,480x30 a[A]@488,0,480x30 a[B]@488,38,480x30 a[C]@488,76,480x30 "
		    "c@0,114,968x30");
}

static void test_rows_are_repeated_with_their_panels(void)
{
	assert_plan("[{'type': 'row', 'title': 'r', 'repeat': 'server',"
		    "  'gridPos': {'x': 0, 'y': 0, 'w': 24, 'h': 1}},"
		    " {'type': 'stat', 'title': 'a', 'gridPos': {'x': 0, 'y': 1, 'w': 12, 'h': 1}},"
		    " {'type': 'row', 'title': 's', 'gridPos': {'x': 0, 'y': 2, 'w': 24, 'h': 1}}]",
		    "r[A]@0,0,968x30 a[A]@0,38,480x30 r[B]@0,76,968x30 a[B]@0,114,480x30 "
		    "r[C]@0,152,968x30 a[C]@0,190,480x30 s@0,228,968x30");
}

static void test_collapsed_rows_keep_their_panels(void)
{
	assert_plan("[{'type': 'row', 'title': 'r', 'collapsed': true,"
		    "  'gridPos': {'x': 0, 'y': 0, 'w': 24, 'h': 1}, 'panels': ["
		    "   {'type': 'stat', 'title': 'a', 'gridPos': {'x': 0, 'y': 1, 'w': 9, 'h': 9}},"
		    "   {'type': 'stat', 'title': 'b', 'gridPos': {'x': 9, 'y': 1, 'w': 9, 'h': 9}}]},"
		    " {'type': 'row', 'title': 's', 'gridPos': {'x': 0, 'y': 10, 'w': 24, 'h': 1}}]",
		    "r-2@0,0,968x30 s@0,38,968x30");
}

static void test_unfit_variables_repeat_nothing(void)
{
	assert_plan("[{'type': 'stat', 'title': 'a', 'repeat': 'nothing',"
		    "  'gridPos': {'x': 0, 'y': 0, 'w': 6, 'h': 1}},"
		    " {'type': 'stat', 'title': 'b', 'repeat': 'note', 'repeatDirection': 'v',"
		    "  'gridPos': {'x': 0, 'y': 1, 'w': 6, 'h': 1}}]",
		    "a@0,0,968x30 b@0,38,236x30");
}

static char *many_panels(const char *each, int n)
{
	GString *text = g_string_new("[");

	for (int i = 0; i < n; i++)
		g_string_append_printf(text, "%s%s", i ? "," : "", each);
	return g_string_free(g_string_append_c(text, ']'), FALSE);
}

/* As many rows as the dashboard may have, each three times with all its panels. */
static void test_copies_are_bounded(void)
{
	g_autofree char *panels = many_panels(
		"{'type': 'row', 'repeat': 'server', 'gridPos': {'x': 0, 'y': 1e9, 'w': -5, 'h': 0}},"
		"{'type': 'stat', 'repeat': 'server', 'maxPerRow': -1e9,"
		" 'gridPos': {'x': 1e9, 'y': -1e9, 'w': 1e9, 'h': 1e9}}", 1500);
	Fixture fixture;

	start(&fixture, panels);
	g_assert_cmpuint(fixture.plan.n, <=, PAGE_MAX_ITEMS);
	g_assert_true(fixture.plan.is_truncated);
	for (size_t i = 0; i < fixture.plan.n; i++) {
		Rect box = fixture.plan.items[i].box;

		g_assert_true(box.x >= 0 && rect_right(box) <= WIDTH_PX + 0.01);
		g_assert_true(box.y >= 0 && box.height >= 0 && isfinite(rect_bottom(box)));
	}
	stop(&fixture);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/plan/panels-have-their-places", test_panels_have_their_places);
	g_test_add_func("/plan/copies-stand-beside-each-other", test_copies_stand_beside_each_other);
	g_test_add_func("/plan/copies-stand-below-each-other", test_copies_stand_below_each_other);
	g_test_add_func("/plan/rows-are-repeated-with-their-panels",
			test_rows_are_repeated_with_their_panels);
	g_test_add_func("/plan/collapsed-rows-keep-their-panels",
			test_collapsed_rows_keep_their_panels);
	g_test_add_func("/plan/unfit-variables-repeat-nothing",
			test_unfit_variables_repeat_nothing);
	g_test_add_func("/plan/copies-are-bounded", test_copies_are_bounded);
	return g_test_run();
}
