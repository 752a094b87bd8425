#include "renderer/page/page.h"

#include "renderer/page/controls.h"
#include "renderer/panel/icon.h"

enum {
	MARGIN_PX = 16,
	ROW_INDENT_PX = 6,
	ROW_ICON_PX = 16,
	ROW_TEXT_PX = 16,
	ROW_GAP_PX = 8,
	COUNT_PX = 12,
	COUNT_BASELINE_PX = 4, // below the row's middle
	LINE_PX = 1,
};

/* Between a row's title and the number of its panels (the title's button has 6), and above the
 * title's line. */
static const double count_gap_px = 6 + 16, title_rise_px = 10.578;

PageLayout page_layout(const PageContext *page)
{
	double top = controls_layout(NULL, page) + LINE_PX;
	PageLayout layout = {
		.plan = page_plan(page->arena, page->dashboard, page->variables,
				  MAX(page->width_px - 2 * MARGIN_PX, 1)),
	};

	for (size_t i = 0; i < layout.plan.n; i++) {
		layout.plan.items[i].box.x += MARGIN_PX;
		layout.plan.items[i].box.y += top;
	}
	layout.height_px = top + layout.plan.height_px + MARGIN_PX;
	return layout;
}

static const char *row_title(const PageContext *page, const PageItem *item)
{
	Interpolator interpolator = *page->interpolator;

	interpolator.scoped = item->scoped;
	interpolator.n_scoped = item->n_scoped;
	return interpolate(page->arena, &interpolator, item->row->title, "text");
}

/* A collapsed row says how many panels it hides and has a line below it. */
static void draw_hidden(Scene *scene, const PageContext *page, const PageItem *item, double x,
			double middle)
{
	const TextStyle style = { FONT_SANS, COUNT_PX, 400, true, BODY_LETTER_SPACING };
	Rect box = item->box;

	scene_text(scene,
		   &(SceneText){ .text = arena_printf(page->arena, "(%zu panel%s)", item->n_hidden,
						      item->n_hidden == 1 ? "" : "s"),
				 .x = x + count_gap_px,
				 .baseline_y = middle + COUNT_BASELINE_PX,
				 .style = style,
				 .color = page->theme->text_secondary });
	scene_fill_rect(scene, (Rect){ box.x, rect_bottom(box) - LINE_PX, box.width, LINE_PX },
			PAINT_COLOR(page->theme->border_weak));
}

static void draw_row(Scene *scene, const PageContext *page, const PageItem *item)
{
	const TextStyle style = { FONT_SANS, ROW_TEXT_PX, 500, false, BODY_LETTER_SPACING };
	bool is_collapsed = item->row->is_collapsed;
	double middle = item->box.y + (item->box.height - (is_collapsed ? LINE_PX : 0)) / 2;
	double x = item->box.x + ROW_INDENT_PX;
	double room = item->box.width - 2 * ROW_INDENT_PX - ROW_ICON_PX - ROW_GAP_PX;
	const char *title = row_title(page, item);
	g_autofree char *shown = text_ellipsize(page->text, &style, title, room);

	icon_layout(scene, is_collapsed ? "angle-right" : "angle-down",
		    (Rect){ x, middle - ROW_ICON_PX / 2, ROW_ICON_PX, ROW_ICON_PX },
		    page->theme->text_primary);
	x += ROW_ICON_PX + ROW_GAP_PX;
	scene_text(scene, &(SceneText){ .text = shown,
					.x = x,
					.baseline_y = middle - title_rise_px +
						      text_ascent_px(ROW_TEXT_PX),
					.style = style,
					.color = page->theme->text_primary,
					.whole = title });
	if (is_collapsed)
		draw_hidden(scene, page, item, x + text_width(page->text, &style, shown), middle);
}

void page_draw(Scene *scene, const PageContext *page, const PageLayout *layout)
{
	controls_layout(scene, page);
	for (size_t i = 0; i < layout->plan.n; i++) {
		const PageItem *item = &layout->plan.items[i];

		if (item->row && item->box.y < scene_height(scene))
			draw_row(scene, page, item);
	}
}
