#include "renderer/panel/geomap.h"

#include <math.h>

/* Source: ol-ext, style/FlowLine. */

enum { MAX_PX = 20000 };

static double length_of(const FlowLine *line)
{
	return hypot(line->to.x - line->from.x, line->to.y - line->from.y);
}

/* A triangle whose tip is at `tip`, coming from where `back` points to. */
static void draw_head(Scene *scene, Point tip, Point back, double size, double width, Color color)
{
	double half = fmax(size, width) / 2;
	Path *path = path_new();

	path_line_to(path, tip.x, tip.y);
	path_line_to(path, tip.x + size * back.x - half * back.y,
		     tip.y + size * back.y + half * back.x);
	path_line_to(path, tip.x + size * back.x + half * back.y,
		     tip.y + size * back.y - half * back.x);
	path_close(path);
	scene_take_fill(scene, path, PAINT_COLOR(color), (FillStyle){ 0 });
}

static void add_cap(Path *path, Point at, double radius)
{
	path_move_to(path, at.x + radius, at.y);
	path_arc(path, at, radius, 0, 2 * G_PI);
	path_close(path);
}

/* A band as wide as the line at each end; round ends, or square ones as long as half the width. */
static Path *band(const FlowLine *line, Point along)
{
	double a = line->from_width / 2, b = line->to_width / 2;
	bool is_round = line->arrow == ARROW_NONE;
	double out_a = is_round ? 0 : a, out_b = is_round ? 0 : b;
	Point from = { line->from.x - out_a * along.x, line->from.y - out_a * along.y };
	Point to = { line->to.x + out_b * along.x, line->to.y + out_b * along.y };
	Path *path = path_new();

	path_move_to(path, from.x - a * along.y, from.y + a * along.x);
	path_line_to(path, from.x + a * along.y, from.y - a * along.x);
	path_line_to(path, to.x + b * along.y, to.y - b * along.x);
	path_line_to(path, to.x - b * along.y, to.y + b * along.x);
	path_close(path);
	if (is_round) {
		add_cap(path, line->from, a);
		add_cap(path, line->to, b);
	}
	return path;
}

static void draw_band(Scene *scene, const FlowLine *line, Point along)
{
	const Gradient gradient = {
		.from = line->from,
		.to = line->to,
		.n_stops = 2,
		.stops = { { 0, line->from_color }, { 1, line->to_color } },
	};

	scene_take_fill(scene, band(line, along),
			(Paint){ .color = line->to_color, .gradient = &gradient }, (FillStyle){ 0 });
}

void map_draw_flow(Scene *scene, const FlowLine *flow)
{
	FlowLine line = *flow;
	double length = length_of(&line), head = line.arrow_px;
	bool has_end = line.arrow == ARROW_FORWARD || line.arrow == ARROW_BOTH;
	bool has_start = line.arrow == ARROW_REVERSE || line.arrow == ARROW_BOTH;

	if (!(length > 0) || length > MAX_PX)
		return;
	Point along = { (line.to.x - line.from.x) / length, (line.to.y - line.from.y) / length };
	Point back = { -along.x, -along.y };

	/* The band ends where its heads begin. */
	if (has_end)
		line.to = (Point){ flow->to.x - head * along.x, flow->to.y - head * along.y };
	if (has_start)
		line.from = (Point){ flow->from.x + head * along.x, flow->from.y + head * along.y };
	if (length > head * (has_end + has_start))
		draw_band(scene, &line, along);
	if (has_end)
		draw_head(scene, flow->to, back, head, line.to_width, line.to_color);
	if (has_start)
		draw_head(scene, flow->from, along, head, line.from_width, line.from_color);
}
