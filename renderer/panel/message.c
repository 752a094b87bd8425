#include "renderer/panel/message.h"

#include "renderer/line-break.h"
#include "renderer/panel/icon.h"

#include <math.h>

enum { FONT_PX = 18, MAX_LINES = 100 };
#define LINE_HEIGHT 28.28

static TextStyle message_style(void)
{
	return (TextStyle){ FONT_SANS, FONT_PX, 400, false, BODY_LETTER_SPACING };
}

/* A word that alone is too wide is cut where it reaches the edge. */
static size_t fitting_bytes(TextContext *text, const TextStyle *style, const char *word,
			    double width_px)
{
	long low = 1, high = g_utf8_strlen(word, -1);

	while (low < high) {
		long middle = (low + high + 1) / 2;
		g_autofree char *part = g_utf8_substring(word, 0, middle);

		if (text_width(text, style, part) <= width_px)
			low = middle;
		else
			high = middle - 1;
	}
	return (size_t)(g_utf8_offset_to_pointer(word, low) - word);
}

typedef struct {
	TextContext *text;
	const TextStyle *style;
	double width_px;
	GPtrArray *lines;
	GString *line;
} Wrapping;

static void end_line(Wrapping *wrapping)
{
	if (wrapping->lines->len < MAX_LINES)
		g_ptr_array_add(wrapping->lines, g_strdup(wrapping->line->str));
	g_string_truncate(wrapping->line, 0);
}

/* What is too wide for a line of its own breaks anywhere. */
static void add_word(Wrapping *wrapping, const char *word, bool is_apart)
{
	g_autofree char *longer = g_strconcat(
		wrapping->line->str, is_apart && wrapping->line->len ? " " : "", word, NULL);

	if (text_width(wrapping->text, wrapping->style, longer) <= wrapping->width_px) {
		g_string_assign(wrapping->line, longer);
		return;
	}
	if (wrapping->line->len)
		end_line(wrapping);
	while (text_width(wrapping->text, wrapping->style, word) > wrapping->width_px &&
	       wrapping->lines->len < MAX_LINES) {
		size_t n = fitting_bytes(wrapping->text, wrapping->style, word,
					 wrapping->width_px);

		g_string_assign(wrapping->line, "");
		g_string_append_len(wrapping->line, word, (gssize)n);
		end_line(wrapping);
		word += n;
		if (!*word)
			return;
	}
	g_string_assign(wrapping->line, word);
}

char **text_wrap(TextContext *text, const TextStyle *style, const char *message, double width_px)
{
	g_autofree char *valid = g_utf8_make_valid(message, -1);
	LineBreaks breaks = line_breaks_find(valid);
	Wrapping wrapping = { text, style, fmax(1, width_px), g_ptr_array_new(), g_string_new("") };
	bool is_apart = false;

	for (const char *at = valid; *at && wrapping.lines->len < MAX_LINES;) {
		size_t n = line_breaks_word(&breaks, at);
		g_autofree char *word = g_strndup(at, n);

		if (n > 0)
			add_word(&wrapping, word, is_apart);
		is_apart = n == 0;
		at += MAX(n, 1);
	}
	if (wrapping.line->len)
		end_line(&wrapping);
	line_breaks_clear(&breaks);
	g_string_free(wrapping.line, TRUE);
	g_ptr_array_add(wrapping.lines, NULL);
	return (char **)g_ptr_array_free(wrapping.lines, FALSE);
}

/* The last line that there is room for ends in an ellipsis if more follow. */
static char *notice_line(TextContext *text, const TextStyle *style, char **lines, size_t index,
			 bool is_last, double width_px)
{
	g_autofree char *rest = is_last ? g_strjoinv(" ", lines + index) : g_strdup(lines[index]);

	return text_ellipsize(text, style, rest, width_px);
}

Rect notice_layout(Scene *scene, TextContext *text, const Theme *theme, Rect area,
		   const char *notice)
{
	enum { SIZE_PX = 12, LINE_PX = 16, SIDE_PX = 8, NOTICE_ICON_PX = 14, MAX_NOTICE_LINES = 3 };
	const TextStyle style = { FONT_SANS, SIZE_PX, 400, false, BODY_LETTER_SPACING };
	double text_x = area.x + SIDE_PX + NOTICE_ICON_PX + SIDE_PX;
	double width = fmax(1, area.x + area.width - SIDE_PX - text_x);
	g_auto(GStrv) lines = text_wrap(text, &style, notice, width);
	size_t room = (size_t)(fmax(0, area.height) / 3 / LINE_PX);
	size_t n = MIN(MIN(g_strv_length(lines), MAX_NOTICE_LINES), room);
	double height = n ? (double)n * LINE_PX + SIDE_PX : 0;
	double top = area.y + area.height - (double)n * LINE_PX - SIDE_PX / 2;

	if (n)
		icon_layout(scene, "exclamation-triangle",
			    (Rect){ area.x + SIDE_PX, top + 1, NOTICE_ICON_PX, NOTICE_ICON_PX },
			    theme->error_text);
	for (size_t i = 0; i < n; i++) {
		g_autofree char *line = notice_line(text, &style, lines, i, i == n - 1, width);

		scene_text(scene, &(SceneText){
					  .text = line,
					  .x = text_x,
					  .baseline_y = top + (double)i * LINE_PX + SIZE_PX,
					  .style = style,
					  .color = theme->text_primary,
				  });
	}
	area.height -= height;
	return area;
}

static void draw_lines(Scene *scene, const Theme *theme, Rect area, char **lines)
{
	double top = area.y + (area.height - g_strv_length(lines) * LINE_HEIGHT) / 2;
	int glyph_box = text_ascent_px(FONT_PX) + text_descent_px(FONT_PX);

	for (size_t i = 0; lines[i]; i++) {
		double line_top = top + (double)i * LINE_HEIGHT;

		scene_text(scene, &(SceneText){
					  .text = lines[i],
					  .x = area.x + area.width / 2,
					  .baseline_y = line_top +
							floor((LINE_HEIGHT - glyph_box) / 2) +
							text_ascent_px(FONT_PX),
					  .align = ALIGN_CENTER,
					  .style = message_style(),
					  .color = theme->text_secondary,
				  });
	}
}

void message_layout(Scene *scene, TextContext *text, const Theme *theme, Rect area,
		    const char *message)
{
	TextStyle style = message_style();
	g_auto(GStrv) lines = text_wrap(text, &style, message, area.width - 16);

	draw_lines(scene, theme, area, lines);
}

void message_paragraph_layout(Scene *scene, TextContext *text, const Theme *theme, Rect area,
			      const char *message)
{
	enum { MARGIN_BELOW = 16 };
	TextStyle style = message_style();
	g_auto(GStrv) parts = g_strsplit(message, "\n", MAX_LINES);
	g_autoptr(GStrvBuilder) builder = g_strv_builder_new();

	for (size_t i = 0; parts[i]; i++) {
		g_auto(GStrv) lines = text_wrap(text, &style, parts[i], area.width - 16);

		g_strv_builder_addv(builder, (const char **)lines);
	}
	g_auto(GStrv) all = g_strv_builder_end(builder);

	area.height -= MARGIN_BELOW;
	draw_lines(scene, theme, area, all);
}
