/*
 * The input is {"panel": {...}, "frames": [...], "annotations": [...], "width", "height"}: a panel
 * as the dashboard has it and an answer's frames. It is laid out and painted.
 */
#include "renderer/encode/encode.h"
#include "renderer/json.h"
#include "renderer/render.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* 2026-03-02 06:00 to 12:00 UTC, as in samples/ */
static const TimeRange range = { INT64_C(1772431200000), INT64_C(1772452800000), "now-6h", "now" };

static Frames *decode(Arena *arena, json_object *list)
{
	const FrameLimits limits = { .max_frames = 2000, .max_cells = 4 * 1000 * 1000 };
	Frames *frames = frames_new(arena);

	for (size_t i = 0; list && i < json_object_array_length(list); i++) {
		Frame *frame = frame_decode(arena, json_object_array_get_idx(list, i), &limits,
					    NULL);

		if (frame)
			frames_append(arena, frames, frame);
	}
	return frames;
}

static void draw(Arena *arena, TextContext *text, json_object *json, const Panel *panel)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	const Interpolator interpolator = { .range = &range, .zone = zone, .zone_name = "UTC" };
	bool shows_all_rows = json_get_bool(json, "all", false);
	RenderInput input = {
		.arena = arena,
		.text = text,
		.theme = theme_dark(),
		.panel = panel,
		.frames = decode(arena, json_get_array(json, "frames")),
		.annotations = decode(arena, json_get_array(json, "annotations")),
		.range = range,
		.zone = zone,
		.now_ms = range.to_ms,
		.interpolator = &interpolator,
		.width_px = CLAMP(json_get_number(json, "width", 300), 10, 1000),
		.height_px = CLAMP(json_get_number(json, "height", 200), 10, 1000),
		.scale = 1,
		.shows_all_rows = shows_all_rows,
		.max_height_px = 1000,
	};
	g_autoptr(Scene) scene = render_panel(&input, NULL);
	GBytes *png = scene ? scene_to_png(scene, text, theme_dark()->background_canvas, NULL) : NULL;

	g_bytes_unref(png);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static TextContext *text;
	g_autoptr(Arena) arena = arena_new(512 * 1024 * 1024);
	const char *bytes = arena_strndup(arena, size ? (const char *)data : "", size);
	json_object *json = arena_take_json(arena, json_tokener_parse(bytes));
	Panel panel;

	if (!text)
		text = text_context_new();
	if (panel_parse(arena, json_get_object(json, "panel"), &panel))
		draw(arena, text, json, &panel);
	return 0;
}
