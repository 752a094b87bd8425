#include "api/grafana/variable-need.h"

#include "renderer/json.h"

#include <string.h>

static json_object *variable_json(const Dashboard *dashboard, size_t index)
{
	return json_object_array_get_idx(dashboard->variables, index);
}

static const char *text_of(json_object *json)
{
	return json ? json_object_to_json_string_ext(json, JSON_C_TO_STRING_NOSLASHESCAPE) : "";
}

/* Texts that stand for all variables at once. */
static bool names_all(const char *text)
{
	return strstr(text, "__all_variables") || strstr(text, "queryparam") ||
	       strstr(text, "__url");
}

/* Whether the panel alone decides which variables are seen: it holds its queries itself. */
static bool stands_alone(const Panel *panel)
{
	return panel && !panel->library_uid && panel->json &&
	       !strstr(text_of(panel->json), "-- Dashboard --") &&
	       !names_all(text_of(panel->json));
}

static bool is_named(const Dashboard *dashboard, const Panel *panel, const char *name)
{
	return text_names_variable(text_of(panel->json), name) ||
	       text_names_variable(text_of(dashboard->annotations), name) ||
	       g_strcmp0(panel->repeat, name) == 0 || g_strcmp0(panel->row_repeat, name) == 0;
}

/* Variables that are needed need those their own definitions name. */
static void spread(const Variables *variables, const Dashboard *dashboard, bool *is_needed)
{
	bool has_changed = true;

	while (has_changed) {
		has_changed = false;
		for (size_t i = 0; i < variables->n; i++) {
			const char *text = is_needed[i] ? text_of(variable_json(dashboard, i)) : "";

			for (size_t j = 0; j < variables->n; j++) {
				if (is_needed[j] || !*text ||
				    !text_names_variable(text, variables->items[j].name))
					continue;
				is_needed[j] = has_changed = true;
			}
		}
	}
}

static void drop_unseen(Variables *variables, const Dashboard *dashboard, const Panel *panel)
{
	g_autofree bool *is_needed = g_new0(bool, variables->n + 1);

	for (size_t i = 0; i < variables->n; i++) {
		bool is_filter = g_strcmp0(variables->items[i].type, "adhoc") == 0;

		is_needed[i] =
			is_filter || is_named(dashboard, panel, variables->items[i].name);
	}
	spread(variables, dashboard, is_needed);
	for (size_t i = 0; i < variables->n; i++)
		variables->needs_query[i] = variables->needs_query[i] && is_needed[i];
}

/* Options whose text is told apart from their value: by named groups, or by columns. */
static bool has_labels(json_object *variable)
{
	const char *regex = json_get_text(variable, "regex", "");

	return strstr(regex, "(?<text>") || strstr(text_of(json_get(variable, "query")), "__text");
}

/* Before scenes, a variable that is never refreshed was taken as it was saved. */
static bool is_taken_as_saved(const Settings *settings, json_object *variable)
{
	return !version_has(settings->version, FEATURE_SCENES) &&
	       json_get_number(variable, "refresh", 0) == 0 &&
	       json_get(variable, "current.value") != NULL;
}

void variable_need_settle(Variables *variables, const Settings *settings,
			  const Dashboard *dashboard, const Panel *panel)
{
	for (size_t i = 0; i < variables->n; i++) {
		json_object *json = variable_json(dashboard, i);

		if (g_strcmp0(variables->items[i].type, "query") != 0)
			continue;
		if (has_labels(json))
			variables->needs_query[i] = true;
		if (is_taken_as_saved(settings, json) && !variables->items[i].is_all)
			variables->needs_query[i] = false;
	}
	if (stands_alone(panel))
		drop_unseen(variables, dashboard, panel);
}
