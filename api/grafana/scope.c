#include "api/grafana/scope.h"

VariableValue scope_text(Arena *arena, const char *name, const char *text)
{
	const char **values = arena_new_array(arena, const char *, 1);

	values[0] = text;
	return (VariableValue){ .name = name, .values = values, .texts = values, .n_values = 1 };
}

VariableValue scope_number(Arena *arena, const char *name, int64_t number)
{
	return scope_text(arena, name, arena_printf(arena, "%" G_GINT64_FORMAT, number));
}

Interpolator scope_push(Arena *arena, const Interpolator *interpolator,
			const VariableValue *values, size_t n)
{
	Interpolator pushed = *interpolator;
	VariableValue *scoped = arena_new_array(arena, VariableValue, pushed.n_scoped + n + 1);

	for (size_t i = 0; i < n; i++)
		scoped[i] = values[i];
	for (size_t i = 0; i < pushed.n_scoped; i++)
		scoped[n + i] = pushed.scoped[i];
	pushed.scoped = scoped;
	pushed.n_scoped += n;
	return pushed;
}
