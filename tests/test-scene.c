#include "renderer/scene.h"

#include <string.h>

static void test_text_form(void)
{
	g_autoptr(Scene) scene = scene_new(100, 50.5, 2);

	scene_fill_rect(scene, (Rect){ 1, 2, 30.125, 4 }, PAINT_COLOR(COLOR_RGB(0x73bf69)));
	scene_text(scene, &(SceneText){ .text = "a",
					.x = 9,
					.baseline_y = 22,
					.align = ALIGN_RIGHT,
					.style = { FONT_SANS, 12, 400, false, 0 },
					.color = { 255, 0, 0, 0.65 } });
	scene_push_group(scene, 0.5);
	scene_pop_group(scene);
	g_autofree char *drawn = scene_to_text(scene);

	g_assert_cmpstr(drawn, ==,
			"scene 100 50.5 2\n"
			"rect 1 2 30.13 4 #73bf69\n"
			"text 9 22 right 12 400 #ff0000 0.65 \"a\"\n"
			"group 0.5\n"
			"pop\n");
}

static void test_everything_is_copied(void)
{
	g_autoptr(Scene) scene = scene_new(100, 100, 1);
	Gradient gradient = { .to = { 0, 100 }, .n_stops = 1, .stops = { { 0, { 1, 2, 3, 1 } } } };
	double dash[] = { 4, 2 };
	char text[] = "before";
	Path *path = path_new();

	path_move_to(path, 0, 0);
	path_line_to(path, 10, 0);
	scene_take_stroke(scene, path, (Paint){ .gradient = &gradient },
			  (StrokeStyle){ .width_px = 1, .dash_px = dash, .n_dash = 2 });
	scene_text(scene, &(SceneText){ .text = text, .style = { .size_px = 12 } });
	gradient.n_stops = 0;
	dash[0] = 99;
	strcpy(text, "after");
	g_assert_cmpint(scene_item(scene, 0)->paint.gradient->n_stops, ==, 1);
	g_assert_cmpfloat(scene_item(scene, 0)->stroke.dash_px[0], ==, 4);
	g_assert_cmpstr(scene_item(scene, 1)->text->text, ==, "before");
}

static void test_boxes_snap_to_device_pixels(void)
{
	g_autoptr(Scene) scene = scene_new(100, 100, 2);
	Rect rect = scene_snapped(scene, (Rect){ 1.2, 3.3, 2.2, 0.2 });

	g_assert_cmpfloat(rect.x, ==, 1);
	g_assert_cmpfloat(rect.y, ==, 3.5);
	g_assert_cmpfloat(rect.width, ==, 2.5);
	g_assert_cmpfloat(rect.height, ==, 0);
}

static size_t n_points(const Path *path)
{
	size_t n;

	path_points(path, &n);
	return n;
}

static void test_path_starts_without_a_move(void)
{
	g_autoptr(Path) path = path_new();
	size_t n;

	path_line_to(path, 1, 2);
	path_line_to(path, 3, 4);
	g_assert_cmpint(path_verbs(path, &n)[0], ==, PATH_MOVE);
	g_assert_cmpuint(n, ==, 2);
}

static void test_path_leaves_out_points_that_are_nowhere(void)
{
	g_autoptr(Path) path = path_new();

	path_move_to(path, 0, 0);
	path_line_to(path, NAN, 1);
	path_curve_to(path, 1, 1, 2, NAN, 3, 3);
	path_arc(path, (Point){ 0, 0 }, 1, 0, INFINITY);
	g_assert_cmpuint(n_points(path), ==, 1);
}

/* y = 1e9 at x = 100 is cut at y = 131072, where the line has come to x = 0.0131072. */
static void test_path_keeps_the_slope_of_far_lines(void)
{
	g_autoptr(Path) path = path_new();
	size_t n;

	path_move_to(path, 0, 0);
	path_line_to(path, 100, 1e9);
	path_line_to(path, 200, 0);
	const Point *points = path_points(path, &n);

	g_assert_cmpuint(n, ==, 5);
	g_assert_cmpfloat_with_epsilon(points[1].x, 0.0131072, 1e-9);
	g_assert_cmpfloat(points[1].y, ==, 131072);
	g_assert_cmpfloat(points[2].x, ==, 100);
	g_assert_cmpfloat_with_epsilon(points[3].x, 200 - 0.0131072, 1e-9);
	g_assert_cmpfloat(points[4].x, ==, 200);
}

static void test_path_is_bounded(void)
{
	g_autoptr(Path) path = path_new();
	g_autoptr(Path) all = path_new();

	for (int i = 0; i < 2000 * 1000; i++)
		path_line_to(path, i, 0);
	g_assert_true(path_is_full(path));
	g_assert_cmpuint(n_points(path), ==, 1 << 20);
	path_append(all, path);
	path_append(all, path);
	g_assert_true(path_is_full(all));
	g_assert_cmpuint(n_points(all), ==, 1 << 20);
}

/* A pill's radii of 9999 px become half its height. */
static void test_round_rect_shrinks_its_radii(void)
{
	g_autoptr(Path) path = path_new();
	size_t n;

	path_round_rect(path, (Rect){ 0, 0, 100, 20 }, 9999, 9999, 9999, 9999);
	const Point *points = path_points(path, &n);

	g_assert_cmpfloat_with_epsilon(points[0].x, 10, 1e-9);
	g_assert_cmpfloat_with_epsilon(points[0].y, 0, 1e-9);
	for (size_t i = 0; i < n; i++) {
		g_assert_cmpfloat(points[i].x, >=, -1e-9);
		g_assert_cmpfloat(points[i].x, <=, 100 + 1e-9);
	}
}

static void test_items_are_bounded(void)
{
	g_autoptr(Scene) scene = scene_new(100, 100, 1);

	for (int i = 0; i < 1000 * 1000; i++)
		scene_fill_rect(scene, (Rect){ 0, 0, 1, 1 }, PAINT_COLOR(COLOR_TRANSPARENT));
	g_assert_true(scene_is_full(scene));
	g_assert_cmpuint(scene_n_items(scene), ==, 1 << 18);
}

/* What was open is closed, what was refused is not. */
static void test_pairs_stay_pairs_when_full(void)
{
	g_autoptr(Scene) scene = scene_new(100, 100, 1);

	scene_push_group(scene, 0.5);
	while (!scene_is_full(scene))
		scene_fill_rect(scene, (Rect){ 0, 0, 1, 1 }, PAINT_COLOR(COLOR_TRANSPARENT));
	size_t n = scene_n_items(scene);

	scene_push_clip_rect(scene, (Rect){ 0, 0, 10, 10 });
	scene_push_transform(scene, (Point){ 1, 1 }, 0, 1);
	scene_pop_transform(scene);
	scene_pop_clip(scene);
	g_assert_cmpuint(scene_n_items(scene), ==, n);
	scene_pop_group(scene);
	g_assert_cmpuint(scene_n_items(scene), ==, n + 1);
	g_assert_cmpint(scene_item(scene, n)->kind, ==, SCENE_POP_GROUP);
}

static void test_nesting_is_bounded(void)
{
	g_autoptr(Scene) scene = scene_new(100, 100, 1);

	for (int i = 0; i < 1000; i++)
		scene_push_group(scene, 1);
	g_assert_cmpuint(scene_n_items(scene), ==, SCENE_MAX_DEPTH);
	for (int i = 0; i < 1000; i++)
		scene_pop_group(scene);
	g_assert_cmpuint(scene_n_items(scene), ==, 2 * SCENE_MAX_DEPTH);
}

static void test_leaves_out_what_cannot_be_drawn(void)
{
	g_autoptr(Scene) scene = scene_new(100, 100, 1);
	TextStyle style = { .size_px = 12 };
	Path *line = path_new();

	path_rect(line, (Rect){ 0, 0, 1, 1 });
	scene_fill_rect(scene, (Rect){ NAN, 0, 1, 1 }, PAINT_COLOR(COLOR_TRANSPARENT));
	scene_fill_rect(scene, (Rect){ 0, 0, -1, 1 }, PAINT_COLOR(COLOR_TRANSPARENT));
	scene_text(scene, &(SceneText){ .text = "", .style = style });
	scene_text(scene, &(SceneText){ .text = "x", .x = NAN, .style = style });
	scene_text(scene, &(SceneText){ .text = "x", .style = { .size_px = 1e9 } });
	scene_take_fill(scene, path_new(), PAINT_COLOR(COLOR_TRANSPARENT), (FillStyle){ 0 });
	scene_take_stroke(scene, line, PAINT_COLOR(COLOR_TRANSPARENT),
			  (StrokeStyle){ .width_px = NAN });
	g_assert_cmpuint(scene_n_items(scene), ==, 0);
}

static void test_broken_dashes_are_solid(void)
{
	static const double dashes[][2] = { { 0, 0 }, { -1, 4 }, { NAN, 1 } };
	g_autoptr(Scene) scene = scene_new(100, 100, 1);

	for (size_t i = 0; i < G_N_ELEMENTS(dashes); i++) {
		Path *path = path_new();

		path_rect(path, (Rect){ 0, 0, 10, 10 });
		scene_take_stroke(
			scene, path, PAINT_COLOR(COLOR_TRANSPARENT),
			(StrokeStyle){ .width_px = 1, .dash_px = dashes[i], .n_dash = 2 });
		g_assert_cmpint(scene_item(scene, i)->stroke.n_dash, ==, 0);
	}
}

static void test_text_is_valid_and_bounded(void)
{
	g_autoptr(Scene) scene = scene_new(100, 100, 1);
	g_autofree char *text = g_strnfill(1000 * 1000, 'x');

	text[3] = '\xff';
	scene_text(scene, &(SceneText){ .text = text, .style = { .size_px = 12 } });
	const char *kept = scene_item(scene, 0)->text->text;

	g_assert_true(g_utf8_validate(kept, -1, NULL));
	g_assert_true(g_str_has_prefix(kept, "xxx\uFFFDxxx"));
	g_assert_cmpuint(strlen(kept), <, 17 * 1024);
}

static void test_parts_stand_in_their_boxes(void)
{
	g_autoptr(Scene) scene = scene_new(100, 100, 1);
	Scene *part = scene_new(30, 20, 1);

	scene_fill_rect(part, (Rect){ 1, 2, 3, 4 }, PAINT_COLOR(COLOR_RGB(0x73bf69)));
	scene_take_part(scene, part, (Rect){ 50, 60, 30, 20 });
	scene_fill_rect(scene, (Rect){ 5, 6, 7, 8 }, PAINT_COLOR(COLOR_RGB(0x73bf69)));
	g_assert_cmpuint(scene_n_items(scene), ==, 6);
	g_assert_cmpint(scene_item(scene, 0)->kind, ==, SCENE_PUSH_CLIP);
	g_assert_cmpfloat(scene_item(scene, 1)->move.x, ==, 50);
	g_assert_cmpfloat(scene_item(scene, 2)->rect.x, ==, 1);
	g_assert_cmpint(scene_item(scene, 4)->kind, ==, SCENE_POP_CLIP);
}

/* The second part, full as the first, is left out as a whole. */
static void test_parts_are_bounded(void)
{
	enum { MANY = 1 << 18 };
	g_autoptr(Scene) scene = scene_new(100, 100, 1);
	size_t n = 0;

	for (int i = 0; i < 3; i++) {
		Scene *part = scene_new(100, 100, 1);

		for (int item = 0; item < MANY / 2; item++)
			scene_fill_rect(part, (Rect){ 0, 0, 1, 1 }, PAINT_COLOR(COLOR_RGB(0)));
		scene_take_part(scene, part, (Rect){ 0, 0, 100, 100 });
		if (i == 0)
			n = scene_n_items(scene);
	}
	g_assert_cmpuint(scene_n_items(scene), ==, n);
	g_assert_true(scene_is_full(scene));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/scene/text-form", test_text_form);
	g_test_add_func("/scene/everything-is-copied", test_everything_is_copied);
	g_test_add_func("/scene/boxes-snap-to-device-pixels", test_boxes_snap_to_device_pixels);
	g_test_add_func("/scene/path-starts-without-a-move", test_path_starts_without_a_move);
	g_test_add_func("/scene/path-leaves-out-points-that-are-nowhere",
			test_path_leaves_out_points_that_are_nowhere);
	g_test_add_func("/scene/path-keeps-the-slope-of-far-lines",
			test_path_keeps_the_slope_of_far_lines);
	g_test_add_func("/scene/path-is-bounded", test_path_is_bounded);
	g_test_add_func("/scene/round-rect-shrinks-its-radii", test_round_rect_shrinks_its_radii);
	g_test_add_func("/scene/items-are-bounded", test_items_are_bounded);
	g_test_add_func("/scene/pairs-stay-pairs-when-full", test_pairs_stay_pairs_when_full);
	g_test_add_func("/scene/nesting-is-bounded", test_nesting_is_bounded);
	g_test_add_func("/scene/leaves-out-what-cannot-be-drawn",
			test_leaves_out_what_cannot_be_drawn);
	g_test_add_func("/scene/broken-dashes-are-solid", test_broken_dashes_are_solid);
	g_test_add_func("/scene/text-is-valid-and-bounded", test_text_is_valid_and_bounded);
	g_test_add_func("/scene/parts-stand-in-their-boxes", test_parts_stand_in_their_boxes);
	g_test_add_func("/scene/parts-are-bounded", test_parts_are_bounded);
	return g_test_run();
}
