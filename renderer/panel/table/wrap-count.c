#include "renderer/panel/table/wrap-count.h"

#include <math.h>
#include <string.h>

enum { N_ASCII = 128, N_CAPITALS = 26, MAX_LINE_CHARS = 16384 };

struct WrapCount {
	TextContext *text;
	TextStyle style;
	double single[N_ASCII];		    // NAN: not yet measured
	double before[N_CAPITALS][N_ASCII]; // of a capital in front of a letter
};

WrapCount *wrap_count_new(Arena *arena, TextContext *text, TextStyle style)
{
	WrapCount *counter = arena_new_one(arena, WrapCount);

	counter->text = text;
	counter->style = style;
	for (size_t i = 0; i < N_ASCII; i++)
		counter->single[i] = NAN;
	for (size_t i = 0; i < N_CAPITALS; i++)
		memcpy(counter->before[i], counter->single, sizeof(counter->single));
	return counter;
}

/* --- Widths --- */

static double measure(const WrapCount *counter, gunichar c)
{
	char text[8];

	text[g_unichar_to_utf8(c, text)] = '\0';
	return text_width(counter->text, &counter->style, text);
}

static double width_of(WrapCount *counter, gunichar c)
{
	if (c >= N_ASCII)
		return measure(counter, c);
	if (isnan(counter->single[c]))
		counter->single[c] = measure(counter, c);
	return counter->single[c];
}

/* What a capital takes where `next` comes after it. */
static double capital_width(WrapCount *counter, gunichar c, gunichar next)
{
	double *width = &counter->before[c - 'A'][next];
	const char pair[] = { (char)c, (char)next, '\0' };

	if (isnan(*width))
		*width = text_width(counter->text, &counter->style, pair) -
			 width_of(counter, next);
	return *width;
}

static double advance(WrapCount *counter, gunichar c, gunichar next)
{
	bool is_capital = c >= 'A' && c <= 'Z';

	return is_capital && next >= ' ' && next < N_ASCII - 1 ? capital_width(counter, c, next)
							       : width_of(counter, c);
}

/* --- Lines --- */

/* The line at work: places are numbers of letters. */
typedef struct {
	size_t start;
	size_t end; // where it ends if what follows does not fit; `start`: nowhere yet
	double width;
	size_t next_start; // of the next one, if this one ends there
	double next_width;
	bool is_in_space;
} Line;

static void begin_line(Line *line, size_t at)
{
	*line = (Line){ .start = at, .end = at, .is_in_space = line->is_in_space };
}

static void add_space(Line *line, size_t at, gunichar next, double width)
{
	if (next != ' ') {
		line->next_start = at + 1;
		line->next_width = 0;
	}
	if (!line->is_in_space && line->width > 0) {
		line->width += width;
		line->end = at;
	}
	line->is_in_space = true;
}

static void add_letter(Line *line, size_t at, gunichar c, gunichar next, double width)
{
	if (c == '-' && next != '-') {
		line->next_start = line->end = at + 1;
		line->next_width = 0;
	}
	line->width += width;
	line->next_width += width;
}

/* Whether the letter went to a line of its own. */
static bool wraps(Line *line, double width, double room)
{
	if (line->end <= line->start || line->width + width <= room)
		return false;
	*line = (Line){ .start = line->next_start,
			.end = line->next_start,
			.width = line->next_width + width };
	return true;
}

static const char *last_letter(const char *text)
{
	size_t length = strlen(text);

	while (length > 0 && text[length - 1] == ' ')
		length--;
	return text + length;
}

static size_t count_lines(WrapCount *counter, const char *text, double room, size_t max_lines)
{
	const char *from = text + strspn(text, " "), *to = last_letter(text);
	Line line = { .start = 0 };
	size_t n = 1, at = 0;

	for (const char *c = from; c < to && n < max_lines; c = g_utf8_next_char(c), at++) {
		gunichar letter = g_utf8_get_char(c), next = g_utf8_get_char(g_utf8_next_char(c));
		double width = letter == '\n' ? 0 : advance(counter, letter, next);

		if (letter == ' ') {
			add_space(&line, at, next, width);
		} else if (letter == '\n') {
			begin_line(&line, at + 1);
			n++;
		} else {
			if (wraps(&line, width, room))
				n++;
			else
				add_letter(&line, at, letter, next, width);
			line.is_in_space = false;
		}
	}
	return n;
}

size_t wrap_count(WrapCount *counter, const char *text, double width_px, size_t max_lines)
{
	size_t most = MIN(max_lines, 1024) * MAX_LINE_CHARS;

	if (!text[strcspn(text, " \t\r\n-")])
		return 1;
	g_autofree char *valid = g_utf8_make_valid(text, (gssize)strnlen(text, most));

	return count_lines(counter, valid, width_px, max_lines);
}
