#include "renderer/panel/geomap.h"

#include "renderer/json.h"
#include "renderer/panel/picture.h"

#include <math.h>
#include <string.h>

enum { DEFAULT_SIZE = 5, DEFAULT_FONT = 12, MAX_SIZE = 500 };

#define DEFAULT_OPACITY 0.4
#define DEFAULT_COLOR "dark-green"
#define DEFAULT_SYMBOL "img/icons/marker/circle.svg"

static DimensionField field_of(const Geomap *map, const Frame *frame, json_object *config)
{
	return dimension_find_in(map->context->arena, frame, json_get_text(config, "field", NULL));
}

static bool names_field(json_object *config)
{
	return json_get_text(config, "field", "")[0] != 0;
}

static void set_color(MapStyle *style, const Frame *frame, json_object *config)
{
	const PanelContext *context = style->map->context;
	DimensionField from = field_of(style->map, frame, config);

	style->color = color_dimension(context->arena, &from, config, &context->display);
	if (!from.field)
		style->color.fixed = theme_color(context->theme,
						 json_get_text(config, "fixed", DEFAULT_COLOR));
}

static void set_size(MapStyle *style, const Frame *frame, json_object *config)
{
	DimensionField from = field_of(style->map, frame, config);

	style->size = scale_dimension(&from, config);
	if (!from.field)
		style->size.fixed = json_get_number(config, "fixed", DEFAULT_SIZE);
	if (!(style->size.fixed >= 0 && style->size.fixed <= MAX_SIZE))
		style->size.fixed = DEFAULT_SIZE;
	style->size.size.min = fmin(style->size.size.min, MAX_SIZE);
	style->size.size.max = fmin(style->size.size.max, MAX_SIZE);
}

static bool uses_text(json_object *text)
{
	const char *mode = json_get_text(text, "mode", "");

	if (strcmp(mode, "fixed") == 0)
		return json_get_text(text, "fixed", "")[0] != 0;
	return strcmp(mode, "field") == 0 && names_field(text);
}

static const char *non_empty(const char *text)
{
	return text && text[0] ? text : NULL;
}

MapStyle map_style(const Geomap *map, const Frame *frame, json_object *json)
{
	json_object *color = json_get_object(json, "color"), *size = json_get_object(json, "size");
	json_object *text = json_get_object(json, "text");
	json_object *rotation = json_get_object(json, "rotation");
	MapStyle style = {
		.json = json,
		.map = map,
		.symbol = json ? non_empty(json_get_text(json, "symbol.fixed", NULL))
			       : DEFAULT_SYMBOL,
		.opacity = json_get_number(json, "opacity", DEFAULT_OPACITY),
		.line_width = json_get_number(json, "lineWidth", 1),
		.rotation = field_of(map, frame, rotation),
		.text = field_of(map, frame, text),
		.has_text = uses_text(text),
	};

	style.opacity = CLAMP(style.opacity, 0, 1);
	style.has_fields = names_field(color) || names_field(size) || names_field(rotation) ||
			   (style.has_text && names_field(text));
	set_color(&style, frame, color);
	set_size(&style, frame, size);
	return style;
}

const char *map_style_text(const MapStyle *style, size_t row)
{
	const PanelContext *context = style->map->context;

	return style->has_text ? text_dimension_at(context->arena, &style->text,
						   json_get_object(style->json, "text"),
						   &context->display, row)
			       : "";
}

double map_style_rotation(const MapStyle *style, size_t row)
{
	double turn = scalar_dimension_at(&style->rotation,
					  json_get_object(style->json, "rotation"), row);

	return isfinite(turn) ? turn : 0;
}

Point map_style_shift(const MapStyle *style, double radius)
{
	const char *across = json_get_text(style->json, "symbolAlign.horizontal", "center");
	const char *down = json_get_text(style->json, "symbolAlign.vertical", "center");
	Point shift = { 0, 0 };

	if (strcmp(across, "left") == 0)
		shift.x = -radius;
	else if (strcmp(across, "right") == 0)
		shift.x = radius;
	if (strcmp(down, "top") == 0)
		shift.y = -radius;
	else if (strcmp(down, "bottom") == 0)
		shift.y = radius;
	return shift;
}

/* --- Labels --- */

static TextStyle label_style(const MapStyle *style)
{
	double size = json_get_number(style->json, "textConfig.fontSize", DEFAULT_FONT);

	return (TextStyle){ FONT_SANS, size > 0 && size <= MAX_SIZE ? size : DEFAULT_FONT, 400,
			    false, 0 };
}

static double offset(const MapStyle *style, const char *key)
{
	double px = json_get_number(style->json, key, 0);

	return isfinite(px) ? px : 0;
}

enum { LABEL_SPARE = 2 };

/* As wide as the text and what is spare, in whole device pixels. */
static double label_width(const MapStyle *style, double text_width)
{
	double scale = scene_scale(style->map->scene);

	return ceil((text_width + LABEL_SPARE) * scale) / scale;
}

/* From the map's corner on, whole device pixels. */
static Point snap_to_map(const MapStyle *style, double x, double y)
{
	double scale = scene_scale(style->map->scene);
	Rect area = style->map->view.area;

	return (Point){ area.x + js_round((x - area.x) * scale) / scale,
			area.y + js_round((y - area.y) * scale) / scale };
}

Rect map_label_box(const MapStyle *style, const char *text, Point at)
{
	TextStyle font = label_style(style);
	const char *align = json_get_text(style->json, "textConfig.textAlign", "center");
	const char *baseline = json_get_text(style->json, "textConfig.textBaseline", "middle");
	double width = label_width(style, text_width(style->map->context->text, &font, text));
	double height = text_ascent_px(font.size_px) + text_descent_px(font.size_px);
	Rect box = { at.x + offset(style, "textConfig.offsetX"),
		     at.y + offset(style, "textConfig.offsetY"), width, height };

	double inside = width - LABEL_SPARE;

	box.x -= strcmp(align, "left") == 0 ? 0 : strcmp(align, "right") == 0 ? inside
								      : inside / 2;
	box.y -= strcmp(baseline, "top") == 0	   ? 0
		 : strcmp(baseline, "bottom") == 0 ? height
						   : height / 2;
	Point corner = snap_to_map(style, box.x, box.y);

	box.x = corner.x;
	box.y = corner.y;
	return box;
}

/* The text begins where its box does; a canvas' "middle" is where half of the em is above. */
void map_draw_label(const MapStyle *style, const char *text, Color color, Point at)
{
	const double middle = 0.30064; // em
	TextStyle font = label_style(style);
	Rect box = map_label_box(style, text, at);

	scene_text(style->map->scene,
		   &(SceneText){ .text = text,
				 .x = box.x,
				 .baseline_y = box.y + box.height / 2 + middle * font.size_px,
				 .style = font,
				 .color = color });
}

/* --- Symbols --- */

void map_draw_symbol(const MapStyle *style, size_t row, Point at)
{
	Scene *scene = style->map->scene;
	Color color = color_dimension_at(&style->color, row);
	double radius = scale_dimension_at(&style->size, row);
	Point shift = map_style_shift(style, radius);
	const char *text = map_style_text(style, row);
	bool is_line = false;
	Path *symbol = picture_symbol(style->symbol ? style->symbol : DEFAULT_SYMBOL, radius,
				      &is_line);

	if (symbol) {
		Path *outline = path_new();

		path_append(outline, symbol);
		scene_push_transform(scene, (Point){ at.x + shift.x, at.y + shift.y },
				     map_style_rotation(style, row) * G_PI / 180, 1);
		scene_take_fill(scene, is_line ? path_new() : outline,
				PAINT_COLOR(color_with_alpha(color, color.alpha * style->opacity)),
				(FillStyle){ 0 });
		scene_take_stroke(scene, symbol, PAINT_COLOR(color),
				  (StrokeStyle){ .width_px = style->line_width });
		scene_pop_transform(scene);
		if (is_line)
			path_free(outline);
	} else {
		picture_draw(scene, style->map->context->assets, style->symbol,
			     (Rect){ at.x - radius, at.y - radius, 2 * radius, 2 * radius },
			     &(PictureStyle){ color_with_alpha(color, style->opacity) });
	}
	if (text[0])
		map_draw_label(style, text, color, at);
}
