#include "renderer/model/variable.h"

#include "renderer/json.h"
#include "renderer/model/interval.h"
#include "renderer/model/json-edit.h"
#include "renderer/model/variable-choice.h"
#include "renderer/model/variable-options.h"
#include "renderer/model/variable-interval.h"
#include "renderer/model/variable-use.h"
#include "renderer/model/variable-wanted.h"

#include <string.h>

enum { MAX_VARIABLES = 500 };

#define AUTO_VALUE "$__auto"

/* The first text of what is asked for, or NULL. */
static const char *wanted_text(const Resolution *resolution, json_object *json,
			       const VariableValue *value)
{
	Wanted wanted = wanted_value(resolution, json, value);

	return wanted.n ? wanted.values[0] : NULL;
}

/* --- Types whose options are in the dashboard --- */

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

static const char *expanded(const Resolution *resolution, json_object *json, const char *key,
			    const char *format)
{
	Interpolator interpolator = interpolator_of(resolution);

	return interpolate(resolution->arena, &interpolator, json_get_text(json, key, ""), format);
}

static void resolve_custom(const Resolution *resolution, json_object *json, VariableValue *value)
{
	Wanted wanted = wanted_value(resolution, json, value);
	bool is_json = strcmp(json_get_text(json, "valuesFormat", "csv"), "json") == 0;
	VariableOptions options = variable_options_custom(
		resolution->arena, expanded(resolution, json, "query", NULL), is_json);

	/* Without options the value stands. */
	if (options.n == 0 && wanted.n && !wanted.is_all)
		variable_choice_take_wanted(resolution->arena, value, &wanted);
	else
		variable_choice_make(resolution->arena, value, &wanted, &options);
}

static void resolve_data_source(const Resolution *resolution, json_object *json,
				VariableValue *value)
{
	const VariableInput *input = resolution->input;
	Wanted wanted = wanted_value(resolution, json, value);
	bool has_default = strcmp(json_get_text(json, "current.value", ""), "default") == 0 &&
			   strcmp(json_get_text(json, "current.text", ""), "default") == 0;
	VariableOptions options = variable_options_of_sources(
		resolution->arena, input->data_sources, input->n_data_sources,
		json_get_text(json, "query", ""), expanded(resolution, json, "regex", "regex"),
		has_default);

	variable_choice_make(resolution->arena, value, &wanted, &options);
}

static const char *automatic_interval(const Resolution *resolution, json_object *json)
{
	const TimeRange *range = resolution->input->range;
	double steps = json_to_number(json_get(json, "auto_count"));
	double least = 1;

	interval_parse(json_get_text(json, "auto_min", "10s"), &least);
	return interval_text(resolution->arena,
			     interval_calculate(range->to_ms - range->from_ms,
						steps > 0 ? steps : 30, least));
}

static void resolve_interval(const Resolution *resolution, json_object *json,
			     VariableValue *value)
{
	Arena *arena = resolution->arena;
	Wanted wanted = wanted_value(resolution, json, value);
	const char *text = wanted.n ? wanted.values[0] : NULL;
	const char *listed;

	if (text && g_str_has_prefix(text, AUTO_VALUE) && resolution->input->range) {
		variable_choice_set_single(arena, value, automatic_interval(resolution, json));
		value->url_value = AUTO_VALUE;
		return;
	}
	if (!wanted.is_from_url) {
		listed = variable_interval_listed(arena, json_get_text(json, "query", ""), text);
		text = listed ? listed : text;
	}
	variable_choice_set_single(arena, value, text ? text : "");
}

static void resolve_text_box(const Resolution *resolution, json_object *json,
			     VariableValue *value)
{
	const char *text = wanted_text(resolution, json, value);
	bool is_from_url = wanted_url(resolution, json, value->name) != NULL;

	if (!text || (!*text && !is_from_url))
		text = json_get_text(json, "query", "");
	variable_choice_set_single(resolution->arena, value, text);
}

static void resolve_constant(const Resolution *resolution, json_object *json,
			     VariableValue *value)
{
	variable_choice_set_single(resolution->arena, value, expanded(resolution, json, "query", NULL));
}

/* Only its two values may come from the URL. */
static void resolve_switch(const Resolution *resolution, json_object *json, VariableValue *value)
{
	const UrlVariable *url = wanted_url(resolution, json, value->name);
	Wanted saved = wanted_saved(resolution->arena, json, value);
	VariableOptions options = variable_options_saved(resolution->arena, json_get(json, "options"));

	variable_choice_set_single(resolution->arena, value, saved.n ? saved.values[0] : "false");
	for (size_t i = 0; url && url->n_values && i < MIN(options.n, 2); i++)
		if (strcmp(options.items[i].value, url->values[0]) == 0)
			variable_choice_set_single(resolution->arena, value, url->values[0]);
}

/* What a snapshot saved stands. */
static void resolve_snapshot(const Resolution *resolution, json_object *json,
			     VariableValue *value)
{
	Wanted saved = wanted_saved(resolution->arena, json, value);

	if (saved.n)
		variable_choice_take_wanted(resolution->arena, value, &saved);
	else
		variable_choice_set_single(resolution->arena, value, "");
}

/* Filters are no text: they go with the request. */
static void resolve_filters(const Resolution *resolution, json_object *json, VariableValue *value)
{
}

/* --- Query variables --- */

/* A label that the dashboard has for a value of the URL; else the value itself. */
static void label_from_saved(const Resolution *resolution, json_object *json, Wanted *wanted,
			     bool *is_complete)
{
	Arena *arena = resolution->arena;
	VariableOptions options = variable_options_saved(arena, json_get(json, "options"));
	size_t n_values, n_texts;
	const char **values = wanted_texts(arena, json_get(json, "current.value"), &n_values);
	const char **texts = wanted_texts(arena, json_get(json, "current.text"), &n_texts);
	const char **labels = arena_new_array(arena, const char *, wanted->n + 1);

	*is_complete = true;
	for (size_t i = 0; i < wanted->n; i++) {
		const VariableOption *option = variable_options_find(&options, wanted->values[i]);

		labels[i] = option ? option->text : NULL;
		for (size_t j = 0; !labels[i] && j < MIN(n_values, n_texts); j++)
			if (strcmp(values[j], wanted->values[i]) == 0)
				labels[i] = texts[j];
		*is_complete = *is_complete && labels[i];
		labels[i] = labels[i] ? labels[i] : wanted->values[i];
	}
	wanted->texts = labels;
}

static bool is_empty(const Wanted *wanted)
{
	return wanted->n == 0 || (wanted->n == 1 && !*wanted->values[0]);
}

/* Whether what is drawn depends on the options. */
static bool needs_options(const Resolution *resolution, size_t index, const Wanted *wanted,
			  bool has_labels)
{
	const VariableUse *use = &resolution->variables->uses[index];

	if (!use->is_used)
		return false;
	if (wanted->is_all)
		return !resolution->variables->items[index].all_value || use->is_repeated;
	if (wanted->is_from_url)
		return !has_labels && use->is_label_shown;
	return is_empty(wanted) || resolution->input->validates_saved;
}

static void resolve_query(const Resolution *resolution, size_t index)
{
	Variables *variables = resolution->variables;
	json_object *json = json_at(resolution->dashboard->variables, index);
	VariableValue *value = &variables->items[index];
	Wanted wanted = wanted_value(resolution, json, value);
	VariableOptions none = { 0 };
	bool has_labels = true;

	if (wanted.is_from_url && !wanted.is_all)
		label_from_saved(resolution, json, &wanted, &has_labels);
	variables->needs_query[index] = needs_options(resolution, index, &wanted, has_labels);
	variables->is_resolved[index] = !variables->needs_query[index];
	if (wanted.is_all)
		variable_choice_set_all(resolution->arena, value, &none);
	else
		variable_choice_take_wanted(resolution->arena, value, &wanted);
}

static QueryOptionRules rules_of(const Resolution *resolution, json_object *json)
{
	return (QueryOptionRules){
		.pattern = expanded(resolution, json, "regex", "regex"),
		.matches_text = strcmp(json_get_text(json, "regexApplyTo", ""), "text") == 0,
		.sort = json_get_int(json, "sort", 0, 0, 8),
		.fixed = json_get_array(json, "staticOptions"),
		.fixed_order = json_get_text(json, "staticOptionsOrder", NULL),
	};
}

/* --- All variables --- */

typedef void (*Resolver)(const Resolution *resolution, json_object *json, VariableValue *value);

static const struct {
	const char *type;
	Resolver resolve; // NULL: resolve_query()
} types[] = {
	{ "adhoc", resolve_filters },	   { "constant", resolve_constant },
	{ "custom", resolve_custom },	   { "datasource", resolve_data_source },
	{ "interval", resolve_interval },  { "query", NULL },
	{ "snapshot", resolve_snapshot },  { "switch", resolve_switch },
	{ "textbox", resolve_text_box },
};

static int type_index(const char *type)
{
	for (int i = 0; i < (int)G_N_ELEMENTS(types); i++)
		if (strcmp(types[i].type, type) == 0)
			return i;
	return -1;
}

static void resolve_one(const Resolution *resolution, size_t index)
{
	json_object *json = json_at(resolution->dashboard->variables, index);
	VariableValue *value = &resolution->variables->items[index];
	int type = type_index(value->type);

	resolution->variables->is_resolved[index] = true;
	if (type < 0)
		return;
	if (resolution->dashboard->is_snapshot)
		resolve_snapshot(resolution, json, value);
	else if (types[type].resolve)
		types[type].resolve(resolution, json, value);
	else
		resolve_query(resolution, index);
}

/* Whether all variables that this one's definition names have their value. */
static bool is_ready(const Resolution *resolution, size_t index)
{
	const Variables *variables = resolution->variables;

	for (size_t i = 0; i < variables->n; i++)
		if (i != index && !variables->is_resolved[i] && variables->uses[index].names[i])
			return false;
	return true;
}

static bool is_waiting(const Variables *variables, size_t index)
{
	return !variables->is_resolved[index] && !variables->needs_query[index];
}

/* Resolves what is ready until nothing changes; whether anything did. */
static bool resolve_ready(const Resolution *resolution)
{
	Variables *variables = resolution->variables;
	bool has_changed = false, is_done = false;

	while (!is_done) {
		is_done = true;
		for (size_t i = 0; i < variables->n; i++) {
			if (!is_waiting(variables, i) || !is_ready(resolution, i))
				continue;
			resolve_one(resolution, i);
			is_done = false;
			has_changed = true;
		}
	}
	return has_changed;
}

static bool any_needs_query(const Variables *variables)
{
	for (size_t i = 0; i < variables->n; i++)
		if (variables->needs_query[i])
			return true;
	return false;
}

/* Circles have no order: when nothing else is left, the first of one is taken as it comes. */
static void resolve_all(const Resolution *resolution)
{
	Variables *variables = resolution->variables;

	resolve_ready(resolution);
	for (size_t i = 0; i < variables->n && !any_needs_query(variables); i++) {
		if (!is_waiting(variables, i))
			continue;
		resolve_one(resolution, i);
		resolve_ready(resolution);
	}
}

static VariableValue empty_value(json_object *json)
{
	const char *all = json_get_text(json, "allValue", "");
	const char *type = json_get_text(json, "type", "query");

	return (VariableValue){
		.name = type_index(type) < 0 ? "" : json_get_text(json, "name", ""),
		.type = type,
		.is_multi = json_get_bool(json, "multi", false),
		.include_all = json_get_bool(json, "includeAll", false),
		.all_value = *all ? all : NULL,
		.is_url_skipped = json_get_bool(json, "skipUrlSync", false) ||
				  strcmp(type, "constant") == 0 || strcmp(type, "adhoc") == 0,
	};
}

static Variables *variables_new(Arena *arena, const Dashboard *dashboard)
{
	Variables *variables = arena_new_one(arena, Variables);
	size_t n = MIN(json_length(dashboard->variables), MAX_VARIABLES);

	variables->n = n;
	variables->items = arena_new_array(arena, VariableValue, n + 1);
	variables->is_resolved = arena_new_array(arena, bool, n + 1);
	variables->needs_query = arena_new_array(arena, bool, n + 1);
	for (size_t i = 0; i < n; i++)
		variables->items[i] = empty_value(json_at(dashboard->variables, i));
	return variables;
}

Variables *variables_resolve(Arena *arena, const Dashboard *dashboard, const VariableInput *input)
{
	Variables *variables = variables_new(arena, dashboard);
	Resolution resolution = { arena, dashboard, input, variables };

	variables->uses = variable_uses(arena, variables, dashboard, input->panel);
	resolve_all(&resolution);
	return variables;
}

void variables_set_options(Arena *arena, Variables *variables, size_t index,
			   const Dashboard *dashboard, const VariableInput *input,
			   const VariableOption *options, size_t n_options)
{
	Resolution resolution = { arena, dashboard, input, variables };
	json_object *json = json_at(dashboard->variables, index);
	VariableValue *value = &variables->items[index];
	QueryOptionRules rules = rules_of(&resolution, json);
	VariableOptions found = variable_options_of_query(arena, &rules, options, n_options);
	Wanted wanted = wanted_value(&resolution, json, value);

	variable_choice_make(arena, value, &wanted, &found);
	variables_give_up(arena, variables, index, dashboard, input);
}

void variables_give_up(Arena *arena, Variables *variables, size_t index,
		       const Dashboard *dashboard, const VariableInput *input)
{
	Resolution resolution = { arena, dashboard, input, variables };

	variables->needs_query[index] = false;
	variables->is_resolved[index] = true;
	resolve_all(&resolution);
}
