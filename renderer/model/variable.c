#include "renderer/model/variable.h"

#include "renderer/data/matcher.h"
#include "renderer/data/number.h"
#include "renderer/json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_VARIABLES = 500, MAX_OPTIONS = 10000, MAX_CURRENT = 10000 };

#define ALL_VALUE "$__all"
#define AUTO_VALUE "$__auto"

typedef struct {
	Arena *arena;
	const Dashboard *dashboard;
	const VariableInput *input;
	Variables *variables;
} Resolution;

/** Options of one variable, as texts and values. */
typedef struct {
	VariableOption *items;
	size_t n;
} Options;

static json_object *variable_json(const Dashboard *dashboard, size_t index)
{
	return json_object_array_get_idx(dashboard->variables, index);
}

/* --- Values --- */

static void set_values(Arena *arena, VariableValue *value, const char *const *values,
		       const char *const *texts, size_t n)
{
	value->values = arena_new_array(arena, const char *, n + 1);
	value->texts = arena_new_array(arena, const char *, n + 1);
	value->n_values = n;
	for (size_t i = 0; i < n; i++) {
		value->values[i] = arena_strdup(arena, values[i]);
		value->texts[i] = arena_strdup(arena, texts ? texts[i] : values[i]);
	}
}

static void set_single(Arena *arena, VariableValue *value, const char *text)
{
	set_values(arena, value, &text, NULL, 1);
}

static void set_all(Arena *arena, VariableValue *value, const Options *options)
{
	value->is_all = true;
	value->values = arena_new_array(arena, const char *, options->n + 1);
	value->texts = arena_new_array(arena, const char *, options->n + 1);
	value->n_values = options->n;
	for (size_t i = 0; i < options->n; i++) {
		value->values[i] = options->items[i].value;
		value->texts[i] = options->items[i].text;
	}
}

static bool is_all_word(const char *text)
{
	return strcmp(text, ALL_VALUE) == 0 || strcmp(text, "All") == 0;
}

static const VariableOption *find_option(const Options *options, const char *text)
{
	for (size_t i = 0; i < options->n; i++)
		if (strcmp(options->items[i].value, text) == 0)
			return &options->items[i];
	for (size_t i = 0; i < options->n; i++)
		if (strcmp(options->items[i].text, text) == 0)
			return &options->items[i];
	return NULL;
}

/* --- Where a current value comes from --- */

/** The value asked for, from the URL or as saved; n 0 with `is_given` is an empty list. */
typedef struct {
	const char **values;
	const char **texts;
	size_t n;
	bool is_given, is_from_url;
} Wanted;

static const UrlVariable *from_url(const Resolution *resolution, const char *name)
{
	for (size_t i = 0; i < resolution->input->n_url; i++)
		if (strcmp(resolution->input->url[i].name, name) == 0)
			return &resolution->input->url[i];
	return NULL;
}

static const char **text_list(Arena *arena, json_object *json, size_t *n)
{
	bool is_list = json_object_is_type(json, json_type_array);

	*n = is_list ? MIN(json_object_array_length(json), MAX_CURRENT) : json ? 1 : 0;
	const char **texts = arena_new_array(arena, const char *, *n + 1);

	for (size_t i = 0; i < *n; i++) {
		const char *text = json_object_get_string(
			is_list ? json_object_array_get_idx(json, i) : json);

		texts[i] = text ? text : "";
	}
	return texts;
}

static Wanted wanted_value(const Resolution *resolution, json_object *json, const char *name)
{
	const UrlVariable *url = from_url(resolution, name);
	Wanted wanted = { 0 };
	size_t n_texts;

	if (url && !json_get_bool(json, "skipUrlSync", false)) {
		wanted.values = wanted.texts = url->values;
		wanted.n = url->n_values;
		wanted.is_given = wanted.is_from_url = true;
		return wanted;
	}
	json_object *value = json_get(json, "current.value");

	wanted.values = text_list(resolution->arena, value, &wanted.n);
	wanted.texts = text_list(resolution->arena, json_get(json, "current.text"), &n_texts);
	if (n_texts != wanted.n)
		wanted.texts = wanted.values;
	wanted.is_given = value != NULL;
	return wanted;
}

/* Takes what was asked for as far as the options have it; else what Grafana falls back to. */
static void choose(const Resolution *resolution, VariableValue *value, const Wanted *wanted,
		   const Options *options)
{
	Arena *arena = resolution->arena;
	const char **values = arena_new_array(arena, const char *, wanted->n + 1);
	const char **texts = arena_new_array(arena, const char *, wanted->n + 1);
	size_t n = 0;

	if (wanted->n && value->include_all &&
	    (is_all_word(wanted->values[0]) ||
	     (value->all_value && strcmp(wanted->values[0], value->all_value) == 0))) {
		set_all(arena, value, options);
		return;
	}
	for (size_t i = 0; i < wanted->n; i++) {
		const VariableOption *option = find_option(options, wanted->values[i]);

		if (!option && !wanted->is_from_url)
			option = find_option(options, wanted->texts[i]);
		if (!option && !wanted->is_from_url)
			continue;
		values[n] = option ? option->value : wanted->values[i];
		texts[n++] = option ? option->text : wanted->texts[i];
	}
	if (n == 0 && wanted->is_given && wanted->n == 0 && value->is_multi)
		return;
	if (n == 0 && value->include_all) {
		set_all(arena, value, options);
		return;
	}
	if (n == 0 && options->n) {
		set_values(arena, value, &options->items[0].value, &options->items[0].text, 1);
		return;
	}
	if (n == 0 && !value->is_multi)
		set_single(arena, value, "");
	else
		set_values(arena, value, values, texts, value->is_multi ? n : MIN(n, 1));
}

/* --- Options by type --- */

static void add_option(GArray *options, const char *text, const char *value)
{
	VariableOption option = { text, value };

	if (options->len < MAX_OPTIONS)
		g_array_append_val(options, option);
}

static Options take_options(Arena *arena, GArray *array)
{
	Options options = {
		.items = arena_new_array(arena, VariableOption, array->len + 1),
		.n = array->len,
	};

	if (array->len)
		memcpy(options.items, array->data, array->len * sizeof(VariableOption));
	g_array_unref(array);
	return options;
}

/* The next part of a list at commas; "\," is a comma within a part. */
static char *next_part(Arena *arena, const char **at)
{
	GString *part = g_string_new(NULL);

	for (; **at && **at != ','; (*at)++) {
		if ((*at)[0] == '\\' && (*at)[1] == ',')
			(*at)++;
		g_string_append_c(part, **at);
	}
	if (**at == ',')
		(*at)++;
	g_strstrip(part->str);
	g_string_set_size(part, strlen(part->str));
	return arena_take_string(arena, part);
}

/* Comma apart; `text : value` names an option. */
static Options custom_options(Arena *arena, const char *query)
{
	GArray *options = g_array_new(FALSE, FALSE, sizeof(VariableOption));

	while (*query && options->len < MAX_OPTIONS) {
		char *part = next_part(arena, &query);
		char *colon = strstr(part, " : ");

		if (colon) {
			*colon = '\0';
			add_option(options, g_strstrip(part), g_strstrip(colon + 3));
		} else {
			add_option(options, part, part);
		}
	}
	return take_options(arena, options);
}

static Options data_source_options(const Resolution *resolution, json_object *json,
				   const Interpolator *interpolator)
{
	GArray *options = g_array_new(FALSE, FALSE, sizeof(VariableOption));
	const char *type = json_get_text(json, "query", "");
	const char *pattern = json_get_text(json, "regex", "");
	const char *expanded = interpolate(resolution->arena, interpolator, pattern, "regex");
	GRegex *regex = expanded[0] ? regex_from_text(expanded, NULL) : NULL;

	for (size_t i = 0; i < resolution->input->n_data_sources; i++) {
		const DataSource *source = &resolution->input->data_sources[i];

		if (strcmp(source->type, type) != 0)
			continue;
		if (expanded[0] && (!regex || !regex_test(regex, source->name)))
			continue;
		add_option(options, source->name, source->uid);
	}
	g_clear_pointer(&regex, g_regex_unref);
	return take_options(resolution->arena, options);
}

static Options saved_options(Arena *arena, json_object *json)
{
	GArray *options = g_array_new(FALSE, FALSE, sizeof(VariableOption));
	json_object *list = json_get_array(json, "options");

	for (size_t i = 0; list && i < json_object_array_length(list); i++) {
		json_object *option = json_object_array_get_idx(list, i);
		json_object *value = json_get(option, "value"), *text = json_get(option, "text");
		const char *value_text = value ? json_object_get_string(value) : "";

		if (strcmp(value_text, ALL_VALUE) != 0)
			add_option(options, text ? json_object_get_string(text) : value_text,
				   value_text);
	}
	return take_options(arena, options);
}

/* --- Query variables: regex, unique, sort --- */

/* A named group's text, or group 1's, or the whole; NULL when it did not take part. */
static char *group_text(GMatchInfo *match, const GRegex *regex, const char *name)
{
	if (g_regex_get_string_number(regex, name) >= 0)
		return g_match_info_fetch_named(match, name);
	if (g_regex_get_capture_count(regex) > 0)
		return g_match_info_fetch(match, 1);
	return g_match_info_fetch(match, 0);
}

static void add_matches(Arena *arena, GArray *options, const GRegex *regex, bool is_global,
			const VariableOption *option)
{
	g_autoptr(GMatchInfo) match = NULL;

	if (!g_utf8_validate(option->value, -1, NULL))
		return;
	for (bool found = g_regex_match(regex, option->value, 0, &match);
	     found && options->len < MAX_OPTIONS;
	     found = is_global && g_match_info_next(match, NULL)) {
		g_autofree char *value = group_text(match, regex, "value");
		g_autofree char *text = group_text(match, regex, "text");

		if (value && value[0])
			add_option(options, arena_strdup(arena, text && text[0] ? text : value),
				   arena_strdup(arena, value));
	}
}

static Options filter_options(Arena *arena, const char *pattern, const VariableOption *options,
			      size_t n)
{
	GArray *kept = g_array_new(FALSE, FALSE, sizeof(VariableOption));
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	GArray *unique = g_array_new(FALSE, FALSE, sizeof(VariableOption));
	bool is_global = false;
	GRegex *regex = pattern[0] ? regex_from_text(pattern, &is_global) : NULL;

	for (size_t i = 0; i < n; i++) {
		if (regex)
			add_matches(arena, kept, regex, is_global, &options[i]);
		else if (!pattern[0])
			add_option(kept, arena_strdup(arena, options[i].text),
				   arena_strdup(arena, options[i].value));
	}
	for (guint i = 0; i < kept->len; i++) {
		VariableOption option = g_array_index(kept, VariableOption, i);

		if (g_hash_table_add(seen, (char *)option.value))
			g_array_append_val(unique, option);
	}
	g_array_unref(kept);
	g_clear_pointer(&regex, g_regex_unref);
	return take_options(arena, unique);
}

static double first_number(const char *text)
{
	const char *digits = text + strcspn(text, "0123456789");

	return *digits ? js_parse_float(digits) : -1;
}

static int compare_options(const void *a, const void *b, void *data)
{
	const VariableOption *left = a, *right = b;
	int sort = *(const int *)data, order = 0;

	switch ((sort - 1) / 2) {
	case 0:
		order = strcmp(left->text, right->text);
		break;
	case 1: {
		double difference = first_number(left->text) - first_number(right->text);

		order = (difference > 0) - (difference < 0);
		break;
	}
	case 2: {
		g_autofree char *left_key = g_utf8_casefold(left->text, -1);
		g_autofree char *right_key = g_utf8_casefold(right->text, -1);

		order = strcmp(left_key, right_key);
		break;
	}
	default: {
		g_autofree char *left_key = g_utf8_collate_key_for_filename(left->text, -1);
		g_autofree char *right_key = g_utf8_collate_key_for_filename(right->text, -1);

		order = strcmp(left_key, right_key);
		break;
	}
	}
	return sort % 2 == 0 ? -order : order;
}

/* --- Resolving --- */

static Interpolator interpolator_of(const Resolution *resolution)
{
	return (Interpolator){
		.variables = resolution->variables->items,
		.n_variables = resolution->variables->n,
		.range = resolution->input->range,
		.dashboard_title = resolution->dashboard->title,
		.dashboard_uid = resolution->dashboard->uid,
	};
}

/* Whether all variables that a text names have their value. */
static bool is_ready(const Resolution *resolution, size_t index, const char *text)
{
	const Variables *variables = resolution->variables;

	for (size_t i = 0; text && i < variables->n; i++)
		if (i != index && !variables->is_resolved[i] &&
		    text_names_variable(text, variables->items[i].name))
			return false;
	return true;
}

static bool references_are_ready(const Resolution *resolution, size_t index, json_object *json)
{
	json_object *query = json_get(json, "query"), *source = json_get(json, "datasource");

	return is_ready(resolution, index, query ? json_object_get_string(query) : NULL) &&
	       is_ready(resolution, index, source ? json_object_get_string(source) : NULL) &&
	       is_ready(resolution, index, json_get_text(json, "regex", NULL));
}

static void resolve_interval(const Resolution *resolution, json_object *json,
			     VariableValue *value)
{
	Wanted wanted = wanted_value(resolution, json, value->name);
	const char *text = wanted.n ? wanted.values[0] : "";
	double least = 0;

	if (!g_str_has_prefix(text, "$__auto")) {
		set_single(resolution->arena, value, text);
		return;
	}
	const TimeRange *range = resolution->input->range;

	interval_parse(json_get_text(json, "auto_min", "10s"), &least);
	int64_t interval = interval_calculate(range->to_ms - range->from_ms,
					      json_get_number(json, "auto_count", 30), least);

	set_single(resolution->arena, value, interval_text(resolution->arena, interval));
}

static void resolve_text(const Resolution *resolution, json_object *json, VariableValue *value)
{
	Wanted wanted = wanted_value(resolution, json, value->name);

	set_single(resolution->arena, value,
		   wanted.n ? wanted.values[0] : json_get_text(json, "query", ""));
}

static void resolve_constant(const Resolution *resolution, json_object *json,
			     VariableValue *value)
{
	Interpolator interpolator = interpolator_of(resolution);

	set_single(resolution->arena, value,
		   interpolate(resolution->arena, &interpolator, json_get_text(json, "query", ""),
			       NULL));
}

static void resolve_options(const Resolution *resolution, json_object *json, VariableValue *value)
{
	Interpolator interpolator = interpolator_of(resolution);
	Wanted wanted = wanted_value(resolution, json, value->name);
	Options options;

	if (strcmp(value->type, "datasource") == 0) {
		options = data_source_options(resolution, json, &interpolator);
	} else {
		const char *query = json_get_text(json, "query", "");

		options = custom_options(resolution->arena,
					 interpolate(resolution->arena, &interpolator, query, NULL));
	}
	choose(resolution, value, &wanted, &options);
}

static bool is_repeated_over(const Dashboard *dashboard, const char *name)
{
	for (size_t i = 0; i < dashboard->n_panels; i++)
		if (g_strcmp0(dashboard->panels[i].repeat, name) == 0 ||
		    g_strcmp0(dashboard->panels[i].row_repeat, name) == 0)
			return true;
	return false;
}

/*
 * A query variable's saved or given value stands without its options, except where all of them
 * matter: All without a text of its own, a repeat, or no value at all.
 */
static void resolve_query(const Resolution *resolution, size_t index, json_object *json,
			  VariableValue *value)
{
	Wanted wanted = wanted_value(resolution, json, value->name);
	Options options = saved_options(resolution->arena, json);
	bool wants_all = wanted.n && value->include_all && is_all_word(wanted.values[0]);
	bool needs_options = !wanted.is_given || (wanted.n == 1 && !wanted.values[0][0]) ||
			     (wants_all && !value->all_value) ||
			     is_repeated_over(resolution->dashboard, value->name);

	resolution->variables->needs_query[index] = needs_options;
	if (wants_all) {
		set_all(resolution->arena, value, &options);
		return;
	}
	set_values(resolution->arena, value, wanted.values, wanted.texts,
		   value->is_multi ? wanted.n : MIN(wanted.n, 1));
	if (wanted.is_from_url) {
		for (size_t i = 0; i < value->n_values; i++) {
			const VariableOption *option = find_option(&options, value->values[i]);

			if (option)
				value->texts[i] = option->text;
		}
	}
}

static void resolve_switch(const Resolution *resolution, json_object *json, VariableValue *value)
{
	resolve_text(resolution, json, value);
}

typedef void (*Resolver)(const Resolution *resolution, json_object *json, VariableValue *value);

static const struct {
	const char *type;
	Resolver resolve;
} resolvers[] = {
	{ "constant", resolve_constant },  { "custom", resolve_options },
	{ "datasource", resolve_options }, { "interval", resolve_interval },
	{ "snapshot", resolve_text },	   { "switch", resolve_switch },
	{ "textbox", resolve_text },
};

static void resolve_one(const Resolution *resolution, size_t index)
{
	json_object *json = variable_json(resolution->dashboard, index);
	VariableValue *value = &resolution->variables->items[index];

	resolution->variables->is_resolved[index] = true;
	if (strcmp(value->type, "query") == 0) {
		resolve_query(resolution, index, json, value);
		return;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(resolvers); i++)
		if (strcmp(resolvers[i].type, value->type) == 0)
			resolvers[i].resolve(resolution, json, value);
}

static Variables *variables_new(Arena *arena, const Dashboard *dashboard)
{
	Variables *variables = arena_new_one(arena, Variables);
	size_t n = dashboard->variables
			   ? MIN(json_object_array_length(dashboard->variables), MAX_VARIABLES)
			   : 0;

	variables->n = n;
	variables->items = arena_new_array(arena, VariableValue, n + 1);
	variables->is_resolved = arena_new_array(arena, bool, n + 1);
	variables->needs_query = arena_new_array(arena, bool, n + 1);
	for (size_t i = 0; i < n; i++) {
		json_object *json = variable_json(dashboard, i);
		const char *all = json_get_text(json, "allValue", NULL);

		variables->items[i] = (VariableValue){
			.name = json_get_text(json, "name", ""),
			.type = json_get_text(json, "type", "query"),
			.is_multi = json_get_bool(json, "multi", false),
			.include_all = json_get_bool(json, "includeAll", false),
			.all_value = all && all[0] ? all : NULL,
			.is_url_skipped = json_get_bool(json, "skipUrlSync", false),
		};
	}
	return variables;
}

Variables *variables_resolve(Arena *arena, const Dashboard *dashboard, const VariableInput *input)
{
	Variables *variables = variables_new(arena, dashboard);
	Resolution resolution = { arena, dashboard, input, variables };
	bool has_changed = true;

	while (has_changed) {
		has_changed = false;
		for (size_t i = 0; i < variables->n; i++) {
			if (variables->is_resolved[i] ||
			    !references_are_ready(&resolution, i, variable_json(dashboard, i)))
				continue;
			resolve_one(&resolution, i);
			has_changed = true;
		}
	}
	/* Circles have no order: they are taken as they come. */
	for (size_t i = 0; i < variables->n; i++)
		if (!variables->is_resolved[i])
			resolve_one(&resolution, i);
	return variables;
}

void variables_set_options(Arena *arena, Variables *variables, size_t index,
			   const Dashboard *dashboard, const VariableInput *input,
			   const VariableOption *options, size_t n_options)
{
	Resolution resolution = { arena, dashboard, input, variables };
	json_object *json = variable_json(dashboard, index);
	VariableValue *value = &variables->items[index];
	Interpolator interpolator = interpolator_of(&resolution);
	const char *pattern = interpolate(arena, &interpolator, json_get_text(json, "regex", ""),
					  "regex");
	Options filtered = filter_options(arena, pattern, options, n_options);
	int sort = (int)json_get_number(json, "sort", 0);
	Wanted wanted = wanted_value(&resolution, json, value->name);

	if (sort >= 1 && sort <= 8 && filtered.n)
		g_qsort_with_data(filtered.items, (int)filtered.n, sizeof(VariableOption),
				  compare_options, &sort);
	value->is_all = false;
	value->n_values = 0;
	choose(&resolution, value, &wanted, &filtered);
	variables->needs_query[index] = false;
}
