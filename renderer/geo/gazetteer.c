#include "renderer/geo/gazetteer.h"

#include "renderer/data/frame.h"
#include "renderer/geo/geohash.h"
#include "renderer/json.h"

#include <math.h>
#include <string.h>

enum { MAX_PLACES = 100 * 1000, MAX_KEYS = 500 * 1000 };

struct Gazetteer {
	Arena *arena;
	GHashTable *places; // key -> Place
	bool ignores_case;
	const Frame *frame;
};

static void add_key(Gazetteer *gazetteer, const char *key, Place *place)
{
	if (!key || g_hash_table_size(gazetteer->places) >= MAX_KEYS)
		return;
	g_autofree char *upper = g_utf8_strup(key, -1);

	g_hash_table_insert(gazetteer->places, arena_strdup(gazetteer->arena, upper), place);
	g_hash_table_insert(gazetteer->places, arena_strdup(gazetteer->arena, key), place);
}

static Place *new_place(Arena *arena, Geometry *geometry, size_t row)
{
	Place *place = arena_new_one(arena, Place);

	*place = (Place){ geometry, row };
	return place;
}

/* --- The old world map's lists: {key or keys, latitude, longitude, name} --- */

static bool is_world_map(json_object *json)
{
	json_object *first = json_object_is_type(json, json_type_array)
				     ? json_object_array_get_idx(json, 0)
				     : NULL;

	return json_get(first, "latitude") && json_get(first, "longitude") &&
	       (json_get(first, "key") || json_get(first, "keys"));
}

static void add_world_map_entry(Gazetteer *gazetteer, json_object *entry, size_t row)
{
	json_object *keys = json_get_array(entry, "keys");
	Point at = { json_get_number(entry, "longitude", NAN), json_get_number(entry, "latitude", NAN) };
	bool is_place = isfinite(at.x) && isfinite(at.y);
	Place *place = new_place(gazetteer->arena,
				 is_place ? geometry_point(gazetteer->arena, at) : NULL, row);

	add_key(gazetteer, json_get_text(entry, "name", NULL), place);
	add_key(gazetteer, json_get_text(entry, "key", NULL), place);
	for (size_t i = 0; keys && i < json_object_array_length(keys); i++) {
		json_object *key = json_object_array_get_idx(keys, i);

		if (json_object_is_type(key, json_type_string))
			add_key(gazetteer, json_object_get_string(key), place);
	}
}

static void add_world_map(Gazetteer *gazetteer, json_object *json)
{
	size_t n = MIN(json_object_array_length(json), MAX_PLACES);

	gazetteer->ignores_case = true;
	for (size_t i = 0; i < n; i++)
		add_world_map_entry(gazetteer, json_object_array_get_idx(json, i), i);
}

/* --- Tables: the columns that name places, and those that say where they are --- */

static bool is_key_name(const char *name)
{
	static const char *const names[] = { "ID", "UID", "KEY", "CODE" };
	g_autofree char *upper = g_ascii_strup(name ? name : "", -1);

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (strcmp(upper, names[i]) == 0)
			return true;
	return g_str_has_suffix(upper, "_ID") || g_str_has_suffix(upper, "_CODE");
}

static const Field *field_named(const Frame *frame, const char *const *names)
{
	const Field *found = NULL;

	for (size_t i = 0; i < frame->n_fields; i++)
		for (const char *const *name = names; *name; name++)
			if (g_ascii_strcasecmp(frame->fields[i].name ? frame->fields[i].name : "",
					       *name) == 0)
				found = &frame->fields[i];
	return found;
}

/* The columns a table's places are found by and stand in. */
typedef struct {
	const Frame *frame;
	const Field *latitude, *longitude, *geohash;
} PlaceColumns;

static PlaceColumns place_columns(const Frame *frame)
{
	static const char *const latitudes[] = { "lat", "latitute", NULL };
	static const char *const longitudes[] = { "lon", "lng", "long", "longitue", NULL };
	static const char *const geohashes[] = { "geohash", NULL };

	return (PlaceColumns){ frame, field_named(frame, latitudes), field_named(frame, longitudes),
			       field_named(frame, geohashes) };
}

static Geometry *place_at(Arena *arena, const PlaceColumns *columns, size_t row)
{
	Point at;

	if (columns->geohash) {
		Value value = field_value(columns->frame, columns->geohash, row);

		return value.kind == VALUE_STRING && geohash_decode(value.string, &at)
			       ? geometry_point(arena, at)
			       : NULL;
	}
	if (!columns->latitude || !columns->longitude)
		return NULL;
	at.x = field_number(columns->frame, columns->longitude, row);
	at.y = field_number(columns->frame, columns->latitude, row);
	return isfinite(at.x) && isfinite(at.y) ? geometry_point(arena, at) : NULL;
}

static void add_keys(Gazetteer *gazetteer, const Frame *frame, const Field *field, Place **places)
{
	for (size_t row = 0; row < frame->n_rows; row++)
		add_key(gazetteer,
			value_to_text(gazetteer->arena, field_value(frame, field, row)), places[row]);
}

static void add_table(Gazetteer *gazetteer, const Frame *frame, Place **places)
{
	const Field *first_text = frame_first_of_type(frame, FIELD_STRING);
	bool has_keys = false;

	gazetteer->frame = frame;
	for (size_t i = 0; i < frame->n_fields; i++) {
		if (!is_key_name(frame->fields[i].name))
			continue;
		has_keys = true;
		add_keys(gazetteer, frame, &frame->fields[i], places);
	}
	if (!has_keys && first_text)
		add_keys(gazetteer, frame, first_text, places);
}

static void add_rows(Gazetteer *gazetteer, json_object *json)
{
	const FrameLimits limits = { 1, MAX_KEYS };
	Frame *frame = frame_decode_legacy(gazetteer->arena, json, &limits, NULL);

	if (!frame)
		return;
	frame_guess_types(frame);
	PlaceColumns columns = place_columns(frame);
	Place **places = arena_new_array(gazetteer->arena, Place *, frame->n_rows + 1);

	for (size_t row = 0; row < frame->n_rows; row++)
		places[row] = new_place(gazetteer->arena,
					place_at(gazetteer->arena, &columns, row), row);
	add_table(gazetteer, frame, places);
}

/* --- GeoJSON: properties are the table, geometries the places --- */

static void add_features(Gazetteer *gazetteer, json_object *features)
{
	Arena *arena = gazetteer->arena;
	size_t n = MIN(json_object_array_length(features), MAX_PLACES), budget = GEO_MAX_POINTS;
	Place **places = arena_new_array(arena, Place *, n + 1);
	json_object *rows = arena_take_json(arena, json_object_new_array());

	for (size_t i = 0; i < n; i++) {
		json_object *feature = json_object_array_get_idx(features, i);
		json_object *properties = json_get_object(feature, "properties");
		json_object *row = json_object_new_object();

		places[i] = new_place(
			arena, geometry_parse(arena, json_get(feature, "geometry"), &budget), i);
		if (json_get(feature, "id"))
			json_object_object_add(row, "id",
					       json_object_get(json_get(feature, "id")));
		if (properties) {
			json_object_object_foreach(properties, key, value)
				json_object_object_add(row, key, json_object_get(value));
		}
		json_object_array_add(rows, row);
	}
	const FrameLimits limits = { 1, MAX_KEYS };
	Frame *frame = frame_decode_legacy(arena, rows, &limits, NULL);

	if (!frame || frame->n_rows != n)
		return;
	frame_guess_types(frame);
	add_table(gazetteer, frame, places);
}

/* --- All of them --- */

static void destroy_table(void *table)
{
	g_hash_table_destroy(table);
}

const Gazetteer *gazetteer_open(Arena *arena, const Assets *assets, const char *path)
{
	json_object *json =
		assets_find_json(arena, assets, path && path[0] ? path : GAZETTEER_COUNTRIES);

	if (!json)
		return NULL;
	Gazetteer *gazetteer = arena_new_one(arena, Gazetteer);

	gazetteer->arena = arena;
	gazetteer->places = g_hash_table_new(g_str_hash, g_str_equal);
	arena_take(arena, gazetteer->places, destroy_table);
	if (is_world_map(json))
		add_world_map(gazetteer, json);
	else if (json_get_array(json, "features"))
		add_features(gazetteer, json_get_array(json, "features"));
	else
		add_rows(gazetteer, json);
	return gazetteer;
}

const Place *gazetteer_find(const Gazetteer *gazetteer, const char *key)
{
	const Place *place = g_hash_table_lookup(gazetteer->places, key);

	if (place || !gazetteer->ignores_case)
		return place;
	g_autofree char *upper = g_utf8_strup(key, -1);

	return g_hash_table_lookup(gazetteer->places, upper);
}

const Frame *gazetteer_frame(const Gazetteer *gazetteer)
{
	return gazetteer->frame;
}
