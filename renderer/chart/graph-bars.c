#include "renderer/chart/graph-drawing.h"

#include <math.h>

/* --- How bars stand --- */

static BarStyle own_bar_style(const FieldConfig *config)
{
	return (BarStyle){
		.width_factor = custom_number(config, "barWidthFactor", 0.6),
		.max_width_css = custom_number(config, "barMaxWidth", 200),
		.alignment = (int)custom_number(config, "barAlignment", 0),
	};
}

static BarStyle chart_bar_style(const SeriesBars *bars)
{
	return (BarStyle){
		.slots = bars->slots,
		.radius = bars->radius,
		.width_factor = 1,
		.max_width_css = INFINITY,
		.alignment = 1,
	};
}

BarStyle graph_bar_style(const GraphDrawing *drawing)
{
	const GraphData *data = drawing->data;
	BarStyle style = data->bars ? chart_bar_style(&data->bars[drawing->index])
				    : own_bar_style(&drawing->series->field->config);

	style.line_width = drawing->line_width;
	style.fill_to = graph_base_value(drawing);
	style.lower = drawing->lower >= 0 ? data->series[drawing->lower].values : NULL;
	return style;
}

/* --- Bars with colours of their own --- */

/* All bars of one colour. */
typedef struct {
	Color color;
	Path *path;
} ColoredBars;

static gpointer color_key(Color color)
{
	guint red = (guint)color.red, green = (guint)color.green, blue = (guint)color.blue;

	return GUINT_TO_POINTER(red << 24 | green << 16 | blue << 8 | (guint)(color.alpha * 255));
}

static Path *path_of_color(GArray *all, GHashTable *indexes, Color color)
{
	gpointer key = color_key(color), index;

	if (g_hash_table_lookup_extended(indexes, key, NULL, &index))
		return g_array_index(all, ColoredBars, GPOINTER_TO_UINT(index)).path;
	ColoredBars bars = { color, path_new() };

	g_hash_table_insert(indexes, key, GUINT_TO_POINTER(all->len));
	g_array_append_val(all, bars);
	return bars.path;
}

static GArray *bars_by_color(const GraphDrawing *drawing, bool *has_outline)
{
	const SeriesBars *look = &drawing->data->bars[drawing->index];
	BarStyle style = graph_bar_style(drawing);
	g_autoptr(GArray) bars = bars_find(&drawing->values, &style, has_outline);
	g_autoptr(GHashTable) indexes = g_hash_table_new(NULL, NULL);
	GArray *all = g_array_new(FALSE, FALSE, sizeof(ColoredBars));

	for (guint i = 0; i < bars->len; i++) {
		const PlacedBar *bar = &g_array_index(bars, PlacedBar, i);

		bar_add(path_of_color(all, indexes, look->colors[bar->row]), drawing->plot, bar,
			look->radius);
	}
	return all;
}

void graph_colored_bars_draw(const GraphDrawing *drawing)
{
	double width = drawing->line_width * drawing->plot->ratio;
	double offset = graph_odd_offset(drawing->plot, width);
	double opacity = drawing->data->bars[drawing->index].opacity;
	bool has_outline;
	g_autoptr(GArray) all = bars_by_color(drawing, &has_outline);

	scene_push_transform(drawing->scene, (Point){ offset, offset }, 0, 1);
	scene_push_clip_rect(drawing->scene, rect_inset(drawing->plot->area, -width / 2));
	for (guint i = 0; i < all->len; i++) {
		ColoredBars *bars = &g_array_index(all, ColoredBars, i);
		Path *path = path_new();
		Color fill = opacity < 1 ? color_with_alpha(bars->color, opacity) : bars->color;

		path_append(path, bars->path);
		scene_take_fill(drawing->scene, path, PAINT_COLOR(fill), (FillStyle){ 0 });
	}
	for (guint i = 0; i < all->len; i++) {
		ColoredBars *bars = &g_array_index(all, ColoredBars, i);

		if (has_outline)
			scene_take_stroke(drawing->scene, bars->path, PAINT_COLOR(bars->color),
					  (StrokeStyle){ .width_px = width, .join = JOIN_ROUND });
		else
			path_free(bars->path);
	}
	scene_pop_clip(drawing->scene);
	scene_pop_transform(drawing->scene);
}

/* --- Where bars are --- */

GArray *graph_bars_find(const GraphData *data, const Plot *plot, size_t series)
{
	GraphDrawing drawing = { .data = data, .plot = plot };
	bool has_outline;

	if (!graph_drawing_prepare(&drawing, series))
		return g_array_new(FALSE, FALSE, sizeof(PlacedBar));
	BarStyle style = graph_bar_style(&drawing);

	return bars_find(&drawing.values, &style, &has_outline);
}
