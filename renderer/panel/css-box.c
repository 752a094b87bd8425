#include "renderer/panel/css-box.h"

#include <math.h>
#include <string.h>

#include <glib.h>

#include "renderer/css-gradient.h"

enum { ROOT_PX = 14, MAX_LENGTH = 10000 };

/* --- Values --- */

static bool parse_length(const char *text, CssLength *length)
{
	static const struct {
		const char *name;
		double px;
		bool is_part;
	} units[] = {
		{ "", 0, false },	 { "px", 1, false },  { "em", ROOT_PX, false },
		{ "rem", ROOT_PX, false }, { "%", 0.01, true }, { "pt", 4 / 3.0, false },
	};
	char *unit;
	double value = g_ascii_strtod(text, &unit);

	if (unit == text || !isfinite(value))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
		if (strcmp(unit, units[i].name) != 0)
			continue;
		*length = (CssLength){ CLAMP(value * units[i].px, -MAX_LENGTH, MAX_LENGTH), true,
				       units[i].is_part };
		return true;
	}
	return false;
}

/* Only lengths that don't depend on the parent. */
static bool parse_px(const char *text, double *px)
{
	CssLength length;

	if (!parse_length(text, &length) || length.is_part)
		return false;
	*px = length.value;
	return true;
}

/* Blanks and commas within brackets don't part words. */
static GPtrArray *split(const char *text, const char *delimiters)
{
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
	int depth = 0;
	const char *start = text;

	for (const char *at = text;; at++) {
		depth += *at == '(' ? 1 : *at == ')' ? -1 : 0;
		if (*at && (depth > 0 || !strchr(delimiters, *at)))
			continue;
		if (at > start)
			g_ptr_array_add(words,
					g_strstrip(g_strndup(start, (gsize)(at - start))));
		if (!*at)
			return words;
		start = at + 1;
	}
}

/* One to four lengths, clockwise from the top; a side that isn't given is its opposite. */
static bool parse_sides(const char *text, double sides[4], bool *is_auto_sideways)
{
	g_autoptr(GPtrArray) words = split(text, " \t\n");
	double read[4] = { 0 };
	bool is_auto = false;

	if (words->len == 0 || words->len > 4)
		return false;
	for (guint i = 0; i < words->len; i++) {
		bool is_word = strcmp(words->pdata[i], "auto") == 0;

		is_auto = is_auto || (is_word && i == 1);
		if (!is_word && !parse_px(words->pdata[i], &read[i]))
			return false;
	}
	if (words->len < 2)
		read[CSS_RIGHT] = read[CSS_TOP];
	if (words->len < 3)
		read[CSS_BOTTOM] = read[CSS_TOP];
	if (words->len < 4)
		read[CSS_LEFT] = read[CSS_RIGHT];
	memcpy(sides, read, sizeof(read));
	*is_auto_sideways = is_auto;
	return true;
}

/* --- Backgrounds --- */

static double side_angle(const char *sides)
{
	static const struct {
		const char *name;
		double degrees;
	} angles[] = {
		{ "top", 0 },	       { "right", 90 },	      { "bottom", 180 },
		{ "left", 270 },       { "top right", 45 },   { "right top", 45 },
		{ "bottom right", 135 }, { "right bottom", 135 }, { "bottom left", 225 },
		{ "left bottom", 225 }, { "top left", 315 },  { "left top", 315 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(angles); i++) {
		if (strcmp(angles[i].name, sides) == 0)
			return angles[i].degrees;
	}
	return 180;
}

/* Whether the first part of a gradient is its direction. */
static bool parse_direction(const char *text, double *degrees)
{
	char *unit;
	double angle = g_ascii_strtod(text, &unit);

	if (g_str_has_prefix(text, "to "))
		*degrees = side_angle(text + 3);
	else if (unit > text && strcmp(unit, "deg") == 0 && isfinite(angle))
		*degrees = angle;
	else
		return false;
	return true;
}

/* A colour and where it is; -1 where that isn't said. */
static bool parse_stop(const char *text, GradientStop *stop)
{
	g_autoptr(GPtrArray) words = split(text, " \t\n");
	CssLength at;

	if (words->len == 0 || !color_parse(words->pdata[0], &stop->color))
		return false;
	stop->offset = words->len > 1 && parse_length(words->pdata[1], &at) && at.is_part
			       ? CLAMP(at.value, 0, 1)
			       : -1;
	return true;
}

/* Stops without a place spread evenly between those that have one. */
static void place_stops(GradientStop *stops, int n)
{
	if (stops[0].offset < 0)
		stops[0].offset = 0;
	if (stops[n - 1].offset < 0)
		stops[n - 1].offset = 1;
	for (int i = 1; i < n; i++) {
		int next = i;

		while (stops[next].offset < 0)
			next++;
		double from = stops[i - 1].offset;

		if (next > i)
			stops[i].offset = from + (stops[next].offset - from) / (next - i + 1);
		stops[i].offset = fmax(stops[i].offset, from);
	}
}

static bool parse_gradient(CssBox *box, const char *text)
{
	static const char name[] = "linear-gradient(";
	size_t length = strlen(text);

	if (!g_str_has_prefix(text, name) || text[length - 1] != ')')
		return false;
	g_autofree char *inside = g_strndup(text + strlen(name), length - strlen(name) - 1);
	g_autoptr(GPtrArray) parts = split(inside, ",");
	GradientStop stops[CSS_MAX_STOPS];
	double degrees = 180;
	guint first = parts->len && parse_direction(parts->pdata[0], &degrees) ? 1 : 0;
	int n = 0;

	if (parts->len < first + 2 || parts->len > first + CSS_MAX_STOPS)
		return false;
	for (guint i = first; i < parts->len; i++) {
		if (!parse_stop(parts->pdata[i], &stops[n++]))
			return false;
	}
	place_stops(stops, n);
	memcpy(box->stops, stops, sizeof(stops[0]) * (size_t)n);
	box->n_stops = n;
	box->gradient_deg = degrees;
	return true;
}

/* The colour and the gradient of a shorthand; a picture is not fetched. */
static void set_background(CssBox *box, const char *value)
{
	g_autoptr(GPtrArray) words = split(value, " \t\n");
	CssBox set = *box;
	bool is_known = false;

	set.background = COLOR_TRANSPARENT;
	set.n_stops = 0;
	for (guint i = 0; i < words->len; i++) {
		const char *word = words->pdata[i];

		is_known = color_parse(word, &set.background) || parse_gradient(&set, word) ||
			   strcmp(word, "none") == 0 || is_known;
	}
	if (is_known)
		*box = set;
}

/* --- Borders --- */

static const char *const side_names[] = { "top", "right", "bottom", "left" };

/* "1px solid red" in any order; without a style there is no border. */
static void set_border(CssBox *box, int first, int last, const char *value)
{
	g_autoptr(GPtrArray) words = split(value, " \t\n");
	double width = 3;
	Color color = COLOR_TRANSPARENT;
	bool is_solid = false;

	for (guint i = 0; i < words->len; i++) {
		const char *word = words->pdata[i];

		is_solid = is_solid || strcmp(word, "solid") == 0 || strcmp(word, "dashed") == 0 ||
			   strcmp(word, "dotted") == 0 || strcmp(word, "double") == 0;
		if (!parse_px(word, &width))
			color_parse(word, &color);
	}
	for (int side = first; side <= last; side++) {
		box->border[side] = is_solid ? fmax(width, 0) : 0;
		box->border_color[side] = color;
	}
}

static void set_radius(CssBox *box, const char *value)
{
	g_autoptr(GPtrArray) words = split(value, " /\t\n");
	CssLength radius;

	if (words->len && parse_length(words->pdata[0], &radius))
		box->radius_px = fmax(0, radius.is_part ? radius.value * MAX_LENGTH : radius.value);
}

/* --- Properties --- */

static void set_margins(CssBox *box, const char *value)
{
	if (parse_sides(value, box->margin, &box->is_in_middle))
		box->has_margin_bottom = true;
}

static void set_padding(CssBox *box, const char *value)
{
	bool is_auto;

	parse_sides(value, box->padding, &is_auto);
}

/* "margin-top" and its likes: the side, or -1. */
static int side_of(const char *property, const char *prefix)
{
	size_t length = strlen(prefix);

	if (strncmp(property, prefix, length) != 0 || property[length] != '-')
		return -1;
	for (int side = CSS_TOP; side <= CSS_LEFT; side++) {
		if (strcmp(property + length + 1, side_names[side]) == 0)
			return side;
	}
	return -1;
}

static bool set_one_side(CssBox *box, const char *property, const char *value)
{
	int margin = side_of(property, "margin"), padding = side_of(property, "padding");
	int border = side_of(property, "border");

	if (margin >= 0 && parse_px(value, &box->margin[margin]))
		box->has_margin_bottom = box->has_margin_bottom || margin == CSS_BOTTOM;
	if (padding >= 0)
		parse_px(value, &box->padding[padding]);
	if (border >= 0)
		set_border(box, border, border, value);
	return margin >= 0 || padding >= 0 || border >= 0;
}

static bool set_size(CssBox *box, const char *property, const char *value)
{
	CssLength *length = strcmp(property, "width") == 0	  ? &box->width
			    : strcmp(property, "height") == 0	  ? &box->height
			    : strcmp(property, "min-height") == 0 ? &box->min_height
			    : strcmp(property, "max-width") == 0  ? &box->max_width
								  : NULL;

	if (length)
		parse_length(value, length);
	return length != NULL;
}

static bool set_flex(CssBox *box, const char *property, const char *value)
{
	bool is_center = strcmp(value, "center") == 0;

	if (strcmp(property, "display") == 0)
		box->is_flex = strcmp(value, "flex") == 0 || strcmp(value, "inline-flex") == 0;
	else if (strcmp(property, "flex-direction") == 0)
		box->is_column = g_str_has_prefix(value, "column");
	else if (strcmp(property, "justify-content") == 0)
		box->centers_main = is_center;
	else if (strcmp(property, "align-items") == 0)
		box->centers_cross = is_center;
	else
		return false;
	return true;
}

bool css_box_set(CssBox *box, const char *property, const char *value)
{
	static const struct {
		const char *name;
		void (*set)(CssBox *box, const char *value);
	} setters[] = {
		{ "background", set_background }, { "background-color", set_background },
		{ "background-image", set_background }, { "border-radius", set_radius },
		{ "margin", set_margins },	  { "padding", set_padding },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(setters); i++) {
		if (strcmp(setters[i].name, property) == 0) {
			setters[i].set(box, value);
			return true;
		}
	}
	if (strcmp(property, "border") == 0) {
		set_border(box, CSS_TOP, CSS_LEFT, value);
		return true;
	}
	return set_one_side(box, property, value) || set_size(box, property, value) ||
	       set_flex(box, property, value);
}

/* --- Layout --- */

bool css_box_is_drawn(const CssBox *box)
{
	for (int side = CSS_TOP; side <= CSS_LEFT; side++) {
		if (box->margin[side] != 0 || box->padding[side] != 0 || box->border[side] != 0)
			return true;
	}
	return box->background.alpha > 0 || box->n_stops > 0 || box->has_margin_bottom ||
	       box->width.is_set || box->height.is_set || box->min_height.is_set ||
	       box->max_width.is_set;
}

bool css_box_centers_sideways(const CssBox *box)
{
	return box->is_flex && (box->is_column ? box->centers_cross : box->centers_main);
}

bool css_box_centers_upright(const CssBox *box)
{
	return box->is_flex && (box->is_column ? box->centers_main : box->centers_cross);
}

static double length_px(CssLength length, double whole_px)
{
	return length.is_part ? length.value * whole_px : length.value;
}

static double beside(const double sides[4])
{
	return sides[CSS_LEFT] + sides[CSS_RIGHT];
}

static double above_and_below(const double sides[4])
{
	return sides[CSS_TOP] + sides[CSS_BOTTOM];
}

Rect css_box_place(const CssBox *box, Rect parent)
{
	double room = parent.width - beside(box->margin);
	double width = box->width.is_set ? length_px(box->width, parent.width) : room;

	if (box->max_width.is_set)
		width = fmin(width, length_px(box->max_width, parent.width));
	width = fmax(width, 0);
	double left = box->is_in_middle ? fmax(0, (parent.width - width) / 2)
					: box->margin[CSS_LEFT];

	return (Rect){ parent.x + left, parent.y, width, 0 };
}

Rect css_box_inside(const CssBox *box, Rect outer)
{
	return (Rect){
		outer.x + box->border[CSS_LEFT] + box->padding[CSS_LEFT],
		outer.y + box->border[CSS_TOP] + box->padding[CSS_TOP],
		fmax(0, outer.width - beside(box->border) - beside(box->padding)),
		fmax(0, outer.height - above_and_below(box->border) -
				above_and_below(box->padding)),
	};
}

double css_box_height(const CssBox *box, double content_px, double parent_px)
{
	double edges = above_and_below(box->border) + above_and_below(box->padding);
	bool has_height = box->height.is_set && (!box->height.is_part || parent_px > 0);
	bool has_min = box->min_height.is_set && (!box->min_height.is_part || parent_px > 0);
	double height = has_height ? fmax(length_px(box->height, parent_px), edges)
				   : content_px + edges;

	return has_min ? fmax(height, length_px(box->min_height, parent_px)) : height;
}

/* --- Drawing --- */

static Gradient gradient_over(const CssBox *box, Rect rect)
{
	Gradient gradient = css_linear_gradient(rect, box->gradient_deg, box->stops[0].color,
						box->stops[0].color);

	gradient.n_stops = box->n_stops;
	memcpy(gradient.stops, box->stops, sizeof(box->stops[0]) * (size_t)box->n_stops);
	return gradient;
}

static bool has_even_border(const CssBox *box)
{
	for (int side = CSS_RIGHT; side <= CSS_LEFT; side++) {
		if (box->border[side] != box->border[CSS_TOP] ||
		    !color_equal(box->border_color[side], box->border_color[CSS_TOP]))
			return false;
	}
	return true;
}

static void draw_sides(const CssBox *box, Scene *scene, Rect outer)
{
	const double *border = box->border;
	Rect sides[] = {
		{ outer.x, outer.y, outer.width, border[CSS_TOP] },
		{ rect_right(outer) - border[CSS_RIGHT], outer.y, border[CSS_RIGHT],
		  outer.height },
		{ outer.x, rect_bottom(outer) - border[CSS_BOTTOM], outer.width,
		  border[CSS_BOTTOM] },
		{ outer.x, outer.y, border[CSS_LEFT], outer.height },
	};

	for (int side = CSS_TOP; side <= CSS_LEFT; side++) {
		if (border[side] > 0)
			scene_fill_rect(scene, sides[side], PAINT_COLOR(box->border_color[side]));
	}
}

static void draw_even_border(const CssBox *box, Scene *scene, Rect outer, double radius)
{
	double width = box->border[CSS_TOP], inner = fmax(0, radius - width / 2);
	Path *path = path_new();

	path_round_rect(path, rect_inset(outer, width / 2), inner, inner, inner, inner);
	scene_take_stroke(scene, path, PAINT_COLOR(box->border_color[CSS_TOP]),
			  (StrokeStyle){ .width_px = width });
}

void css_box_draw(const CssBox *box, Scene *scene, Rect outer)
{
	Rect rect = scene_snapped(scene, outer);
	double radius = fmin(box->radius_px, fmin(rect.width, rect.height) / 2);

	if (rect.width <= 0 || rect.height <= 0)
		return;
	if (box->background.alpha > 0)
		scene_fill_round_rect(scene, rect, radius, PAINT_COLOR(box->background));
	if (box->n_stops > 0) {
		Gradient gradient = gradient_over(box, rect);

		scene_fill_round_rect(scene, rect, radius, (Paint){ .gradient = &gradient });
	}
	if (!has_even_border(box))
		draw_sides(box, scene, rect);
	else if (box->border[CSS_TOP] > 0)
		draw_even_border(box, scene, rect, radius);
}
