#include "renderer/panel/geomap.h"

#include "renderer/data/color-mode.h"
#include "renderer/data/format.h"
#include "renderer/json.h"
#include "renderer/panel/formatted-text.h"
#include "renderer/panel/picture.h"

#include <math.h>

/* Source: Grafana 12.3, geomap/components/MarkersLegend.tsx; measured on pictures of it. */

enum {
	GAP = 8,
	GAP_WITH_SCALE = 35,
	PAD = 8,
	INDENT = 10,
	LEAST_WIDTH = 150,
	NAME_PX = 14,
	NAME_LINE = 22,
	BORDER = 2,
	SYMBOL_PX = 18,
	SCALE_WIDTH = 200,
	BAR_PX = 9,
	VALUE_PX = 11,
	STEP_LINE = 18,
	STEP_PX = 12,
	DOT_PX = 15,
	MAX_STEPS = 100,
	MAX_LEGENDS = 50,
};

#define FIXED_BODY  28.84375 // the symbol's line under a gap of 5
#define VALUE_LINE  17.28125
#define SCALE_BODY  (10 + BAR_PX + VALUE_LINE) // a gap of 10, bar, line of values
#define STEPS_ABOVE 5

typedef enum { LEGEND_NONE, LEGEND_FIXED, LEGEND_SCALE, LEGEND_STEPS, LEGEND_EMPTY } LegendKind;

typedef struct {
	const Geomap *map;
	const GeomapLayer *layer;
	MapStyle style;
	LegendKind kind;
	double width, height;
} MapLegend;

static const Theme *theme_of(const MapLegend *legend)
{
	return legend->map->context->theme;
}

static TextStyle text_style(double size_px)
{
	return (TextStyle){ FONT_SANS, size_px, 400, false, BODY_LETTER_SPACING };
}

static double measure(const MapLegend *legend, double size_px, const char *text)
{
	TextStyle style = text_style(size_px);

	return text_width(legend->map->context->text, &style, text);
}

/* --- Thresholds --- */

static const char *step_label(const MapLegend *legend, size_t i)
{
	const FieldConfig *config = &legend->style.color.from.field->config;
	const Thresholds *thresholds = &config->thresholds;
	bool is_below = thresholds->steps[i].value == -INFINITY && i + 1 < thresholds->n_steps;
	const ThresholdStep *shown = &thresholds->steps[is_below ? i + 1 : i];
	const char *unit = thresholds->is_percentage ? "percent" : config->unit;
	ValueFormat format = value_format(unit ? unit : "");
	FormatOptions options = { .decimals = config->decimals };
	FormattedValue text;

	value_format_apply(&format, shown->is_null ? value_null() : shown->value, &options, &text);
	return arena_printf(legend->map->context->arena, "%s%s%s%s%s", is_below ? "< " : "",
			    text.prefix, text.text, text.suffix, is_below ? "" : "+");
}

static size_t n_steps(const MapLegend *legend)
{
	return MIN(legend->style.color.from.field->config.thresholds.n_steps, MAX_STEPS);
}

static void draw_steps(const MapLegend *legend, Rect body)
{
	const Thresholds *thresholds = &legend->style.color.from.field->config.thresholds;
	double x = body.x + INDENT, y = body.y + STEPS_ABOVE;
	Scene *scene = legend->map->scene;

	for (size_t i = 0; i < n_steps(legend); i++, y += STEP_LINE) {
		Color color = theme_color(theme_of(legend), thresholds->steps[i].color);

		scene_fill_round_rect(scene,
				      scene_snapped(scene, (Rect){ x, y, DOT_PX, DOT_PX }),
				      DOT_PX / 2.0,
				      PAINT_COLOR(color_with_alpha(color, color.alpha * 0.7)));
		scene_text(scene, &(SceneText){ .text = step_label(legend, i),
						.x = x + DOT_PX + PAD,
						.baseline_y = line_baseline(y, STEP_LINE, STEP_PX),
						.style = text_style(STEP_PX),
						.color = theme_of(legend)->text_primary });
	}
}

/* --- Colour scale --- */

static Range scale_range(const MapLegend *legend)
{
	const DimensionField *from = &legend->style.color.from;
	Range range = { from->field->config.min, from->field->config.max };

	for (size_t row = 0; row < from->frame->n_rows; row++) {
		double number = field_number(from->frame, from->field, row);

		if (!isfinite(number))
			continue;
		if (isnan(from->field->config.min))
			range.min = isnan(range.min) ? number : fmin(range.min, number);
		if (isnan(from->field->config.max))
			range.max = isnan(range.max) ? number : fmax(range.max, number);
	}
	return (Range){ isnan(range.min) ? 0 : range.min, isnan(range.max) ? 100 : range.max };
}

static void draw_end(const MapLegend *legend, double value, double x, double top, TextAlign align)
{
	const PanelContext *context = legend->map->context;
	const DimensionField *from = &legend->style.color.from;
	DisplayProcessor processor = display_processor(from->frame, from->field, &context->display);
	DisplayValue display = display_value(&processor, value_of_number(value));
	char text[DISPLAY_TEXT_SIZE];

	display_text(&display, text);
	scene_text(legend->map->scene,
		   &(SceneText){ .text = text,
				 .x = x,
				 .baseline_y = line_baseline(top, VALUE_LINE, VALUE_PX),
				 .align = align,
				 .style = text_style(VALUE_PX),
				 .color = context->theme->text_disabled });
}

static void draw_bar(const MapLegend *legend, Rect bar)
{
	const char *const *names = color_scheme_stops(legend->style.color.mode);
	Gradient gradient = { .from = { bar.x, 0 }, .to = { rect_right(bar), 0 } };

	while (names[gradient.n_stops] && gradient.n_stops < GRADIENT_MAX_STOPS) {
		gradient.stops[gradient.n_stops].color =
			theme_color(theme_of(legend), names[gradient.n_stops]);
		gradient.n_stops++;
	}
	for (int i = 0; i < gradient.n_stops; i++)
		gradient.stops[i].offset = (double)i / MAX(1, gradient.n_stops - 1);
	scene_fill_round_rect(legend->map->scene, bar, BAR_PX / 2.0,
			      (Paint){ .gradient = &gradient });
}

static void draw_scale(const MapLegend *legend, Rect body)
{
	Rect bar = { body.x + INDENT, body.y + 10, body.width - INDENT, BAR_PX };
	Range range = scale_range(legend);
	double top = rect_bottom(bar);

	draw_bar(legend, scene_snapped(legend->map->scene, bar));
	draw_end(legend, range.min, bar.x, top, ALIGN_LEFT);
	draw_end(legend, range.max, rect_right(bar), top, ALIGN_RIGHT);
}

/* --- One symbol --- */

static void draw_fixed(const MapLegend *legend, Rect body)
{
	const MapStyle *style = &legend->style;
	const double margin = 1.5; // the icons' discs leave it free
	Rect box = scene_snapped(legend->map->scene, (Rect){ body.x + INDENT, body.y + 5, SYMBOL_PX,
							     SYMBOL_PX });
	Color color = style->color.fixed;

	color.alpha *= style->opacity;
	if (!assets_find(legend->map->context->assets, style->symbol))
		box = rect_inset(box, margin);
	picture_draw(legend->map->scene, legend->map->context->assets, style->symbol, box,
		     &(PictureStyle){ color });
}

/* --- A layer's box --- */

static LegendKind kind_of(const MapStyle *style)
{
	const Field *field = style->color.from.field;

	if (!field)
		return style->symbol ? LEGEND_FIXED : LEGEND_EMPTY;
	if (color_scheme_stops(field->config.color_mode))
		return LEGEND_SCALE;
	return field->config.thresholds.n_steps >= 2 ? LEGEND_STEPS : LEGEND_EMPTY;
}

static double body_height(const MapLegend *legend)
{
	if (legend->kind == LEGEND_FIXED)
		return FIXED_BODY;
	if (legend->kind == LEGEND_SCALE)
		return SCALE_BODY;
	return STEPS_ABOVE + STEP_LINE * (double)n_steps(legend);
}

static double body_width(const MapLegend *legend)
{
	double width = legend->kind == LEGEND_SCALE ? SCALE_WIDTH : 0;

	for (size_t i = 0; legend->kind == LEGEND_STEPS && i < n_steps(legend); i++)
		width = fmax(width, 2 * INDENT + DOT_PX + PAD +
					    measure(legend, STEP_PX, step_label(legend, i)));
	return width;
}

static MapLegend legend_of(const Geomap *map, const GeomapLayer *layer)
{
	MapLegend legend = { map, layer };
	bool is_shown = layer->type->has_legend && layer->frame && layer->frame->n_rows &&
			layer->locations.rows && json_get_bool(layer->config, "showLegend", true);

	if (!is_shown)
		return legend;
	legend.style = map_style(map, layer->frame, json_get_object(layer->config, "style"));
	legend.kind = kind_of(&legend.style);
	if (legend.kind == LEGEND_EMPTY)
		return legend;
	double inner = fmax(body_width(&legend), measure(&legend, NAME_PX, layer->name));

	legend.width = fmax(LEAST_WIDTH, inner + 2 * PAD);
	legend.height = 2 * PAD + NAME_LINE + body_height(&legend) + BORDER;
	return legend;
}

static void draw_legend(const MapLegend *legend, double x, double y)
{
	const Theme *theme = theme_of(legend);
	Scene *scene = legend->map->scene;
	Rect box = scene_snapped(scene, (Rect){ x, y, legend->width, legend->height });
	Rect body = { x + PAD, y + PAD + NAME_LINE, legend->width - 2 * PAD, 0 };

	scene_fill_round_rect(scene, box, 1, PAINT_COLOR(theme->background_secondary));
	scene_fill_rect(scene, (Rect){ x, rect_bottom(box) - BORDER, box.width, BORDER },
			PAINT_COLOR(theme->border_strong));
	scene_text(scene, &(SceneText){ .text = legend->layer->name,
					.x = x + PAD,
					.baseline_y = line_baseline(y + PAD, NAME_LINE, NAME_PX),
					.style = text_style(NAME_PX),
					.color = theme->text_primary });
	if (legend->kind == LEGEND_FIXED)
		draw_fixed(legend, body);
	else if (legend->kind == LEGEND_SCALE)
		draw_scale(legend, body);
	else
		draw_steps(legend, body);
}

void map_draw_legends(const Geomap *map)
{
	bool has_scale = json_get_bool(map->context->options, "controls.showScale", false);
	size_t n = MIN(map->n_layers, MAX_LEGENDS);
	double x = map->view.area.x + GAP, width = 0;
	double y = rect_bottom(map->view.area) - (has_scale ? GAP_WITH_SCALE : GAP);

	for (size_t i = 0; i < n; i++) {
		MapLegend legend = legend_of(map, &map->layers[i]);

		width = fmax(width, legend.width);
		y -= legend.height;
	}
	for (size_t i = 0; i < n; i++) {
		MapLegend legend = legend_of(map, &map->layers[i]);

		if (!(legend.height > 0))
			continue;
		legend.width = width;
		draw_legend(&legend, x, y);
		y += legend.height;
	}
}
