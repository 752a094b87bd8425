#include "renderer/html/html-sanitize.h"
#include "renderer/html/markdown.h"
#include "renderer/json.h"
#include "renderer/panel/code-view.h"
#include "renderer/panel/panel.h"
#include "renderer/panel/rich-text.h"
#include "renderer/panel/types.h"

#include <string.h>

/* Old panels have content and mode beside their options. */
static const char *panel_setting(const PanelContext *context, const char *key,
				 const char *fallback)
{
	return json_get_text(context->options, key,
			     json_get_text(context->panel->json, key, fallback));
}

/* How variables are written: by the language of code, whether or not it is shown as code. */
static const char *variable_format(const PanelContext *context)
{
	const char *language = json_get_text(context->options, "code.language", "");

	return strcmp(language, "json") == 0 ? "json" : "html";
}

static bool text_layout_panel(const PanelContext *context, Rect area, Scene *scene, GError **error)
{
	const char *mode = panel_setting(context, "mode", "markdown");
	const char *content = panel_setting(context, "content", "");
	const char *text = interpolate(context->arena, context->interpolator, content,
				       variable_format(context));
	const char *html = text;
	const RichText *rich;

	if (strcmp(mode, "code") == 0) {
		code_view_layout(context, text,
				 json_get_text(context->options, "code.language", "plaintext"),
				 json_get_bool(context->options, "code.showLineNumbers", false), area,
				 scene);
		return true;
	}
	if (strcmp(mode, "html") != 0)
		html = markdown_to_html(context->arena, text, MARKDOWN_MAX_BYTES);
	if (!context->disables_sanitize_html)
		html = html_sanitize(context->arena, html);
	rich = rich_text_from_html(context->arena, context->theme, html, RICH_PANEL);
	scene_push_clip_rect(scene, area);
	rich_text_layout(scene, context->text, rich, area);
	scene_pop_clip(scene);
	return true;
}

const PanelType panel_text = {
	.id = "text",
	.layout = text_layout_panel,
};
