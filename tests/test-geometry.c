#include "renderer/geo/geometry.h"

#include "renderer/geo/geohash.h"

static Geometry *parse(Arena *arena, const char *text)
{
	size_t budget = 100;

	return geometry_parse(arena, arena_take_json(arena, json_tokener_parse(text)), &budget);
}

static void test_projects_there_and_back(void)
{
	Point metres = mercator_of((Point){ 13.4, 52.5 });
	Point degrees = mercator_to_degrees(metres);

	g_assert_cmpfloat_with_epsilon(metres.x, 1491681.18, 0.01);
	g_assert_cmpfloat_with_epsilon(metres.y, 6891041.72, 0.1);
	g_assert_cmpfloat_with_epsilon(degrees.x, 13.4, 1e-9);
	g_assert_cmpfloat_with_epsilon(degrees.y, 52.5, 1e-9);
	g_assert_cmpfloat(mercator_of((Point){ 0, 90 }).y, <=, MERCATOR_HALF);
}

static void test_reads_what_it_writes(void)
{
	static const char text[] =
		"{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[2,0],[2,4],[0,0]]]}";
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Geometry *polygon = parse(arena, text);
	Point center = geometry_center(polygon);

	g_assert_cmpint(polygon->kind, ==, GEO_POLYGON);
	g_assert_cmpuint(polygon->parts[0]->n_points, ==, 4);
	g_assert_cmpfloat_with_epsilon(center.x, 1, 1e-9);
	g_assert_cmpstr(json_object_to_json_string_ext(geometry_to_json(arena, polygon),
						       JSON_C_TO_STRING_PLAIN),
			==,
			"{\"type\":\"Polygon\",\"coordinates\":[[[0.0,0.0],[2.0,0.0],[2.0,4.0],"
			"[0.0,0.0]]]}");
}

static void test_prints_as_text(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);

	g_assert_cmpstr(geometry_to_wkt(arena, parse(arena, "{\"type\":\"Point\",\"coordinates\":"
							    "[-10,0]}")),
			==, "POINT(-10 0)");
	g_assert_cmpstr(geometry_to_wkt(arena, parse(arena, "{\"type\":\"MultiPoint\","
							    "\"coordinates\":[[1,0],[2,0]]}")),
			==, "MULTIPOINT((1 0),(2 0))");
}

static void test_refuses_what_is_no_geometry(void)
{
	static const char *const texts[] = {
		"{\"type\":\"Point\",\"coordinates\":[1]}",
		"{\"type\":\"Point\"}",
		"{\"type\":\"Polygon\",\"coordinates\":7}",
		"{\"type\":\"LineString\",\"coordinates\":[]}",
		"{\"type\":\"Cube\",\"coordinates\":[1,2]}",
		"[1,2]",
	};
	g_autoptr(Arena) arena = arena_new(1 << 20);

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		g_assert_null(parse(arena, texts[i]));
}

static void test_counts_points_down(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	json_object *json = arena_take_json(
		arena, json_tokener_parse("{\"type\":\"LineString\",\"coordinates\":"
					  "[[0,0],[1,1],[2,2]]}"));
	size_t budget = 5;

	g_assert_nonnull(geometry_parse(arena, json, &budget));
	g_assert_null(geometry_parse(arena, json, &budget));
}

static void test_decodes_geohashes(void)
{
	Point at;

	g_assert_true(geohash_decode("ezs42", &at));
	g_assert_cmpfloat_with_epsilon(at.x, -5.603, 0.001);
	g_assert_cmpfloat_with_epsilon(at.y, 42.605, 0.001);
	g_assert_false(geohash_decode("", &at));
	g_assert_true(geohash_decode("aaaa!!", &at));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/geometry/projects-there-and-back", test_projects_there_and_back);
	g_test_add_func("/geometry/reads-what-it-writes", test_reads_what_it_writes);
	g_test_add_func("/geometry/prints-as-text", test_prints_as_text);
	g_test_add_func("/geometry/refuses-what-is-no-geometry", test_refuses_what_is_no_geometry);
	g_test_add_func("/geometry/counts-points-down", test_counts_points_down);
	g_test_add_func("/geometry/decodes-geohashes", test_decodes_geohashes);
	return g_test_run();
}
