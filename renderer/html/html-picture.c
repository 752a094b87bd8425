#include "renderer/html/html-picture.h"

#include <math.h>
#include <string.h>

#include "renderer/html/html-layout.h"

enum { ICON_PX = 16, LEAST_PX = 18 };

/* --- The box --- */

static bool is_fixed(CssLength length)
{
	return length.unit == CSS_PX;
}

static bool is_shown_by_browsers(const HtmlNode *node)
{
	const char *source = html_attribute(node, "src");

	return source && *source && !strstr(source, "//");
}

static void put_on_line(HtmlBox *box)
{
	box->kind = BOX_BLOCK;
	box->is_in_line = box->style.display == DISPLAY_INLINE ||
			  box->style.display == DISPLAY_INLINE_BLOCK;
	if (box->is_in_line)
		box->style.display = DISPLAY_INLINE_BLOCK;
}

/* Without a text the room is kept, and framed where the icon fits. */
static void frame_room(HtmlBox *box)
{
	HtmlStyle *style = &box->style;

	if (style->width.value < LEAST_PX || style->height.value < LEAST_PX)
		return;
	for (int side = CSS_TOP; side <= CSS_LEFT; side++) {
		style->border[side] = 1;
		style->border_color[side] = COLOR_RGB(0xc0c0c0);
		style->padding[side] = (CssLength){ CSS_PX, 1 };
	}
	box->has_icon = true;
}

static void show_icon(HtmlBox *box, bool is_item, bool has_text)
{
	HtmlStyle *style = &box->style;

	if (box->is_in_line && !is_item)
		style->width.unit = style->height.unit = CSS_AUTO;
	if (!has_text && style->height.unit == CSS_AUTO)
		style->height = (CssLength){ CSS_PX, ICON_PX + html_edges_down(box, 0) };
	style->padding[CSS_LEFT] = (CssLength){
		CSS_PX, css_length_px(style->padding[CSS_LEFT], 0) + ICON_PX
	};
	box->has_icon = true;
}

bool html_picture_prepare(HtmlBox *box, bool is_item)
{
	HtmlStyle *style = &box->style;
	const char *alt = html_attribute(box->node, "alt");
	bool has_text = alt && *alt;

	if (is_shown_by_browsers(box->node)) {
		if (style->width.unit != CSS_AUTO || style->height.unit != CSS_AUTO)
			put_on_line(box);
		return true;
	}
	put_on_line(box);
	if (!has_text && is_fixed(style->width) && is_fixed(style->height))
		frame_room(box);
	else if (alt && !has_text)
		return false;
	else
		show_icon(box, is_item, has_text);
	return true;
}

/* --- The icon --- */

typedef struct {
	double x, y;
} Corner;

static void fill_shape(Scene *scene, Point at, const Corner *corners, size_t n, Paint paint)
{
	Path *path = path_new();

	for (size_t i = 0; i < n; i++) {
		if (i == 0)
			path_move_to(path, at.x + corners[i].x, at.y + corners[i].y);
		else
			path_line_to(path, at.x + corners[i].x, at.y + corners[i].y);
	}
	path_close(path);
	scene_take_fill(scene, path, paint, (FillStyle){ 0 });
}

#define FILL_SHAPE(scene, at, corners, paint) \
	fill_shape(scene, at, corners, G_N_ELEMENTS(corners), paint)

static Gradient fading(Point at, unsigned top, unsigned bottom)
{
	return (Gradient){ .from = at,
			   .to = { at.x, at.y + ICON_PX },
			   .n_stops = 2,
			   .stops = { { 0, COLOR_RGB(top) }, { 1, COLOR_RGB(bottom) } } };
}

static void fill_round(Scene *scene, Point at, Rect rect)
{
	Path *path = path_new();
	double radius = rect.height / 2;

	rect.x += at.x;
	rect.y += at.y;
	path_round_rect(path, rect, radius, radius, radius, radius);
	scene_take_fill(scene, path, PAINT_COLOR(COLOR_RGB(0xffffff)), (FillStyle){ 0 });
}

/* A sheet with a folded corner, torn across: sky, a cloud and a hill. */
static void draw_icon(Scene *scene, Point at)
{
	static const Corner sheet[] = { { 0, 0 },   { 11.6, 0 }, { 16, 4.4 },
					{ 16, 8 },  { 15.3, 8 }, { 7.3, 16 }, { 0, 16 } };
	static const Corner scrap[] = { { 16, 10.3 }, { 16, 16 }, { 10.3, 16 } };
	static const Corner sky[] = { { 1, 1 },	    { 10, 1 },	{ 10, 5 }, { 15, 5 },
				      { 15, 8.3 }, { 8.3, 15 }, { 1, 15 } };
	static const Corner sky_scrap[] = { { 15, 11.3 }, { 15, 15 }, { 11.3, 15 } };
	static const Corner fold[] = { { 11, 1 }, { 11.4, 1 }, { 14.2, 4 }, { 11, 4 } };
	static const Corner hill[] = { { 1, 15 }, { 2.3, 13 }, { 4, 11 }, { 6, 10 }, { 8, 9.7 },
				       { 10, 10.2 }, { 11.8, 11.5 }, { 8.3, 15 } };
	static const Corner hill_scrap[] = { { 13.6, 12.8 }, { 15, 14.4 }, { 15, 15 },
					     { 11.4, 15 } };
	Gradient edge = fading(at, 0xa4a4a4, 0x838384), air = fading(at, 0xe8f0fd, 0xbccdf0);
	Paint green = PAINT_COLOR(COLOR_RGB(0x58ae39));

	FILL_SHAPE(scene, at, sheet, ((Paint){ .gradient = &edge }));
	FILL_SHAPE(scene, at, scrap, ((Paint){ .gradient = &edge }));
	FILL_SHAPE(scene, at, sky, ((Paint){ .gradient = &air }));
	FILL_SHAPE(scene, at, sky_scrap, ((Paint){ .gradient = &air }));
	fill_round(scene, at, (Rect){ 2.6, 4, 5.6, 2 });
	fill_round(scene, at, (Rect){ 4.2, 2.8, 2.8, 2.8 });
	FILL_SHAPE(scene, at, fold, PAINT_COLOR(COLOR_RGB(0xe0e0e0)));
	FILL_SHAPE(scene, at, hill, green);
	FILL_SHAPE(scene, at, hill_scrap, green);
}

void html_draw_picture(Scene *scene, const HtmlBox *box, Point origin)
{
	double left = html_edge(box, CSS_LEFT, 0), top = html_edge(box, CSS_TOP, 0);

	if (!box->has_icon)
		return;
	if (left >= ICON_PX) // the room that is kept for it beside a text
		left -= ICON_PX;
	draw_icon(scene, (Point){ floor(origin.x + left + 0.5), floor(origin.y + top + 0.5) });
}
