#include "renderer/geo/location.h"

#include "renderer/data/dimension.h"
#include "renderer/data/names.h"
#include "renderer/geo/geohash.h"
#include "renderer/json.h"

#include <math.h>
#include <string.h>

typedef enum { MODE_AUTO, MODE_COORDS, MODE_GEOHASH, MODE_LOOKUP } LocationMode;

/* Which fields say where the rows are; those of the mode are set where they are found. */
typedef struct {
	LocationMode mode;
	const Field *latitude, *longitude, *geohash, *lookup, *geo;
} LocationFields;

static const char *const latitude_names[] = { "latitude", "lat", NULL };
static const char *const longitude_names[] = { "longitude", "lon", "lng", NULL };
static const char *const geohash_names[] = { "geohash", NULL };
static const char *const lookup_names[] = { "lookup", NULL };

static bool is_one_of(const char *name, const char *const *names)
{
	for (; name && *names; names++)
		if (strcmp(name, *names) == 0)
			return true;
	return false;
}

/* By the name in any case, or the display name as it is. */
static const Field *by_usual_names(Arena *arena, const Frame *frame, const char *const *names)
{
	for (size_t i = 0; i < frame->n_fields; i++) {
		Field *field = &frame->fields[i];
		g_autofree char *lower = g_utf8_strdown(field->name ? field->name : "", -1);

		if (is_one_of(lower, names) ||
		    is_one_of(field_display_name(arena, field, frame, NULL), names))
			return field;
	}
	return NULL;
}

static LocationMode parse_mode(const char *mode)
{
	if (strcmp(mode, "coords") == 0)
		return MODE_COORDS;
	if (strcmp(mode, "geohash") == 0)
		return MODE_GEOHASH;
	return strcmp(mode, "lookup") == 0 ? MODE_LOOKUP : MODE_AUTO;
}

static LocationFields find_usual(Arena *arena, const Frame *frame)
{
	LocationFields fields = { .geo = frame_first_of_type(frame, FIELD_GEO) };

	if (fields.geo)
		return fields;
	fields.latitude = by_usual_names(arena, frame, latitude_names);
	fields.longitude = by_usual_names(arena, frame, longitude_names);
	fields.geohash = by_usual_names(arena, frame, geohash_names);
	fields.lookup = by_usual_names(arena, frame, lookup_names);
	if (fields.latitude && fields.longitude)
		fields.mode = MODE_COORDS;
	else if (fields.geohash)
		fields.mode = MODE_GEOHASH;
	else if (fields.lookup)
		fields.mode = MODE_LOOKUP;
	return fields;
}

static const Field *by_option(Arena *arena, const Frame *frame, json_object *source,
			      const char *key)
{
	return dimension_find_in(arena, frame, json_get_text(source, key, NULL)).field;
}

static LocationFields find_fields(Arena *arena, const Frame *frame, json_object *source)
{
	LocationFields fields = { parse_mode(json_get_text(source, "mode", "auto")) };

	switch (fields.mode) {
	case MODE_AUTO:
		return find_usual(arena, frame);
	case MODE_COORDS:
		fields.latitude = by_option(arena, frame, source, "latitude");
		fields.longitude = by_option(arena, frame, source, "longitude");
		break;
	case MODE_GEOHASH:
		fields.geohash = by_option(arena, frame, source, "geohash");
		break;
	case MODE_LOOKUP:
		fields.lookup = json_get_text(source, "lookup", "")[0]
					? by_option(arena, frame, source, "lookup")
					: frame_first_of_type(frame, FIELD_STRING);
		break;
	}
	return fields;
}

/* --- The places --- */

static Geometry *at_coordinates(Arena *arena, const Frame *frame, const LocationFields *fields,
				size_t row)
{
	Value longitude = field_value(frame, fields->longitude, row);
	Value latitude = field_value(frame, fields->latitude, row);

	if (longitude.kind == VALUE_NULL || latitude.kind == VALUE_NULL)
		return NULL;
	Point at = { value_to_number(longitude), value_to_number(latitude) };

	return isfinite(at.x) && isfinite(at.y) ? geometry_point(arena, at) : NULL;
}

static Geometry *at_geohash(Arena *arena, const Frame *frame, const Field *field, size_t row)
{
	Value value = field_value(frame, field, row);
	Point at;

	if (value.kind != VALUE_STRING || !geohash_decode(value.string, &at))
		return NULL;
	return geometry_point(arena, at);
}

static Geometry *at_name(const Gazetteer *gazetteer, const Frame *frame, const Field *field,
			 size_t row)
{
	Value value = field_value(frame, field, row);
	const Place *place =
		value.kind == VALUE_STRING ? gazetteer_find(gazetteer, value.string) : NULL;

	return place ? place->geometry : NULL;
}

static Locations look_up(Arena *arena, const Frame *frame, const LocationFields *fields,
			 json_object *source, const Assets *assets)
{
	const char *path = json_get_text(source, "gazetteer", GAZETTEER_COUNTRIES);
	const Gazetteer *gazetteer = gazetteer_open(arena, assets, path);
	Locations locations = { arena_new_array(arena, Geometry *, frame->n_rows + 1), NULL,
				"Geometry", true };

	if (!gazetteer) {
		locations.problem = arena_printf(arena, "Places of %s are not available", path);
		return locations;
	}
	for (size_t row = 0; row < frame->n_rows; row++)
		locations.rows[row] = at_name(gazetteer, frame, fields->lookup, row);
	return locations;
}

static Locations read_geometries(Arena *arena, const Frame *frame, const Field *field)
{
	Locations locations = { arena_new_array(arena, Geometry *, frame->n_rows + 1), NULL,
				field->name, false };
	size_t budget = GEO_MAX_POINTS;

	for (size_t row = 0; row < frame->n_rows; row++) {
		Value value = field_value(frame, field, row);

		if (value.kind == VALUE_JSON)
			locations.rows[row] = geometry_parse(arena, value.json, &budget);
	}
	return locations;
}

Locations locations_of(Arena *arena, const Frame *frame, json_object *source, const Assets *assets)
{
	LocationFields fields = find_fields(arena, frame, source);
	Locations locations = { NULL, "Unable to find location fields", NULL, false };

	if (fields.geo)
		return read_geometries(arena, frame, fields.geo);
	if (fields.mode == MODE_LOOKUP && fields.lookup)
		return look_up(arena, frame, &fields, source, assets);
	bool has_coordinates = fields.mode == MODE_COORDS && fields.latitude && fields.longitude;
	bool has_geohash = fields.mode == MODE_GEOHASH && fields.geohash;

	if (!has_coordinates && !has_geohash)
		return locations;
	locations = (Locations){ arena_new_array(arena, Geometry *, frame->n_rows + 1), NULL,
				 has_coordinates ? "Point" : fields.geohash->name, true };
	for (size_t row = 0; row < frame->n_rows; row++)
		locations.rows[row] = has_coordinates
					      ? at_coordinates(arena, frame, &fields, row)
					      : at_geohash(arena, frame, fields.geohash, row);
	return locations;
}
