#include "renderer/model/variable-choice.h"

#include <string.h>

static void set_values(Arena *arena, VariableValue *value, const char *const *values,
		       const char *const *texts, size_t n)
{
	value->is_all = false;
	value->values = arena_new_array(arena, const char *, n + 1);
	value->texts = arena_new_array(arena, const char *, n + 1);
	value->n_values = n;
	for (size_t i = 0; i < n; i++) {
		value->values[i] = arena_strdup(arena, values[i]);
		value->texts[i] = arena_strdup(arena, texts[i]);
	}
}

void variable_choice_set_single(Arena *arena, VariableValue *value, const char *text)
{
	set_values(arena, value, &text, &text, 1);
}

static void set_option(Arena *arena, VariableValue *value, const VariableOption *option)
{
	set_values(arena, value, &option->value, &option->text, 1);
}

void variable_choice_set_all(Arena *arena, VariableValue *value, const VariableOptions *options)
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

/* --- Validating against the options --- */

static GHashTable *options_by_value(const VariableOptions *options)
{
	GHashTable *table = g_hash_table_new(g_str_hash, g_str_equal);

	for (size_t i = 0; i < options->n; i++)
		if (!g_hash_table_contains(table, options->items[i].value))
			g_hash_table_insert(table, (char *)options->items[i].value,
					    &options->items[i]);
	return table;
}

const VariableOption *variable_options_find(const VariableOptions *options, const char *value)
{
	for (size_t i = 0; i < options->n; i++)
		if (strcmp(options->items[i].value, value) == 0)
			return &options->items[i];
	return NULL;
}

static const VariableOption *option_of_text(const VariableOptions *options, const char *text)
{
	const VariableOption *found = NULL;

	/* The last one with the label counts. */
	for (size_t i = 0; i < options->n; i++)
		if (strcmp(options->items[i].text, text) == 0)
			found = &options->items[i];
	return found;
}

void variable_choice_take_wanted(Arena *arena, VariableValue *value, const Wanted *wanted)
{
	set_values(arena, value, wanted->values, wanted->texts, wanted->n);
}

static void set_default(Arena *arena, VariableValue *value, const VariableOptions *options)
{
	if (value->include_all)
		variable_choice_set_all(arena, value, options);
	else if (options->n)
		set_option(arena, value, &options->items[0]);
	else if (value->is_multi)
		set_values(arena, value, NULL, NULL, 0);
	else
		variable_choice_set_single(arena, value, "");
}

/* Of several values those that are options stay; one that is none makes the URL's stand whole. */
static void choose_several(Arena *arena, VariableValue *value, const Wanted *wanted,
			   const VariableOptions *options)
{
	g_autoptr(GHashTable) known = options_by_value(options);
	const char **values = arena_new_array(arena, const char *, wanted->n + 1);
	const char **texts = arena_new_array(arena, const char *, wanted->n + 1);
	size_t n = 0;

	for (size_t i = 0; i < wanted->n; i++) {
		const VariableOption *option = g_hash_table_lookup(known, wanted->values[i]);

		if (!option)
			continue;
		values[n] = option->value;
		texts[n++] = option->text;
	}
	if (wanted->is_from_url && n < wanted->n)
		variable_choice_take_wanted(arena, value, wanted);
	else if (n)
		set_values(arena, value, values, texts, n);
	else
		set_default(arena, value, options);
}

static void choose_one(Arena *arena, VariableValue *value, const Wanted *wanted,
		       const VariableOptions *options)
{
	const VariableOption *option = wanted->n ? variable_options_find(options, wanted->values[0]) : NULL;

	if (wanted->n && !option)
		option = option_of_text(options, wanted->texts[0]);
	if (option)
		set_option(arena, value, option);
	else if (wanted->is_from_url)
		variable_choice_take_wanted(arena, value, wanted);
	else
		set_default(arena, value, options);
}

void variable_choice_make(Arena *arena, VariableValue *value, const Wanted *wanted,
		   const VariableOptions *options)
{
	if (wanted->is_all && (value->include_all || wanted->is_from_url))
		variable_choice_set_all(arena, value, options);
	else if (options->n == 0 && wanted->is_from_url)
		variable_choice_take_wanted(arena, value, wanted);
	else if (wanted->is_all && options->n)
		set_option(arena, value, &options->items[0]);
	else if (value->is_multi && options->n)
		choose_several(arena, value, wanted, options);
	else if (options->n)
		choose_one(arena, value, wanted, options);
	else
		set_default(arena, value, options);
}
