#include "renderer/chart/graph-legend.h"

#include "renderer/data/reduce.h"

#include <string.h>

LegendStat legend_stat(const PanelContext *context, Frame *frame, Field *own, const char *calc)
{
	const Reducer *reducer = reducer_find(calc);
	Field field = *own;

	if (strcmp(reducer->id, "diffperc") == 0)
		field.config.unit = "percent";
	else if (!reducer->preserves_unit)
		field.config.unit = "none";
	DisplayProcessor processor = display_processor(frame, &field, &context->display);
	DisplayValue display =
		display_value(&processor, reduce_field(context->arena, frame, own, reducer));
	char text[DISPLAY_TEXT_SIZE];

	display_text(&display, text);
	return (LegendStat){ reducer->name, arena_strdup(context->arena, text), display.numeric };
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
		item->stats = arena_new_array(context->arena, LegendStat, options->n_calcs + 1);
		for (size_t c = 0; c < options->n_calcs; c++)
			item->stats[item->n_stats++] = legend_stat(context, series->frame, series->own,
								   options->calcs[c]);
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
