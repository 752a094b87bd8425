#include "renderer/panel/nodegraph.h"

#include "renderer/data/color-mode.h"
#include "renderer/json.h"
#include "renderer/panel/icon.h"

#include <math.h>
#include <string.h>

enum { FONT_PX = 10, STAT_WIDTH = 70, TITLE_WIDTH = 140, TITLE_GAP = 5, NODE_ICON_PX = 48 };
enum { MAX_DASHES = 16, MAX_DASH_PX = 10000 };
#define LINE_PX 15.7

#define EDGE_COLOR	  COLOR_RGB(0x999999)
#define HIGHLIGHTED_COLOR COLOR_RGB(0xaa0000)

typedef struct {
	const PanelContext *context;
	const NodeGraph *graph;
	Scene *scene;
	const Field *title, *subtitle, *main_stat, *secondary_stat, *color, *highlighted;
	const Field *icon;
	const Field *thickness, *edge_color, *edge_highlighted, *dashes;
	const Field *arcs[NODE_MAX_ARCS];
	size_t n_arcs;
} Drawing;

/* --- Values --- */

static double number_at(const Frame *frame, const Field *field, size_t row, double fallback)
{
	double number = field ? field_number(frame, field, row) : NAN;

	return isfinite(number) ? number : fallback;
}

static bool is_set(const Frame *frame, const Field *field, size_t row)
{
	return number_at(frame, field, row, 0) != 0;
}

static const char *unit_of(const Drawing *drawing, const Field *field)
{
	const char *key = arena_printf(drawing->context->arena, "%s.%sStatUnit",
				       drawing->graph->is_of_edges ? "edges" : "nodes",
				       field == drawing->main_stat ? "main" : "secondary");

	return json_get_text(drawing->context->options, key, field->config.unit);
}

/* Numbers have two decimals, or the field's, and the unit's id behind them. */
static const char *stat_text(const Drawing *drawing, const Field *field, size_t row)
{
	Arena *arena = drawing->context->arena;
	Value value = field ? field_value(drawing->graph->nodes_frame, field, row)
			    : (Value){ VALUE_ABSENT };
	char format[8], number[G_ASCII_DTOSTR_BUF_SIZE];

	if (value.kind == VALUE_STRING)
		return value.string;
	if (value.kind != VALUE_NUMBER || !isfinite(value.number) || fabs(value.number) > 1e15)
		return "";
	double decimals = field->config.decimals;
	const char *unit = unit_of(drawing, field);

	snprintf(format, sizeof(format), "%%.%df", decimals >= 1 ? (int)fmin(decimals, 9) : 2);
	g_ascii_formatd(number, sizeof(number), format, value.number);
	return unit && unit[0] ? arena_printf(arena, "%s %s", number, unit)
			       : arena_strdup(arena, number);
}

static const char *label_text(const Drawing *drawing, const Field *field, size_t row)
{
	Value value = field ? field_value(drawing->graph->nodes_frame, field, row)
			    : (Value){ VALUE_ABSENT };

	if (value.kind == VALUE_NULL || value.kind == VALUE_ABSENT)
		return "";
	return value_to_text(drawing->context->arena, value);
}

/* --- Edges --- */

static void draw_arrow(const Drawing *drawing, Point base, Point along, double size, Color color)
{
	Path *path = path_new();

	path_line_to(path, base.x - size / 2 * along.y, base.y + size / 2 * along.x);
	path_line_to(path, base.x + size * along.x, base.y + size * along.y);
	path_line_to(path, base.x + size / 2 * along.y, base.y - size / 2 * along.x);
	path_close(path);
	scene_take_fill(drawing->scene, path, PAINT_COLOR(color), (FillStyle){ 0 });
}

static double outer_radius(const GraphNode *node)
{
	return node->radius + ceil(node->radius * 0.075) / 2;
}

static Color edge_color(const Drawing *drawing, size_t row, bool is_highlighted)
{
	const Frame *frame = drawing->graph->edges_frame;
	Value value = drawing->edge_color ? field_value(frame, drawing->edge_color, row)
					  : (Value){ VALUE_ABSENT };

	if (value.kind == VALUE_STRING && value.string[0])
		return theme_color(drawing->context->theme, value.string);
	return is_highlighted ? HIGHLIGHTED_COLOR : EDGE_COLOR;
}

/* SVG's list of lengths; what is no such list, or has only zeros, gives a solid line. */
static int read_dashes(const Drawing *drawing, size_t row, double dashes[2 * MAX_DASHES])
{
	const Frame *frame = drawing->graph->edges_frame;
	Value value = drawing->dashes ? field_value(frame, drawing->dashes, row)
				      : (Value){ VALUE_ABSENT };
	const char *at = value_is_truthy(value) ? value_to_text(drawing->context->arena, value)
						: "";
	double sum = 0;
	int n = 0;

	while (n < MAX_DASHES && *at) {
		char *end;
		double length = g_ascii_strtod(at, &end);

		if (end == at || !(length >= 0 && length < MAX_DASH_PX))
			return 0;
		dashes[n++] = length;
		sum += length;
		at = end + strspn(end, " ,\tpx");
	}
	/* A list of odd length counts twice. */
	for (int i = 0, odd = n % 2 ? n : 0; i < odd; i++)
		dashes[n++] = dashes[i];
	return sum > 0 ? n : 0;
}

/* From circle to circle, with room for the arrow's head. */
static void draw_edge(const Drawing *drawing, const GraphEdge *edge)
{
	const Frame *frame = drawing->graph->edges_frame;
	const GraphNode *from = &drawing->graph->nodes[edge->from];
	const GraphNode *to = &drawing->graph->nodes[edge->to];
	double length = hypot(to->at.x - from->at.x, to->at.y - from->at.y);
	double width = CLAMP(number_at(frame, drawing->thickness, edge->row, 1), 0, 100);
	bool is_highlighted = is_set(frame, drawing->edge_highlighted, edge->row);
	Color color = edge_color(drawing, edge->row, is_highlighted);
	double head = 10 + 2 * width;

	if (!(length > 0))
		return;
	Point along = { (to->at.x - from->at.x) / length, (to->at.y - from->at.y) / length };
	double start = outer_radius(from) + 5, end = length - outer_radius(to) - 3 - head * 0.9;
	Point base = { from->at.x + end * along.x, from->at.y + end * along.y };
	Path *path = path_new();

	path_move_to(path, from->at.x + start * along.x, from->at.y + start * along.y);
	path_line_to(path, base.x, base.y);
	double dashes[2 * MAX_DASHES];
	int n_dashes = read_dashes(drawing, edge->row, dashes);

	scene_take_stroke(drawing->scene, path, PAINT_COLOR(color),
			  (StrokeStyle){ .width_px = width + is_highlighted,
					 .dash_px = n_dashes ? dashes : NULL,
					 .n_dash = n_dashes });
	draw_arrow(drawing, base, along, head, color);
}

/* --- Nodes --- */

static void draw_ring(const Drawing *drawing, const GraphNode *node, double from, double to,
		      Color color)
{
	Path *path = path_new();

	path_arc(path, node->at, node->radius, 2 * G_PI * from - G_PI_2, 2 * G_PI * to - G_PI_2);
	scene_take_stroke(drawing->scene, path, PAINT_COLOR(color),
			  (StrokeStyle){ .width_px = ceil(node->radius * 0.075) });
}

Color nodegraph_arc_color(const PanelContext *context, const Field *field)
{
	json_object *arcs = json_get_array(context->options, "nodes.arcs");

	for (size_t i = 0; arcs && i < json_object_array_length(arcs); i++) {
		json_object *arc = json_object_array_get_idx(arcs, i);

		if (g_strcmp0(json_get_text(arc, "field", NULL), field->name) == 0)
			return theme_color(context->theme, json_get_text(arc, "color", NULL));
	}
	return theme_color(context->theme, field->config.color_fixed);
}

static Color ring_color(const Drawing *drawing, const GraphNode *node)
{
	const Frame *frame = drawing->graph->nodes_frame;
	const Field *field = drawing->color;
	Value value = field ? field_value(frame, field, node->row) : (Value){ VALUE_ABSENT };

	if (value.kind == VALUE_STRING)
		return theme_color(drawing->context->theme, value.string);
	if (value.kind == VALUE_NUMBER)
		return field_value_color(field, value.number, drawing->context->theme, NULL);
	return COLOR_RGB(0x808080);
}

/* Parts of the ring from the top on; one that is all of it hides the others. */
static void draw_rings(const Drawing *drawing, const GraphNode *node)
{
	const Frame *frame = drawing->graph->nodes_frame;
	double at = 0;

	for (size_t i = 0; i < drawing->n_arcs; i++) {
		if (!(number_at(frame, drawing->arcs[i], node->row, 0) >= 1))
			continue;
		draw_ring(drawing, node, 0, 1, nodegraph_arc_color(drawing->context, drawing->arcs[i]));
		return;
	}
	for (size_t i = 0; i < drawing->n_arcs; i++) {
		double part = fmax(0, number_at(frame, drawing->arcs[i], node->row, 0));
		double to = fmin(1, at + part);

		if (to > at)
			draw_ring(drawing, node, at, to, nodegraph_arc_color(drawing->context, drawing->arcs[i]));
		at = to;
	}
	if (at == 0)
		draw_ring(drawing, node, 0, 1, ring_color(drawing, node));
}

/* A line of text in the middle, on a veil where `has_veil`. */
static void draw_line(const Drawing *drawing, const char *text, Point top, double width,
		      bool has_veil)
{
	const Theme *theme = drawing->context->theme;
	TextStyle style = { FONT_SANS, FONT_PX, 400, false, BODY_LETTER_SPACING };
	g_autofree char *shown = text_ellipsize(drawing->context->text, &style, text, width);

	if (has_veil)
		scene_fill_rect(drawing->scene,
				(Rect){ top.x - width / 2, top.y, width, LINE_PX },
				PAINT_COLOR(color_with_alpha(theme->background_primary, 0.6)));
	scene_text(drawing->scene,
		   &(SceneText){ .text = shown,
				 .x = top.x,
				 .baseline_y = top.y + 2 + text_ascent_px(FONT_PX),
				 .align = ALIGN_CENTER,
				 .style = style,
				 .color = theme->text_primary });
}

/* In a box that is a little lower than it; false where the icon is not known. */
static bool draw_icon(const Drawing *drawing, const GraphNode *node)
{
	enum { BOX_HEIGHT = 40 };
	const char *name = label_text(drawing, drawing->icon, node->row);
	Rect box = { node->at.x - NODE_ICON_PX / 2.0, node->at.y - NODE_ICON_PX / 2.0, NODE_ICON_PX,
		     NODE_ICON_PX };
	bool is_known;

	scene_push_clip_rect(drawing->scene, (Rect){ node->at.x - STAT_WIDTH / 2.0,
						     node->at.y - BOX_HEIGHT / 2.0, STAT_WIDTH,
						     BOX_HEIGHT });
	is_known = name[0] && icon_layout(drawing->scene, name, box,
					  drawing->context->theme->text_primary);
	scene_pop_clip(drawing->scene);
	return is_known;
}

static void draw_stats(const Drawing *drawing, const GraphNode *node)
{
	Point stat = { node->at.x, node->at.y - 15 };

	draw_line(drawing, stat_text(drawing, drawing->main_stat, node->row), stat, STAT_WIDTH,
		  false);
	stat.y += LINE_PX;
	draw_line(drawing, stat_text(drawing, drawing->secondary_stat, node->row), stat,
		  STAT_WIDTH, false);
}

static void draw_node(const Drawing *drawing, const GraphNode *node)
{
	const Theme *theme = drawing->context->theme;
	bool is_highlighted =
		is_set(drawing->graph->nodes_frame, drawing->highlighted, node->row);
	double radius = node->radius;
	Point title = { node->at.x, node->at.y + radius + TITLE_GAP };
	Rect box = { node->at.x - radius, node->at.y - radius, 2 * radius, 2 * radius };

	scene_fill_round_rect(drawing->scene, box, radius,
			      PAINT_COLOR(is_highlighted ? HIGHLIGHTED_COLOR
							 : theme->background_primary));
	draw_rings(drawing, node);
	if (!draw_icon(drawing, node))
		draw_stats(drawing, node);
	draw_line(drawing, label_text(drawing, drawing->title, node->row), title, TITLE_WIDTH, true);
	title.y += LINE_PX;
	draw_line(drawing, label_text(drawing, drawing->subtitle, node->row), title, TITLE_WIDTH,
		  true);
}

static bool is_arc(const Field *field)
{
	return field->name && g_str_has_prefix(field->name, "arc__");
}

size_t nodegraph_arcs(const NodeGraph *graph, const Field *arcs[NODE_MAX_ARCS])
{
	const Frame *frame = graph->nodes_frame;
	size_t n = 0;

	for (size_t i = 0; i < frame->n_fields && n < NODE_MAX_ARCS; i++)
		if (is_arc(&frame->fields[i]))
			arcs[n++] = &frame->fields[i];
	return n;
}

void nodegraph_draw(const PanelContext *context, const NodeGraph *graph, Rect area, Scene *scene)
{
	const Frame *nodes = graph->nodes_frame, *edges = graph->edges_frame;
	Drawing drawing = {
		.context = context,
		.graph = graph,
		.scene = scene,
		.title = nodegraph_field(nodes, "title"),
		.subtitle = nodegraph_field(nodes, "subtitle"),
		.main_stat = nodegraph_field(nodes, "mainstat"),
		.secondary_stat = nodegraph_field(nodes, "secondarystat"),
		.color = nodegraph_field(nodes, "color"),
		.highlighted = nodegraph_field(nodes, "highlighted"),
		.icon = nodegraph_field(nodes, "icon"),
		.thickness = nodegraph_field(edges, "thickness"),
		.dashes = nodegraph_field(edges, "strokedasharray"),
		.edge_color = nodegraph_field(edges, "color"),
		.edge_highlighted = nodegraph_field(edges, "highlighted"),
	};

	drawing.n_arcs = nodegraph_arcs(graph, drawing.arcs);
	scene_push_clip_rect(scene, area);
	scene_push_transform(scene,
			     (Point){ area.x + area.width / 2, area.y + area.height / 2 }, 0, 1);
	for (size_t i = 0; i < graph->n_edges; i++)
		draw_edge(&drawing, &graph->edges[i]);
	for (size_t i = 0; i < graph->n_nodes; i++)
		draw_node(&drawing, &graph->nodes[i]);
	scene_pop_transform(scene);
	scene_pop_clip(scene);
}
