/* The input is the HTML of a text panel. */
#include "renderer/html/html-sanitize.h"
#include "renderer/panel/rich-text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static TextContext *text;
	g_autoptr(Arena) arena = arena_new(1024 * 1024);
	g_autoptr(Scene) scene = scene_new(300, 200, 1);
	const char *html = arena_strndup(arena, size ? (const char *)data : "", size);

	if (!text)
		text = text_context_new();
	html = html_sanitize(arena, html);
	rich_text_layout(scene, text, rich_text_from_html(arena, theme_dark(), html, RICH_PANEL),
			 (Rect){ 8, 8, 284, 184 });
	return 0;
}
