#include "renderer/panel/line.h"

#include "renderer/panel/formatted-text.h"

#include <math.h>
#include <stdlib.h>

static TextStyle text_style(const LineLook *look)
{
	double spacing = look->has_own_spacing ? look->letter_spacing_px : BODY_LETTER_SPACING;

	return (TextStyle){ look->family, look->size_px, look->weight, false, spacing };
}

LineLook line_heading(const PanelContext *context, int level, double size_px)
{
	static const struct {
		double size_px, line_px, letter_spacing_px;
	} headings[] = { { 28, 32, -0.25 }, { 24, 28, 0 }, { 22, 24, 0 }, { 18, 22, 0.25 } };
	size_t index = (size_t)CLAMP(level, 1, (int)G_N_ELEMENTS(headings)) - 1;
	double factor = size_px > 0 ? size_px / headings[index].size_px : 1;

	return (LineLook){
		.size_px = headings[index].size_px * factor,
		.line_px = headings[index].line_px * factor,
		.weight = 400,
		.color = context->theme->text_primary,
		.has_own_spacing = true,
		.letter_spacing_px = headings[index].letter_spacing_px * factor,
	};
}

double line_ascent(const LineLook *look)
{
	return line_baseline(0, look->line_px, look->size_px);
}

double line_width(const PanelContext *context, const LineLook *look, const char *text)
{
	TextStyle style = text_style(look);

	return text_width(context->text, &style, text);
}

double line_draw(const PanelContext *context, Scene *scene, const LineLook *look, const char *text,
		 double x, double top)
{
	TextStyle style = text_style(look);
	g_autofree char *cut =
		look->most_px > 0 ? text_ellipsize(context->text, &style, text, look->most_px)
				  : g_strdup(text);

	scene_text(scene, &(SceneText){ .text = cut,
					.x = x,
					.baseline_y = line_baseline(top, look->line_px,
								    look->size_px),
					.style = style,
					.color = look->color,
					.is_underlined = look->is_underlined,
					.whole = text });
	return text_width(context->text, &style, cut);
}

/* --- Tags --- */

static const unsigned tag_colors[] = {
	0xd32d20, 0x1e72b8, 0xb240a2, 0x705da0, 0x466803, 0x497a3c, 0x3d71aa, 0xb15415,
	0x890f02, 0x6e6e6e, 0x0a437c, 0x6d1f62, 0x584477, 0x4c7a3f, 0x2f4f4f, 0xbf1b00,
	0x7662b1, 0x8a2eb8, 0x517a00, 0x000000, 0x3f6833, 0x2f575e, 0x99440a, 0xae561a,
	0x0e4ab4, 0x58140c, 0x052b51, 0x511749, 0x3f2b5b,
};

/* JavaScript's: only the shift is of 32 bits, the sum is a double. */
int tag_color_index(const char *name)
{
	enum { MAX_CHARS = 4096 };
	g_autofree char *valid = g_utf8_make_valid(name, -1);
	g_autofree char *lower = g_utf8_strdown(valid, -1);
	double hash = 5381;
	int n = 0;

	for (const char *at = lower; *at && n < MAX_CHARS; at = g_utf8_next_char(at), n++) {
		double low = fmod(hash, 4294967296.0);
		uint32_t bits = (uint32_t)(int64_t)low;

		hash = (double)(int32_t)(bits << 5) + hash + (double)g_utf8_get_char(at);
	}
	return (int)fabs(fmod(hash, G_N_ELEMENTS(tag_colors)));
}

static LineLook tag_look(void)
{
	const Color white = COLOR_RGB(0xf7f8fa);

	return (LineLook){ .size_px = 12, .line_px = 18, .weight = 500, .color = white };
}

enum { TAG_PAD_X = 6, TAG_PAD_Y = 3, TAG_RADIUS = 4 };

double tag_width(const PanelContext *context, const char *text)
{
	const LineLook look = tag_look();

	return line_width(context, &look, text) + 2 * TAG_PAD_X;
}

double tag_draw(const PanelContext *context, Scene *scene, const char *text, const char *name,
		Point at)
{
	const LineLook look = tag_look();
	double width = tag_width(context, text);
	Color color = COLOR_RGB(tag_colors[tag_color_index(name)]);

	scene_fill_round_rect(scene, (Rect){ at.x, at.y, width, TAG_PX }, TAG_RADIUS,
			      PAINT_COLOR(color));
	line_draw(context, scene, &look, text, at.x + TAG_PAD_X, at.y + TAG_PAD_Y);
	return width;
}
