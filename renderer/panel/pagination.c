#include "renderer/panel/pagination.h"

#include "renderer/panel/button.h"

#include <stdio.h>

enum { GAP = 10, ICON = 16, SUMMARY_PX = 12, SUMMARY_LEFT = 16, SUMMARY_RIGHT = 8 };
enum { MAX_PAGES = 8, MAX_PARTS = MAX_PAGES + 4 };

/* A button, or dots where pages are left out. */
typedef struct {
	Button button;
	char text[24];
	bool is_dots;
} Part;

typedef struct {
	Part items[MAX_PARTS];
	size_t n;
} Parts;

static void add_page(Parts *parts, size_t page)
{
	Part *part = &parts->items[parts->n++];

	snprintf(part->text, sizeof(part->text), "%zu", page);
	part->button = (Button){ .text = part->text,
				 .variant = page == 1 ? BUTTON_PRIMARY : BUTTON_SECONDARY };
}

static void add_arrow(Parts *parts, const char *icon, bool is_disabled)
{
	parts->items[parts->n++].button =
		(Button){ .icon = icon,
			  .variant = is_disabled ? BUTTON_DISABLED : BUTTON_SECONDARY };
}

/* All pages where they are few, else those before the dots and the last one. */
static void add_pages(Parts *parts, const Pagination *pagination)
{
	size_t most = pagination->is_small ? 1 : MAX_PAGES, n = pagination->n_pages;
	size_t shown = n <= most ? n : pagination->is_small ? 1 : most - 1;

	for (size_t page = 1; page <= shown; page++)
		add_page(parts, page);
	if (shown == n)
		return;
	if (shown + 1 < n)
		parts->items[parts->n++].is_dots = true;
	add_page(parts, n);
}

static double part_width(TextContext *text, const Part *part)
{
	return GAP + (part->is_dots ? ICON : button_width(text, &part->button));
}

static void draw_dots(Scene *scene, const Theme *theme, Point middle)
{
	const double radius = 1.3, distance = 4.7;

	for (int i = -1; i <= 1; i++) {
		Path *dot = path_new();

		path_arc(dot, (Point){ middle.x + i * distance, middle.y }, radius, 0, 2 * G_PI);
		scene_take_fill(scene, dot, PAINT_COLOR(theme->text_primary), (FillStyle){ 0 });
	}
}

static TextStyle summary_style(void)
{
	return (TextStyle){ FONT_SANS, SUMMARY_PX, 400, false, BODY_LETTER_SPACING };
}

static void draw_summary(Scene *scene, const Theme *theme, const char *summary, Point at)
{
	enum { BASELINE = 18 };

	scene_text(scene, &(SceneText){ .text = summary,
					.x = at.x + SUMMARY_LEFT,
					.baseline_y = at.y + BASELINE,
					.style = summary_style(),
					.color = theme->text_secondary });
}

void pagination_draw(Scene *scene, TextContext *text, const Theme *theme,
		     const Pagination *pagination, double left, double right, double top)
{
	Parts parts = { .n = 0 };
	TextStyle style = summary_style();
	double width = 0;

	add_arrow(&parts, "angle-left", true);
	add_pages(&parts, pagination);
	add_arrow(&parts, "angle-right", pagination->n_pages == 1);
	for (size_t i = 0; i < parts.n; i++)
		width += part_width(text, &parts.items[i]);
	double summary = pagination->summary ? text_width(text, &style, pagination->summary) +
						       SUMMARY_LEFT + SUMMARY_RIGHT
					     : 0;
	Point at = { left + (right - left - width - summary) / 2, top };

	for (size_t i = 0; i < parts.n; i++) {
		const Part *part = &parts.items[i];

		if (part->is_dots)
			draw_dots(scene, theme, (Point){ at.x + GAP + ICON / 2,
							 top + BUTTON_SMALL_PX / 2 });
		else
			button_draw(scene, text, theme, &part->button,
				    (Point){ at.x + GAP, top });
		at.x += part_width(text, part);
	}
	if (pagination->summary)
		draw_summary(scene, theme, pagination->summary, at);
}
