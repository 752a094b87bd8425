#include "renderer/model/repeat.h"

#include <string.h>

const VariableValue *variables_find(const Variables *variables, const char *name)
{
	for (size_t i = 0; name && i < variables->n; i++)
		if (strcmp(variables->items[i].name, name) == 0)
			return &variables->items[i];
	return NULL;
}

bool variable_can_repeat(const VariableValue *variable)
{
	static const char *const types[] = { "query", "custom", "datasource", "groupby" };

	for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
		if (g_strcmp0(variable->type, types[i]) == 0)
			return true;
	return false;
}

size_t repeat_n_copies(const VariableValue *variable)
{
	return MAX(variable->n_values, 1);
}

static VariableValue copy_of(Arena *arena, const VariableValue *variable, const char *value,
			     const char *text)
{
	const char **values = arena_new_array(arena, const char *, 2);

	values[0] = value;
	values[1] = text;
	return (VariableValue){ .name = variable->name,
				.values = values,
				.texts = values + 1,
				.n_values = 1,
				.is_multi = variable->is_multi,
				.include_all = variable->include_all };
}

VariableValue repeat_copy(Arena *arena, const VariableValue *variable, size_t index)
{
	if (index >= variable->n_values)
		return copy_of(arena, variable, "", variable->include_all ? "All" : "None");
	return copy_of(arena, variable, variable->values[index], variable->texts[index]);
}

VariableValue repeat_copy_of(Arena *arena, const VariableValue *variable, const char *value)
{
	for (size_t i = 0; i < variable->n_values; i++)
		if (strcmp(variable->values[i], value) == 0)
			return copy_of(arena, variable, value, variable->texts[i]);
	return copy_of(arena, variable, value, value);
}
