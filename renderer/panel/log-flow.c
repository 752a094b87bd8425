#include "renderer/panel/log-flow.h"

#include "renderer/data/number.h"

#include <math.h>
#include <string.h>

/* Roboto Mono's glyph box, in em. */
#define ASCENT_EM 1.048
#define DESCENT_EM 0.271

TextStyle log_flow_style(const LogFlow *flow, int weight)
{
	return (TextStyle){ FONT_MONO, flow->font_px, weight, false, BODY_LETTER_SPACING };
}

LogFlow log_flow(const PanelContext *context, Scene *scene, Rect area, bool is_small, bool wraps)
{
	LogFlow flow = {
		.context = context,
		.scene = scene,
		.area = area,
		.font_px = is_small ? 12 : 14,
		.line_px = is_small ? 18 : 22,
		.wraps = wraps,
	};
	TextStyle style = log_flow_style(&flow, 400);

	flow.char_px = text_width(context->text, &style, "e");
	return flow;
}

static double ascent_px(const LogFlow *flow)
{
	return js_round(ASCENT_EM * flow->font_px);
}

static double glyph_box_px(const LogFlow *flow)
{
	return ascent_px(flow) + js_round(DESCENT_EM * flow->font_px);
}

/* The glyph box stands in the middle of its line. */
double log_flow_baseline(const LogFlow *flow, double top)
{
	return top + floor((flow->line_px - glyph_box_px(flow)) / 2) + ascent_px(flow);
}

static double char_width(const LogFlow *flow, const char *at)
{
	TextStyle style = log_flow_style(flow, 400);
	char text[8] = { 0 };

	if ((unsigned char)*at < 0x80)
		return flow->char_px;
	g_utf8_strncpy(text, at, 1);
	return text_width(flow->context->text, &style, text);
}

static void draw_background(const LogFlow *flow, const LogCursor *cursor, Color color, double width)
{
	double top = log_flow_baseline(flow, cursor->y) - ascent_px(flow);

	if (color.alpha > 0 && width > 0)
		scene_fill_rect(flow->scene, (Rect){ cursor->x, top, width, glyph_box_px(flow) },
				PAINT_COLOR(color));
}

static void draw_piece(const LogFlow *flow, const LogCursor *cursor, const char *text,
		       size_t length, const LogLook *look, double width)
{
	if (!flow->scene || cursor->y + flow->line_px < flow->area.y ||
	    cursor->y > rect_bottom(flow->area))
		return;
	draw_background(flow, cursor, look->background, width);
	if (strspn(text, " ") >= length)
		return;
	g_autofree char *piece = g_strndup(text, length);
	TextStyle style = log_flow_style(flow, look->weight);

	style.is_italic = look->is_italic;
	scene_text(flow->scene, &(SceneText){ .text = piece,
					      .x = cursor->x,
					      .baseline_y = log_flow_baseline(flow, cursor->y),
					      .style = style,
					      .color = look->color,
					      .is_underlined = look->is_underlined });
}

static void next_line(const LogFlow *flow, LogCursor *cursor)
{
	cursor->x = cursor->left;
	cursor->y += flow->line_px;
	cursor->n_lines++;
}

/* As much of the text as fits in the line; blanks at its end hang over. */
static size_t fitting(const LogFlow *flow, const LogCursor *cursor, const char *text, size_t length,
		      double *width)
{
	size_t n = 0;

	*width = 0;
	while (n < length && text[n] != '\n') {
		double next = char_width(flow, text + n);

		if (flow->wraps && text[n] != ' ' && cursor->x + *width + next > cursor->right)
			break;
		if (!flow->wraps && cursor->x + *width > cursor->right)
			break;
		*width += next;
		n += (size_t)(g_utf8_next_char(text + n) - (text + n));
	}
	return MIN(n, length);
}

void log_flow_span(const LogFlow *flow, LogCursor *cursor, const char *text, size_t length,
		   const LogLook *look)
{
	while (length > 0) {
		double width;
		size_t n = fitting(flow, cursor, text, length, &width);

		if (n > 0)
			draw_piece(flow, cursor, text, n, look, width);
		cursor->x += width;
		text += n;
		length -= n;
		if (length == 0 || !flow->wraps ||
		    (flow->scene && cursor->y > rect_bottom(flow->area)))
			return;
		if (*text == '\n') {
			text++;
			length--;
		} else if (n == 0 && cursor->x <= cursor->left) {
			return; // not even one character has room
		}
		next_line(flow, cursor);
	}
}

void log_flow_text(const LogFlow *flow, LogCursor *cursor, const char *text, const LogLook *look)
{
	log_flow_span(flow, cursor, text, strlen(text), look);
}
