#include "renderer/scene.h"

#include "renderer/data/number.h"

static void print_number(GString *out, double value)
{
	char text[40];

	number_to_text(js_round(value * 100) / 100, text, sizeof(text));
	g_string_append_c(out, ' ');
	g_string_append(out, text);
}

static void print_rect(GString *out, Rect rect)
{
	print_number(out, rect.x);
	print_number(out, rect.y);
	print_number(out, rect.width);
	print_number(out, rect.height);
}

static void print_color(GString *out, Color color)
{
	Color rounded = color_rounded(color);

	g_string_append_printf(out, " #%02x%02x%02x", (int)rounded.red, (int)rounded.green,
			       (int)rounded.blue);
	if (color.alpha != 1)
		print_number(out, color.alpha);
}

static void print_paint(GString *out, const Paint *paint)
{
	const Gradient *gradient = paint->gradient;

	if (!gradient) {
		print_color(out, paint->color);
		return;
	}
	g_string_append(out, " gradient");
	for (int i = 0; i < gradient->n_stops; i++) {
		print_number(out, gradient->stops[i].offset);
		print_color(out, gradient->stops[i].color);
	}
}

static void print_path(GString *out, const Path *path)
{
	static const char letters[] = { 'M', 'L', 'C', 'Z' };
	static const int n_points[] = { 1, 1, 3, 0 };
	size_t n, n_all;
	const uint8_t *verbs = path_verbs(path, &n);
	const Point *point = path_points(path, &n_all);

	for (size_t i = 0; i < n; i++) {
		g_string_append_printf(out, " %c", letters[verbs[i]]);
		for (int p = 0; p < n_points[verbs[i]]; p++, point++) {
			print_number(out, point->x);
			print_number(out, point->y);
		}
	}
}

static void print_stroke(GString *out, const SceneItem *item)
{
	g_string_append(out, "stroke");
	print_number(out, item->stroke.width_px);
	print_paint(out, &item->paint);
	if (item->stroke.n_dash)
		g_string_append(out, " dash");
	for (int i = 0; i < item->stroke.n_dash; i++)
		print_number(out, item->stroke.dash_px[i]);
	if (item->stroke.pen_stretch != 1) {
		g_string_append(out, " stretch");
		print_number(out, item->stroke.pen_stretch);
	}
	print_path(out, item->path);
}

static void print_text(GString *out, const SceneText *text)
{
	static const char *const aligns[] = { "left", "center", "right" };

	g_string_append(out, "text");
	print_number(out, text->x);
	print_number(out, text->baseline_y);
	g_string_append_printf(out, " %s", aligns[text->align]);
	print_number(out, text->style.size_px);
	g_string_append_printf(out, " %d", text->style.weight);
	print_color(out, text->color);
	if (text->turn_rad != 0)
		print_number(out, text->turn_rad);
	g_string_append_printf(out, " \"%s\"", text->text);
}

static void print_item(GString *out, const SceneItem *item)
{
	switch (item->kind) {
	case SCENE_FILL:
		g_string_append(out, "fill");
		print_paint(out, &item->paint);
		print_path(out, item->path);
		break;
	case SCENE_STROKE:
		print_stroke(out, item);
		break;
	case SCENE_RECT:
		g_string_append(out, "rect");
		print_rect(out, item->rect);
		print_paint(out, &item->paint);
		break;
	case SCENE_TEXT:
		print_text(out, item->text);
		break;
	case SCENE_IMAGE:
		g_string_append(out, "image");
		print_rect(out, item->rect);
		break;
	case SCENE_PUSH_CLIP:
		g_string_append(out, "clip");
		print_path(out, item->path);
		break;
	case SCENE_PUSH_GROUP:
		g_string_append(out, "group");
		print_number(out, item->alpha);
		break;
	case SCENE_PUSH_TRANSFORM:
		g_string_append(out, "transform");
		print_number(out, item->move.x);
		print_number(out, item->move.y);
		print_number(out, item->turn_rad);
		print_number(out, item->factor);
		break;
	case SCENE_POP_CLIP:
	case SCENE_POP_GROUP:
	case SCENE_POP_TRANSFORM:
		g_string_append(out, "pop");
		break;
	}
}

char *scene_to_text(const Scene *scene)
{
	GString *out = g_string_new("scene");

	print_number(out, scene_width(scene));
	print_number(out, scene_height(scene));
	print_number(out, scene_scale(scene));
	g_string_append_c(out, '\n');
	for (size_t i = 0; i < scene_n_items(scene); i++) {
		print_item(out, scene_item(scene, i));
		g_string_append_c(out, '\n');
	}
	return g_string_free(out, FALSE);
}
