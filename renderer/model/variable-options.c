#include "renderer/model/variable-options.h"

#include <string.h>

#include "renderer/data/regex.h"
#include "renderer/json.h"
#include "renderer/model/json-edit.h"

enum { MAX_OPTIONS = 50000 };

/* --- Collecting --- */

static GArray *options_new(void)
{
	return g_array_new(FALSE, FALSE, sizeof(VariableOption));
}

static void add_option(GArray *options, const char *text, const char *value)
{
	VariableOption option = { text, value };

	if (options->len < MAX_OPTIONS)
		g_array_append_val(options, option);
}

static VariableOptions take_options(Arena *arena, GArray *array)
{
	VariableOptions options = {
		.items = arena_new_array(arena, VariableOption, array->len + 1),
		.n = array->len,
	};

	if (array->len)
		memcpy(options.items, array->data, array->len * sizeof(VariableOption));
	g_array_unref(array);
	return options;
}

/* JavaScript's String(value) of a text or number; NULL for nothing. */
static const char *scalar_text(json_object *json)
{
	return json ? json_object_get_string(json) : NULL;
}

/* --- Custom --- */

/* The next part of a list at commas, with its escaped commas as commas; NULL at the end. */
static char *next_part(Arena *arena, const char **at)
{
	GString *part;

	while (**at == ',')
		(*at)++;
	if (!**at)
		return NULL;
	part = g_string_new(NULL);
	for (; **at && **at != ','; (*at)++) {
		if ((*at)[0] == '\\' && (*at)[1] == ',')
			(*at)++;
		g_string_append_c(part, **at);
	}
	return arena_take_string(arena, part);
}

static bool is_blank(char c)
{
	return g_ascii_isspace(c);
}

/* The last colon with blanks at both sides and something before and behind them. */
static char *find_separator(char *part)
{
	for (char *colon = strrchr(part, ':'); colon && colon > part + 1; colon--)
		if (*colon == ':' && is_blank(colon[-1]) && is_blank(colon[1]) && colon[2])
			return colon;
	return NULL;
}

static VariableOptions listed_options(Arena *arena, const char *query)
{
	GArray *options = options_new();
	char *part;

	while (options->len < MAX_OPTIONS && (part = next_part(arena, &query))) {
		char *colon = find_separator(part);

		if (colon)
			*colon = '\0';
		char *text = g_strstrip(part);

		add_option(options, text, colon ? g_strstrip(colon + 1) : text);
	}
	return take_options(arena, options);
}

static VariableOptions json_options(Arena *arena, const char *query)
{
	json_object *list = arena_take_json(arena, json_tokener_parse(query));
	GArray *options = options_new();

	for (size_t i = 0; i < json_length(list); i++) {
		const char *value = scalar_text(json_get(json_at(list, i), "value"));
		const char *text = scalar_text(json_get(json_at(list, i), "text"));

		if (value)
			add_option(options, text && *text ? text : value, value);
	}
	return take_options(arena, options);
}

VariableOptions variable_options_custom(Arena *arena, const char *query, bool is_json)
{
	return is_json ? json_options(arena, query) : listed_options(arena, query);
}

/* --- Data sources --- */

static int by_name(const void *a, const void *b, void *data)
{
	const DataSource *left = *(const DataSource *const *)a;
	const DataSource *right = *(const DataSource *const *)b;
	g_autofree char *left_key = g_utf8_strdown(left->name, -1);
	g_autofree char *right_key = g_utf8_strdown(right->name, -1);

	return strcmp(left_key, right_key);
}

static bool is_plugin(const DataSource *source, const char *plugin)
{
	json_object *aliases = json_get(source->json, "meta.aliasIDs");

	if (strcmp(source->type, plugin) == 0)
		return true;
	for (size_t i = 0; i < json_length(aliases); i++)
		if (g_strcmp0(scalar_text(json_at(aliases, i)), plugin) == 0)
			return true;
	return false;
}

static bool fits(const GRegex *regex, const char *pattern, const char *name)
{
	return !*pattern || (regex && regex_test(regex, name));
}

VariableOptions variable_options_of_sources(Arena *arena, const DataSource *sources, size_t n_sources,
				    const char *plugin, const char *pattern, bool has_default)
{
	g_autoptr(GPtrArray) sorted = g_ptr_array_new();
	GRegex *regex = *pattern ? regex_from_text(pattern, NULL) : NULL;
	GArray *options = options_new();

	for (size_t i = 0; i < n_sources; i++)
		if (is_plugin(&sources[i], plugin))
			g_ptr_array_add(sorted, (void *)&sources[i]);
	if (sorted->len)
		g_qsort_with_data(sorted->pdata, (int)sorted->len, sizeof(void *), by_name, NULL);
	for (guint i = 0; i < sorted->len; i++) {
		const DataSource *source = g_ptr_array_index(sorted, i);

		if (fits(regex, pattern, source->name))
			add_option(options, source->name, source->uid);
		if (has_default && source->is_default && fits(regex, pattern, "default"))
			add_option(options, "default", "default");
	}
	g_clear_pointer(&regex, g_regex_unref);
	return take_options(arena, options);
}

/* --- Saved --- */

VariableOptions variable_options_saved(Arena *arena, json_object *list)
{
	GArray *options = options_new();

	for (size_t i = 0; i < json_length(list); i++) {
		const char *value = scalar_text(json_get(json_at(list, i), "value"));
		const char *text = scalar_text(json_get(json_at(list, i), "text"));

		if (value && strcmp(value, "$__all") != 0)
			add_option(options, text ? text : value, value);
	}
	return take_options(arena, options);
}

/* --- Query --- */

/* What one answer's matches have in common. */
typedef struct {
	GPtrArray *first_groups; // of each match; NULL where the group took no part
	char *value, *text;	 // first named groups that are not empty
	size_t n;
} Matches;

static char *named_group(const GMatchInfo *match, const GRegex *regex, const char *name)
{
	char *text;

	if (g_regex_get_string_number(regex, name) < 0)
		return NULL;
	text = g_match_info_fetch_named(match, name);
	if (text && !*text)
		g_clear_pointer(&text, g_free);
	return text;
}

static Matches find_matches(const GRegex *regex, bool is_global, const char *text)
{
	Matches matches = { .first_groups = g_ptr_array_new_with_free_func(g_free) };
	g_autoptr(GMatchInfo) match = NULL;
	bool is_valid = g_utf8_validate(text, -1, NULL);

	for (bool found = is_valid && g_regex_match(regex, text, 0, &match);
	     found && matches.n < MAX_OPTIONS; found = is_global && g_match_info_next(match, NULL)) {
		g_ptr_array_add(matches.first_groups, g_match_info_fetch(match, 1));
		if (!matches.value)
			matches.value = named_group(match, regex, "value");
		if (!matches.text)
			matches.text = named_group(match, regex, "text");
		matches.n++;
	}
	return matches;
}

static void matches_clear(Matches *matches)
{
	g_ptr_array_unref(matches->first_groups);
	g_free(matches->value);
	g_free(matches->text);
}

/* Named groups go first, then group 1 of every match, then the answer as it is. */
static void add_matching(Arena *arena, GArray *options, const GRegex *regex,
			 const Matches *matches, const VariableOption *answer)
{
	if (matches->value || matches->text) {
		const char *value = arena_strdup(arena, matches->value ? matches->value
								       : matches->text);
		const char *text = arena_strdup(arena, matches->text ? matches->text
								     : matches->value);

		add_option(options, text, value);
		return;
	}
	if (g_regex_get_capture_count(regex) == 0) {
		add_option(options, answer->text, answer->value);
		return;
	}
	for (guint i = 0; i < matches->first_groups->len; i++) {
		const char *group = g_ptr_array_index(matches->first_groups, i);
		const char *copy = arena_strdup(arena, group ? group : "");

		add_option(options, copy, copy);
	}
}

static GArray *matching_options(Arena *arena, const QueryOptionRules *rules,
				const VariableOption *answer, size_t n_answer)
{
	GArray *options = options_new();
	bool has_pattern = *rules->pattern != '\0', is_global = false;
	GRegex *regex = has_pattern ? regex_from_text(rules->pattern, &is_global) : NULL;

	for (size_t i = 0; i < n_answer && options->len < MAX_OPTIONS; i++) {
		if (!has_pattern)
			add_option(options, arena_strdup(arena, answer[i].text),
				   arena_strdup(arena, answer[i].value));
		if (!regex)
			continue;
		VariableOption copy = { arena_strdup(arena, answer[i].text),
					arena_strdup(arena, answer[i].value) };
		Matches matches = find_matches(regex, is_global,
					       rules->matches_text ? copy.text : copy.value);

		if (matches.n)
			add_matching(arena, options, regex, &matches, &copy);
		matches_clear(&matches);
	}
	g_clear_pointer(&regex, g_regex_unref);
	return options;
}

/* Values that `seen` has are left out; those that are taken are put there. */
static GArray *unique_options(GArray *options, GHashTable *seen)
{
	GArray *unique = options_new();

	for (guint i = 0; i < options->len; i++) {
		VariableOption option = g_array_index(options, VariableOption, i);

		if (g_hash_table_add(seen, (char *)option.value))
			g_array_append_val(unique, option);
	}
	g_array_unref(options);
	return unique;
}

static void append_options(GArray *options, const VariableOptions *more)
{
	for (size_t i = 0; i < more->n; i++)
		add_option(options, more->items[i].text, more->items[i].value);
}

/* Fixed options stand before or behind the others, or are sorted in. */
static VariableOptions with_fixed(Arena *arena, const QueryOptionRules *rules,
				  const VariableOptions *fixed, const VariableOptions *found)
{
	const char *order = rules->fixed_order ? rules->fixed_order : "before";
	bool is_behind = strcmp(order, "after") == 0 || strcmp(order, "sorted") == 0;
	GArray *all = options_new();

	append_options(all, is_behind ? found : fixed);
	append_options(all, is_behind ? fixed : found);
	VariableOptions options = take_options(arena, all);

	if (strcmp(order, "sorted") == 0)
		variable_options_sort(&options, rules->sort);
	return options;
}

VariableOptions variable_options_of_query(Arena *arena, const QueryOptionRules *rules,
			      const VariableOption *answer, size_t n_answer)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	VariableOptions fixed = variable_options_saved(arena, rules->fixed);

	for (size_t i = 0; i < fixed.n; i++)
		g_hash_table_add(seen, (char *)fixed.items[i].value);
	VariableOptions found = take_options(
		arena, unique_options(matching_options(arena, rules, answer, n_answer), seen));

	variable_options_sort(&found, rules->sort);
	return fixed.n ? with_fixed(arena, rules, &fixed, &found) : found;
}
