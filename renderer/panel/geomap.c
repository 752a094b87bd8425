#include "renderer/panel/geomap.h"

#include "renderer/data/matcher.h"
#include "renderer/json.h"
#include "renderer/panel/types.h"

#include <string.h>

/*
 * The map's ground comes from the internet in the browser, tile by tile; here it is left plain,
 * and the layers of data are drawn.
 */

enum { MAX_LAYERS = 50, NOTE_PX = 12 };

/* Sorted by id. */
static const GeomapLayerType *const layer_types[] = {
	&geomap_day_night, &geomap_geojson, &geomap_heatmap, &geomap_markers,
	&geomap_network,   &geomap_photos,  &geomap_route,
};

static const GeomapLayerType *layer_type(const char *id)
{
	for (size_t i = 0; i < G_N_ELEMENTS(layer_types); i++)
		if (strcmp(layer_types[i]->id, id) == 0)
			return layer_types[i];
	return NULL;
}

/* --- Data of a layer --- */

static const Frames *filtered(const PanelContext *context, json_object *filter)
{
	g_autoptr(GError) error = NULL;

	if (!json_object_is_type(filter, json_type_object))
		return context->frames;
	FrameMatcher *matcher = frame_matcher_new(context->arena, json_get_text(filter, "id", ""),
						  json_get(filter, "options"), &error);
	Frames *frames = frames_new(context->arena);

	for (size_t i = 0; matcher && i < context->frames->n; i++)
		if (frame_matches(matcher, context->frames->items[i]))
			frames_append(context->arena, frames, context->frames->items[i]);
	return frames;
}

static void read_file(const PanelContext *context, GeomapLayer *layer)
{
	const char *path = json_get_text(layer->config, "src", "public/maps/countries.geojson");

	layer->shapes = assets_find_json(context->arena, context->assets, path);
	if (!layer->shapes)
		layer->problem = arena_printf(context->arena, "Shapes of %s are not available", path);
}

static bool is_named(const Geomap *map, const char *name)
{
	const char *ground = json_get_text(map->context->options, "basemap.name", "");

	/* A ground without a name is the first to get one. */
	if (strcmp(ground[0] ? ground : "Layer 0", name) == 0)
		return true;
	for (size_t i = 0; i < map->n_layers; i++)
		if (strcmp(map->layers[i].name, name) == 0)
			return true;
	return false;
}

/* The layer's own name, or the first number that is free. */
static const char *layer_name(const Geomap *map, json_object *json)
{
	const char *name = json_get_text(json, "name", "");

	/* Ends: there are fewer layers than numbers. */
	for (int i = 0; !name[0]; i++) {
		const char *numbered = arena_printf(map->context->arena, "Layer %d", i);

		if (!is_named(map, numbered))
			name = numbered;
	}
	return name;
}

static void read_layer(const Geomap *map, json_object *json, GeomapLayer *layer)
{
	const PanelContext *context = map->context;

	*layer = (GeomapLayer){
		.type = layer_type(json_get_text(json, "type", "markers")),
		.json = json,
		.config = json_get_object(json, "config"),
		.name = layer_name(map, json),
		.frames = filtered(context, json_get(json, "filterData")),
	};
	if (!layer->type)
		return;
	layer->frame = layer->frames->n ? layer->frames->items[0] : NULL;
	if (layer->type == &geomap_geojson)
		read_file(context, layer);
	if (!layer->type->has_locations || !layer->frame)
		return;
	layer->locations = locations_of(context->arena, layer->frame,
					json_get_object(json, "location"), context->assets);
	if (layer->locations.rows)
		layer->problem = layer->locations.problem;
}

/* Layers that are tiles are none of data and left out; without a list there are markers. */
static void read_layers(Geomap *map)
{
	const PanelContext *context = map->context;
	json_object *list = json_get_array(context->options, "layers");
	size_t n = list ? MIN(json_object_array_length(list), MAX_LAYERS) : 1;

	map->layers = arena_new_array(context->arena, GeomapLayer, n + 1);
	for (size_t i = 0; i < n; i++) {
		json_object *json = list ? json_object_array_get_idx(list, i) : NULL;

		read_layer(map, json, &map->layers[map->n_layers]);
		if (map->layers[map->n_layers].type)
			map->n_layers++;
	}
}

/* --- The picture --- */

static void draw_layer(const Geomap *map, const GeomapLayer *layer)
{
	double opacity = json_get_number(layer->json, "opacity", 1);
	bool needs_frame = layer->type->has_locations;

	if (needs_frame && !layer->frame)
		return;
	if (opacity < 1)
		scene_push_group(map->scene, opacity);
	layer->type->draw(map, layer);
	if (opacity < 1)
		scene_pop_group(map->scene);
}

/* Says what is missing, beside the zoom buttons. */
static void draw_problem(const Geomap *map)
{
	enum { LEFT = 40, RIGHT = 48, BASELINE = 21 };
	const PanelContext *context = map->context;
	TextStyle style = { FONT_SANS, NOTE_PX, 400, false, BODY_LETTER_SPACING };
	Rect area = map->view.area;
	const char *problem = NULL;

	for (size_t i = 0; i < map->n_layers && !problem; i++)
		problem = map->layers[i].problem;
	if (!problem || area.width < LEFT + RIGHT)
		return;
	g_autofree char *text =
		text_ellipsize(context->text, &style, problem, area.width - LEFT - RIGHT);

	scene_text(map->scene, &(SceneText){ .text = text,
					     .x = area.x + LEFT,
					     .baseline_y = area.y + BASELINE,
					     .style = style,
					     .color = context->theme->text_secondary });
}

static bool geomap_layout(const PanelContext *context, Rect area, Scene *scene, GError **error)
{
	Geomap map = { .context = context, .scene = scene };

	read_layers(&map);
	map.view = map_view(&map, json_get_object(context->options, "view"), area);
	scene_push_clip_rect(scene, area);
	for (size_t i = 0; i < map.n_layers; i++)
		draw_layer(&map, &map.layers[i]);
	map_draw_controls(&map);
	map_draw_legends(&map);
	draw_problem(&map);
	scene_pop_clip(scene);
	return true;
}

const PanelType panel_geomap = {
	.id = "geomap",
	.field_defaults = "{\"color\":{\"mode\":\"thresholds\"},"
			  "\"thresholds\":{\"mode\":\"absolute\",\"steps\":["
			  "{\"value\":null,\"color\":\"green\"},{\"value\":80,\"color\":\"red\"}]}}",
	.has_no_padding = true,
	.layout = geomap_layout,
};
