#include "tests/transform.h"

/* Expected: Grafana 12.3, features/transformers/spatial and lookupGazetteer. */

static const char depots[] =
	"[{'fields': [{'name': 'depot', 'type': 'string', 'values': ['DE', 'x', 'at']},"
	" {'name': 'lat', 'type': 'number', 'values': [0, 0, 1]},"
	" {'name': 'lon', 'type': 'number', 'values': [0, 1, 0]}]}]";

static Frames *run(Arena *arena, const char *id, const char *options, const Assets *assets,
		   GError **error)
{
	TransformContext context = transform_context(arena);

	context.assets = assets;
	return transform_find(id)->run(&context, transform_input(arena, depots),
				       parse_json(arena, options), error);
}

static void test_prepares_points(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frames *frames = run(arena, "spatial", "{'action': 'prepare'}", NULL, NULL);
	Field *field = &frames->items[0]->fields[0];

	g_assert_cmpstr(field->name, ==, "Point");
	g_assert_cmpint(field->type, ==, FIELD_GEO);
	g_assert_cmpstr(json_object_to_json_string_ext(field->values[1].json, JSON_C_TO_STRING_PLAIN),
			==, "{\"type\":\"Point\",\"coordinates\":[1.0,0.0]}");
}

static void test_measures_headings(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frames *frames = run(arena, "spatial", "{'action': 'calculate'}", NULL, NULL);
	Frame *frame = frames->items[0];
	Field *field = &frame->fields[frame->n_fields - 1];

	g_assert_cmpstr(field->name, ==, "heading");
	g_assert_cmpstr(field->config.unit, ==, "degree");
	g_assert_cmpfloat_with_epsilon(field->numbers[0], 90, 1e-6);
	g_assert_cmpfloat_with_epsilon(field->numbers[1], 0, 1e-6);
	g_assert_cmpfloat_with_epsilon(field->numbers[2], 0, 1e-6);
}

static void test_joins_places_to_a_line(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frames *frames = run(arena, "spatial", "{'action': 'modify', 'modify': {'op': 'asLine'}}",
			     NULL, NULL);
	Frame *frame = frames->items[0];

	g_assert_cmpuint(frame->n_fields, ==, 1);
	g_assert_cmpuint(frame->n_rows, ==, 1);
	g_assert_cmpstr(frame->fields[0].name, ==, "Line");
}

static void test_leaves_frames_without_places(void)
{
	assert_transform("spatial", "{'action': 'calculate'}",
			 "[{'fields': [{'name': 'a', 'type': 'number', 'values': [1]}]}]", "a: 1");
}

static void test_looks_names_up(void)
{
	static const char list[] = "[{\"id\":\"DE\",\"lat\":51,\"lng\":10,\"name\":\"Germany\"},"
				   "{\"id\":\"AT\",\"lat\":47,\"lng\":14,\"name\":\"Austria\"}]";
	g_autoptr(Arena) arena = arena_new(1 << 20);
	g_autoptr(GBytes) bytes = g_bytes_new_static(list, strlen(list));
	Asset item = { "public/gazetteer/countries.json", bytes };
	const Assets assets = { &item, 1 };
	Frames *frames =
		run(arena, "fieldLookup", "{'lookupField': 'depot'}", &assets, NULL);

	g_assert_cmpstr(transform_text(arena, frames), ==,
			"depot: DE x at | id: DE undefined undefined | lat 1: 51 undefined undefined | "
			"lng: 10 undefined undefined | name: Germany undefined undefined | "
			"lat 2: 0 0 1 | lon: 0 1 0");
}

static void test_says_when_places_are_missing(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	g_autoptr(GError) error = NULL;

	g_assert_null(run(arena, "fieldLookup", "{'lookupField': 'depot'}", NULL, &error));
	g_assert_nonnull(error);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/spatial/prepares-points", test_prepares_points);
	g_test_add_func("/spatial/measures-headings", test_measures_headings);
	g_test_add_func("/spatial/joins-places-to-a-line", test_joins_places_to_a_line);
	g_test_add_func("/spatial/leaves-frames-without-places", test_leaves_frames_without_places);
	g_test_add_func("/field-lookup/looks-names-up", test_looks_names_up);
	g_test_add_func("/field-lookup/says-when-places-are-missing",
			test_says_when_places_are_missing);
	return g_test_run();
}
