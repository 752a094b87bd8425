/* All series below each other, latest first. Source: Grafana 12.3, transformers/seriesToRows.ts. */
#include "renderer/transform/types.h"

#include "renderer/data/names.h"
#include "renderer/transform/rows.h"

/* A row to be: its time, where it comes from. */
typedef struct {
	double time;
	Value metric, value;
} Row;

static int compare_rows(const void *left, const void *right, void *data)
{
	double l = ((const Row *)left)->time, r = ((const Row *)right)->time;

	return (l < r) - (l > r);
}

static size_t value_place(const Frame *frame)
{
	return frame->fields[0].type == FIELD_TIME ? 1 : 0;
}

static void append_rows(Arena *arena, Frame *frame, Row *rows, size_t *n)
{
	const Field *time = frame_first_of_type(frame, FIELD_TIME);
	const Field *value = &frame->fields[value_place(frame)];
	Value metric = value_of_string(frame_display_name(arena, frame, -1));

	for (size_t i = 0; i < frame->n_rows; i++)
		rows[(*n)++] = (Row){ field_number(frame, time, i), metric,
				      field_value(frame, value, i) };
}

static Frame *build(Arena *arena, const Frame *first, const Row *rows, size_t n)
{
	Frame *out = frame_new(arena, 3, n);
	double *times = arena_new_array(arena, double, n);
	Value *metrics = arena_new_array(arena, Value, n), *values = arena_new_array(arena, Value, n);

	for (size_t i = 0; i < n; i++) {
		times[i] = rows[i].time;
		metrics[i] = rows[i].metric;
		values[i] = rows[i].value;
	}
	out->fields[0] = field_of_numbers("Time", FIELD_TIME, times);
	out->fields[0].config = frame_first_of_type(first, FIELD_TIME)->config;
	out->fields[1] = field_of_values("Metric", FIELD_STRING, metrics);
	out->fields[2] = field_of_values("Value", first->fields[value_place(first)].type, values);
	out->fields[2].config = first->fields[value_place(first)].config;
	out->fields[2].config.display_name = NULL;
	out->fields[2].config.display_name_from_ds = NULL;
	frame_settle(arena, out);
	return out;
}

static Frames *run(const TransformContext *context, Frames *frames, json_object *options,
		   GError **error)
{
	Arena *arena = context->arena;
	Frames *parts = frames_new(arena), *out = frames_new(arena);
	size_t n_rows = 0, n = 0;

	for (size_t i = 0; i < frames->n; i++) {
		if (frames->items[i]->n_rows == 0)
			continue;
		frames_append(arena, parts, frames->items[i]);
		n_rows += frames->items[i]->n_rows;
	}
	for (size_t i = 0; i < parts->n; i++)
		if (!frame_is_time_series(parts->items[i]))
			return parts;
	if (parts->n == 0)
		return frames;
	if (!transform_has_room(context, n_rows, 3, error))
		return NULL;
	Row *rows = arena_new_array(arena, Row, n_rows);

	for (size_t i = 0; i < parts->n; i++)
		append_rows(arena, parts->items[i], rows, &n);
	g_qsort_with_data(rows, (int)n, sizeof(Row), compare_rows, NULL);
	Frame *made = build(arena, parts->items[0], rows, n);

	made->ref_id = joined_ref_id(arena, "seriesToRows", parts);
	frames_append(arena, out, made);
	return out;
}

const Transform transform_series_to_rows = { "seriesToRows", run };
