#include "renderer/chart/timeline-data.h"

#include "renderer/chart/value-legend.h"
#include "renderer/data/join.h"
#include "renderer/data/names.h"
#include "renderer/data/nulls.h"
#include "renderer/panel/missing-data.h"

#include <math.h>
#include <string.h>

/** A frame whose fields all are states but the first, the time. */
typedef struct {
	Frame *frame;
	const LegendItem **merged; // by field: NULL where values are themselves
} States;

/* --- Thresholds as states --- */

static bool is_merged_by_threshold(const Field *field)
{
	return field->type == FIELD_NUMBER && field->config.thresholds.n_steps > 0 &&
	       g_strcmp0(field->config.color_mode, "thresholds") == 0;
}

/* Turns numbers into the texts of their steps. */
static const LegendItem *merge_by_threshold(const PanelContext *context, const Frame *frame,
					    Field *field)
{
	const Thresholds *thresholds = &field->config.thresholds;
	size_t n;
	LegendItem *states = threshold_legend_items(context->arena, context->theme, &field->config,
						    thresholds, &n);
	Value *texts = arena_new_array(context->arena, Value, frame->n_rows + 1);
	Range range = color_scale(frame, field, context->theme).range;

	for (size_t row = 0; row < frame->n_rows; row++) {
		double number = field_number(frame, field, row);
		int step = value_is_missing(number)
				   ? -1
				   : thresholds_active(thresholds, number, range);

		if (step >= 0)
			texts[row] = value_of_string(states[step].label);
		else if (value_is_null(number))
			texts[row].kind = VALUE_NULL;
	}
	field->values = texts;
	field->numbers = NULL;
	field->type = FIELD_STRING;
	return states;
}

/* --- Frames --- */

static bool is_state(const Field *field)
{
	return field->type == FIELD_NUMBER || field->type == FIELD_BOOLEAN ||
	       field->type == FIELD_STRING || field->type == FIELD_ENUM;
}

/* A time field counts when it starts with a time. */
static bool is_time(const Frame *frame, const Field *field)
{
	return field->type == FIELD_TIME && frame->n_rows > 0 &&
	       field_value(frame, field, 0).kind == VALUE_NUMBER;
}

/* The index of the n-th time field, or -1. */
static int find_time(const Frame *frame, int nth)
{
	for (size_t i = 0; i < frame->n_fields; i++)
		if (is_time(frame, &frame->fields[i]) && nth-- == 0)
			return (int)i;
	return -1;
}

/* The frame with its first time field first, and ascending. */
static Frame *sort_by_time(Arena *arena, Frame *frame, int start)
{
	Frames one = { &frame, 1 };

	return frames_join_on(arena, &one, &start, NULL).frame;
}

static JoinNulls retain_nulls(const Field *field)
{
	(void)field;
	return JOIN_NULLS_RETAIN;
}

/* Holes of a join are ends of states here. */
static void turn_holes_into_nulls(Arena *arena, const Frame *frame, Field *field)
{
	double *numbers = field->numbers ? arena_new_array(arena, double, frame->n_rows + 1) : NULL;
	Value *values = numbers ? NULL : arena_new_array(arena, Value, frame->n_rows + 1);

	for (size_t row = 0; row < frame->n_rows; row++) {
		if (numbers)
			numbers[row] = value_is_absent(field->numbers[row]) ? value_null()
									    : field->numbers[row];
		else
			values[row] = field->values[row].kind == VALUE_ABSENT
					      ? (Value){ .kind = VALUE_NULL }
					      : field->values[row];
	}
	field->numbers = numbers;
	field->values = values;
}

/* A second time field is when each state ends: a null is put there. `end` is its index. */
static Frame *end_states(Arena *arena, Frame *frame, size_t end, bool is_of_many)
{
	Frame *starts = frame_copy(arena, frame), *ends = frame_new(arena, 1, frame->n_rows);
	Frame *parts[] = { starts, ends };
	Frames both = { parts, 2 };

	ends->fields[0] = frame->fields[end];
	memmove(&starts->fields[end], &starts->fields[end + 1],
		(starts->n_fields - end - 1) * sizeof(Field));
	starts->n_fields--;
	Join join = frames_join(arena, &both, FIELD_TIME, retain_nulls);

	if (is_of_many)
		join_take_frame_names(arena, &join);
	for (size_t i = 1; i < join.frame->n_fields; i++)
		turn_holes_into_nulls(arena, join.frame, &join.frame->fields[i]);
	return join.frame;
}

/* Time first, then the states; false where there are none. */
static bool prepare(const PanelContext *context, Frame *frame, bool merges, States *states)
{
	Arena *arena = context->arena;
	int start = find_time(frame, 0), end = find_time(frame, 1);
	size_t n = 1;

	if (start < 0)
		return false;
	frame = sort_by_time(arena, frame, start);
	if (end >= 0)
		frame = end_states(arena, frame, (size_t)end, context->frames->n > 1);
	frame = nulls_insert(arena, frame, (double)context->range.from_ms,
			     (double)context->range.to_ms);
	frame = frame_copy(arena, nulls_replace(arena, frame));
	states->frame = frame;
	states->merged = arena_new_array(arena, const LegendItem *, frame->n_fields + 1);
	for (size_t i = 1; i < frame->n_fields; i++) {
		Field field = frame->fields[i];

		if (!is_state(&field))
			continue;
		if (merges && is_merged_by_threshold(&field))
			states->merged[n] = merge_by_threshold(context, frame, &field);
		frame->fields[n++] = field;
	}
	frame->n_fields = n;
	return n > 1;
}

/* The first rows only, a frame for each. */
static States *take_page(Arena *arena, const States *states, size_t n, size_t per_page,
			 size_t *n_taken, size_t *n_all)
{
	States *page = arena_new_array(arena, States, per_page);

	*n_taken = *n_all = 0;
	for (size_t i = 0; i < n; i++) {
		for (size_t f = 1; f < states[i].frame->n_fields; f++) {
			(*n_all)++;
			if (*n_taken == per_page)
				continue;
			States *one = &page[(*n_taken)++];

			one->frame = frame_new(arena, 2, states[i].frame->n_rows);
			one->frame->fields[0] = states[i].frame->fields[0];
			one->frame->fields[1] = states[i].frame->fields[f];
			one->merged = arena_new_array(arena, const LegendItem *, 2);
			one->merged[1] = states[i].merged[f];
		}
	}
	return page;
}

/* --- Aligning --- */

/* `spanNulls`: true connects over any gap, a number over shorter ones; -1 only keeps nulls. */
static double span_of(const Field *field)
{
	if (custom_boolean(&field->config, "spanNulls", false))
		return INFINITY;
	double span = custom_number(&field->config, "spanNulls", 0);

	return span == 0 ? -1 : span;
}

static JoinNulls nulls_of(const Field *field)
{
	return span_of(field) == -1 ? JOIN_NULLS_RETAIN : JOIN_NULLS_EXPAND;
}

/* Nulls as nulls_connect() sees them. */
static double *shadow_of(Arena *arena, const Frame *frame, const Field *field)
{
	double *shadow = arena_new_array(arena, double, frame->n_rows + 1);

	for (size_t row = 0; row < frame->n_rows; row++) {
		ValueKind kind = field_value(frame, field, row).kind;

		shadow[row] = kind == VALUE_NULL     ? value_null()
			      : kind == VALUE_ABSENT ? value_absent()
						     : 0;
	}
	return shadow;
}

static void connect_short_gaps(Arena *arena, const Frame *frame, Field *field)
{
	const double *times = frame->fields[0].numbers; // NULL where a cell is no time
	double span = span_of(field);

	if (span == -1 || !times)
		return;
	const double *connected = nulls_connect(arena, times, shadow_of(arena, frame, field),
						frame->n_rows, span);
	Value *values = arena_new_array(arena, Value, frame->n_rows + 1);

	for (size_t row = 0; row < frame->n_rows; row++)
		if (!value_is_absent(connected[row]))
			values[row] = field_value(frame, field, row);
	field->numbers = NULL;
	field->values = values;
}

/* One frame of all. Names of several frames' fields are those they get by the join. */
static States align(Arena *arena, const States *states, size_t n, bool is_of_many)
{
	Frames *frames = frames_new(arena);

	for (size_t i = 0; i < n; i++)
		frames_append(arena, frames, states[i].frame);
	Join join = frames_join(arena, frames, FIELD_TIME, nulls_of);
	States aligned = {
		.frame = join.frame,
		.merged = arena_new_array(arena, const LegendItem *, join.frame->n_fields + 1),
	};

	if (is_of_many && n > 1)
		join_take_frame_names(arena, &join);
	for (size_t i = 1; i < join.frame->n_fields; i++) {
		const JoinOrigin *origin = &join.origins[i];

		aligned.merged[i] = states[origin->frame_index].merged[origin->field_index];
		connect_short_gaps(arena, join.frame, &join.frame->fields[i]);
	}
	return aligned;
}

/* --- Rows --- */

static bool has_special(const FieldConfig *config, SpecialMatch special)
{
	for (size_t i = 0; i < config->n_mappings; i++)
		if (config->mappings[i].kind == MAPPING_SPECIAL &&
		    (config->mappings[i].special == special ||
		     config->mappings[i].special == SPECIAL_NULL_AND_NAN))
			return true;
	return false;
}

static bool is_continuous(const FieldConfig *config)
{
	return config->color_mode && g_str_has_prefix(config->color_mode, "continuous-");
}

static double part_of_percent(const FieldConfig *config, double fallback)
{
	return fmin(fmax(custom_number(config, "fillOpacity", fallback) / 100, 0), 1);
}

static TimelineRow make_row(const PanelContext *context, const Frame *frame, Field *field,
			    const LegendItem *merged)
{
	const FieldConfig *config = &field->config;
	bool is_discrete = !is_continuous(config);

	return (TimelineRow){
		.name = field_display_name(context->arena, field, frame, NULL),
		.frame = frame,
		.field = field,
		.processor = display_processor(frame, field, &context->display),
		.merged = merged,
		.n_merged = config->thresholds.n_steps,
		.is_discrete = is_discrete,
		.shows_null = is_discrete && has_special(config, SPECIAL_NULL),
		.shows_nan = is_discrete && has_special(config, SPECIAL_NAN),
		.in_legend = !custom_boolean(config, "hideFrom.legend", false),
		.line_width = custom_number(config, "lineWidth", 0),
	};
}

/* A row for each field but the first. */
static TimelineRow *make_rows(const PanelContext *context, const States *states)
{
	const Frame *frame = states->frame;
	TimelineRow *rows = arena_new_array(context->arena, TimelineRow, frame->n_fields);

	for (size_t i = 1; i < frame->n_fields; i++) {
		rows[i - 1] = make_row(context, frame, &frame->fields[i], states->merged[i]);
		/* Grafana looks one field off: each row has the opacity of the one above. */
		rows[i - 1].fill_opacity = part_of_percent(&frame->fields[i - 1].config, 100);
	}
	return rows;
}

static States without_hidden(Arena *arena, const States *states)
{
	States shown = {
		.frame = frame_copy(arena, states->frame),
		.merged = arena_new_array(arena, const LegendItem *, states->frame->n_fields),
	};
	size_t n = 1;

	for (size_t i = 1; i < states->frame->n_fields; i++) {
		const Field *field = &states->frame->fields[i];

		if (custom_boolean(&field->config, "hideFrom.viz", false))
			continue;
		shown.frame->fields[n] = *field;
		shown.merged[n++] = states->merged[i];
	}
	shown.frame->n_fields = n;
	return shown;
}

static size_t prepare_all(const PanelContext *context, bool merges, States *states,
			  const char **message)
{
	Frames *frames = context->frames;
	bool has_time = false;
	size_t n = 0;

	frames_cache_names(context->arena, frames);
	for (size_t i = 0; i < frames->n; i++) {
		has_time = has_time || find_time(frames->items[i], 0) >= 0;
		if (prepare(context, frames->items[i], merges, &states[n]))
			n++;
	}
	if (frames->n == 0)
		*message = missing_data_text(context, (DataNeeds){ .time = true });
	else if (!has_time)
		*message = "Data does not have a time field";
	else if (n == 0)
		*message = "No graphable fields";
	return n;
}

TimelineData *timeline_data(const PanelContext *context, bool merges, size_t per_page,
			    const char **message)
{
	Arena *arena = context->arena;
	States *states = arena_new_array(arena, States, context->frames->n + 1);
	size_t n = prepare_all(context, merges, states, message), n_all = 0;

	if (n == 0)
		return NULL;
	if (per_page)
		states = take_page(arena, states, n, per_page, &n, &n_all);
	TimelineData *data = arena_new_one(arena, TimelineData);
	States all = align(arena, states, n, context->frames->n > 1);
	States shown = without_hidden(arena, &all);

	data->frame = shown.frame;
	data->x = shown.frame->fields[0].numbers;
	data->n_times = data->x ? shown.frame->n_rows : 0;
	data->rows = make_rows(context, &shown);
	data->n_rows = shown.frame->n_fields - 1;
	data->legend_rows = make_rows(context, &all);
	data->n_legend_rows = all.frame->n_fields - 1;
	data->n_first_times = states[0].frame->n_rows;
	data->n_pages = per_page ? (n_all + per_page - 1) / per_page : 0;
	return data;
}

/* --- Values --- */

Value timeline_value(const TimelineRow *row, size_t time)
{
	return field_value(row->frame, row->field, time);
}

bool timeline_is_same(Value left, Value right)
{
	if (left.kind != right.kind)
		return false;
	switch (left.kind) {
	case VALUE_NUMBER:
	case VALUE_BOOLEAN:
		return left.number == right.number;
	case VALUE_STRING:
		return left.string == right.string || strcmp(left.string, right.string) == 0;
	case VALUE_NULL:
		return true;
	default:
		return false;
	}
}

bool timeline_is_drawn(const TimelineRow *row, Value value)
{
	switch (value.kind) {
	case VALUE_ABSENT:
		return false;
	case VALUE_NULL:
		return row->shows_null;
	case VALUE_NUMBER:
		return !isnan(value.number) || row->shows_nan;
	default:
		return true;
	}
}

/* Of steps with one text the last one counts. */
static const LegendItem *merged_state(const TimelineRow *row, Value value)
{
	for (size_t i = row->n_merged; value.kind == VALUE_STRING && i-- > 0;)
		if (strcmp(row->merged[i].label, value.string) == 0)
			return &row->merged[i];
	return NULL;
}

Color timeline_color(const TimelineRow *row, Value value)
{
	const Color fallback = COLOR_RGB(0x808080);

	if (!row->merged)
		return display_value(&row->processor, value).color;
	const LegendItem *state = merged_state(row, value);

	return state ? state->color : fallback;
}

void timeline_state_name(const TimelineRow *row, Value value, char *out)
{
	if (row->merged) {
		g_strlcpy(out, value.kind == VALUE_STRING ? value.string : "", DISPLAY_TEXT_SIZE);
		return;
	}
	DisplayValue display = display_value(&row->processor, value);

	g_strlcpy(out, display_plain_text(&display), DISPLAY_TEXT_SIZE);
}

void timeline_text(const TimelineRow *row, Value value, char *out)
{
	if (row->merged) {
		const char *missing = value.kind == VALUE_NULL ? "null" : "undefined";

		g_strlcpy(out, value.kind == VALUE_STRING ? value.string : missing,
			  DISPLAY_TEXT_SIZE);
		return;
	}
	DisplayValue display = display_value(&row->processor, value);

	display_text(&display, out);
}
