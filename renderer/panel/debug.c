#include "renderer/data/names.h"
#include "renderer/data/reduce.h"
#include "renderer/json.h"
#include "renderer/panel/alert-box.h"
#include "renderer/panel/icon.h"
#include "renderer/panel/line.h"
#include "renderer/panel/types.h"

#include <math.h>
#include <string.h>

/*
 * What a panel gets, for those who write panels: each frame's fields with their last values. A
 * picture is drawn once, so its counters stand at the start.
 *
 * Source: Grafana 12.3, plugins/panel/debug; an alpha that is off unless asked for.
 */

enum {
	LINE = 22,
	BUTTON = 16,
	BUTTON_GAP = 8,
	ROW = 38,
	PAD_X = 8,
	SPACING = 2,
	N_COLUMNS = 3,
	MAX_TABLES = 500,
	MAX_VALUE_BYTES = 1024,
};

typedef struct {
	const char *texts[N_COLUMNS];
} Row;

typedef struct {
	const PanelContext *context;
	Scene *scene;
	Rect area;
	double y;
} Debug;

static LineLook text_look(const Debug *debug, double most_px)
{
	return (LineLook){ .size_px = 14,
			   .line_px = 30,
			   .weight = 400,
			   .color = debug->context->theme->text_primary,
			   .most_px = most_px };
}

/* --- Counters --- */

static bool counts(const Debug *debug, const char *path)
{
	return json_get_bool(debug->context->options, path, true);
}

static void draw_counters(Debug *debug)
{
	LineLook look = text_look(debug, debug->area.width);
	const char *text = arena_printf(
		debug->context->arena, "%s%s%sTime: 0ms",
		counts(debug, "counters.render") ? "Render: 1\u00a0" : "",
		counts(debug, "counters.dataChanged") ? "Data: 0\u00a0" : "",
		counts(debug, "counters.schemaChanged") ? "Schema: 0\u00a0" : "");

	look.line_px = LINE;
	icon_layout(debug->scene, "step-backward",
		    (Rect){ debug->area.x, debug->y + (LINE - BUTTON) / 2.0, BUTTON, BUTTON },
		    debug->context->theme->text_primary);
	line_draw(debug->context, debug->scene, &look, text,
		  debug->area.x + BUTTON + BUTTON_GAP, debug->y);
	debug->y += LINE;
}

/* --- A frame --- */

static const char *type_name(FieldType type)
{
	static const char *const names[] = {
		[FIELD_TIME] = "time",	   [FIELD_NUMBER] = "number", [FIELD_STRING] = "string",
		[FIELD_BOOLEAN] = "boolean", [FIELD_ENUM] = "enum",   [FIELD_FRAME] = "frame",
		[FIELD_NESTED_FRAMES] = "nestedFrames",
	};

	return type < G_N_ELEMENTS(names) && names[type] ? names[type] : "other";
}

static const char *last_value(const Debug *debug, const Frame *frame, const Field *field)
{
	Arena *arena = debug->context->arena;
	Value value = reduce_field(arena, frame, field, reducer_find("lastNotNull"));

	if (value.kind == VALUE_ABSENT || value.kind == VALUE_NULL)
		return value.kind == VALUE_NULL ? "null" : "undefined";
	const char *text = value_to_text(arena, value);
	size_t length = strnlen(text, MAX_VALUE_BYTES);

	return arena_strndup(arena, text, length);
}

static void draw_row(Debug *debug, const Row *row, const double *widths, bool is_tinted)
{
	const double tint = 0.02;
	const Theme *theme = debug->context->theme;
	Color shade = theme->is_dark ? COLOR_RGB(0xffffff) : COLOR_RGB(0x000000);
	double x = debug->area.x + SPACING;

	if (is_tinted)
		scene_fill_rect(debug->scene,
				(Rect){ x, debug->y, debug->area.width - 2 * SPACING, ROW },
				PAINT_COLOR(color_with_alpha(shade, tint)));
	for (size_t i = 0; i < N_COLUMNS; i++) {
		const LineLook look = text_look(debug, fmax(1, widths[i] - 2 * PAD_X));

		line_draw(debug->context, debug->scene, &look, row->texts[i], x + PAD_X,
			  debug->y + (ROW - look.line_px) / 2);
		x += widths[i] + SPACING;
	}
	debug->y += ROW + SPACING;
}

/* Columns share the width by what their texts would take. */
static void set_widths(const Debug *debug, const Row *rows, size_t n, double *widths)
{
	const LineLook look = text_look(debug, 0);
	double all = 0, room = debug->area.width - (N_COLUMNS + 1) * SPACING;

	for (size_t i = 0; i < N_COLUMNS; i++) {
		widths[i] = 0;
		for (size_t r = 0; r < n; r++)
			widths[i] = fmax(widths[i], line_width(debug->context, &look,
							       rows[r].texts[i]));
		widths[i] += 2 * PAD_X;
		all += widths[i];
	}
	for (size_t i = 0; i < N_COLUMNS; i++)
		widths[i] *= fmax(0, room) / all;
}

/* Only as many fields as are seen. */
static size_t n_seen(const Debug *debug, const Frame *frame)
{
	double room = fmax(0, rect_bottom(debug->area) - debug->y);

	return MIN(frame->n_fields, (size_t)(room / ROW) + 1);
}

static void draw_table(Debug *debug, Frame *frame)
{
	Arena *arena = debug->context->arena;
	size_t n = n_seen(debug, frame) + 1;
	Row *rows = arena_new_array(arena, Row, n);
	double widths[N_COLUMNS];

	rows[0] = (Row){ { "Field", "Type", "Last" } };
	for (size_t i = 1; i < n; i++) {
		Field *field = &frame->fields[i - 1];

		rows[i] = (Row){ { field_display_name(arena, field, frame,
						      debug->context->frames),
				   type_name(field->type), last_value(debug, frame, field) } };
	}
	set_widths(debug, rows, n, widths);
	debug->y += SPACING;
	for (size_t i = 0; i < n && debug->y < rect_bottom(debug->area); i++)
		draw_row(debug, &rows[i], widths, i % 2 == 1);
}

static void draw_frames(Debug *debug)
{
	const double gap_em = 0.45;
	const PanelContext *context = debug->context;
	LineLook heading = line_heading(context, 4, 0);

	heading.most_px = debug->area.width;
	for (size_t i = 0; i < MIN(context->frames->n, MAX_TABLES); i++) {
		Frame *frame = context->frames->items[i];

		if (debug->y >= rect_bottom(debug->area))
			return;
		line_draw(context, debug->scene, &heading,
			  arena_printf(context->arena, "%s (%zu)",
				       frame_display_name(context->arena, frame, (int)i),
				       frame->n_rows),
			  debug->area.x, debug->y);
		debug->y += heading.line_px + gap_em * heading.size_px;
		draw_table(debug, frame);
	}
}

/* --- Modes --- */

static void draw_text(Debug *debug, const char *text)
{
	LineLook look = text_look(debug, debug->area.width);

	look.line_px = LINE;
	line_draw(debug->context, debug->scene, &look, text, debug->area.x, debug->y);
}

static bool debug_layout(const PanelContext *context, Rect area, Scene *scene, GError **error)
{
	const char *mode = json_get_text(context->options, "mode", "render");
	Debug debug = { context, scene, area, area.y };

	scene_push_clip_rect(scene, area);
	if (strcmp(mode, "cursor") == 0) {
		draw_text(&debug, "No events yet");
	} else if (strcmp(mode, "State") == 0) {
		draw_text(&debug, "State name");
	} else if (strcmp(mode, "ThrowError") == 0) {
		alert_box_draw(context, scene, area,
			       &(AlertBox){ .title = "An unexpected error happened",
					    .sentence = "The panel is set to fail." });
	} else if (strcmp(mode, "events") != 0) {
		draw_counters(&debug);
		draw_frames(&debug);
	}
	scene_pop_clip(scene);
	return true;
}

const PanelType panel_debug = {
	.id = "debug",
	.layout = debug_layout,
};
