#include "renderer/render.h"

#include <math.h>
#include <string.h>

#include "renderer/json.h"
#include "tests/decode.h"

/* Legends of many entries, in panels of every type that has one. */

enum { N_ENTRIES = 60, WIDTH = 1000, HEIGHT = 300 };

typedef struct {
	const char *type, *options;
	size_t n_own; // fields that are no entries
} Case;

static const Case cases[] = {
	{ "timeseries", "" },
	{ "barchart", "" },
	{ "histogram", "" },
	{ "piechart", "" },
	{ "state-timeline", "'showValue': 'never'" },
	{ "status-history", "'showValue': 'never'" },
	{ "xychart", "'mapping': 'auto', 'series': [{}]" },
	{ "trend", "'xField': 'step'" },
	{ "candlestick", "'includeAllFields': true", 1 },
	{ "bargauge", "'namePlacement': 'hidden'" },
};

/* --- Pictures --- */

static Frames *decode(Arena *arena, const GString *fields, const GString *values)
{
	g_autofree char *json =
		g_strdup_printf("[{'schema': {'fields': [%s]}, 'data': {'values': [%s]}}]",
				fields->str, values->str);

	return decode_frames(arena, json);
}

/* Of timelines: a single field, whose states are the entries. */
static Frames *states(Arena *arena, size_t n)
{
	g_autoptr(GString) times = g_string_new("[");
	g_autoptr(GString) values = g_string_new(NULL);
	g_autoptr(GString) fields = g_string_new(
		"{'name': 'time', 'type': 'time'}, {'name': 'state', 'type': 'string'}");

	for (size_t i = 0; i < n; i++) {
		g_string_append_printf(times, "%s%zu", i ? "," : "", 1000 + i);
		g_string_append_printf(values, "%s'shelf-%zu.'", i ? "," : "], [", i);
	}
	g_string_append_printf(times, "%s]", values->str);
	return decode(arena, fields, times);
}

/* Of all others: fields. */
static Frames *shelves(Arena *arena, const char *x, size_t n)
{
	g_autoptr(GString) fields = g_string_new(x);
	g_autoptr(GString) values = g_string_new("[1000, 2000, 3000]");

	for (size_t i = 0; i < n; i++) {
		g_string_append_printf(fields, ",{'name': 'shelf-%zu.', 'type': 'number'}", i);
		g_string_append_printf(values, ",[%zu, %zu, %zu]", i, i + 2, i + 1);
	}
	return decode(arena, fields, values);
}

static Frames *frames_of(Arena *arena, const char *type, size_t n)
{
	if (g_str_has_prefix(type, "stat"))
		return states(arena, n);
	if (strcmp(type, "trend") == 0 || strcmp(type, "xychart") == 0)
		return shelves(arena, "{'name': 'step', 'type': 'number'}", n);
	return shelves(arena, "{'name': 'time', 'type': 'time'}", n);
}

static char *panel_json(const Case *one, const char *legend)
{
	return g_strdup_printf("{'type': '%s', 'pluginVersion': '12.3.0', 'options': {%s%s'legend': {'showLegend': true,"
			       " %s}}, 'fieldConfig': {'defaults': {'color': {'mode':"
			       " 'palette-classic'}}}}",
			       one->type, one->options, one->options[0] ? "," : "", legend);
}

typedef struct {
	LegendOverflow overflow;
	const char *legend; // options, in JSON
	size_t n;
	double max_height_px;
} Wish;

static Scene *draw(Arena *arena, const Case *one, const Wish *wish)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	g_autofree char *json = panel_json(one, wish->legend);
	g_autoptr(GError) error = NULL;
	TextContext *text = text_context_new();
	TimeRange range = { 1000, 3000, "", "" };
	Interpolator interpolator = { .range = &range, .zone = zone, .zone_name = "UTC" };
	Panel panel;

	g_assert_true(panel_parse(arena, parse_json(arena, json), &panel));
	RenderInput input = {
		.arena = arena,
		.text = text,
		.theme = theme_dark(),
		.panel = &panel,
		.frames = frames_of(arena, one->type, wish->n),
		.range = range,
		.zone = zone,
		.interpolator = &interpolator,
		.width_px = WIDTH,
		.height_px = HEIGHT,
		.scale = 1,
		.legend_overflow = wish->overflow,
		.max_height_px = wish->max_height_px,
	};
	Scene *scene = render_panel(&input, &error);

	g_assert_no_error(error);
	text_context_free(text);
	return scene;
}

/* --- What is in them --- */

static bool is_seen(const Scene *scene, const SceneItem *transform, Point point)
{
	if (transform) {
		point.x = transform->move.x + point.x * transform->factor;
		point.y = transform->move.y + point.y * transform->factor;
	}
	return point.x < scene_width(scene) && point.y < scene_height(scene) - 8;
}

/* Entries that have a label inside the picture. */
static size_t count_entries(const Scene *scene, size_t n)
{
	const SceneItem *transform = NULL;
	g_autofree bool *has_label = g_new0(bool, n);
	size_t count = 0;

	for (size_t i = 0; i < scene_n_items(scene); i++) {
		const SceneItem *item = scene_item(scene, i);

		if (item->kind == SCENE_PUSH_TRANSFORM)
			transform = item;
		if (item->kind == SCENE_POP_TRANSFORM)
			transform = NULL;
		const char *name = item->kind == SCENE_TEXT ? strstr(item->text->text, "shelf-")
							    : NULL;

		if (!name ||
		    !is_seen(scene, transform, (Point){ item->text->x, item->text->baseline_y }))
			continue;
		guint64 entry = g_ascii_strtoull(name + strlen("shelf-"), NULL, 10);

		g_assert_cmpuint(entry, <, n);
		count += !has_label[entry];
		has_label[entry] = true;
	}
	return count;
}

static bool says(const Scene *scene, const char *words)
{
	g_autofree char *text = scene_to_text(scene);

	return strstr(text, words) != NULL;
}

static const char *const forms[] = {
	"'displayMode': 'list', 'placement': 'bottom'",
	"'displayMode': 'list', 'placement': 'right'",
	"'displayMode': 'table', 'placement': 'bottom'",
	"'displayMode': 'table', 'placement': 'right', 'calcs': ['max']",
};

static void each(LegendOverflow overflow, void (*check)(const Case *, const Scene *, size_t form))
{
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		for (size_t form = 0; form < G_N_ELEMENTS(forms); form++) {
			g_autoptr(Arena) arena = arena_new(SIZE_MAX);
			Wish wish = { overflow, forms[form], N_ENTRIES, 5000 };
			g_autoptr(Scene) scene = draw(arena, &cases[i], &wish);

			g_test_message("%s: %s", cases[i].type, forms[form]);
			g_assert_false(says(scene, "Not all entries"));
			check(&cases[i], scene, form);
		}
}

/* --- Tests --- */

static void check_cut(const Case *one, const Scene *scene, size_t form)
{
	bool fits_in_lines = form == 0;

	(void)one;
	g_assert_cmpfloat(scene_height(scene), ==, HEIGHT);
	if (!fits_in_lines)
		g_assert_cmpuint(count_entries(scene, N_ENTRIES), <, N_ENTRIES);
}

static void check_grown(const Case *one, const Scene *scene, size_t form)
{
	g_assert_cmpuint(count_entries(scene, N_ENTRIES), ==, N_ENTRIES - one->n_own);
	if (form > 0)
		g_assert_cmpfloat(scene_height(scene), >, HEIGHT);
}

static void check_fitted(const Case *one, const Scene *scene, size_t form)
{
	(void)form;
	g_assert_cmpfloat(scene_height(scene), ==, HEIGHT);
	g_assert_cmpuint(count_entries(scene, N_ENTRIES), ==, N_ENTRIES - one->n_own);
}

static void test_is_cut_as_in_the_browser(void)
{
	each(LEGEND_CUT, check_cut);
}

static void test_grows_to_all_entries(void)
{
	each(LEGEND_GROW, check_grown);
}

static void test_fits_all_entries(void)
{
	each(LEGEND_FIT, check_fitted);
}

/* The chart keeps its height: the picture grows by what the legend lacks. */
static void test_grows_by_what_is_missing(void)
{
	const double table = 24 + N_ENTRIES * 23.84375, around = 18;
	g_autoptr(Arena) arena = arena_new(SIZE_MAX);
	Wish wish = { LEGEND_GROW, "'displayMode': 'table', 'placement': 'right'", N_ENTRIES, 5000 };
	g_autoptr(Scene) scene = draw(arena, &cases[0], &wish);

	g_assert_cmpfloat(scene_height(scene), ==, ceil(table + around));
}

static void test_small_legends_change_nothing(void)
{
	for (LegendOverflow overflow = LEGEND_GROW; overflow <= LEGEND_FIT; overflow++)
		for (size_t form = 0; form < G_N_ELEMENTS(forms); form++) {
			g_autoptr(Arena) arena = arena_new(SIZE_MAX);
			Wish wish = { overflow, forms[form], 2, 5000 };
			Wish cut = { LEGEND_CUT, forms[form], 2, 5000 };
			g_autoptr(Scene) scene = draw(arena, &cases[0], &wish);
			g_autoptr(Scene) browser = draw(arena, &cases[0], &cut);
			g_autofree char *text = scene_to_text(scene);
			g_autofree char *expected = scene_to_text(browser);

			g_assert_cmpstr(text, ==, expected);
		}
}

static void test_says_what_does_not_fit(void)
{
	static const LegendOverflow overflows[] = { LEGEND_GROW, LEGEND_FIT };

	for (size_t i = 0; i < G_N_ELEMENTS(overflows); i++)
		for (size_t form = 0; form < G_N_ELEMENTS(forms); form++) {
			g_autoptr(Arena) arena = arena_new(SIZE_MAX);
			Wish wish = { overflows[i], forms[form], 1500, 400 };
			g_autoptr(Scene) scene = draw(arena, &cases[0], &wish);

			g_assert_cmpfloat(scene_height(scene), ==,
					  overflows[i] == LEGEND_GROW ? 400 : HEIGHT);
			g_assert_true(says(scene, "Not all entries of the legend fit"));
		}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/legend/cut", test_is_cut_as_in_the_browser);
	g_test_add_func("/legend/grow", test_grows_to_all_entries);
	g_test_add_func("/legend/grow-by-missing", test_grows_by_what_is_missing);
	g_test_add_func("/legend/fit", test_fits_all_entries);
	g_test_add_func("/legend/small", test_small_legends_change_nothing);
	g_test_add_func("/legend/says-what-is-missing", test_says_what_does_not_fit);
	return g_test_run();
}
