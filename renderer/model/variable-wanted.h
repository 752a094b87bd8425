#pragma once

#include "renderer/model/variable.h"

/** What the variables of a dashboard are resolved from and into. */
typedef struct {
	Arena *arena;
	const Dashboard *dashboard;
	const VariableInput *input;
	Variables *variables;
} Resolution;

/** The value that is asked for, from the URL or as saved. */
typedef struct {
	const char **values;
	const char **texts; // one a value
	size_t n;
	bool is_all;
	bool is_from_url; // stands though it is not among the options
} Wanted;

/**
 * What the URL asks `value` to be, or the dashboard's saved value: without one in the URL, and
 * where both are the same.
 *
 * json  the variable as the dashboard has it
 */
Wanted wanted_value(const Resolution *resolution, json_object *json, const VariableValue *value);

/** The saved value (`current`) alone. */
Wanted wanted_saved(Arena *arena, json_object *json, const VariableValue *value);

/** What the URL has for a variable; NULL for nothing, and where it may not say. */
const UrlVariable *wanted_url(const Resolution *resolution, json_object *json, const char *name);

/** The texts of a text, a number or a list of them, `n` altogether; those of a list are bounded. */
const char **wanted_texts(Arena *arena, json_object *json, size_t *n);
