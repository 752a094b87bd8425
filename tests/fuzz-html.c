/* The input is the content of a text panel: HTML as it is, HTML let through, and Markdown. */
#include "renderer/html/html-sanitize.h"
#include "renderer/html/markdown.h"
#include "renderer/panel/rich-text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void lay_out(TextContext *text, Arena *arena, const char *html, RichPlace place)
{
	g_autoptr(Scene) scene = scene_new(300, 200, 1);

	rich_text_layout(scene, text, rich_text_from_html(arena, theme_dark(), html, place),
			 (Rect){ 8, 8, 284, 184 });
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static TextContext *text;
	g_autoptr(Arena) arena = arena_new(1024 * 1024);
	const char *html = arena_strndup(arena, size ? (const char *)data : "", size);

	if (!text)
		text = text_context_new();
	lay_out(text, arena, html, RICH_PANEL);
	lay_out(text, arena, html_sanitize(arena, html), RICH_PART);
	html = markdown_to_html(arena, html, MARKDOWN_MAX_BYTES);
	lay_out(text, arena, html_sanitize(arena, html), RICH_PANEL);
	return 0;
}
