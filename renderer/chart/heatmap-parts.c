#include "renderer/chart/heatmap-parts.h"

#include "renderer/json.h"

#include <math.h>

/* Unit and decimals of the options go before the field's own. */
DisplayProcessor heatmap_display(const PanelContext *context, const Frame *frame,
				     const Field *field, const char *options)
{
	json_object *json = json_get_object(context->options, options);
	Field *shown = arena_new_one(context->arena, Field);
	const char *unit = json_get_text(json, "unit", "");
	double decimals = json_get_number(json, "decimals", NAN);

	*shown = *field;
	if (unit[0])
		shown->config.unit = unit;
	if (!isnan(decimals))
		shown->config.decimals = decimals;
	return display_processor(frame, shown, &context->display);
}

void heatmap_set_x(HeatmapData *data, const Frame *frame)
{
	if (frame->n_fields == 0)
		return;
	data->x_field = &frame->fields[0];
	data->is_time = data->x_field->type == FIELD_TIME;
}

Range heatmap_range(const double *values, size_t n, bool only_positive)
{
	Range range = { NAN, NAN };

	for (size_t i = 0; i < n; i++) {
		if (!isfinite(values[i]) || (only_positive && values[i] <= 0))
			continue;
		range.min = fmin(range.min, values[i]);
		range.max = fmax(range.max, values[i]);
	}
	return range;
}

const double *heatmap_column(Arena *arena, const Frame *frame, const Field *field)
{
	if (field->numbers)
		return field->numbers;
	double *numbers = arena_new_array(arena, double, frame->n_rows + 1);

	for (size_t row = 0; row < frame->n_rows; row++)
		numbers[row] = field_number(frame, field, row);
	return numbers;
}

/* --- Exemplars --- */

const Frame *heatmap_find_exemplars(const PanelContext *context)
{
	const Frames *frames = context->annotations;

	for (size_t i = 0; frames && i < frames->n; i++)
		if (g_strcmp0(frames->items[i]->name, "exemplar") == 0)
			return frames->items[i]->n_fields >= 2 ? frames->items[i] : NULL;
	return NULL;
}

/* At `y` of each; the scale has room for all. */
void heatmap_set_exemplars(Arena *arena, HeatmapData *data, const Frame *frame, const double *y)
{
	Range range = heatmap_range(y, frame->n_rows, data->log_base != 0);

	data->exemplar_x = heatmap_column(arena, frame, &frame->fields[0]);
	data->exemplar_y = y;
	data->n_exemplars = frame->n_rows;
	data->y_range.min = fmin(data->y_range.min, range.min);
	data->y_range.max = fmax(data->y_range.max, range.max);
}

void heatmap_add_exemplars(const PanelContext *context, HeatmapData *data)
{
	const Frame *frame = heatmap_find_exemplars(context);

	if (frame)
		heatmap_set_exemplars(context->arena, data, frame,
			      heatmap_column(context->arena, frame, &frame->fields[1]));
}
