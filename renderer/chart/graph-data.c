#include "renderer/chart/graph-data.h"

#include "renderer/chart/graph-compare.h"
#include "renderer/chart/graph-enums.h"
#include "renderer/chart/increment.h"
#include "renderer/data/nulls.h"
#include "renderer/data/number.h"
#include "renderer/panel/missing-data.h"

#include <math.h>
#include <string.h>

/* --- Which frames and fields --- */

static bool is_drawable(const Field *field)
{
	return field->type == FIELD_NUMBER || field->type == FIELD_BOOLEAN ||
	       field->type == FIELD_ENUM;
}

/* Texts stay with a frame, though they are not drawn. */
static bool is_kept(const Field *field)
{
	return is_drawable(field) || field->type == FIELD_TIME || field->type == FIELD_STRING;
}

static bool is_graphable(const Frame *frame)
{
	bool has_time = false, has_value = false;

	for (size_t i = 0; i < frame->n_fields; i++) {
		has_time = has_time || frame->fields[i].type == FIELD_TIME;
		has_value = has_value || is_drawable(&frame->fields[i]);
	}
	return has_time && has_value;
}

/* noValue that is a number stands for nulls; infinities and NaN are nulls. */
static const double *clean_numbers(Arena *arena, const Frame *frame, const Field *field)
{
	const char *no_value = field->config.no_value;
	double replacement = no_value && no_value[0] ? js_number(no_value) : NAN;
	double *clean = arena_new_array(arena, double, frame->n_rows + 1);

	for (size_t row = 0; row < frame->n_rows; row++) {
		double value = field->numbers ? field->numbers[row]
					      : field_number(frame, field, row);

		if (isfinite(value))
			clean[row] = value;
		else if (value_is_missing(value))
			clean[row] = isnan(replacement) ? value : replacement;
		else
			clean[row] = value_null();
	}
	return clean;
}

/* Booleans are drawn as steps between 0 and 1. */
static void make_boolean(Arena *arena, Field *field)
{
	FieldConfig *config = &field->config;
	const char *interpolation = custom_text(config, "lineInterpolation", "");

	config->min = 0;
	config->max = 1;
	if (strcmp(interpolation, "stepBefore") != 0)
		field_config_set(arena, config, "custom.lineInterpolation",
				 arena_take_json(arena, json_object_new_string("stepAfter")));
	if (!config->unit || !g_str_has_prefix(config->unit, "bool"))
		config->unit = "bool";
	field->type = FIELD_NUMBER;
}

/* Colours of the palette go by the fields that are drawn; a frame's first field has none. */
static void number_field(Field *field, bool is_first, int *series_index)
{
	if (field->type != FIELD_TIME && !is_first)
		field->state.series_index = (*series_index)++;
}

Frame *graph_frame(const PanelContext *context, Frame *frame, Range fill, int *series_index)
{
	Arena *arena = context->arena;
	bool has_time = false, is_first = true;
	size_t n = 0;

	if (!is_graphable(frame))
		return NULL;
	Frame *filled = nulls_insert(arena, frame, fill.min, fill.max);
	Frame *copy = frame_copy(arena, filled);

	for (size_t i = 0; i < filled->n_fields; i++) {
		Field field = filled->fields[i];

		if (field.type == FIELD_TIME ? has_time : !is_drawable(&field)) {
			is_first = is_first && !is_kept(&field);
			continue;
		}
		number_field(&field, is_first, series_index);
		is_first = false;
		has_time = has_time || field.type == FIELD_TIME;
		field.numbers = clean_numbers(arena, filled, &filled->fields[i]);
		field.values = NULL;
		if (field.type == FIELD_BOOLEAN)
			make_boolean(arena, &field);
		copy->fields[n++] = field;
	}
	copy->n_fields = n;
	return copy;
}

static bool are_all_long(const Frames *frames)
{
	for (size_t i = 0; i < frames->n; i++)
		if (g_strcmp0(frame_meta_text(frames->items[i], "type"), "timeseries-long") != 0)
			return false;
	return frames->n > 0;
}

static Frames *graphable_frames(const PanelContext *context, const char **message)
{
	Range fill = { (double)context->range.from_ms, (double)context->range.to_ms };
	Frames *frames = frames_new(context->arena);
	int series_index = 0;

	for (size_t i = 0; i < context->frames->n; i++) {
		int next_index = series_index;
		Frame *frame = graph_frame(context, context->frames->items[i], fill, &next_index);

		if (!frame)
			continue;
		if (!graph_compare_number(frame, frames))
			series_index = next_index;
		frames_append(context->arena, frames, frame);
	}
	if (frames->n == 0) {
		*message = missing_data_text(context, (DataNeeds){ .number = true, .time = true });
		return NULL;
	}
	if (are_all_long(frames)) {
		*message = "Long data must be converted to wide";
		return NULL;
	}
	return frames;
}

/* --- Aligning --- */

static bool is_bars(const Field *field)
{
	return field->type == FIELD_NUMBER &&
	       strcmp(custom_text(&field->config, "drawStyle", "line"), "bars") == 0 &&
	       !custom_boolean(&field->config, "hideFrom.viz", false);
}

static JoinNulls nulls_of(const Field *field)
{
	if (is_bars(field))
		return JOIN_NULLS_RETAIN;
	if (custom_boolean(&field->config, "spanNulls", false))
		return JOIN_NULLS_REMOVE;
	if (custom_number(&field->config, "spanNulls", 0) == -1)
		return JOIN_NULLS_RETAIN;
	return JOIN_NULLS_EXPAND;
}

static void connect_short_gaps(Arena *arena, Frame *frame)
{
	for (size_t i = 1; i < frame->n_fields; i++) {
		Field *field = &frame->fields[i];
		double threshold = custom_number(&field->config, "spanNulls", NAN);

		if (threshold > 0 && !is_bars(field))
			field->numbers = nulls_connect(arena, frame->fields[0].numbers,
						       field->numbers, frame->n_rows, threshold);
	}
}

/* --- Bars of one width --- */

static bool has_bars(const Frame *frame)
{
	for (size_t i = 0; i < frame->n_fields; i++)
		if (is_bars(&frame->fields[i]))
			return true;
	return false;
}

/* The least distance of two x, to 6 decimals; INFINITY with less than two rows. */
static double least_step(const Frame *frame)
{
	const Field *x = frame_first_of_type(frame, FIELD_TIME);
	double least = INFINITY;

	for (size_t row = 1; x && row < frame->n_rows; row++)
		least = fmin(least, x->numbers[row] - x->numbers[row - 1]);
	return isfinite(least) ? round_decimals(least, 6) : INFINITY;
}

/* The least step of all frames with bars; NAN where none is less than another. */
static double common_bar_step(const Frames *frames)
{
	double least = NAN;
	bool is_other = false;

	for (size_t i = 0; i < frames->n; i++) {
		double step = has_bars(frames->items[i]) ? least_step(frames->items[i]) : INFINITY;

		if (!isfinite(step))
			continue;
		is_other = is_other || (!isnan(least) && step != least);
		least = fmin(least, step);
	}
	return is_other ? least : NAN;
}

/* Two rows of nulls as close as the closest bars: bars take their width from that. */
static void append_step(Arena *arena, Frame *frame, double step)
{
	size_t n = frame->n_rows;

	if (n == 0)
		return;
	for (size_t i = 0; i < frame->n_fields; i++) {
		Field *field = &frame->fields[i];
		double *longer = arena_new_array(arena, double, n + 2);
		double missing = is_bars(field) ? value_null() : value_absent();

		memcpy(longer, field->numbers, n * sizeof(double));
		longer[n] = i == 0 ? longer[n - 1] + step : missing;
		longer[n + 1] = i == 0 ? longer[n] + step : missing;
		field->numbers = longer;
	}
	frame->n_rows += 2;
}

/* --- Scales --- */

static void append_limit(GString *key, double limit)
{
	char text[NUMBER_TEXT_SIZE];

	if (isnan(limit)) {
		g_string_append(key, "na/");
		return;
	}
	number_to_text(limit, text, sizeof(text));
	g_string_append_printf(key, "%s/", text);
}

static const char *scale_key(Arena *arena, const Field *field)
{
	const FieldConfig *config = &field->config;
	GString *key = g_string_new(config->unit ? config->unit : "__fixed");
	const char *distribution = custom_text(config, "scaleDistribution.type", "linear");

	g_string_append_c(key, '/');
	append_limit(key, config->min);
	append_limit(key, config->max);
	append_limit(key, custom_number(config, "axisSoftMin", NAN));
	append_limit(key, custom_number(config, "axisSoftMax", NAN));
	g_string_append_printf(key, "%s/%s", custom_text(config, "axisPlacement", "auto"),
			       distribution);
	if (strcmp(distribution, "log") == 0)
		g_string_append_printf(key, "%g",
				       custom_number(config, "scaleDistribution.log", 0));
	g_string_append_printf(key, "/%s/%d", custom_text(config, "axisLabel", ""), field->type);
	return arena_take_string(arena, key);
}

static ScaleKind scale_kind(const FieldConfig *config)
{
	const char *type = custom_text(config, "scaleDistribution.type", "linear");

	if (strcmp(type, "log") == 0)
		return SCALE_LOG;
	return strcmp(type, "symlog") == 0 ? SCALE_SYMLOG : SCALE_LINEAR;
}

ScaleConfig graph_scale_config(const Field *field)
{
	const FieldConfig *config = &field->config;
	ScaleConfig scale = scale_config(scale_kind(config));

	scale.log_base = custom_number(config, "scaleDistribution.log", 2) == 10 ? 10 : 2;
	scale.linear_threshold = custom_number(config, "scaleDistribution.linearThreshold", 1);
	scale.hard_min = config->min;
	scale.hard_max = config->max;
	scale.soft_min = custom_number(config, "axisSoftMin", NAN);
	scale.soft_max = custom_number(config, "axisSoftMax", NAN);
	scale.is_centered_zero = custom_boolean(config, "axisCenteredZero", false);
	scale.decimals = config->decimals;
	scale.is_percent_stacked =
		strcmp(custom_text(config, "stacking.mode", "none"), "percent") == 0;
	if (!(scale.linear_threshold > 0))
		scale.linear_threshold = 1;
	return scale;
}

static int find_scale(const GraphData *data, const char *key)
{
	for (int i = 0; i < data->n_scales; i++)
		if (strcmp(data->scales[i].first->scale_key, key) == 0)
			return i;
	return -1;
}

static void assign_scales(GraphData *data, const GraphRules *rules)
{
	for (size_t i = 0; i < data->n_series; i++) {
		GraphSeries *series = &data->series[i];
		ScaleConfig config = rules->scale_config(series->field);
		int found = find_scale(data, series->scale_key);

		if (found < 0 && data->n_scales == GRAPH_MAX_SCALES)
			found = GRAPH_MAX_SCALES - 1;
		if (found < 0) {
			found = data->n_scales++;
			data->scales[found] = (GraphScale){
				.config = config, .first = series, .data = { NAN, NAN } };
		} else {
			scale_config_merge(&data->scales[found].config, &config);
		}
		series->scale = found;
		if (!data->scales[found].axis &&
		    strcmp(custom_text(&series->field->config, "axisPlacement", "auto"),
			   "hidden") != 0)
			data->scales[found].axis = series;
	}
}

/* The rows closest to the range's ends that are inside. */
static void find_view(GraphData *data, Range x_range)
{
	size_t n = data->n_rows;
	size_t first = closest_index(x_range.min, data->x, n);
	size_t last = closest_index(x_range.max, data->x, n);

	if (last - first > 1 && last > first) {
		if (data->x[first] < x_range.min)
			first++;
		if (data->x[last] > x_range.max)
			last--;
	}
	data->view_first = first;
	data->view_last = last;
}

static Range range_of_view(const GraphData *data, const double *values, bool only_positive)
{
	Range range = { INFINITY, -INFINITY };

	for (size_t row = data->view_first; row <= data->view_last; row++) {
		double value = values[row];

		if (only_positive && value <= 0)
			continue;
		range.min = value < range.min ? value : range.min;
		range.max = value > range.max ? value : range.max;
	}
	return range.min <= range.max ? range : (Range){ NAN, NAN };
}

static void find_data_ranges(GraphData *data)
{
	for (int i = 0; i < data->n_scales; i++)
		data->scales[i].data = (Range){ NAN, NAN };
	for (size_t i = 0; i < data->n_series; i++) {
		const GraphSeries *series = &data->series[i];
		GraphScale *scale = &data->scales[series->scale];
		bool only_positive = scale->config.kind == SCALE_LOG;

		if (!series->is_shown || data->n_rows == 0)
			continue;
		Range own = range_of_view(data, series->values, only_positive);

		scale->data.min = fmin(scale->data.min, own.min);
		scale->data.max = fmax(scale->data.max, own.max);
	}
}

/* --- Altogether --- */

static void fill_series(const PanelContext *context, GraphData *data, const JoinOrigin *origins,
			const GraphRules *rules)
{
	size_t n = data->frame->n_fields;
	const char **stack_keys = arena_new_array(context->arena, const char *, n + 1);

	data->series = arena_new_array(context->arena, GraphSeries, n);
	for (size_t i = 1; i < n; i++) {
		GraphSeries *series = &data->series[data->n_series++];
		Field *field = &data->frame->fields[i];

		series->field = field;
		series->frame = origins[i].frame;
		series->own = origins[i].field;
		series->name = field->state.display_name ? field->state.display_name
							  : field->name;
		stack_keys[i] = scale_key(context->arena, field);
		series->scale_key = rules->scale_key(context->arena, field);
		series->is_shown = !custom_boolean(&field->config, "hideFrom.viz", false);
		series->in_legend = !custom_boolean(&field->config, "hideFrom.legend", false);
		series->color = field_series_color(series->frame, series->own, context->theme);
	}
	data->stack = stack_values(context->arena, data->frame, stack_keys);
	for (size_t i = 0; i < data->n_series; i++)
		data->series[i].values = data->stack.values[i + 1];
}

static GraphData *aligned_data(const PanelContext *context, Frame *frame,
			       const JoinOrigin *origins, const GraphRules *rules)
{
	GraphData *data = arena_new_one(context->arena, GraphData);

	data->frame = frame;
	data->n_rows = frame->n_rows;
	data->x = frame->fields[0].numbers;
	fill_series(context, data, origins, rules);
	assign_scales(data, rules);
	return data;
}

GraphData *graph_data_of(const PanelContext *context, Frame *frame, const JoinOrigin *origins,
			 const GraphRules *rules)
{
	GraphData *data = aligned_data(context, frame, origins, rules);

	data->view_last = data->n_rows ? data->n_rows - 1 : 0;
	find_data_ranges(data);
	return data;
}

void graph_view(GraphData *data, Range x_range)
{
	if (data->n_rows)
		find_view(data, x_range);
	find_data_ranges(data);
}

GraphData *graph_data_join(const PanelContext *context, const Frames *frames)
{
	static const GraphRules rules = { scale_key, graph_scale_config };
	Join join = frames_join(context->arena, frames, FIELD_TIME, nulls_of);
	double step = common_bar_step(frames);

	connect_short_gaps(context->arena, join.frame);
	if (!isnan(step))
		append_step(context->arena, join.frame, step);
	return aligned_data(context, join.frame, join.origins, &rules);
}

GraphData *graph_data(const PanelContext *context, const char **message)
{
	Range x_range = { (double)context->range.from_ms, (double)context->range.to_ms };
	Frames *frames = graphable_frames(context, message);

	if (!frames)
		return NULL;
	graph_compare_align(context, frames);
	graph_enums_number(context->arena, frames, scale_key);
	GraphData *data = graph_data_join(context, frames);

	graph_view(data, x_range);
	return data;
}

void graph_outer_rows(const GraphData *data, const double *values, size_t *first, size_t *last)
{
	*first = data->view_first > 0 ? data->view_first - 1 : 0;
	*last = MIN(data->view_last + 1, data->n_rows - 1);
	while (isnan(values[*first]) && *first > 0)
		(*first)--;
	while (isnan(values[*last]) && *last < data->n_rows - 1)
		(*last)++;
}
