#pragma once

#include "renderer/data/frame.h"
#include "renderer/geo/gazetteer.h"

/** Where the rows of a frame are. */
typedef struct {
	Geometry **rows;     // one a row, NULL where it is nowhere; NULL: no field says where
	const char *problem; // why there are no places, as a sentence; or NULL
	const char *name;    // of a column that holds them
	bool is_derived;     // no column of the frame holds them as they are
} Locations;

/**
 * Finds the places of a frame's rows.
 *
 * source  {mode: auto, coords, geohash or lookup, latitude, longitude, geohash, lookup,
 *         gazetteer}, or NULL for auto
 *
 * Source: Grafana 12.3, features/geo/utils/location.ts.
 */
Locations locations_of(Arena *arena, const Frame *frame, json_object *source,
		       const Assets *assets);
