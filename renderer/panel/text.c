#include "renderer/json.h"
#include "renderer/panel/panel.h"
#include "renderer/panel/rich-text.h"
#include "renderer/panel/types.h"

#include <stdlib.h>
#include <string.h>

#include <cmark.h>

/* Old panels have content and mode beside their options. */
static const char *panel_setting(const PanelContext *context, const char *key,
				 const char *fallback)
{
	return json_get_text(context->options, key,
			     json_get_text(context->panel->json, key, fallback));
}

static const char *markdown_to_html(Arena *arena, const char *markdown)
{
	enum { MAX_BYTES = 1024 * 1024 };
	char *html = cmark_markdown_to_html(markdown, strnlen(markdown, MAX_BYTES),
					    CMARK_OPT_UNSAFE | CMARK_OPT_VALIDATE_UTF8);
	const char *copy = arena_strdup(arena, html);

	free(html);
	return copy;
}

static const char *code_to_html(Arena *arena, const char *code)
{
	g_autofree char *escaped = g_markup_escape_text(code, -1);

	return arena_printf(arena, "<pre>%s</pre>", escaped);
}

static bool text_layout_panel(const PanelContext *context, Rect area, Scene *scene, GError **error)
{
	const char *mode = panel_setting(context, "mode", "markdown");
	const char *content = panel_setting(context, "content", "");
	bool is_code = strcmp(mode, "code") == 0;
	const char *text = interpolate(context->arena, context->interpolator, content,
				       is_code ? NULL : "html");
	const char *html = text;

	if (is_code)
		html = code_to_html(context->arena, text);
	else if (strcmp(mode, "html") != 0)
		html = markdown_to_html(context->arena, text);
	scene_push_clip_rect(scene, area);
	rich_text_layout(scene, context->text, context->theme,
			 rich_text_from_html(context->arena, context->theme, html), area);
	scene_pop_clip(scene);
	return true;
}

const PanelType panel_text = {
	.id = "text",
	.skips_data_query = true,
	.layout = text_layout_panel,
};
