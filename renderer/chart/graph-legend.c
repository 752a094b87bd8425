#include "renderer/chart/graph-legend.h"

#include "renderer/data/reduce.h"

#include <string.h>

static LegendStat make_stat(const PanelContext *context, Frame *frame, const Field *own,
			    const Reducer *reducer, Value value)
{
	Field field = *own;

	if (strcmp(reducer->id, "diffperc") == 0)
		field.config.unit = "percent";
	else if (!reducer->preserves_unit)
		field.config.unit = "none";
	DisplayProcessor processor = display_processor(frame, &field, &context->display);
	DisplayValue display = display_value(&processor, value);
	char text[DISPLAY_TEXT_SIZE];

	display_text(&display, text);
	return (LegendStat){ reducer->name, arena_strdup(context->arena, text), display.numeric };
}

void legend_set_stats(const PanelContext *context, const LegendOptions *options, Frame *frame,
		      Field *field, LegendItem *item)
{
	size_t n = options->n_calcs;
	const Reducer **reducers = arena_new_array(context->arena, const Reducer *, n + 1);
	Value *values = arena_new_array(context->arena, Value, n + 1);

	for (size_t i = 0; i < n; i++)
		reducers[i] = reducer_find(options->calcs[i]);
	reduce_field_each(context->arena, frame, field, reducers, n, values);
	item->stats = arena_new_array(context->arena, LegendStat, n + 1);
	item->n_stats = n;
	for (size_t i = 0; i < n; i++)
		item->stats[i] = make_stat(context, frame, field, reducers[i], values[i]);
}

static LegendMarker marker_of(const FieldConfig *config)
{
	const char *fill = custom_text(config, "lineStyle.fill", "solid");

	if (strcmp(fill, "dash") == 0)
		return MARKER_DASHED;
	return strcmp(fill, "dot") == 0 ? MARKER_DOTTED : MARKER_SOLID;
}

LegendItem *graph_legend_items(const PanelContext *context, const GraphData *data,
			       const LegendOptions *options, size_t *n)
{
	LegendItem *items = arena_new_array(context->arena, LegendItem, data->n_series + 1);

	*n = 0;
	for (size_t i = 0; i < data->n_series; i++) {
		const GraphSeries *series = &data->series[i];

		if (!series->in_legend)
			continue;
		LegendItem *item = &items[(*n)++];

		item->label = series->name;
		item->color = series->color;
		item->marker = marker_of(&series->field->config);
		item->is_disabled = !series->is_shown;
		item->is_on_right_axis = series->is_on_right;
		legend_set_stats(context, options, series->frame, series->own, item);
	}
	return items;
}

Rect graph_legend_layout(const PanelContext *context, const GraphData *data, Rect area,
			 Scene *scene)
{
	LegendOptions options = legend_options_parse(context->arena, context->options);
	size_t n;
	LegendItem *items = graph_legend_items(context, data, &options, &n);

	return legend_layout(context, &options, items, n, area, scene);
}
