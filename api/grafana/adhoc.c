#include "api/grafana/adhoc.h"

#include "renderer/json.h"

#include <string.h>

enum { MAX_FILTERS = 50 };

static bool is_known(const char *operator)
{
	static const char *const operators[] = { "=", "!=", "=~", "!~", "<", ">" };

	for (size_t i = 0; i < G_N_ELEMENTS(operators); i++)
		if (strcmp(operator, operators[i]) == 0)
			return true;
	return false;
}

static void add(AdhocFilters *filters, const char *key, const char *operator, const char *value)
{
	if (filters->n < MAX_FILTERS && key && *key && operator && is_known(operator) && value)
		filters->items[filters->n++] = (AdhocFilter){ key, operator, value };
}

/* What a part of the URL's form writes for its dividers. */
static const char *unescape(Arena *arena, const char *part)
{
	GString *text = g_string_new(part);

	g_string_replace(text, "__gfp__", "|", 0);
	g_string_replace(text, "__gfc__", ",", 0);
	g_string_replace(text, "__gfh__", "#", 0);
	return arena_take_string(arena, text);
}

/* `key|op|value`; a part may carry a label behind a comma. */
static void add_from_url(Arena *arena, AdhocFilters *filters, const char *text)
{
	g_autofree char *bare = g_strndup(text, strcspn(text, "#"));
	g_auto(GStrv) parts = g_strsplit(bare, "|", 4);

	if (g_strv_length(parts) < 3)
		return;
	for (int i = 0; i < 3; i++)
		if (i != 1)
			parts[i][strcspn(parts[i], ",")] = '\0';
	add(filters, unescape(arena, parts[0]), arena_strdup(arena, parts[1]),
	    unescape(arena, parts[2]));
}

static void add_from_list(AdhocFilters *filters, json_object *list)
{
	for (size_t i = 0; list && i < json_object_array_length(list); i++) {
		json_object *filter = json_object_array_get_idx(list, i);

		add(filters, json_get_text(filter, "key", NULL),
		    json_get_text(filter, "operator", NULL), json_get_text(filter, "value", NULL));
	}
}

static const UrlVariable *url_variable(const QueryContext *context, const char *name)
{
	for (size_t i = 0; name && i < context->n_url; i++)
		if (strcmp(context->url[i].name, name) == 0)
			return &context->url[i];
	return NULL;
}

static bool is_for(const QueryContext *context, json_object *variable, const DataSource *source)
{
	SourceRef ref = data_source_resolve(context->arena, context->settings,
					    context->interpolator,
					    json_get(variable, "datasource"));

	return ref.source == source;
}

static void add_variable(const QueryContext *context, AdhocFilters *filters, json_object *variable)
{
	const UrlVariable *url = url_variable(context, json_get_text(variable, "name", NULL));

	add_from_list(filters, json_get_array(variable, "baseFilters"));
	if (!url)
		add_from_list(filters, json_get_array(variable, "filters"));
	for (size_t i = 0; url && i < url->n_values; i++)
		add_from_url(context->arena, filters, url->values[i]);
}

AdhocFilters adhoc_filters(const QueryContext *context, const DataSource *source)
{
	AdhocFilters filters = { .items = arena_new_array(context->arena, AdhocFilter,
							  MAX_FILTERS) };
	json_object *variables = context->dashboard->variables;

	for (size_t i = 0; variables && i < json_object_array_length(variables); i++) {
		json_object *variable = json_object_array_get_idx(variables, i);

		if (strcmp(json_get_text(variable, "type", ""), "adhoc") == 0 &&
		    is_for(context, variable, source))
			add_variable(context, &filters, variable);
	}
	return filters;
}
