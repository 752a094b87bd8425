#include "api/grafana/time-compare.h"

#include "renderer/json.h"
#include "renderer/model/interval.h"
#include "renderer/model/json-edit.h"

#include <math.h>
#include <string.h>

/* Beyond that JavaScript has no dates. */
#define MAX_TIME_MS 8.64e15

static bool distance(const TimeRange *range, const char *time_compare, double *ms)
{
	if (strcmp(time_compare, "__previousPeriod") != 0)
		return interval_parse(time_compare, ms);
	*ms = (double)(range->to_ms - range->from_ms);
	return true;
}

static int64_t earlier_time(int64_t time_ms, double distance_ms)
{
	return (int64_t)CLAMP((double)time_ms - distance_ms, -MAX_TIME_MS, MAX_TIME_MS);
}

static const char *time_text(Arena *arena, int64_t time_ms)
{
	return arena_printf(arena, "%" G_GINT64_FORMAT, time_ms);
}

const char *time_compare_range(Arena *arena, const TimeRange *range, const char *time_compare,
			       TimeRange *earlier)
{
	double ms;

	if (!distance(range, time_compare, &ms))
		return "Invalid interval string, has to be either unit-less or end with one of the "
		       "following units: \"y, M, w, d, h, m, s, ms\"";
	earlier->from_ms = earlier_time(range->from_ms, ms);
	earlier->to_ms = earlier_time(range->to_ms, ms);
	earlier->raw_from = time_text(arena, earlier->from_ms);
	earlier->raw_to = time_text(arena, earlier->to_ms);
	return NULL;
}

json_object *time_compare_targets(Arena *arena, json_object *targets)
{
	json_object *kept = arena_take_json(arena, json_object_new_array());

	for (size_t i = 0; i < json_object_array_length(targets); i++) {
		json_object *target = json_object_array_get_idx(targets, i);

		if (json_get_bool(target, "timeRangeCompare", true))
			json_object_array_add(kept, json_object_get(target));
	}
	return kept;
}

void time_compare_mark(Arena *arena, Frame *frame, int64_t diff_ms)
{
	json_object *meta = arena_take_json(arena, json_object_new_object());

	json_assign(meta, frame->meta);
	json_set(meta, "timeCompare",
		 json_make("{'diffMs':%g,'isTimeShiftQuery':%b}", (double)diff_ms, 1));
	frame->meta = meta;
	frame->ref_id = arena_printf(arena, "%s-compare", frame->ref_id ? frame->ref_id : "");
}
