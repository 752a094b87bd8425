#include "api/grafana/settings.h"

#include "renderer/error.h"
#include "renderer/json.h"

#include <string.h>

static DataSource read_data_source(const char *name, json_object *json)
{
	return (DataSource){
		.name = json_get_text(json, "name", name),
		.uid = json_get_text(json, "uid", name),
		.type = json_get_text(json, "type", ""),
		.id = (int64_t)json_get_number(json, "id", 0),
		.is_default = json_get_bool(json, "isDefault", false),
		.json = json,
	};
}

static void read_data_sources(Arena *arena, Settings *settings)
{
	json_object *sources = json_get_object(settings->json, "datasources");

	if (!sources)
		return;
	settings->data_sources =
		arena_new_array(arena, DataSource, (size_t)json_object_object_length(sources) + 1);
	json_object_object_foreach(sources, name, json)
		if (json_object_is_type(json, json_type_object))
			settings->data_sources[settings->n_data_sources++] =
				read_data_source(name, json);
}

Settings *settings_parse(Arena *arena, json_object *json, GError **error)
{
	if (!json_object_is_type(json, json_type_object)) {
		g_set_error(error, RENDER_ERROR, RENDER_ERROR_UPSTREAM,
			    "the frontend settings are no object");
		return NULL;
	}
	Settings *settings = arena_new_one(arena, Settings);

	settings->json = arena_take_json(arena, json_object_get(json));
	settings->version_text = json_get_text(json, "buildInfo.version", "");
	settings->version = version_parse(settings->version_text);
	settings->name_space = json_get_text(json, "namespace", NULL);
	read_data_sources(arena, settings);
	settings->standard = settings_source_by_name(
		settings, json_get_text(json, "defaultDatasource", ""));
	return settings;
}

bool settings_skips_query(const Settings *settings, const char *panel_type)
{
	json_object *panels = json_get_object(settings->json, "panels");
	json_object *plugin = NULL;

	if (!panels || !panel_type)
		return false;
	json_object_object_get_ex(panels, panel_type, &plugin);
	return json_get_bool(plugin, "skipDataQuery", false);
}

static bool has_alias(json_object *plugin, const char *type)
{
	json_object *aliases = json_get_array(plugin, "aliasIDs");

	for (size_t i = 0; aliases && i < json_object_array_length(aliases); i++)
		if (g_strcmp0(json_object_get_string(json_object_array_get_idx(aliases, i)),
			      type) == 0)
			return true;
	return false;
}

static bool has_type(json_object *panels, const char *type)
{
	json_object_object_foreach(panels, id, plugin)
		if (g_strcmp0(id, type) == 0 || has_alias(plugin, type))
			return true;
	return false;
}

bool settings_has_plugin(const Settings *settings, const Panel *panel)
{
	json_object *panels = json_get_object(settings->json, "panels");

	if (!panels || json_object_object_length(panels) == 0)
		return true;
	return has_type(panels, panel->type) || has_type(panels, panel->auto_migrate_from);
}

const DataSource *settings_source_by_uid(const Settings *settings, const char *uid)
{
	for (size_t i = 0; uid && i < settings->n_data_sources; i++)
		if (strcmp(settings->data_sources[i].uid, uid) == 0)
			return &settings->data_sources[i];
	return NULL;
}

const DataSource *settings_source_by_name(const Settings *settings, const char *name)
{
	for (size_t i = 0; name && i < settings->n_data_sources; i++)
		if (strcmp(settings->data_sources[i].name, name) == 0)
			return &settings->data_sources[i];
	return NULL;
}

/* Plugins that were renamed still answer to their old type. */
static bool is_of_type(const DataSource *source, const char *type)
{
	json_object *aliases = json_get_array(source->json, "meta.aliasIDs");

	if (strcmp(source->type, type) == 0)
		return true;
	for (size_t i = 0; aliases && i < json_object_array_length(aliases); i++) {
		const char *alias =
			json_object_get_string(json_object_array_get_idx(aliases, i));

		if (alias && strcmp(alias, type) == 0)
			return true;
	}
	return false;
}

const DataSource *settings_source_by_type(const Settings *settings, const char *type)
{
	const DataSource *first = NULL;

	for (size_t i = 0; type && i < settings->n_data_sources; i++) {
		const DataSource *source = &settings->data_sources[i];

		if (json_get_bool(source->json, "meta.builtIn", false) || !is_of_type(source, type))
			continue;
		if (source->is_default)
			return source;
		if (!first)
			first = source;
	}
	return first;
}

bool settings_toggle(const Settings *settings, const char *name)
{
	json_object *toggles = json_get_object(settings->json, "featureToggles");
	json_object *toggle = NULL;

	return toggles && json_object_object_get_ex(toggles, name, &toggle) &&
	       json_object_get_boolean(toggle);
}
