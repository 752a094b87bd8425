#include "renderer/data/names.h"
#include "renderer/json.h"
#include "renderer/panel/button.h"
#include "renderer/panel/message.h"
#include "renderer/panel/missing-data.h"
#include "renderer/panel/table/table-grid.h"
#include "renderer/panel/types.h"

#include <math.h>

enum { SELECT_PX = 32, SELECT_PAD = 8 };

/* --- Frames --- */

static bool is_sub_frame(const Frame *frame)
{
	return json_get(frame->meta, "custom.parentRowIndex") != NULL;
}

static bool has_sub_frames(const Frames *frames, const Frame *of)
{
	for (size_t i = 0; i < frames->n; i++)
		if (is_sub_frame(frames->items[i]) &&
		    g_strcmp0(frames->items[i]->ref_id, of->ref_id) == 0)
			return true;
	return false;
}

/* Grafana 9.3 told by row numbers which frames belong into which rows. */
static Frame *nest(Arena *arena, const Frame *frame)
{
	Frame *nested = frame_new(arena, frame->n_fields + 1, frame->n_rows);

	nested->name = frame->name;
	nested->ref_id = frame->ref_id;
	nested->meta = frame->meta;
	for (size_t i = 0; i < frame->n_fields; i++)
		nested->fields[i] = frame->fields[i];
	nested->fields[frame->n_fields] = (Field){
		.name = "nested",
		.type = FIELD_NESTED_FRAMES,
		.config = field_config_empty(),
		.values = arena_new_array(arena, Value, frame->n_rows + 1),
	};
	return nested;
}

/* The frames to choose from: those that belong into rows of others are none. */
static const Frames *main_frames(Arena *arena, const Frames *frames)
{
	bool has_any = false;

	for (size_t i = 0; i < frames->n; i++)
		has_any |= is_sub_frame(frames->items[i]);
	if (!has_any)
		return frames;
	Frames *mains = frames_new(arena);

	for (size_t i = 0; i < frames->n; i++) {
		Frame *frame = frames->items[i];

		if (is_sub_frame(frame) || frame->n_rows == 0)
			continue;
		frames_append(arena, mains, has_sub_frames(frames, frame) ? nest(arena, frame) : frame);
	}
	return mains;
}

static bool has_fields(const Frames *frames)
{
	for (size_t i = 0; i < frames->n; i++)
		if (frames->items[i]->n_fields > 0)
			return true;
	return false;
}

static size_t chosen_frame(const PanelContext *context, const Frames *frames)
{
	double index = json_get_number(context->options, "frameIndex", 0);

	return index > 0 && index < (double)frames->n ? (size_t)index : 0;
}

/* --- The panel --- */

static double select_height(const Frames *frames)
{
	return frames->n > 1 ? SELECT_PX + SELECT_PAD : 0;
}

static void draw_select(const PanelContext *context, Scene *scene, Frame *frame, Rect area)
{
	Rect box = { area.x + SELECT_PAD, rect_bottom(area) - SELECT_PX,
		     area.width - 2 * SELECT_PAD, SELECT_PX };

	if (box.width > SELECT_PX)
		select_draw(scene, context->text, context->theme, box,
			    frame_display_name(context->arena, frame, -1));
}

static bool table_layout(const PanelContext *context, Rect area, Scene *scene, GError **error)
{
	const Frames *frames = main_frames(context->arena, context->frames);

	if (!has_fields(frames)) {
		message_layout(scene, context->text, context->theme, area,
			       missing_data_text(context, (DataNeeds){ 0 }));
		return true;
	}
	Frame *frame = frames->items[chosen_frame(context, frames)];
	Rect grid = area;

	grid.height = fmax(0, grid.height - select_height(frames));
	table_grid_draw(context, scene, frame, grid);
	if (frames->n > 1)
		draw_select(context, scene, frame, area);
	return true;
}

static double table_height(const PanelContext *context, double width_px, double most_px)
{
	const Frames *frames = main_frames(context->arena, context->frames);

	if (!has_fields(frames))
		return 0;
	return fmin(most_px, select_height(frames) +
				     table_grid_height(context,
						       frames->items[chosen_frame(context, frames)],
						       width_px, most_px));
}

const PanelType panel_table = {
	.id = "table",
	/* Overrides set what hangs below those last ones (`custom.hideFrom.viz`), never all of it. */
	.field_defaults = "{\"thresholds\":{\"mode\":\"absolute\",\"steps\":["
			  "{\"value\":null,\"color\":\"green\"},{\"value\":80,\"color\":\"red\"}]},"
			  "\"custom\":{\"displayMode\":null},\"custom.displayMode\":null,"
			  "\"custom.footer\":null,\"custom.hideFrom\":null,"
			  "\"custom.tooltip\":null}",
	.layout = table_layout,
	.full_height = table_height,
};
