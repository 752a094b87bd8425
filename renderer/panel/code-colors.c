#include "renderer/panel/code-colors.h"

#include <stdint.h>
#include <string.h>

#include <glib.h>

/* The kinds of tokens that have a colour of their own. */
typedef enum { PLAIN, COMMENT, STRING, KEY, NUMBER, KEYWORD, CONSTANT, DELIMITER, N_TOKENS } Token;

typedef struct CodeLanguage {
	const char *name;
	const char *line_comment, *comment_start, *comment_end; // or NULL
	const char *quotes;
	const char *keywords; // between blanks; in upper case where case does not matter
	bool ignores_case, has_keys, has_plain_strings;
	uint32_t dark[N_TOKENS], light[N_TOKENS];
} CodeLanguage;

#define DARK_TEXT 0xd4d4d4
#define LIGHT_TEXT 0x000000

/*
 * Source: the editor's themes "vs" and "vs-dark" and its languages (monaco-editor 0.34).
 * In the order of the tokens: plain, comment, string, key, number, keyword, constant, delimiter.
 */
static const CodeLanguage languages[] = {
	{
		.name = "json",
		.line_comment = "//",
		.comment_start = "/*",
		.comment_end = "*/",
		.quotes = "\"",
		.keywords = " ",
		.has_keys = true,
		.dark = { DARK_TEXT, 0x608b4e, 0xce9178, 0x9cdcfe, 0xb5cea8, 0x569cd6, 0xce9178,
			  0xdcdcdc },
		.light = { LIGHT_TEXT, 0x008000, 0x0451a5, 0xa31515, 0x098658, 0x0000ff, 0x0451a5,
			   0x000000 },
	},
	{
		.name = "yaml",
		.line_comment = "#",
		.quotes = "\"'",
		.keywords = " ",
		.has_keys = true,
		.has_plain_strings = true,
		.dark = { 0xce9178, 0x608b4e, 0xce9178, 0x3dc9b0, 0xb5cea8, 0x569cd6, 0x569cd6,
			  0xd4d4d4 },
		.light = { 0x0451a5, 0x008000, 0x0451a5, 0x008080, 0x098658, 0x0000ff, 0x0000ff,
			   0x000000 },
	},
	{
		.name = "sql",
		.line_comment = "--",
		.comment_start = "/*",
		.comment_end = "*/",
		.quotes = "'",
		.keywords = " ALL ALTER AND AS ASC BETWEEN BY CASE CREATE CROSS DELETE DESC "
			    "DISTINCT DROP ELSE END EXISTS FROM FULL GROUP HAVING IN INNER INSERT INTO "
			    "IS JOIN LEFT LIKE LIMIT NOT NULL OFFSET ON OR ORDER OUTER OVER PARTITION "
			    "RIGHT SELECT SET TABLE THEN UNION UPDATE VALUES VIEW WHEN WHERE WITH ",
		.ignores_case = true,
		.dark = { DARK_TEXT, 0x608b4e, 0xff0000, DARK_TEXT, 0xb5cea8, 0x569cd6, 0x569cd6,
			  0xdcdcdc },
		.light = { LIGHT_TEXT, 0x008000, 0xff0000, LIGHT_TEXT, 0x098658, 0x0000ff, 0x0000ff,
			   0x000000 },
	},
	{
		.name = "go",
		.line_comment = "//",
		.comment_start = "/*",
		.comment_end = "*/",
		.quotes = "\"'`",
		.keywords = " bool break byte case chan const continue default defer else "
			    "error fallthrough false float32 float64 for func go goto if import int "
			    "int32 int64 interface iota map nil package range return rune select "
			    "string struct switch true type uint uint32 uint64 uint8 var ",
		.dark = { DARK_TEXT, 0x608b4e, 0xce9178, DARK_TEXT, 0xb5cea8, 0x569cd6, 0x569cd6,
			  0xdcdcdc },
		.light = { LIGHT_TEXT, 0x008000, 0xa31515, LIGHT_TEXT, 0x098658, 0x0000ff, 0x0000ff,
			   0x000000 },
	},
	{
		.name = "typescript",
		.line_comment = "//",
		.comment_start = "/*",
		.comment_end = "*/",
		.quotes = "\"'`",
		.keywords = " abstract any as async await boolean break case catch class const "
			    "continue declare default delete do else enum export extends false "
			    "finally for from function get if implements import in instanceof "
			    "interface is keyof let namespace new null number of private protected "
			    "public readonly return set static string super switch this throw true try "
			    "type typeof undefined unknown var void while yield ",
		.dark = { DARK_TEXT, 0x608b4e, 0xce9178, DARK_TEXT, 0xb5cea8, 0x569cd6, 0x569cd6,
			  0xdcdcdc },
		.light = { LIGHT_TEXT, 0x008000, 0xa31515, LIGHT_TEXT, 0x098658, 0x0000ff, 0x0000ff,
			   0x000000 },
	},
};

CodeColors code_colors_begin(const char *language, const Theme *theme)
{
	CodeColors colors = { .is_dark = theme->is_dark };

	for (size_t i = 0; i < G_N_ELEMENTS(languages); i++) {
		if (strcmp(languages[i].name, language) == 0)
			colors.language = &languages[i];
	}
	return colors;
}

/* --- Lengths of tokens --- */

static bool begins(const char *at, const char *prefix)
{
	return prefix && g_str_has_prefix(at, prefix);
}

static size_t quoted_length(const char *at)
{
	const char *end = at + 1;

	while (*end && *end != *at)
		end += end[0] == '\\' && end[1] ? 2 : 1;
	return (size_t)(end - at) + (*end != '\0');
}

static bool is_word_char(char c)
{
	return g_ascii_isalnum(c) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

static size_t word_length(const char *at)
{
	size_t n = 0;

	while (is_word_char(at[n]) || (n > 0 && at[n] == '.' && g_ascii_isdigit(at[0])))
		n++;
	return n;
}

/* What stands before a colon is a key. */
static bool is_before_colon(const char *at)
{
	at += strspn(at, " \t");
	return *at == ':';
}

/* Up to the next comment, bracket or end: of YAML's texts without quotes. */
static size_t plain_string_length(const char *at)
{
	size_t n = 0;

	while (at[n] && !strchr(",[]{}", at[n]) && !(at[n] == ':' && strchr(" \t", at[n + 1])) &&
	       !(at[n] == '#' && n > 0 && at[n - 1] == ' '))
		n++;
	return n;
}

static bool is_keyword(const CodeLanguage *language, const char *word, size_t n)
{
	g_autofree char *text = language->ignores_case ? g_ascii_strup(word, (gssize)n)
						       : g_strndup(word, n);
	g_autofree char *key = g_strconcat(" ", text, " ", NULL);

	return strstr(language->keywords, key) != NULL;
}

static Token token_of_word(const CodeLanguage *language, const char *word, size_t n)
{
	static const char *const constants[] = { "true", "false", "null" };

	if (g_ascii_isdigit(*word))
		return NUMBER;
	for (size_t i = 0; i < G_N_ELEMENTS(constants) && language->has_keys; i++) {
		if (strlen(constants[i]) == n && strncmp(constants[i], word, n) == 0)
			return CONSTANT;
	}
	return is_keyword(language, word, n) ? KEYWORD : PLAIN;
}

/* --- Tokens --- */

static size_t comment_length(CodeColors *colors, const char *at, size_t opened)
{
	const char *end = strstr(at + opened, colors->language->comment_end);

	colors->is_in_comment = !end;
	return end ? (size_t)(end - at) + strlen(colors->language->comment_end) : strlen(at);
}

static size_t plain_string(const CodeLanguage *language, const char *at, Token *token)
{
	size_t n = plain_string_length(at), word = word_length(at);

	*token = at[n] == ':'	      ? KEY
		 : word && word == n ? token_of_word(language, at, n)
				      : STRING;
	return n;
}

static size_t next_token(CodeColors *colors, const char *at, Token *token)
{
	const CodeLanguage *language = colors->language;
	size_t n;

	if (colors->is_in_comment || begins(at, language->comment_start)) {
		*token = COMMENT;
		return comment_length(colors, at, colors->is_in_comment ? 0 : 2);
	}
	if (begins(at, language->line_comment)) {
		*token = COMMENT;
		return strlen(at);
	}
	if (strchr(language->quotes, *at)) {
		n = quoted_length(at);
		*token = language->has_keys && is_before_colon(at + n) ? KEY : STRING;
		return n;
	}
	if (language->has_plain_strings && is_word_char(*at))
		return plain_string(language, at, token);
	n = word_length(at);
	*token = n ? token_of_word(language, at, n) : g_ascii_ispunct(*at) ? DELIMITER : PLAIN;
	return MAX(n, 1);
}

size_t code_colors_next(CodeColors *colors, const char *at, Color *color)
{
	Token token = PLAIN, next;
	size_t n = 0;

	if (!colors->language) {
		*color = COLOR_RGB(colors->is_dark ? DARK_TEXT : LIGHT_TEXT);
		return strlen(at);
	}
	/* Blanks belong to what stands before, or at the line's start to nothing. */
	n = strspn(at, " \t");
	if (n == 0)
		n = next_token(colors, at, &token);
	while (at[n]) {
		CodeColors ahead = *colors;
		size_t more = strspn(at + n, " \t");

		if (more == 0) {
			more = next_token(&ahead, at + n, &next);
			if (next != token)
				break;
		}
		*colors = ahead;
		n += more;
	}
	*color = COLOR_RGB((colors->is_dark ? colors->language->dark
					    : colors->language->light)[token]);
	return n;
}
