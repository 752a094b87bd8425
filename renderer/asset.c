#include "renderer/asset.h"

#include "renderer/json.h"

#include <string.h>

enum { MAX_PATH_BYTES = 120, MAX_DEPTH = 24, MAX_JSON_DEPTH = 32 };

/* What Grafana's frontend takes where a panel leaves the choice to it. */
#define DEFAULT_GAZETTEER "public/gazetteer/countries.json"
#define DEFAULT_SHAPES "public/maps/countries.geojson"

/* Folders of Grafana's own files, and how their files end. */
static const struct {
	const char *folder, *ending;
} places[] = {
	{ "img/icons/", ".svg" },
	{ "img/bg/", ".svg" },
	{ "img/bg/", ".png" },
	{ "img/bg/", ".jpg" },
	{ "public/gazetteer/", ".json" },
	{ "public/gazetteer/", ".geojson" },
	{ "public/build/gazetteer/", ".json" },
	{ "public/maps/", ".geojson" },
};

static bool is_plain(const char *path)
{
	for (const char *at = path; *at; at++) {
		bool is_step = at[0] == '.' && at[1] == '.';

		if (is_step || !(g_ascii_isalnum(*at) || strchr("_-./", *at)))
			return false;
	}
	return strlen(path) <= MAX_PATH_BYTES && !strstr(path, "//");
}

static bool is_asset(const char *path)
{
	for (size_t i = 0; i < G_N_ELEMENTS(places); i++)
		if (g_str_has_prefix(path, places[i].folder) &&
		    g_str_has_suffix(path, places[i].ending))
			return is_plain(path);
	return false;
}

static void add(Assets *assets, const char *path)
{
	if (assets->n >= ASSETS_MAX || !is_asset(path))
		return;
	for (size_t i = 0; i < assets->n; i++)
		if (strcmp(assets->items[i].path, path) == 0)
			return;
	assets->items[assets->n++].path = path;
}

/* Every text in the JSON that is such a path. */
static void collect(Assets *assets, json_object *json, int depth)
{
	if (depth > MAX_DEPTH)
		return;
	if (json_object_is_type(json, json_type_string))
		add(assets, json_object_get_string(json));
	else if (json_object_is_type(json, json_type_array))
		for (size_t i = 0; i < json_object_array_length(json); i++)
			collect(assets, json_object_array_get_idx(json, i), depth + 1);
	else if (json_object_is_type(json, json_type_object)) {
		json_object_object_foreach(json, key, value) {
			(void)key;
			collect(assets, value, depth + 1);
		}
	}
}

static bool has_text(json_object *json, const char *key, const char *text)
{
	return strcmp(json_get_text(json, key, ""), text) == 0;
}

/* A map layer that looks places up, or draws shapes, without saying where they are from. */
static void add_layer_defaults(Assets *assets, json_object *layer)
{
	const char *mode = json_get_text(layer, "location.mode", "auto");

	if (strcmp(mode, "lookup") == 0)
		add(assets, json_get_text(layer, "location.gazetteer", DEFAULT_GAZETTEER));
	if (has_text(layer, "type", "geojson"))
		add(assets, json_get_text(layer, "config.src", DEFAULT_SHAPES));
}

/* A transformation that looks places up, without saying where. */
static void add_lookup_defaults(Assets *assets, json_object *transformations)
{
	for (size_t i = 0; transformations && i < json_object_array_length(transformations); i++) {
		json_object *json = json_object_array_get_idx(transformations, i);

		if (has_text(json, "id", "fieldLookup"))
			add(assets, json_get_text(json, "options.gazetteer", DEFAULT_GAZETTEER));
		else if (has_text(json, "options.source.mode", "lookup"))
			add(assets, json_get_text(json, "options.source.gazetteer",
						  DEFAULT_GAZETTEER));
	}
}

static void add_defaults(Assets *assets, const Panel *panel)
{
	json_object *layers = json_get_array(panel->options, "layers");

	add_lookup_defaults(assets, panel->transformations);
	if (strcmp(panel->type, "geomap") != 0)
		return;
	for (size_t i = 0; layers && i < json_object_array_length(layers); i++)
		add_layer_defaults(assets, json_object_array_get_idx(layers, i));
}

Assets *assets_named_by(Arena *arena, const Panel *panel)
{
	Assets *assets = arena_new_one(arena, Assets);

	assets->items = arena_new_array(arena, Asset, ASSETS_MAX);
	collect(assets, panel->options, 0);
	collect(assets, panel->field_config, 0);
	collect(assets, panel->transformations, 0);
	add_defaults(assets, panel);
	return assets;
}

GBytes *assets_find(const Assets *assets, const char *path)
{
	for (size_t i = 0; assets && i < assets->n; i++)
		if (strcmp(assets->items[i].path, path) == 0)
			return assets->items[i].bytes;
	return NULL;
}

json_object *assets_find_json(Arena *arena, const Assets *assets, const char *path)
{
	GBytes *bytes = assets_find(assets, path);
	size_t size = 0;
	const char *text = bytes ? g_bytes_get_data(bytes, &size) : NULL;

	if (!text || size > G_MAXINT)
		return NULL;
	json_tokener *tokener = json_tokener_new_ex(MAX_JSON_DEPTH);
	json_object *json = json_tokener_parse_ex(tokener, text, (int)size);

	json_tokener_free(tokener);
	return json ? arena_take_json(arena, json) : NULL;
}
