#pragma once

#include "renderer/model/dashboard.h"
#include "renderer/model/interpolate.h"

/** A value from the URL: var-<name>=..., repeatable. */
typedef struct {
	const char *name;
	const char **values;
	size_t n_values;
} UrlVariable;

/** A data source of the instance, for variables of type datasource. */
typedef struct {
	const char *name, *uid, *type;
	int64_t id;
	bool is_default;
	json_object *json; // its entry of the frontend settings: jsonData, url, meta
} DataSource;

/** An option of a query variable, as its data source answered. */
typedef struct {
	const char *text, *value;
} VariableOption;

/** Everything that decides the variables' values, beside the dashboard. */
typedef struct {
	const UrlVariable *url;
	size_t n_url;
	const DataSource *data_sources;
	size_t n_data_sources;
	const TimeRange *range;
} VariableInput;

/**
 * Query variables must be asked in order: these are the variables (indexes into
 * dashboard->variables) whose options the data source has to give, and whose references are all
 * resolved already. See variables_resolve().
 */
typedef struct Variables {
	VariableValue *items; // in the dashboard's order
	bool *is_resolved;
	bool *needs_query;    // a query variable whose options matter and are not there yet
	size_t n;
} Variables;

/**
 * Resolves every variable that can be: from the URL, the saved value, its own options. Those that
 * need their data source first have `needs_query`; give their options with
 * variables_set_options() and resolve again until nothing changes.
 *
 * Source: Grafana 12.3 with scenes 6.42, variables/variants.
 */
Variables *variables_resolve(Arena *arena, const Dashboard *dashboard,
			     const VariableInput *input);

/** Takes a query variable's answer: regex, unique, sort, All; then validates its current value. */
void variables_set_options(Arena *arena, Variables *variables, size_t index,
			   const Dashboard *dashboard, const VariableInput *input,
			   const VariableOption *options, size_t n_options);
