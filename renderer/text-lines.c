#include "renderer/text-lines.h"

#include <string.h>

#include "renderer/line-break.h"

typedef struct {
	TextContext *context;
	const TextStyle *style;
	double width_px, space_px;
	size_t max_lines;
	GPtrArray *lines;
	GString *line;
	double line_px;
	bool has_space; // before the next word
} Breaking;

static bool is_full(const Breaking *breaking)
{
	return breaking->lines->len >= breaking->max_lines;
}

static void end_line(Breaking *breaking)
{
	if (!is_full(breaking))
		g_ptr_array_add(breaking->lines, g_strdup(breaking->line->str));
	g_string_truncate(breaking->line, 0);
	breaking->line_px = 0;
	breaking->has_space = false;
}

static void add_word(Breaking *breaking, const char *word, size_t length)
{
	g_autofree char *copy = g_strndup(word, length);
	double word_px = text_width(breaking->context, breaking->style, copy);
	double gap_px = breaking->has_space && breaking->line->len ? breaking->space_px : 0;

	if (breaking->line->len &&
	    breaking->line_px + gap_px + word_px > breaking->width_px) {
		end_line(breaking);
		gap_px = 0;
	}
	if (gap_px > 0)
		g_string_append_c(breaking->line, ' ');
	g_string_append(breaking->line, copy);
	breaking->line_px += gap_px + word_px;
	breaking->has_space = false;
}

static void break_text(Breaking *breaking, const char *text)
{
	LineBreaks breaks = line_breaks_find(text);

	while (*text && !is_full(breaking)) {
		size_t length = line_breaks_word(&breaks, text);

		if (*text == '\n') {
			end_line(breaking);
			text++;
		} else if (length == 0) {
			breaking->has_space = true;
			text++;
		} else {
			add_word(breaking, text, length);
			text += length;
		}
	}
	if (breaking->line->len || breaking->lines->len == 0)
		end_line(breaking);
	line_breaks_clear(&breaks);
}

/* As many bytes as `max_lines` could ever show. */
static char *bounded_copy(const char *text, double width_px, size_t max_lines)
{
	const size_t least = 4096, most = 1024 * 1024;
	size_t shown = (size_t)CLAMP(width_px, 1, 16384) * MIN(max_lines, 1024) * 4;
	size_t length = strnlen(text, CLAMP(shown, least, most));

	return g_utf8_make_valid(text, (gssize)length);
}

char **text_lines(TextContext *context, const TextStyle *style, const char *text, double width_px,
		  size_t max_lines)
{
	g_autofree char *valid = bounded_copy(text, width_px, max_lines);
	Breaking breaking = {
		.context = context,
		.style = style,
		.width_px = width_px,
		.space_px = text_width(context, style, " "),
		.max_lines = MAX(max_lines, 1),
		.lines = g_ptr_array_new(),
		.line = g_string_new(NULL),
	};

	break_text(&breaking, valid);
	g_string_free(breaking.line, TRUE);
	g_ptr_array_add(breaking.lines, NULL);
	return (char **)g_ptr_array_free(breaking.lines, FALSE);
}
