#include "renderer/panel/barchart-data.h"

#include "renderer/chart/bar-groups.h"
#include "renderer/data/matcher.h"
#include "renderer/data/names.h"
#include "renderer/json.h"
#include "renderer/panel/missing-data.h"

#include <math.h>
#include <string.h>

/* --- Options --- */

static double number_within(json_object *options, const char *key, double fallback, double min,
			    double max)
{
	double value = json_get_number(options, key, fallback);

	return isnan(value) ? fallback : CLAMP(value, min, max);
}

BarChartOptions barchart_options(const PanelContext *context, Rect area)
{
	json_object *json = context->options;
	const char *orientation = json_get_text(json, "orientation", "auto");
	const char *stacking = json_get_text(json, "stacking", "none");
	bool is_auto = strcmp(orientation, "auto") == 0;
	BarChartOptions options = {
		.is_horizontal = is_auto ? area.width < area.height
					 : strcmp(orientation, "vertical") != 0,
		.is_stacked = strcmp(stacking, "none") != 0,
		.is_percent = strcmp(stacking, "percent") == 0,
		.bar_width = number_within(json, "barWidth", 0.97, 0, 1),
		.group_width = number_within(json, "groupWidth", 0.7, 0, 1),
		.bar_radius = number_within(json, "barRadius", 0, 0, 0.5),
		.label_turn_deg = number_within(json, "xTickLabelRotation", 0, -90, 90),
		.label_max_length = json_get_number(json, "xTickLabelMaxLength", INFINITY),
		.label_spacing = json_get_number(json, "xTickLabelSpacing", 0),
		.x_field = json_get_text(json, "xField", NULL),
		.color_field = json_get_text(json, "colorByField", NULL),
		.show_values = json_get_text(json, "showValue", "auto"),
		.value_size = json_get_number(json, "text.valueSize", NAN),
	};

	if (!(options.value_size > 0))
		options.value_size = NAN;
	return options;
}

/* --- Which frame and fields --- */

static int index_of_type(const Frame *frame, FieldType type)
{
	for (size_t i = 0; i < frame->n_fields; i++)
		if (frame->fields[i].type == type)
			return (int)i;
	return -1;
}

static int index_of_name(const Frame *frame, const char *name)
{
	for (size_t i = 0; name && i < frame->n_fields; i++)
		if (g_strcmp0(frame->fields[i].state.display_name, name) == 0 ||
		    g_strcmp0(frame->fields[i].name, name) == 0)
			return (int)i;
	return -1;
}

/* The first frame, joined with all others where it has times. */
static Frame *find_frame(const PanelContext *context)
{
	Frame *first = context->frames->items[0];

	frames_cache_names(context->arena, context->frames);
	if (context->frames->n == 1 || index_of_type(first, FIELD_TIME) < 0)
		return first;
	return frames_join(context->arena, context->frames, FIELD_TIME, NULL).frame;
}

/* The place of the first frame's time field counts, even where frames are joined. */
static int find_x(const PanelContext *context, const Frame *frame, const char *name)
{
	int x = index_of_name(frame, name);

	if (x < 0)
		x = index_of_type(frame, FIELD_STRING);
	if (x < 0)
		x = index_of_type(context->frames->items[0], FIELD_TIME);
	return x < (int)frame->n_fields ? x : -1;
}

/* --- Hidden fields --- */

static bool rule_matches(const PanelContext *context, json_object *rule, Frame *frame, Field *field)
{
	FieldMatcher *matcher = field_matcher_new(context->arena,
						  json_get_text(rule, "matcher.id", ""),
						  json_get(rule, "matcher.options"), NULL);

	return matcher && field_matches(matcher, context->arena, field, frame, context->frames);
}

/* What the rule says about hiding; `fallback` if nothing. */
static bool rule_hides(json_object *rule, bool fallback)
{
	json_object *properties = json_get_array(rule, "properties");

	for (size_t i = 0; properties && i < json_object_array_length(properties); i++) {
		json_object *property = json_object_array_get_idx(properties, i);

		if (strcmp(json_get_text(property, "id", ""), "custom.hideFrom") == 0)
			fallback = json_get_bool(property, "value.viz", fallback);
	}
	return fallback;
}

/*
 * Whether the dashboard hides a field for good: then it is no series at all. What was hidden with
 * a click on the legend, an override of the system, stays there in grey.
 */
static bool is_hidden_for_good(const PanelContext *context, Frame *frame, Field *field)
{
	json_object *rules = json_get_array(context->field_config, "overrides");
	bool is_hidden =
		json_get_bool(context->field_config, "defaults.custom.hideFrom.viz", false);

	if (!custom_boolean(&field->config, "hideFrom.viz", false))
		return false;
	for (size_t i = 0; rules && i < json_object_array_length(rules); i++) {
		json_object *rule = json_object_array_get_idx(rules, i);

		if (!json_get(rule, "__systemRef") && rule_matches(context, rule, frame, field))
			is_hidden = rule_hides(rule, is_hidden);
	}
	return is_hidden;
}

/* --- The frame to draw --- */

static const double *finite_numbers(Arena *arena, const Frame *frame, const Field *field)
{
	double *numbers = arena_new_array(arena, double, frame->n_rows + 1);

	for (size_t row = 0; row < frame->n_rows; row++) {
		double value = field_number(frame, field, row);

		numbers[row] = isfinite(value) ? value : value_null();
	}
	return numbers;
}

static json_object *stacking_json(Arena *arena, const BarChartOptions *options)
{
	json_object *stacking = arena_take_json(arena, json_object_new_object());
	const char *mode = options->is_percent ? "percent" : options->is_stacked ? "normal" : "none";

	json_object_object_add(stacking, "group", json_object_new_string("_"));
	json_object_object_add(stacking, "mode", json_object_new_string(mode));
	return stacking;
}

/* Categories first, then what has bars; palette colours go by these fields. */
static Frame *bar_frame(const PanelContext *context, const BarChartOptions *options, Frame *frame,
			size_t x)
{
	Arena *arena = context->arena;
	Frame *out = frame_new(arena, frame->n_fields, frame->n_rows);
	json_object *stacking = stacking_json(arena, options);
	int series_index = 0;

	out->name = frame->name;
	out->fields[0] = frame->fields[x];
	out->n_fields = 1;
	for (size_t i = 0; i < frame->n_fields; i++) {
		if (i == x || frame->fields[i].type != FIELD_NUMBER ||
		    is_hidden_for_good(context, frame, &frame->fields[i]))
			continue;
		Field *field = &out->fields[out->n_fields++];

		*field = frame->fields[i];
		field->numbers = finite_numbers(arena, frame, &frame->fields[i]);
		field->values = NULL;
		field->state.series_index = series_index++;
		field_config_set(arena, &field->config, "custom.stacking", stacking);
	}
	return out;
}

static const char *unit_key(Arena *arena, const Field *field)
{
	const char *unit = field->config.unit;

	return unit && unit[0] ? unit : "__fixed";
}

/* Bars stand on zero unless limits say otherwise. */
static ScaleConfig bar_scale(const Field *field)
{
	ScaleConfig config = graph_scale_config(field);

	config.is_percent_stacked = false;
	config.linear_threshold = 1;
	if (isnan(config.soft_min) && isnan(config.hard_min))
		config.soft_min = 0;
	if (isnan(config.soft_max) && isnan(config.hard_max))
		config.soft_max = 0;
	return config;
}

static GraphData *bar_graph(const PanelContext *context, Frame *frame)
{
	static const GraphRules rules = { unit_key, bar_scale };
	JoinOrigin *origins = arena_new_array(context->arena, JoinOrigin, frame->n_fields);

	for (size_t i = 0; i < frame->n_fields; i++)
		origins[i] = (JoinOrigin){ frame, &frame->fields[i], 0, (int)i };
	GraphData *graph = graph_data_of(context, frame, origins, &rules);

	for (size_t i = 0; i < graph->n_series; i++)
		graph->series[i].is_on_right =
			strcmp(custom_text(&graph->series[i].field->config, "axisPlacement", ""),
			       "right") == 0;
	return graph;
}

/* --- Slots --- */

/* A single series has no groups; stacked bars are as wide as bars, not as groups. */
static BarGroups groups_of(const BarChartData *data, const BarChartOptions *options)
{
	BarGroups groups = {
		.n_groups = data->graph->n_rows,
		.n_bars = MAX(data->n_shown, 1),
		.group_width = options->is_stacked ? options->bar_width : options->group_width,
		.bar_width = options->is_stacked ? options->group_width : options->bar_width,
		.is_stacked = options->is_stacked,
	};

	if (data->n_shown == 1 && !options->is_stacked) {
		if (data->graph->n_series == 1)
			groups.group_width = options->bar_width;
		groups.bar_width = 1;
	}
	return groups;
}

Range barchart_x_range(const BarChartData *data, const BarChartOptions *options)
{
	BarGroups groups = groups_of(data, options);

	return bar_groups_range(&groups);
}

/* --- Colours --- */

static bool has_mapped_color(const FieldConfig *config)
{
	for (size_t i = 0; i < config->n_mappings; i++)
		if (config->mappings[i].result.color)
			return true;
	return false;
}

/* Once one field colours by value, all do; hidden ones do not count. */
static bool colors_by_value(const GraphData *graph)
{
	for (size_t i = 0; i < graph->frame->n_fields; i++) {
		const FieldConfig *config = &graph->frame->fields[i].config;

		if (i > 0 && !graph->series[i - 1].is_shown)
			continue;
		if (g_strcmp0(config->color_mode, "thresholds") == 0 || has_mapped_color(config))
			return true;
	}
	return false;
}

static const Color *colors_of(const PanelContext *context, const Frame *frame, const Field *field)
{
	DisplayProcessor processor = display_processor(frame, field, &context->display);
	Color *colors = arena_new_array(context->arena, Color, frame->n_rows + 1);

	for (size_t row = 0; row < frame->n_rows; row++)
		colors[row] = display_value(&processor, field_value(frame, field, row)).color;
	return colors;
}

static double fill_opacity(const FieldConfig *config)
{
	double opacity = custom_number(config, "fillOpacity", 100) / 100;

	return js_round(CLAMP(opacity, 0, 1) * 255) / 255;
}

static const FieldConfig *first_number_config(const GraphData *graph)
{
	size_t first = graph->frame->fields[0].type == FIELD_NUMBER ? 0 : 1;

	while (first > 0 && first < graph->n_series && !graph->series[first - 1].is_shown)
		first++;
	return &graph->frame->fields[first].config;
}

static void set_colors(const PanelContext *context, const BarChartData *data, SeriesBars *bars)
{
	const GraphData *graph = data->graph;
	const Color *shared = data->color_field ? colors_of(context, data->color_frame,
							    data->color_field)
						: NULL;
	const FieldConfig *first =
		data->color_field ? &data->color_field->config : first_number_config(graph);

	if (!shared && !colors_by_value(graph))
		return;
	for (size_t i = 0; i < graph->n_series; i++) {
		bars[i].colors = shared ? shared
					: colors_of(context, graph->frame, graph->series[i].field);
		bars[i].opacity = fill_opacity(first);
	}
}

/* --- Altogether --- */

static double radius_of(const BarChartOptions *options, bool is_last)
{
	if (options->is_percent || (options->is_stacked && !is_last))
		return 0;
	return options->bar_radius;
}

static void make_bars(const PanelContext *context, const BarChartOptions *options,
		      BarChartData *data)
{
	GraphData *graph = data->graph;
	SeriesBars *bars = arena_new_array(context->arena, SeriesBars, graph->n_series + 1);
	BarGroups groups = groups_of(data, options);
	size_t shown = 0;

	for (size_t i = 0; i < graph->n_series; i++) {
		BarSlots *slots = arena_new_one(context->arena, BarSlots);

		if (!graph->series[i].is_shown)
			continue;
		*slots = bar_groups_slots(context->arena, &groups, shown++);
		bars[i].slots = slots;
		bars[i].radius = radius_of(options, shown == data->n_shown);
	}
	set_colors(context, data, bars);
	graph->bars = bars;
}

static bool has_rows(const Frames *frames)
{
	for (size_t i = 0; i < frames->n; i++)
		if (frames->items[i]->n_rows > 0)
			return true;
	return false;
}

bool barchart_data(const PanelContext *context, const BarChartOptions *options,
		   BarChartData *data, const char **message)
{
	*data = (BarChartData){ 0 };
	*message = missing_data_text(context, (DataNeeds){ .number = true });
	if (!has_rows(context->frames))
		return false;
	Frame *frame = find_frame(context);
	int x = find_x(context, frame, options->x_field);
	int color = index_of_name(frame, options->color_field);

	if (x < 0) {
		*message = "Bar charts require a string or time field";
		return false;
	}
	Frame *bars = bar_frame(context, options, frame, (size_t)x);

	if (bars->n_fields == 1) {
		*message = "No numeric fields found";
		return false;
	}
	if (bars->n_rows == 0)
		return false;
	data->graph = bar_graph(context, bars);
	data->color_frame = color >= 0 ? frame : NULL;
	data->color_field = color >= 0 ? &frame->fields[color] : NULL;
	for (size_t i = 0; i < data->graph->n_series; i++)
		data->n_shown += data->graph->series[i].is_shown;
	make_bars(context, options, data);
	return true;
}
