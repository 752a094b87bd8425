#include "api/grafana/datasource/promql.h"

#include <ctype.h>
#include <string.h>

typedef struct {
	const char *label, *operator, *value;
} Matcher;

typedef struct {
	const char *at;
	GString *out;
	Matcher matcher;
} Writer;

static bool is_name_start(char c)
{
	return isalpha((unsigned char)c) || c == '_' || c == ':';
}

static bool is_name_part(char c)
{
	return is_name_start(c) || isdigit((unsigned char)c);
}

static size_t name_length(const char *text)
{
	size_t n = 0;

	while (is_name_part(text[n]))
		n++;
	return n;
}

/* A quoted string with its quotes; all that is left if it has no end. */
static size_t string_length(const char *text)
{
	char quote = *text;
	size_t n = 1;

	while (text[n] && text[n] != quote)
		n += text[n] == '\\' && quote != '`' && text[n + 1] ? 2 : 1;
	return text[n] ? n + 1 : n;
}

static bool is_quote(char c)
{
	return c == '"' || c == '\'' || c == '`';
}

/* From an opening bracket to behind its closing one; strings inside may hold brackets. */
static size_t bracket_length(const char *text, char close)
{
	size_t n = 1;

	while (text[n] && text[n] != close)
		n += is_quote(text[n]) ? string_length(text + n) : 1;
	return text[n] ? n + 1 : n;
}

static size_t blank_length(const char *text)
{
	return strspn(text, " \t\r\n");
}

static void copy(Writer *writer, size_t n)
{
	g_string_append_len(writer->out, writer->at, (gssize)n);
	writer->at += n;
}

/* --- Words --- */

static bool is_word(const char *text, size_t n, const char *const *words)
{
	for (; *words; words++)
		if (strlen(*words) == n && g_ascii_strncasecmp(text, *words, n) == 0)
			return true;
	return false;
}

/* Words with a list of labels behind them. */
static bool takes_labels(const char *text, size_t n)
{
	static const char *const words[] = { "by", "without", "on", "ignoring", "group_left",
					     "group_right", NULL };

	return is_word(text, n, words);
}

static bool is_operator(const char *text, size_t n)
{
	static const char *const words[] = { "and", "or", "unless", "atan2", "bool",
					     "offset", "inf", "nan", NULL };

	return is_word(text, n, words);
}

/* A function has its parenthesis behind it, an aggregation may have `by (…)` between. */
static bool is_call(const char *text, size_t n)
{
	const char *next = text + n + blank_length(text + n);

	return *next == '(' ||
	       (takes_labels(next, name_length(next)) && *next != 'o' && *next != 'i');
}

/* --- Selectors --- */

static void append_matcher(GString *out, bool *is_first, const char *label, size_t n_label,
			   const char *operator, size_t n_operator, const char *value,
			   size_t n_value)
{
	g_string_append(out, *is_first ? "" : ", ");
	g_string_append_len(out, label, (gssize)n_label);
	g_string_append_len(out, operator, (gssize)n_operator);
	g_string_append_c(out, '"');
	g_string_append_len(out, value, (gssize)n_value);
	g_string_append_c(out, '"');
	*is_first = false;
}

/* Rewrites the matchers between braces; what can't be read is copied as it stands. */
static bool write_matchers(Writer *writer, const char *text, const char *end, bool *is_first)
{
	const Matcher *added = &writer->matcher;
	bool is_there = false;

	while (text < end) {
		size_t skipped = strspn(text, " \t\r\n,");

		if (text + skipped >= end)
			break;
		text += skipped;
		size_t n_label = name_length(text);
		const char *operator = text + n_label + blank_length(text + n_label);
		size_t n_operator = strspn(operator, "=!~");
		const char *quoted =
			operator + n_operator + blank_length(operator + n_operator);

		if (!n_label || !n_operator || !is_quote(*quoted)) {
			g_string_append(writer->out, *is_first ? "" : ", ");
			g_string_append_len(writer->out, text, end - text);
			*is_first = false;
			break;
		}
		size_t n_value = string_length(quoted);
		bool is_same = n_label == strlen(added->label) &&
			       strncmp(text, added->label, n_label) == 0 && n_value >= 2 &&
			       n_value - 2 == strlen(added->value) &&
			       strncmp(quoted + 1, added->value, n_value - 2) == 0;

		is_there = is_there || is_same;
		append_matcher(writer->out, is_first, text, n_label,
			       is_same ? added->operator : operator,
			       is_same ? strlen(added->operator) : n_operator, quoted + 1,
			       n_value >= 2 ? n_value - 2 : 0);
		text = quoted + n_value;
	}
	return is_there;
}

/* At the braces of a selector, or where they would stand. */
static void write_braces(Writer *writer)
{
	const Matcher *added = &writer->matcher;
	size_t blank = blank_length(writer->at);
	bool is_first = true, is_there = false;

	g_string_append_c(writer->out, '{');
	if (writer->at[blank] == '{') {
		const char *text = writer->at + blank;
		size_t n = bracket_length(text, '}');

		is_there = write_matchers(writer, text + 1, text + n - (text[n - 1] == '}'),
					  &is_first);
		writer->at = text + n;
	}
	if (!is_there)
		append_matcher(writer->out, &is_first, added->label, strlen(added->label),
			       added->operator, strlen(added->operator), added->value,
			       strlen(added->value));
	g_string_append_c(writer->out, '}');
}

static void write_name(Writer *writer)
{
	size_t n = name_length(writer->at);

	if (takes_labels(writer->at, n)) {
		copy(writer, n + blank_length(writer->at + n));
		if (*writer->at == '(')
			copy(writer, bracket_length(writer->at, ')'));
		return;
	}
	bool is_selector = !is_operator(writer->at, n) && !is_call(writer->at, n);

	copy(writer, n);
	if (is_selector)
		write_braces(writer);
}

static size_t number_length(const char *text)
{
	size_t n = 0;

	while (is_name_part(text[n]) || text[n] == '.')
		n++;
	return n;
}

static void write_next(Writer *writer)
{
	char c = *writer->at;

	if (is_quote(c))
		copy(writer, string_length(writer->at));
	else if (c == '[')
		copy(writer, bracket_length(writer->at, ']'));
	else if (c == '#')
		copy(writer, strcspn(writer->at, "\n"));
	else if (c == '$')
		copy(writer, 1 + name_length(writer->at + 1));
	else if (c == '{')
		write_braces(writer);
	else if (isdigit((unsigned char)c))
		copy(writer, number_length(writer->at));
	else if (is_name_start(c))
		write_name(writer);
	else
		copy(writer, 1);
}

const char *promql_add_matcher(Arena *arena, const char *expression, const char *label,
			       const char *operator, const char *value)
{
	Writer writer = { .at = expression, .out = g_string_new(NULL),
			  .matcher = { label, operator, value } };

	while (*writer.at)
		write_next(&writer);
	return arena_take_string(arena, writer.out);
}
