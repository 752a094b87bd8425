#include "renderer/html/css-value.h"

#include <math.h>
#include <string.h>

#include "renderer/css-color.h"
#include "renderer/css-gradient.h"

enum { ROOT_PX = 14 };

/* --- Lengths --- */

bool css_length_parse(const char *text, double font_px, CssLength *length)
{
	const struct {
		const char *name;
		double px;
		CssUnit unit;
	} units[] = {
		{ "px", 1, CSS_PX },
		{ "em", font_px, CSS_PX },
		{ "%", 0.01, CSS_PART },
		{ "rem", ROOT_PX, CSS_PX },
		{ "pt", 4 / 3.0, CSS_PX },
		{ "", 0, CSS_PX },
		{ "ex", font_px / 2, CSS_PX },
		{ "ch", font_px * 0.6, CSS_PX },
		{ "in", 96, CSS_PX },
		{ "cm", 96 / 2.54, CSS_PX },
		{ "mm", 96 / 25.4, CSS_PX },
	};
	char *unit;
	double value = g_ascii_strtod(text, &unit);

	if (g_ascii_strcasecmp(text, "auto") == 0) {
		*length = (CssLength){ CSS_AUTO, 0 };
		return true;
	}
	if (unit == text || !isfinite(value))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
		if (g_ascii_strcasecmp(unit, units[i].name) != 0 || (!*unit && value != 0))
			continue;
		*length = (CssLength){ units[i].unit,
				       CLAMP(value * units[i].px, -CSS_MAX_PX, CSS_MAX_PX) };
		return true;
	}
	return false;
}

double css_length_px(CssLength length, double whole_px)
{
	return length.unit == CSS_PART ? length.value * whole_px : length.value;
}

GPtrArray *css_split(const char *text, const char *delimiters)
{
	enum { MOST = 64 };
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
	int depth = 0;
	const char *start = text;

	for (const char *at = text;; at++) {
		depth += *at == '(' ? 1 : *at == ')' ? -1 : 0;
		if (*at && (depth > 0 || !strchr(delimiters, *at)))
			continue;
		if (at > start && words->len < MOST)
			g_ptr_array_add(words,
					g_strstrip(g_strndup(start, (gsize)(at - start))));
		if (!*at)
			return words;
		start = at + 1;
	}
}

/* --- Gradients --- */

static double side_angle(const char *sides)
{
	static const struct {
		const char *name;
		double degrees;
	} angles[] = {
		{ "top", 0 },		 { "right", 90 },	   { "bottom", 180 },
		{ "left", 270 },	 { "top right", 45 },	   { "right top", 45 },
		{ "bottom right", 135 }, { "right bottom", 135 },  { "bottom left", 225 },
		{ "left bottom", 225 },	 { "top left", 315 },	   { "left top", 315 },
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
	bool is_turn = unit > text && strcmp(unit, "turn") == 0;

	if (g_str_has_prefix(text, "to "))
		*degrees = side_angle(text + 3);
	else if (unit > text && (is_turn || strcmp(unit, "deg") == 0) && isfinite(angle))
		*degrees = is_turn ? angle * 360 : angle;
	else
		return false;
	return true;
}

/* A colour and where it is; -1 where that isn't said. */
static bool parse_stop(const char *text, Color current, GradientStop *stop)
{
	g_autoptr(GPtrArray) words = css_split(text, " \t\n");
	CssLength at;

	if (words->len == 0 || !css_color_parse(words->pdata[0], current, &stop->color))
		return false;
	stop->offset = words->len > 1 && css_length_parse(words->pdata[1], 0, &at) &&
				       at.unit == CSS_PART
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

static bool parse_gradient(const char *text, Color current, CssGradient *gradient)
{
	static const char name[] = "linear-gradient(";
	size_t length = strlen(text);

	if (!g_str_has_prefix(text, name) || text[length - 1] != ')')
		return false;
	g_autofree char *inside = g_strndup(text + strlen(name), length - strlen(name) - 1);
	g_autoptr(GPtrArray) parts = css_split(inside, ",");
	CssGradient read = { .degrees = 180 };
	guint first = parts->len && parse_direction(parts->pdata[0], &read.degrees) ? 1 : 0;

	if (parts->len < first + 2 || parts->len > first + CSS_MAX_STOPS)
		return false;
	for (guint i = first; i < parts->len; i++) {
		if (!parse_stop(parts->pdata[i], current, &read.stops[read.n_stops++]))
			return false;
	}
	place_stops(read.stops, read.n_stops);
	*gradient = read;
	return true;
}

bool css_background_parse(Arena *arena, const char *value, Color current, Color *color,
			  const CssGradient **gradient)
{
	g_autoptr(GPtrArray) words = css_split(value, " \t\n");
	Color set = COLOR_TRANSPARENT;
	CssGradient read;
	bool is_known = false, has_gradient = false;

	for (guint i = 0; i < words->len; i++) {
		const char *word = words->pdata[i];
		bool is_gradient = !has_gradient && parse_gradient(word, current, &read);

		has_gradient = has_gradient || is_gradient;
		is_known = css_color_parse(word, current, &set) || is_gradient || strcmp(word, "none") == 0 ||
			   g_str_has_prefix(word, "url(") || is_known;
	}
	if (!is_known)
		return false;
	CssGradient *kept = has_gradient ? arena_new_one(arena, CssGradient) : NULL;

	if (kept)
		*kept = read;
	*color = set;
	*gradient = kept;
	return true;
}

Gradient css_gradient_over(const CssGradient *gradient, Rect box)
{
	Gradient filled = css_linear_gradient(box, gradient->degrees, gradient->stops[0].color,
					      gradient->stops[0].color);

	filled.n_stops = gradient->n_stops;
	memcpy(filled.stops, gradient->stops, sizeof(GradientStop) * (size_t)gradient->n_stops);
	return filled;
}
