#include "api/grafana/data-source.h"

#include "renderer/json.h"

#include <string.h>

static bool is_any(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (strcmp(text, *words) == 0)
			return true;
	return false;
}

static const char *reference_text(json_object *reference)
{
	if (json_object_is_type(reference, json_type_string))
		return json_object_get_string(reference);
	return json_get_text(reference, "uid", NULL);
}

static bool is_expression_text(const char *text)
{
	static const char *const words[] = { "__expr__", "-100", "Expression", NULL };

	return is_any(text, words);
}

bool data_source_is_expression(json_object *reference)
{
	const char *text = reference_text(reference);

	if (text)
		return is_expression_text(text);
	return strcmp(json_get_text(reference, "type", ""), "__expr__") == 0;
}

/* Of a variable with several values, the first. */
static char *first_value(Arena *arena, const VariableValue *variable)
{
	return arena_strdup(arena, variable->n_values ? variable->values[0] : "");
}

static SourceRef plain(const DataSource *source, const char *name)
{
	return (SourceRef){ source ? SOURCE_PLAIN : SOURCE_UNKNOWN, source, name };
}

static const DataSource *source_by_id(const Settings *settings, const char *text)
{
	char *end = NULL;
	int64_t id = g_ascii_strtoll(text, &end, 10);

	if (*end || end == text)
		return NULL;
	for (size_t i = 0; i < settings->n_data_sources; i++)
		if (settings->data_sources[i].id == id)
			return &settings->data_sources[i];
	return NULL;
}

static SourceRef resolve_text(const Settings *settings, const char *text)
{
	static const char *const grafana[] = { "grafana", "-- Grafana --", NULL };
	const DataSource *source = settings_source_by_uid(settings, text);

	if (strcmp(text, "-- Mixed --") == 0)
		return (SourceRef){ .kind = SOURCE_MIXED, .name = text };
	if (strcmp(text, "-- Dashboard --") == 0)
		return (SourceRef){ .kind = SOURCE_DASHBOARD, .name = text };
	if (!source)
		source = settings_source_by_name(settings, text);
	if (!source && is_any(text, grafana))
		source = settings_source_by_name(settings, "-- Grafana --");
	if (!source)
		source = source_by_id(settings, text);
	return plain(source, text);
}

SourceRef data_source_resolve(Arena *arena, const Settings *settings,
			      const Interpolator *interpolator, json_object *reference)
{
	const char *text = reference_text(reference);
	const char *type = json_get_text(reference, "type", NULL);

	if (data_source_is_expression(reference))
		return (SourceRef){ .kind = SOURCE_EXPRESSION, .name = "__expr__" };
	if (text && strpbrk(text, "$["))
		text = interpolate_with(arena, interpolator, text, first_value);
	if (text && *text && strcmp(text, "default") != 0)
		return resolve_text(settings, text);
	const DataSource *of_type = text ? NULL : settings_source_by_type(settings, type);

	return plain(of_type ? of_type : settings->standard, "default");
}

json_object *data_source_reference(const DataSource *source)
{
	json_object *reference = json_object_new_object();

	json_object_object_add(reference, "type", json_object_new_string(source->type));
	json_object_object_add(reference, "uid", json_object_new_string(source->uid));
	return reference;
}
