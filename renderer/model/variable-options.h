#pragma once

#include "renderer/model/variable.h"

/** Options of one variable, in order; texts live with the arena or what they were made from. */
typedef struct {
	VariableOption *items;
	size_t n;
} VariableOptions;

/**
 * Options of a custom variable: parts between commas (`\,` is a comma), `text : value` names one;
 * or a JSON list of {text, value} where `is_json` says so.
 *
 * Source: scenes 6.42, variables/variants/CustomVariable.
 */
VariableOptions variable_options_custom(Arena *arena, const char *query, bool is_json);

/**
 * Data sources of a plugin whose name matches, by name; the label is the name, the value the uid.
 *
 * pattern      Grafana's text form of a regular expression, "" for all
 * has_default  one more option stands for the default, if it is of that plugin
 *
 * Source: scenes 6.42, variables/variants/DataSourceVariable; Grafana 12.3, datasource_srv.ts.
 */
VariableOptions variable_options_of_sources(Arena *arena, const DataSource *sources, size_t n_sources,
				    const char *plugin, const char *pattern, bool has_default);

/** `options` of the dashboard's JSON, without All. */
VariableOptions variable_options_saved(Arena *arena, json_object *list);

/** How a query variable's answer becomes its options. */
typedef struct {
	const char *pattern;  // of values; groups named `value` and `text` count; "" takes all
	bool matches_text;    // regexApplyTo "text": the pattern looks at labels
	int sort;	      // 0 none, 1/2 text, 3/4 first number, 5/6 any case, 7/8 natural
	json_object *fixed;   // staticOptions, or NULL
	const char *fixed_order; // "before" (default), "after", "sorted"
} QueryOptionRules;

/**
 * Filters by pattern, drops values that were there before, sorts, and adds fixed options.
 *
 * Source: scenes 6.42, variables/variants/query/utils.
 */
VariableOptions variable_options_of_query(Arena *arena, const QueryOptionRules *rules,
			      const VariableOption *answer, size_t n_answer);

/** Sorts in place, stably; descending orders are ascending ones turned around. */
void variable_options_sort(VariableOptions *options, int sort);
