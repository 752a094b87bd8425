#include "renderer/panel/rich-text.h"

#include <math.h>

#include "renderer/html/html-layout.h"
#include "renderer/html/html-paint.h"

struct RichText {
	Arena *arena;
	const HtmlNode *root;
	HtmlBox *box;
};

RichText *rich_text_from_html(Arena *arena, const Theme *theme, const char *html, RichPlace place)
{
	RichText *rich = arena_new_one(arena, RichText);
	HtmlSheet sheet = { arena, theme, place == RICH_PANEL };

	rich->arena = arena;
	rich->root = html_parse(arena, html);
	rich->box = html_box_build(&sheet, rich->root, place == RICH_PANEL);
	return rich;
}

const char *rich_text_plain(Arena *arena, const RichText *rich)
{
	g_autofree char *plain = text_collapse(html_plain_text(arena, rich->root));

	return arena_strdup(arena, plain);
}

double rich_text_layout(Scene *scene, TextContext *text, const RichText *rich, Rect area)
{
	HtmlLayout layout = { rich->arena, text, fmax(area.height, 0), HTML_MAX_WORK };

	html_layout_box(&layout, rich->box, area.width, -1,
			(HtmlRoom){ area.width, area.height });
	html_paint(scene, text, rich->box, (Point){ area.x, area.y }, area);
	return rich->box->frame.height;
}
