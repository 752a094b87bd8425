#include "renderer/panel/message.h"
#include "renderer/panel/table/table-grid.h"
#include "renderer/panel/types.h"

#include <math.h>

/*
 * A panel of a plugin of others: how it draws is known to it alone, so its data are shown as a
 * table under a line that says so. The person on call sees the numbers, and why the picture looks
 * otherwise than in the browser.
 */

enum { FONT_PX = 14, LINE_PX = 28 };

/* The first frame with rows is shown; how many more there are is said. */
static Frame *shown_frame(const Frames *frames, size_t *n_others)
{
	Frame *shown = NULL;

	*n_others = 0;
	for (size_t i = 0; i < frames->n; i++) {
		if (frames->items[i]->n_rows == 0 || frames->items[i]->n_fields == 0)
			continue;
		if (!shown)
			shown = frames->items[i];
		else
			(*n_others)++;
	}
	return shown;
}

static const char *explanation(const PanelContext *context, const Frame *shown, size_t n_others)
{
	const char *type = context->panel->type;

	const char *start = arena_printf(context->arena,
					 "paneld does not know how the plugin \"%s\" draws", type);

	if (!shown)
		return arena_printf(context->arena, "%s, and there are no data.", start);
	if (n_others == 0)
		return arena_printf(context->arena, "%s. A table shows the data.", start);
	return arena_printf(context->arena, "%s. A table shows the first of %zu results.", start,
			    n_others + 1);
}

/* The options are another type's and say nothing about a table. */
static PanelContext without_options(const PanelContext *context)
{
	PanelContext plain = *context;

	plain.options = NULL;
	return plain;
}

static void draw_line(const PanelContext *context, Scene *scene, const char *text, Rect area)
{
	TextStyle style = { FONT_SANS, FONT_PX, 400, false, BODY_LETTER_SPACING };
	g_autofree char *line = text_ellipsize(context->text, &style, text, area.width);

	scene_text(scene, &(SceneText){ .text = line,
					.x = area.x,
					.baseline_y = area.y + 2 + text_ascent_px(FONT_PX),
					.style = style,
					.color = context->theme->text_secondary });
}

static bool unknown_layout(const PanelContext *context, Rect area, Scene *scene, GError **error)
{
	size_t n_others;
	Frame *shown = shown_frame(context->frames, &n_others);
	const char *text = explanation(context, shown, n_others);

	if (!shown) {
		message_layout(scene, context->text, context->theme, area, text);
		return true;
	}
	const PanelContext plain = without_options(context);
	Rect grid = { area.x, area.y + LINE_PX, area.width, fmax(0, area.height - LINE_PX) };

	draw_line(context, scene, text, area);
	table_grid_draw(&plain, scene, shown, grid);
	return true;
}

static double unknown_height(const PanelContext *context, double width_px, double most_px)
{
	size_t n_others;
	Frame *shown = shown_frame(context->frames, &n_others);
	const PanelContext plain = without_options(context);

	if (!shown)
		return 0;
	return fmin(most_px, LINE_PX + table_grid_height(&plain, shown, width_px, most_px));
}

const PanelType panel_unknown = {
	.id = "",
	.layout = unknown_layout,
	.full_height = unknown_height,
};
