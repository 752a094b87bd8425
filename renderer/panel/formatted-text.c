#include "renderer/panel/formatted-text.h"

#include <math.h>

static double suffix_size(double size_px)
{
	return size_px * (size_px >= 26 ? 0.6 : size_px >= 20 ? 0.8 : 0.9);
}

double line_baseline(double top, double line_height, double size_px)
{
	int ascent = text_ascent_px(size_px), descent = text_descent_px(size_px);

	return js_round(top + floor((line_height - ascent - descent) / 2) + ascent);
}

static TextStyle style_of(const FormattedText *text, double size_px)
{
	return (TextStyle){ FONT_SANS, size_px, text->weight, false, BODY_LETTER_SPACING };
}

static double part_width(TextContext *context, const FormattedText *text, const char *part,
			 double size_px)
{
	TextStyle style = style_of(text, size_px);

	return text_box_width(context, &style, part);
}

/* The value as it stands on a line, where blanks at the ends go. Prefix and number are one text:
 * they have one font, so that they are kerned. */
typedef struct {
	char number[sizeof(((FormattedValue *)0)->prefix) + sizeof(((FormattedValue *)0)->text)];
	char suffix[sizeof(((FormattedValue *)0)->suffix)];
} Line;

static Line line_of(const FormattedValue *value)
{
	Line line;

	g_strlcpy(line.number, value->prefix, sizeof(line.number));
	g_strlcat(line.number, value->text, sizeof(line.number));
	g_strlcpy(line.suffix, value->suffix, sizeof(line.suffix));
	g_strchug(line.number[0] ? line.number : line.suffix);
	g_strchomp(line.suffix[0] ? line.suffix : line.number);
	return line;
}

double formatted_text_width(TextContext *context, const FormattedText *text)
{
	Line line = line_of(text->value);

	return part_width(context, text, line.number, text->size_px) +
	       part_width(context, text, line.suffix, suffix_size(text->size_px));
}

void formatted_text_draw(Scene *scene, TextContext *context, const FormattedText *text, double x,
			 double baseline_y)
{
	Line line = line_of(text->value);
	const struct {
		const char *text;
		double size_px;
	} parts[] = {
		{ line.number, text->size_px },
		{ line.suffix, suffix_size(text->size_px) },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		scene_text(scene, &(SceneText){ .text = parts[i].text,
						.x = x,
						.baseline_y = baseline_y,
						.style = style_of(text, parts[i].size_px),
						.color = text->color });
		x += part_width(context, text, parts[i].text, parts[i].size_px);
	}
}
