#include "renderer/encode/encode.h"
#include "renderer/json.h"
#include "renderer/render.h"

#include <string.h>

/*
 * Every folder samples/<type>/<case> is a test: panel.json and query.json must give scene.txt,
 * and nearly the pixels of image.png. UPDATE_SAMPLES=1 writes both anew. What a panel type asks
 * Grafana besides queries is in answers.json, where there is one.
 */

enum { WIDTH = 600, HEIGHT = 320 };

/* 2026-03-02 06:00 to 12:00 UTC */
#define FROM_MS INT64_C(1772431200000)
#define TO_MS INT64_C(1772452800000)

/* Another libpng or Cairo may blend a little differently; a moved line differs by more. */
#define MAX_DIFFERENT_PIXELS 0.002
enum { MAX_CHANNEL_DIFFERENCE = 40 };

typedef struct {
	char *folder;
	Arena *arena;
	TextContext *text;
	Scene *scene;
} Sample;

static char *path_in(const char *folder, const char *name)
{
	return g_build_filename(folder, name, NULL);
}

static json_object *load_json(Arena *arena, const char *folder, const char *name)
{
	g_autofree char *path = path_in(folder, name);
	json_object *json = json_object_from_file(path);

	g_assert_nonnull(json);
	return arena_take_json(arena, json);
}

static Frames *load_frames(Arena *arena, const char *folder)
{
	json_object *results = json_get(load_json(arena, folder, "query.json"), "results");
	const FrameLimits limits = { 1000, 1000000 };
	Frames *frames = frames_new(arena);

	json_object_object_foreach(results, ref_id, result) {
		json_object *list = json_get_array(result, "frames");

		g_assert_nonnull(ref_id);
		for (size_t i = 0; i < json_object_array_length(list); i++) {
			g_autoptr(GError) error = NULL;
			Frame *frame = frame_decode(arena, json_object_array_get_idx(list, i),
						    &limits, &error);

			g_assert_no_error(error);
			frames_append(arena, frames, frame);
		}
	}
	return frames;
}

static const Answers *load_answers(Arena *arena, const char *folder)
{
	enum { MAX_ANSWERS = 8 };
	g_autofree char *path = path_in(folder, "answers.json");
	Answers *answers = arena_new_one(arena, Answers);

	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		return NULL;
	answers->items = arena_new_array(arena, Answer, MAX_ANSWERS);
	json_object_object_foreach(load_json(arena, folder, "answers.json"), name, json) {
		g_assert_cmpuint(answers->n, <, MAX_ANSWERS);
		answers->items[answers->n++] = (Answer){ .name = name, .json = json };
	}
	return answers;
}

static bool is_light(const char *folder)
{
	return strstr(folder, "korean") != NULL || strstr(folder, "revenue") != NULL;
}

static Scene *draw(Sample *sample)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	g_autoptr(GError) error = NULL;
	TimeRange range = { FROM_MS, TO_MS, "", "" };
	Interpolator interpolator = { .range = &range, .zone = zone, .zone_name = "UTC" };
	Panel panel;
	json_object *json = load_json(sample->arena, sample->folder, "panel.json");

	g_assert_true(panel_parse(sample->arena, json, &panel));
	RenderInput input = {
		.arena = sample->arena,
		.text = sample->text,
		.theme = is_light(sample->folder) ? theme_light() : theme_dark(),
		.panel = &panel,
		.frames = load_frames(sample->arena, sample->folder),
		.answers = load_answers(sample->arena, sample->folder),
		.range = range,
		.zone = zone,
		.now_ms = TO_MS,
		.interpolator = &interpolator,
		.width_px = WIDTH,
		.height_px = HEIGHT,
		.scale = 1,
	};
	Scene *scene = render_panel(&input, &error);

	g_assert_no_error(error);
	return scene;
}

static bool is_updating(void)
{
	return g_strcmp0(g_getenv("UPDATE_SAMPLES"), "1") == 0;
}

static void check_scene(const Sample *sample)
{
	g_autofree char *text = scene_to_text(sample->scene);
	g_autofree char *path = path_in(sample->folder, "scene.txt");
	g_autofree char *expected = NULL;

	if (is_updating())
		g_assert_true(g_file_set_contents(path, text, -1, NULL));
	g_assert_true(g_file_get_contents(path, &expected, NULL, NULL));
	g_assert_cmpstr(text, ==, expected);
}

static bool pixels_differ(uint32_t a, uint32_t b)
{
	for (int shift = 0; shift < 24; shift += 8)
		if (abs((int)(a >> shift & 255) - (int)(b >> shift & 255)) > MAX_CHANNEL_DIFFERENCE)
			return true;
	return false;
}

static double different_part(cairo_surface_t *a, cairo_surface_t *b)
{
	int width = cairo_image_surface_get_width(a), height = cairo_image_surface_get_height(a);
	size_t different = 0;

	g_assert_cmpint(width, ==, cairo_image_surface_get_width(b));
	g_assert_cmpint(height, ==, cairo_image_surface_get_height(b));
	for (int y = 0; y < height; y++) {
		const uint32_t *row_a = (const uint32_t *)(const void *)(
			cairo_image_surface_get_data(a) + y * cairo_image_surface_get_stride(a));
		const uint32_t *row_b = (const uint32_t *)(const void *)(
			cairo_image_surface_get_data(b) + y * cairo_image_surface_get_stride(b));

		for (int x = 0; x < width; x++)
			different += pixels_differ(row_a[x], row_b[x]);
	}
	return (double)different / ((double)width * height);
}

typedef struct {
	const unsigned char *at;
	size_t left;
} Reader;

static cairo_status_t read_bytes(void *data, unsigned char *out, unsigned int length)
{
	Reader *reader = data;

	if (length > reader->left)
		return CAIRO_STATUS_READ_ERROR;
	memcpy(out, reader->at, length);
	reader->at += length;
	reader->left -= length;
	return CAIRO_STATUS_SUCCESS;
}

static void check_picture(const Sample *sample)
{
	g_autoptr(GError) error = NULL;
	const Theme *theme = is_light(sample->folder) ? theme_light() : theme_dark();
	g_autoptr(GBytes) png = scene_to_png(sample->scene, sample->text, theme->background_canvas,
					     &error);
	g_autofree char *path = path_in(sample->folder, "image.png");

	g_assert_no_error(error);
	size_t size;
	const unsigned char *bytes = g_bytes_get_data(png, &size);

	if (is_updating())
		g_assert_true(g_file_set_contents(path, (const char *)bytes, (gssize)size, NULL));
	cairo_surface_t *ours =
		cairo_image_surface_create_from_png_stream(read_bytes, &(Reader){ bytes, size });
	cairo_surface_t *expected = cairo_image_surface_create_from_png(path);

	g_assert_cmpint(cairo_surface_status(expected), ==, CAIRO_STATUS_SUCCESS);
	g_assert_cmpfloat(different_part(ours, expected), <=, MAX_DIFFERENT_PIXELS);
	cairo_surface_destroy(ours);
	cairo_surface_destroy(expected);
}

static void test_sample(const void *data)
{
	Sample sample = {
		.folder = (char *)data,
		.arena = arena_new(64 << 20),
		.text = text_context_new(),
	};

	if (text_width(sample.text, &(TextStyle){ FONT_SANS, 14, 400, false, 0 }, "Inter") < 28) {
		g_test_skip("Inter 4.0 is not installed");
	} else {
		sample.scene = draw(&sample);
		check_scene(&sample);
		check_picture(&sample);
	}
	scene_free(sample.scene);
	text_context_free(sample.text);
	arena_free(sample.arena);
}

static void add_cases(const char *root, const char *type)
{
	g_autofree char *folder = g_build_filename(root, type, NULL);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *test = g_strdup_printf("/samples/%s/%s", type, name);

		g_test_add_data_func_full(test, g_build_filename(folder, name, NULL), test_sample,
					  g_free);
	}
}

int main(int argc, char **argv)
{
	const char *root = g_getenv("SAMPLES");
	g_autoptr(GDir) dir = NULL;
	const char *name;

	g_test_init(&argc, &argv, NULL);
	g_assert_nonnull(root);
	dir = g_dir_open(root, 0, NULL);
	while (dir && (name = g_dir_read_name(dir)))
		add_cases(root, name);
	return g_test_run();
}
