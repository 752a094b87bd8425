#include "renderer/panel/log-highlight.h"

#include "renderer/data/regex.h"
#include "renderer/json.h"

#include <string.h>

enum { MAX_TOKENS = 2000, MAX_NAMES = 100, MAX_WORDS = 16 };

typedef struct {
	const char *pattern, *flags;
	LogTokenKind kind;
	bool skips_first; // the first group stands before the token
} Rule;

#define UUID \
	"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}"

static const Rule plain_rules[] = {
	{ UUID, "", LOG_TOKEN_VALUE, false },
	{ "(?:\\b|\")\\d+\\.?\\d*\\s*[kKmMGgtTPp]*[bB](?:\"|\\b)", "", LOG_TOKEN_VALUE, false },
	{ "\\b\\d+(?:\\.\\d+)?(?:ns|µs|ms|s|m|h|d)\\b", "", LOG_TOKEN_VALUE, false },
	{ "\\b(?:GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS|TRACE|CONNECT)\\b", "", LOG_TOKEN_METHOD,
	  false },
	{ "[\\w]+(?=\\s*=)", "", LOG_TOKEN_KEY, false },
	{ "\"(?!:)[^'\"]*\"(?!:)", "", LOG_TOKEN_PLAIN, false },
};

static const Rule json_rules[] = {
	{ "(^|[^\\\\])\"(?:\\\\.|[^\\\\\"\\r\\n])*\"(?=\\s*:)", "", LOG_TOKEN_JSON_KEY, true },
	{ "(^|[^\\\\])\"(?:\\\\.|[^\\\\\"\\r\\n])*\"(?!\\s*:)", "", LOG_TOKEN_PLAIN, true },
	{ "-?\\b\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?\\b", "i", LOG_TOKEN_VALUE, false },
};

struct LogHighlighter {
	Arena *arena;
	GRegex *plain[G_N_ELEMENTS(plain_rules)];
	GRegex *json[G_N_ELEMENTS(json_rules)];
	const Frame *frame; // whose names `labels` looks for
	size_t n_labels;
	GRegex *labels;
};

static void unref_regex(void *regex)
{
	g_regex_unref(regex);
}

static GRegex *compile(Arena *arena, const char *pattern, const char *flags)
{
	GRegex *regex = regex_new(pattern, strlen(pattern), flags);

	if (regex)
		arena_take(arena, regex, unref_regex);
	return regex;
}

LogHighlighter *log_highlighter_new(Arena *arena)
{
	LogHighlighter *highlighter = arena_new_one(arena, LogHighlighter);

	highlighter->arena = arena;
	for (size_t i = 0; i < G_N_ELEMENTS(plain_rules); i++)
		highlighter->plain[i] =
			compile(arena, plain_rules[i].pattern, plain_rules[i].flags);
	for (size_t i = 0; i < G_N_ELEMENTS(json_rules); i++)
		highlighter->json[i] = compile(arena, json_rules[i].pattern, json_rules[i].flags);
	return highlighter;
}

/* --- Applying one rule --- */

typedef struct {
	LogToken items[MAX_TOKENS];
	bool is_open[MAX_TOKENS]; // no rule has taken it
	size_t n;
} Pieces;

static void add(Pieces *pieces, const char *text, size_t length, LogTokenKind kind, bool is_open)
{
	if (length == 0 || pieces->n == MAX_TOKENS)
		return;
	pieces->items[pieces->n] = (LogToken){ text, length, kind };
	pieces->is_open[pieces->n++] = is_open;
}

/* The next place in `text` that fits; the rule sees nothing around the piece. */
static bool find(const GRegex *regex, bool skips_first, const char *text, size_t length,
		 size_t *start, size_t *end)
{
	g_autoptr(GMatchInfo) info = NULL;
	int from = 0, to = 0, skipped_from = 0, skipped_to = 0;

	if (!g_regex_match_full(regex, text, (gssize)length, 0, 0, &info, NULL) ||
	    !g_match_info_fetch_pos(info, 0, &from, &to) || to <= from)
		return false;
	if (skips_first && g_match_info_fetch_pos(info, 1, &skipped_from, &skipped_to))
		from = MAX(from, skipped_to);
	*start = (size_t)from;
	*end = (size_t)to;
	return to > from;
}

static void split(Pieces *to, const GRegex *regex, const Rule *rule, LogToken piece)
{
	const char *at = piece.text;
	size_t left = piece.length, start, end;

	while (to->n < MAX_TOKENS - 2 &&
	       find(regex, rule->skips_first, at, left, &start, &end)) {
		add(to, at, start, LOG_TOKEN_PLAIN, true);
		add(to, at + start, end - start, rule->kind, false);
		at += end;
		left -= end;
	}
	add(to, at, left, LOG_TOKEN_PLAIN, true);
}

static void apply(Pieces **pieces, Pieces **spare, const GRegex *regex, const Rule *rule)
{
	Pieces *from = *pieces, *to = *spare;

	if (!regex)
		return;
	to->n = 0;
	for (size_t i = 0; i < from->n; i++) {
		if (from->is_open[i])
			split(to, regex, rule, from->items[i]);
		else
			add(to, from->items[i].text, from->items[i].length, from->items[i].kind,
			    false);
	}
	*pieces = to;
	*spare = from;
}

/* --- Rules of a row --- */

static void add_name(GString *pattern, const char *name)
{
	g_string_append_printf(pattern, "%s%s", pattern->len ? "|" : "", name);
}

/* Names of labels and of fields, as they are: Grafana does not escape them either. */
static GRegex *label_regex(LogHighlighter *highlighter, const LogRow *row)
{
	const LogFields fields = log_fields(row->frame);
	g_autoptr(GString) names = g_string_new(NULL);

	if (highlighter->frame == row->frame && highlighter->n_labels == row->labels.n)
		return highlighter->labels;
	for (size_t i = 0; i < MIN(row->labels.n, MAX_NAMES); i++)
		add_name(names, row->labels.items[i].key);
	for (size_t i = 0; i < MIN(row->frame->n_fields, MAX_NAMES); i++) {
		const Field *field = &row->frame->fields[i];

		if (field != fields.time && field != fields.body && field != fields.labels &&
		    field != fields.id && field != fields.nanoseconds && field->name)
			add_name(names, field->name);
	}
	g_autofree char *pattern = g_strdup_printf("\\b(?:%s)[=:]\\b", names->str);

	highlighter->frame = row->frame;
	highlighter->n_labels = row->labels.n;
	highlighter->labels = compile(highlighter->arena, pattern, "");
	return highlighter->labels;
}

static json_object *search_words(const LogRow *row)
{
	json_object *words = json_get_array(row->frame->meta, "custom.searchWords");

	return words ? words : json_get_array(row->frame->meta, "searchWords");
}

static void apply_search(LogHighlighter *highlighter, const LogRow *row, Pieces **pieces,
			 Pieces **spare)
{
	static const Rule rule = { "", "", LOG_TOKEN_MATCH, false };
	json_object *words = search_words(row);
	size_t n = words ? MIN(json_object_array_length(words), MAX_WORDS) : 0;

	for (size_t i = 0; i < n; i++) {
		const char *word = json_object_get_string(json_object_array_get_idx(words, i));
		bool is_insensitive = word && g_str_has_prefix(word, "(?i)");

		if (word && *word)
			apply(pieces, spare,
			      compile(highlighter->arena,
				      is_insensitive ? word + strlen("(?i)") : word,
				      is_insensitive ? "i" : ""),
			      &rule);
	}
}

LogTokens log_tokens(LogHighlighter *highlighter, const LogRow *row, const char *text, bool is_json)
{
	static const Rule label_rule = { "", "", LOG_TOKEN_LABEL, false };
	g_autofree Pieces *first = g_new(Pieces, 1);
	g_autofree Pieces *second = g_new(Pieces, 1);
	Pieces *pieces = first, *spare = second;
	const Rule *rules = is_json ? json_rules : plain_rules;
	GRegex **regexes = is_json ? highlighter->json : highlighter->plain;
	size_t n = is_json ? G_N_ELEMENTS(json_rules) : G_N_ELEMENTS(plain_rules);

	pieces->n = 0;
	add(pieces, text, strlen(text), LOG_TOKEN_PLAIN, true);
	apply_search(highlighter, row, &pieces, &spare);
	apply(&pieces, &spare, label_regex(highlighter, row), &label_rule);
	for (size_t i = 0; i < n; i++)
		apply(&pieces, &spare, regexes[i], &rules[i]);
	LogTokens tokens = { arena_new_array(highlighter->arena, LogToken, pieces->n + 1),
			     pieces->n };

	memcpy(tokens.items, pieces->items, pieces->n * sizeof(LogToken));
	/* Where there were too many, the last one is all that is left. */
	if (tokens.n) {
		LogToken *last = &tokens.items[tokens.n - 1];

		last->length = strlen(last->text);
	}
	return tokens;
}
