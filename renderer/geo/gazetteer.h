#pragma once

#include "renderer/asset.h"
#include "renderer/geo/geometry.h"

/**
 * A list of places by their names and codes.
 *
 * Source: Grafana 12.3, features/geo/gazetteer.
 */
typedef struct Gazetteer Gazetteer;

/** The one Grafana takes where none is named. */
#define GAZETTEER_COUNTRIES "public/gazetteer/countries.json"

/** NULL when the file did not come or holds no places. `path` NULL or "": the countries. */
const Gazetteer *gazetteer_open(Arena *arena, const Assets *assets, const char *path);

/** One row of a gazetteer; NULL where `key` names none. */
typedef struct {
	Geometry *geometry; // NULL: the file does not say where it is
	size_t row;
} Place;

const Place *gazetteer_find(const Gazetteer *gazetteer, const char *key);

/** What the file says beside the places; NULL for lists that say nothing. Rows are Place.row. */
const struct Frame *gazetteer_frame(const Gazetteer *gazetteer);
