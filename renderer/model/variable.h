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
	const Panel *panel;   // the only one to be drawn: variables it has no use for are not
			      // asked for; NULL: the whole dashboard
	bool validates_saved; // ask for the options of saved values, too, and drop what is gone
} VariableInput;

typedef struct VariableUse VariableUse;

/**
 * The variables of a dashboard. Types that Grafana does not know have the name "": what names
 * them stays as it is written.
 *
 * Query variables must be asked in order. Those with `needs_query` are to be asked now, since
 * what their query names is resolved; they have their value as far as it can be told. Others that
 * depend on them are resolved when the answer is there: see variables_set_options().
 */
typedef struct Variables {
	VariableValue *items; // in the dashboard's order
	bool *is_resolved;
	bool *needs_query; // a query variable whose options matter and are not there yet
	VariableUse *uses; // one a variable: see variable-use.h
	size_t n;
} Variables;

/**
 * Resolves every variable that can be: from the URL, the saved value, its own options.
 *
 * A query variable's options matter for All without a custom value, for a value that is neither
 * in the URL nor saved, and for the label of a value from the URL where a label is shown; else
 * the value stands as it is.
 *
 * Source: Grafana 12.3 with scenes 6.42, variables/variants.
 */
Variables *variables_resolve(Arena *arena, const Dashboard *dashboard,
			     const VariableInput *input);

/**
 * Takes a query variable's answer: regex, unique, sort, All; then validates its current value, and
 * resolves what waited for it.
 */
void variables_set_options(Arena *arena, Variables *variables, size_t index,
			   const Dashboard *dashboard, const VariableInput *input,
			   const VariableOption *options, size_t n_options);

/** Its query failed: the value stays what it is, and what waited for it is resolved. */
void variables_give_up(Arena *arena, Variables *variables, size_t index,
		       const Dashboard *dashboard, const VariableInput *input);
