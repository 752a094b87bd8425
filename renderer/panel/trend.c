#include "renderer/chart/graph.h"
#include "renderer/data/names.h"
#include "renderer/json.h"
#include "renderer/panel/message.h"
#include "renderer/panel/missing-data.h"
#include "renderer/panel/panel.h"
#include "renderer/panel/types.h"

#include <math.h>
#include <string.h>

/*
 * Graphs over numbers.
 * Source: Grafana 12.3, plugins/panel/trend.
 */

static Field *find_field(const PanelContext *context, Frame *frame, const char *name)
{
	for (size_t i = 0; i < frame->n_fields; i++) {
		Field *field = &frame->fields[i];

		if (strcmp(field->name, name) == 0 ||
		    strcmp(field_display_name(context->arena, field, frame, NULL), name) == 0)
			return field;
	}
	return NULL;
}

/* Looks at some fifty of the values, as the browser does. */
static bool is_likely_ascending(const Frame *frame, const Field *field)
{
	enum { SAMPLES = 50 };
	size_t first = 0, last = frame->n_rows;

	while (first < last && value_is_missing(field_number(frame, field, first)))
		first++;
	while (last > first && value_is_missing(field_number(frame, field, last - 1)))
		last--;
	size_t stride = MAX(1, (last - first) / SAMPLES);
	double previous = NAN;

	for (size_t row = first; row < last; row += stride) {
		double value = field_number(frame, field, row);

		if (isnan(value))
			continue;
		if (value <= previous)
			return false;
		previous = value;
	}
	return true;
}

/* The field of x; NULL where there is none or it can't be x, for the reason in `message`. */
static Field *find_x(const PanelContext *context, const char **message)
{
	const Frames *frames = context->frames;
	const char *name = json_get_text(context->options, "xField", "");
	Field *field = NULL;

	if (frames->n > 1) {
		*message = "Only one frame is supported, consider adding a join transformation";
		return NULL;
	}
	if (frames->n == 1)
		field = name[0] ? find_field(context, frames->items[0], name)
				: frame_first_of_type(frames->items[0], FIELD_NUMBER);
	if (!field) {
		*message = name[0] ? arena_printf(context->arena, "Unable to find field: %s", name)
				   : "No numeric fields found for X axis";
		return NULL;
	}
	if (field->type == FIELD_NUMBER && !is_likely_ascending(frames->items[0], field)) {
		*message = "Values must be in ascending order";
		return NULL;
	}
	return field;
}

/* The frame with x as its first field and only time: then it is like any over time. */
static Frame *frame_over_x(const PanelContext *context, const Field *x)
{
	Frame *frame = context->frames->items[0];
	Frame *copy = frame_copy(context->arena, frame);
	size_t n = 0;

	copy->fields[n] = *x;
	copy->fields[n++].type = FIELD_TIME;
	for (size_t i = 0; i < frame->n_fields; i++)
		if (&frame->fields[i] != x)
			copy->fields[n++] = frame->fields[i];
	return copy;
}

/* Reaches just as far as the data. */
static Scale x_scale(const GraphData *data)
{
	const Field *x = &data->frame->fields[0];
	ScaleConfig config = graph_scale_config(x);
	Range range = { NAN, NAN };

	if (data->n_rows)
		range = (Range){ data->x[0], data->x[data->n_rows - 1] };
	if (range.min == range.max && config.kind == SCALE_LINEAR)
		config.padding = 0.1;
	else
		config.padding = 0;
	return scale_make(&config, range);
}

static GraphData *trend_data(const PanelContext *context, const Field *x)
{
	Frames *frames = frames_new(context->arena);
	int series_index = 0;
	FieldType type = x->type;
	Frame *frame = graph_frame(context, frame_over_x(context, x), (Range){ NAN, NAN },
				   &series_index);

	if (!frame)
		return NULL;
	frames_append(context->arena, frames, frame);
	GraphData *data = graph_data_join(context, frames);

	data->frame->fields[0].type = type;
	return data;
}

static bool trend_layout(const PanelContext *context, Rect area, Scene *scene, GError **error)
{
	const char *message = NULL;
	Field *x = find_x(context, &message);
	GraphData *data = x ? trend_data(context, x) : NULL;

	if (!data) {
		if (!message)
			message = missing_data_text(context, (DataNeeds){ .number = true });
		message_layout(scene, context->text, context->theme, area, message);
		return true;
	}
	Graph graph = graph_over_time(context, data);

	graph.has_annotations = false;
	if (x->type != FIELD_TIME)
		graph.x = x_scale(data);
	graph_view(data, (Range){ graph.x.min, graph.x.max });
	graph_layout(&graph, area, scene);
	return true;
}

const PanelType panel_trend = {
	.id = "trend",
	.field_defaults = GRAPH_FIELD_DEFAULTS,
	.layout = trend_layout,
};
