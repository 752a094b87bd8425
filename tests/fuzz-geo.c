/* The input is a GeoJSON geometry; a text that is no JSON is taken for a geohash. */
#include "renderer/geo/geohash.h"
#include "renderer/geo/geometry.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(Arena) arena = arena_new(1024 * 1024);
	const char *text = arena_strndup(arena, size ? (const char *)data : "", size);
	size_t budget = GEO_MAX_POINTS;
	Geometry *geometry = geometry_parse(
		arena, arena_take_json(arena, json_tokener_parse(text)), &budget);
	Point at;

	geohash_decode(text, &at);
	if (!geometry)
		return 0;
	geometry_to_wkt(arena, geometry);
	geometry_center(geometry);
	g_assert(geometry_last_point(geometry, &at));
	budget = GEO_MAX_POINTS;
	g_assert(geometry_parse(arena, geometry_to_json(arena, geometry), &budget));
	return 0;
}
