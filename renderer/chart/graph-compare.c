#include "renderer/chart/graph-compare.h"

#include "renderer/json.h"

#include <math.h>
#include <string.h>

static bool is_comparison(const Frame *frame)
{
	return json_get_bool(frame->meta, "timeCompare.isTimeShiftQuery", false);
}

/* Whether `ref_id` with "-compare" in it, wherever that stands, is `compared_id`. */
static bool is_compared_with(const char *compared_id, const char *ref_id)
{
	const char *mark = strstr(compared_id, "-compare");
	size_t before = mark ? (size_t)(mark - compared_id) : strlen(compared_id);
	const char *after = mark ? mark + strlen("-compare") : "";

	return strncmp(compared_id, ref_id, before) == 0 && strcmp(ref_id + before, after) == 0;
}

/* --- Colours --- */

/* The n-th frame of a refId is compared with the n-th of the other. */
static size_t place_of(const Frame *frame, const Frames *earlier)
{
	size_t n = 0;

	for (size_t i = 0; i < earlier->n; i++)
		if (is_comparison(earlier->items[i]) &&
		    g_strcmp0(earlier->items[i]->ref_id, frame->ref_id) == 0)
			n++;
	return n;
}

static const Frame *counterpart(const Frame *frame, const Frames *earlier)
{
	size_t place = place_of(frame, earlier);

	for (size_t i = 0; i < earlier->n; i++) {
		const Frame *other = earlier->items[i];

		if (is_comparison(other) || !other->ref_id ||
		    !is_compared_with(frame->ref_id, other->ref_id))
			continue;
		if (place-- == 0)
			return other;
	}
	return NULL;
}

bool graph_compare_number(Frame *frame, const Frames *earlier)
{
	if (!is_comparison(frame) || !frame->ref_id)
		return false;
	const Frame *other = counterpart(frame, earlier);

	if (!other || other->n_fields != frame->n_fields)
		return false;
	for (size_t i = 0; i < frame->n_fields; i++)
		frame->fields[i].state.series_index = other->fields[i].state.series_index;
	return true;
}

/* --- Times --- */

static double first_time(const Frame *frame)
{
	const Field *time = frame_first_of_type(frame, FIELD_TIME);

	for (size_t row = 0; time && row < frame->n_rows; row++)
		if (!isnan(time->numbers[row]))
			return time->numbers[row];
	return NAN;
}

/* Its times are still those of the earlier range, and what it compares with has some. */
static bool needs_alignment(const Frame *frame, const Frames *frames, double from_ms)
{
	if (!frame->ref_id || !g_str_has_suffix(frame->ref_id, "-compare"))
		return false;
	for (size_t i = 0; i < frames->n; i++) {
		const Frame *other = frames->items[i];

		if (other->ref_id && !is_comparison(other) &&
		    is_compared_with(frame->ref_id, other->ref_id))
			return !isnan(first_time(other)) && first_time(frame) < from_ms;
	}
	return false;
}

static const double *moved(Arena *arena, const double *times, size_t n, double distance_ms)
{
	double *later = arena_new_array(arena, double, n + 1);

	for (size_t row = 0; row < n; row++)
		later[row] = times[row] + distance_ms;
	return later;
}

static void align(Arena *arena, Frame *frame, double diff_ms)
{
	for (size_t i = 0; i < frame->n_fields; i++) {
		Field *field = &frame->fields[i];

		if (field->type == FIELD_TIME)
			field->numbers = moved(arena, field->numbers, frame->n_rows, fabs(diff_ms));
		else
			field_config_set(arena, &field->config, "custom.lineStyle",
					 arena_take_json(arena, json_parse("{\"fill\":\"dash\","
									   "\"dash\":[1,5,4,5]}")));
	}
}

void graph_compare_align(const PanelContext *context, const Frames *frames)
{
	for (size_t i = 0; i < frames->n; i++) {
		Frame *frame = frames->items[i];
		double diff_ms = json_get_number(frame->meta, "timeCompare.diffMs", 0);

		if (diff_ms != 0 && needs_alignment(frame, frames, (double)context->range.from_ms))
			align(context->arena, frame, diff_ms);
	}
}
