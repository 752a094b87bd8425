#include "renderer/data/field-range.h"

#include "renderer/data/reduce.h"

#include <math.h>

/* JavaScript's a < b: null counts as 0, and nothing compares with undefined or NaN. */
static bool is_less(double a, double b)
{
	return (value_is_null(a) ? 0 : a) < (value_is_null(b) ? 0 : b);
}

static Range range_of_field(const Frame *frame, const Field *field)
{
	g_autoptr(Arena) scratch = arena_new(SIZE_MAX);

	return reduce_extent(scratch, frame, field);
}

/*
 * A column of nulls has null for its ends, which pulls them to 0; one without rows has undefined
 * ones, which stay if they come first.
 */
static void widen(Range *range, Range own)
{
	if (value_is_null(range->min) || is_less(own.min, range->min))
		range->min = own.min;
	if (value_is_null(range->max) || is_less(range->max, own.max))
		range->max = own.max;
}

static Range range_of_all(const Frames *frames)
{
	Range range = { value_null(), value_null() };

	for (size_t i = 0; i < frames->n; i++) {
		const Frame *frame = frames->items[i];

		for (size_t f = 0; f < frame->n_fields; f++)
			if (frame->fields[f].type == FIELD_NUMBER)
				widen(&range, range_of_field(frame, &frame->fields[f]));
	}
	return range;
}

static Range shared_range(SharedRange *shared, const Frames *frames)
{
	if (!shared->is_known)
		*shared = (SharedRange){ range_of_all(frames), true };
	return shared->range;
}

void field_range_set(Field *field, const Frame *frame, const Frames *frames, SharedRange *shared)
{
	const FieldConfig *config = &field->config;
	Range range = { config->min, config->max };
	bool has_min = !isnan(range.min), has_max = !isnan(range.max);

	field->state.has_range = (has_min && has_max) || field->type == FIELD_NUMBER;
	if (!field->state.has_range)
		return;
	if (has_min && has_max && !shared->is_known)
		*shared = (SharedRange){ range, true };
	if (!has_min || !has_max) {
		Range found = !config->field_min_max ? shared_range(shared, frames)
			      : frame->n_rows	     ? range_of_field(frame, field)
						     : (Range){ 0, 100 };

		range.min = has_min ? range.min : found.min;
		range.max = has_max ? range.max : found.max;
	}
	field->state.range = range;
}
