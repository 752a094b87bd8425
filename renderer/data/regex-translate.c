#include "renderer/data/regex-translate.h"

#include <string.h>

#define WORD "A-Za-z0-9_"
/* Without the two signs that are s and k once case does not count. */
#define NOT_WORD                                                \
	"\\x00-\\x2F\\x3A-\\x40\\x5B-\\x5E\\x60\\x7B-\\x{17E}" \
	"\\x{180}-\\x{2129}\\x{212B}-\\x{10FFFF}"
#define NOT_DIGIT "\\x00-\\x2F\\x3A-\\x{10FFFF}"
#define BOUNDARY "(?:(?<![" WORD "])(?=[" WORD "])|(?<=[" WORD "])(?![" WORD "]))"
#define NO_BOUNDARY "(?:(?<![" WORD "])(?![" WORD "])|(?<=[" WORD "])(?=[" WORD "]))"

/** A place in the pattern, which need not end in a zero. */
typedef struct {
	const char *at, *end;
	GString *out;
	int n_groups;	// that capture
	bool has_names; // of groups
	bool is_class;	// inside brackets
} Translation;

static char peek(const Translation *t, size_t ahead)
{
	return (size_t)(t->end - t->at) > ahead ? t->at[ahead] : '\0';
}

static void skip(Translation *t, size_t count)
{
	t->at += MIN(count, (size_t)(t->end - t->at));
}

static void copy(Translation *t, size_t count)
{
	count = MIN(count, (size_t)(t->end - t->at));
	g_string_append_len(t->out, t->at, (gssize)count);
	t->at += count;
}

/* --- Escapes --- */

/* The value of `count` hexadecimal digits, or -1. */
static int read_hex(const Translation *t, size_t ahead, size_t count)
{
	int value = 0;

	for (size_t i = 0; i < count; i++) {
		int digit = g_ascii_xdigit_value(peek(t, ahead + i));

		if (digit < 0)
			return -1;
		value = value * 16 + digit;
	}
	return value;
}

/* After `\x` or `\u`; a pair of surrogates is one character. */
static void put_code(Translation *t, size_t digits)
{
	int code = read_hex(t, 1, digits);

	if (code < 0) {
		copy(t, 1);
		return;
	}
	skip(t, 1 + digits);
	if (code >= 0xD800 && code < 0xDC00 && peek(t, 0) == '\\' && peek(t, 1) == 'u') {
		int low = read_hex(t, 2, 4);

		if (low >= 0xDC00 && low < 0xE000) {
			code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
			skip(t, 6);
		}
	}
	g_string_append_printf(t->out, "\\x{%X}", (unsigned)code);
}

/* A group that took no part is empty to a reference, where PCRE would not match. */
static void put_name(Translation *t)
{
	const char *end = memchr(t->at, '>', (size_t)(t->end - t->at));

	if (peek(t, 1) != '<' || !end) {
		copy(t, 1);
		return;
	}
	int length = (int)(end - t->at) - 2;

	g_string_append_printf(t->out, "(?(<%.*s>)\\k<%.*s>)", length, t->at + 2, length,
			       t->at + 2);
	skip(t, (size_t)length + 3);
}

/* A group's number; where there is no such group, an octal code or the digit itself. */
static void put_number(Translation *t)
{
	int number = 0, code = 0;
	size_t digits = 0, octals = 0;

	for (; digits < 4 && g_ascii_isdigit(peek(t, digits)); digits++)
		number = number * 10 + g_ascii_digit_value(peek(t, digits));
	if (!t->is_class && number > 0 && number <= t->n_groups) {
		skip(t, digits);
		g_string_append_printf(t->out, "(?(%d)\\g{%d})", number, number);
		return;
	}
	for (; octals < 3 && peek(t, octals) >= '0' && peek(t, octals) <= '7'; octals++) {
		if (code * 8 + peek(t, octals) - '0' > 0377)
			break;
		code = code * 8 + peek(t, octals) - '0';
	}
	if (octals == 0) {
		copy(t, 1);
		return;
	}
	skip(t, octals);
	g_string_append_printf(t->out, "\\x{%X}", (unsigned)code);
}

/* One of the escapes that stand for a set; NULL for any other. */
static const char *set_of(char letter)
{
	switch (letter) {
	case 'd':
		return "0-9";
	case 'D':
		return NOT_DIGIT;
	case 'w':
		return WORD;
	case 'W':
		return NOT_WORD;
	case 's':
		return "\\s";
	case 'S':
		return "\\S";
	default:
		return NULL;
	}
}

static void put_set(Translation *t)
{
	const char *set = set_of(peek(t, 0));

	skip(t, 1);
	g_string_append_printf(t->out, t->is_class ? "%s" : "[%s]", set);
}

/* Any other character stands for itself; letters must not be escaped then, signs may. */
static void put_itself(Translation *t)
{
	unsigned char character = (unsigned char)peek(t, 0);

	if (character < 0x80 && !g_ascii_isalnum((char)character))
		g_string_append_c(t->out, '\\');
	copy(t, 1);
}

static void replace_by(Translation *t, const char *text)
{
	skip(t, 1);
	g_string_append(t->out, text);
}

/* `at` is behind the backslash. */
static void put_escape(Translation *t)
{
	char letter = peek(t, 0);

	if (set_of(letter)) {
		put_set(t);
	} else if (letter == 'b') {
		replace_by(t, t->is_class ? "\\x08" : BOUNDARY);
	} else if (letter == 'B' && !t->is_class) {
		replace_by(t, NO_BOUNDARY);
	} else if (letter == 'v') {
		replace_by(t, "\\x0B");
	} else if (letter != '\0' && strchr("tnrf", letter)) {
		g_string_append_c(t->out, '\\');
		copy(t, 1);
	} else if (letter == 'c' && g_ascii_isalpha(peek(t, 1))) {
		g_string_append_c(t->out, '\\');
		copy(t, 2);
	} else if (letter == 'c') {
		replace_by(t, "\\\\c");
	} else if (letter == 'k' && t->has_names && !t->is_class) {
		put_name(t);
	} else if (letter == 'x' || letter == 'u') {
		put_code(t, letter == 'x' ? 2 : 4);
	} else if (g_ascii_isdigit(letter)) {
		put_number(t);
	} else {
		put_itself(t);
	}
}

/* --- Brackets --- */

/* A hyphen beside a set is itself, not a range. */
static void put_hyphen(Translation *t, bool is_after_set)
{
	if (is_after_set || (peek(t, 1) == '\\' && set_of(peek(t, 2))))
		g_string_append_c(t->out, '\\');
	copy(t, 1);
}

static bool put_class(Translation *t)
{
	bool is_set = false;

	copy(t, peek(t, 1) == '^' ? 2 : 1);
	t->is_class = true;
	while (t->at < t->end && peek(t, 0) != ']') {
		bool was_set = is_set;

		is_set = false;
		if (peek(t, 0) == '\\') {
			skip(t, 1);
			if (t->at == t->end)
				return false;
			is_set = set_of(peek(t, 0)) != NULL;
			put_escape(t);
		} else if (peek(t, 0) == '-') {
			put_hyphen(t, was_set);
		} else {
			if (peek(t, 0) == '[')
				g_string_append_c(t->out, '\\');
			copy(t, 1);
		}
	}
	t->is_class = false;
	if (t->at == t->end)
		return false;
	copy(t, 1);
	return true;
}

/* `[]` matches nothing, `[^]` anything. */
static bool put_brackets(Translation *t)
{
	if (peek(t, 1) == ']') {
		skip(t, 2);
		g_string_append(t->out, "(?!)");
		return true;
	}
	if (peek(t, 1) == '^' && peek(t, 2) == ']') {
		skip(t, 3);
		g_string_append(t->out, "[\\s\\S]");
		return true;
	}
	return put_class(t);
}

/* --- Groups and quantifiers --- */

/* `(?i-ms:`; returns its length, 0 where it is no such group. */
static size_t modifiers_length(const Translation *t)
{
	size_t length = 2;

	while (peek(t, length) && strchr("ims-", peek(t, length)))
		length++;
	return peek(t, length) == ':' ? length + 1 : 0;
}

static bool put_group(Translation *t)
{
	size_t length = 1;

	if (peek(t, 1) == '*')
		return false;
	if (peek(t, 1) == '?') {
		char kind = peek(t, 2);

		length = kind && strchr("<=!", kind) ? 3 : modifiers_length(t);
	}
	copy(t, length);
	return length > 0;
}

/* The length of `{2}`, `{2,}` or `{2,3}`; 0 where the brace is a brace. */
static size_t braces_length(const Translation *t)
{
	size_t length = 1, digits = 0;

	while (g_ascii_isdigit(peek(t, length)))
		length++, digits++;
	if (digits == 0)
		return 0;
	if (peek(t, length) == ',')
		length++;
	while (g_ascii_isdigit(peek(t, length)))
		length++;
	return peek(t, length) == '}' ? length + 1 : 0;
}

static size_t quantifier_length(const Translation *t)
{
	switch (peek(t, 0)) {
	case '*':
	case '+':
	case '?':
		return 1;
	case '{':
		return braces_length(t);
	default:
		return 0;
	}
}

/* A quantifier with its question mark; another one behind it has no meaning. */
static bool put_quantifier(Translation *t, size_t length)
{
	copy(t, length);
	if (peek(t, 0) == '?')
		copy(t, 1);
	return quantifier_length(t) == 0;
}

static bool put_next(Translation *t)
{
	size_t quantifier = quantifier_length(t);

	if (quantifier > 0)
		return put_quantifier(t, quantifier);
	switch (peek(t, 0)) {
	case '\\':
		skip(t, 1);
		if (t->at == t->end)
			return false;
		put_escape(t);
		return true;
	case '[':
		return put_brackets(t);
	case '(':
		return put_group(t);
	case '{':
	case '}':
		put_itself(t);
		return true;
	default:
		copy(t, 1);
		return true;
	}
}

/* Back references need the number of groups before the first is read. */
static void count_groups(Translation *t)
{
	bool is_class = false;

	for (const char *at = t->at; at < t->end; at++) {
		bool is_plain = at + 1 >= t->end || at[1] != '?';
		bool is_named = t->end - at > 3 && at[1] == '?' && at[2] == '<' && at[3] != '=' &&
				at[3] != '!';

		if (*at == '\\')
			at++;
		else if (*at == '[')
			is_class = true;
		else if (*at == ']')
			is_class = false;
		else if (*at == '(' && !is_class && (is_plain || is_named)) {
			t->n_groups++;
			t->has_names = t->has_names || is_named;
		}
	}
}

bool regex_translate(GString *out, const char *pattern, size_t length)
{
	Translation translation = { .at = pattern, .end = pattern + length, .out = out };

	count_groups(&translation);
	while (translation.at < translation.end)
		if (!put_next(&translation))
			return false;
	return true;
}
