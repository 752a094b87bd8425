#include "renderer/panel/log-ansi.h"

#include <stdlib.h>
#include <string.h>

#include <glib.h>

enum { ESCAPE = 0x1b, MAX_DIGITS = 4 };
enum { RESET = 0, BRIGHT = 1, DIM = 2, NORMAL = 22 };
enum { GROUP_STYLE = 0, GROUP_END = 2, STYLE_ITALIC = 3, STYLE_UNDERLINE = 4, STYLE_INVERSE = 7 };
enum { COLOR = 30, BACKGROUND = 40, LIGHT_COLOR = 90, LIGHT_BACKGROUND = 100, WHITE = 97 };

/* --- Codes in texts --- */

size_t ansi_color_length(const char *text)
{
	if (text[0] != ESCAPE || text[1] != '[')
		return 0;
	size_t length = 2 + strspn(text + 2, "0123456789;");

	return text[length] == 'm' ? length + 1 : 0;
}

bool ansi_has_codes(const char *text)
{
	for (const char *at = strchr(text, ESCAPE); at; at = strchr(at + 1, ESCAPE)) {
		size_t digits = at[1] == '[' ? strspn(at + 2, "0123456789") : 0;

		if ((digits == 1 || digits == 2) && at[2 + digits] == 'm')
			return true;
	}
	return false;
}

static size_t digits_of(const char *text)
{
	size_t n = 0;

	while (n < MAX_DIGITS && g_ascii_isdigit(text[n]))
		n++;
	return n;
}

static bool is_final(char c)
{
	return c && (g_ascii_isdigit(c) || (c >= 'A' && c <= 'P') ||
		     strchr("RZcfghijklmnqry=><", c) != NULL);
}

size_t ansi_code_length(const char *text)
{
	const char *at = text;

	if (at[0] == ESCAPE)
		at++;
	else if ((unsigned char)at[0] == 0xc2 && (unsigned char)at[1] == 0x9b)
		at += 2;
	else
		return 0;
	at += strspn(at, "[()#;?");
	size_t n = digits_of(at);

	at += n;
	while (n && *at == ';')
		at += 1 + digits_of(at + 1);
	return is_final(*at) ? (size_t)(at + 1 - text) : 0;
}

/* --- What they mean --- */

static void set_style(AnsiState *state, int style, bool is_set)
{
	if (style == STYLE_ITALIC)
		state->is_italic = is_set;
	else if (style == STYLE_UNDERLINE)
		state->is_underlined = is_set;
	else if (style == STYLE_INVERSE)
		state->is_inverse = is_set;
}

static void take_code(AnsiState *state, int code)
{
	if (code == RESET) {
		*state = (AnsiState){ 0 };
	} else if (code == BRIGHT || code == DIM || code == NORMAL) {
		state->brightness = code;
	} else if (code / 10 == GROUP_STYLE || code / 10 == GROUP_END) {
		set_style(state, code % 10, code / 10 == GROUP_STYLE);
	} else if (code / 10 == COLOR / 10 || code / 10 == LIGHT_COLOR / 10) {
		state->color = code;
	} else if (code / 10 == BACKGROUND / 10 || code / 10 == LIGHT_BACKGROUND / 10) {
		state->background = code;
	}
}

/* A number that is missing is 0; the letter ends the last one. */
static void take_codes(AnsiState *state, const char *text, size_t length)
{
	const char *end = text + length - 1;

	for (const char *at = text + 2; at <= end; at++) {
		size_t digits = strspn(at, "0123456789");

		take_code(state, digits > MAX_DIGITS ? G_MAXINT : atoi(at));
		at += digits;
	}
}

/* --- Colours --- */

static bool find_color(int code, Color *color)
{
	static const Color dark[] = {
		COLOR_RGB(0x000000), COLOR_RGB(0xcc0000), COLOR_RGB(0x00cc00), COLOR_RGB(0xcc6600),
		COLOR_RGB(0x0000ff), COLOR_RGB(0xcc00cc), COLOR_RGB(0x0099ff), COLOR_RGB(0xc8c8c8),
	};
	static const Color light[] = {
		COLOR_RGB(0x646464), COLOR_RGB(0xff3300), COLOR_RGB(0x33cc33), COLOR_RGB(0xff9933),
		COLOR_RGB(0x1a8cff), COLOR_RGB(0xff00ff), COLOR_RGB(0x00ccff), COLOR_RGB(0xffffff),
	};
	bool is_light = code >= LIGHT_COLOR;
	size_t index = (size_t)(code % 10);

	if (code == 0 || index >= G_N_ELEMENTS(dark))
		return false;
	*color = is_light ? light[index] : dark[index];
	return true;
}

static int brightened(int code, int brightness)
{
	return brightness == BRIGHT && code / 10 == COLOR / 10 ? LIGHT_COLOR + code % 10 : code;
}

static bool is_named(int code)
{
	Color unused;

	return find_color(code, &unused) || code == COLOR + 9 || code == BACKGROUND + 9;
}

/* Dimmed black is written as dimmed text without a colour is. */
static void set_front(const AnsiState *state, AnsiSpan *span)
{
	const double faint = 0.5;
	bool is_dim = state->brightness == DIM;
	int code = state->is_inverse ? (is_named(state->background) ? state->background : COLOR)
				     : brightened(state->color, state->brightness);

	span->has_color = find_color(code, &span->color);
	if (!state->is_inverse && is_dim && (!span->has_color || code == COLOR)) {
		span->is_faint = true;
		span->has_color = false;
		span->is_italic = span->is_underlined = false;
	} else if (!state->is_inverse && is_dim) {
		span->color.alpha = faint;
	}
}

static void set_back(const AnsiState *state, AnsiSpan *span)
{
	const double faint = 0.5;
	int code = state->is_inverse ? (is_named(state->color) ? state->color : WHITE)
				     : state->background;

	if (state->is_inverse)
		code = brightened(code, state->brightness);
	if (!find_color(code, &span->background))
		span->background = COLOR_TRANSPARENT;
	else if (state->is_inverse && state->brightness == DIM)
		span->background.alpha = faint;
}

static AnsiSpan look_of(const AnsiState *state)
{
	AnsiSpan span = {
		.is_bold = state->brightness == BRIGHT,
		.is_italic = state->is_italic,
		.is_underlined = state->is_underlined,
	};

	set_front(state, &span);
	set_back(state, &span);
	return span;
}

bool ansi_next(AnsiReader *reader, AnsiSpan *span)
{
	for (size_t length; (length = ansi_color_length(reader->at)) > 0; reader->at += length)
		take_codes(&reader->state, reader->at, length);
	*span = look_of(&reader->state);
	span->text = reader->at;
	while (*reader->at && ansi_color_length(reader->at) == 0)
		reader->at++;
	span->length = (size_t)(reader->at - span->text);
	return span->length > 0;
}
