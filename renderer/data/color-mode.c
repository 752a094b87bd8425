#include "renderer/data/display.h"
#include "renderer/data/reduce.h"

#include <math.h>
#include <string.h>

int thresholds_active(const Thresholds *thresholds, double value, Range range)
{
	int active = thresholds->n_steps ? 0 : -1;

	if (thresholds->is_percentage)
		value = (value - range.min) / (range.max - range.min) * 100;
	for (size_t i = 0; i < thresholds->n_steps; i++) {
		if (!(value >= thresholds->steps[i].value))
			break;
		active = (int)i;
	}
	return active;
}

/* --- Continuous schemes --- */

static const struct {
	const char *mode;
	const char *stops[4];
} schemes[] = {
	{ "continuous-GrYlRd", { "green", "yellow", "red" } },
	{ "continuous-RdYlGr", { "red", "yellow", "green" } },
	{ "continuous-BlYlRd", { "dark-blue", "super-light-yellow", "dark-red" } },
	{ "continuous-YlRd", { "super-light-yellow", "dark-red" } },
	{ "continuous-BlPu", { "blue", "purple" } },
	{ "continuous-YlBl", { "super-light-yellow", "dark-blue" } },
	{ "continuous-blues", { "panel-bg", "dark-blue" } },
	{ "continuous-reds", { "panel-bg", "dark-red" } },
	{ "continuous-greens", { "panel-bg", "dark-green" } },
	{ "continuous-purples", { "panel-bg", "dark-purple" } },
};

const char *const *color_scheme_stops(const char *mode)
{
	for (size_t i = 0; mode && i < G_N_ELEMENTS(schemes); i++)
		if (strcmp(schemes[i].mode, mode) == 0)
			return schemes[i].stops;
	return NULL;
}

/* One channel of a uniform cubic B-spline; the ends are reflected. */
static double spline(const double *values, int n, double t)
{
	int i = t >= 1 ? n - 2 : (int)floor(t * (n - 1));
	double u = (t - (double)i / (n - 1)) * (n - 1);
	double v1 = values[i], v2 = values[i + 1];
	double v0 = i > 0 ? values[i - 1] : 2 * v1 - v2;
	double v3 = i < n - 2 ? values[i + 2] : 2 * v2 - v1;
	double u2 = u * u, u3 = u2 * u;
	double value = ((1 - 3 * u + 3 * u2 - u3) * v0 + (4 - 6 * u2 + 3 * u3) * v1 +
			(1 + 3 * u + 3 * u2 - 3 * u3) * v2 + u3 * v3) /
		       6;

	return js_round(fmin(255, fmax(0, value)));
}

Color color_scheme_at(const Theme *theme, const char *const *stops, double t)
{
	double red[8], green[8], blue[8];
	int n = 0;

	for (; stops[n] && n < 8; n++) {
		Color color = theme_color(theme, stops[n]);

		red[n] = color.red;
		green[n] = color.green;
		blue[n] = color.blue;
	}
	t = isnan(t) ? 0 : fmin(1, fmax(0, t));
	return (Color){ spline(red, n, t), spline(green, n, t), spline(blue, n, t), 1 };
}

bool color_mode_is_by_value(const char *mode)
{
	return !mode || strcmp(mode, "thresholds") == 0 || color_scheme_stops(mode);
}

/* --- Modes by series --- */

/* Eleven neighbours of a colour: the base, then in turn brighter and darker ones. */
static Color shade(Color base, int index)
{
	enum { SHADES = 11 };
	int i = (index % SHADES + 1) / 2;
	double part = i / 6.0;

	if (i == 0)
		return base;
	if (index % SHADES % 2 == 1)
		return color_rounded(color_brighten(color_spin(base, part * 10), part * 35));
	return color_rounded(color_darken(color_spin(base, -part * 10), part * 35));
}

static uint32_t hash_of_name(const char *name)
{
	g_autofree gunichar2 *units = NULL;
	glong n = 0;
	double hash = 5381;

	units = g_utf8_to_utf16(name, -1, NULL, &n, NULL);
	for (glong i = n; i > 0; i--) {
		/* The product is a double in JavaScript; only then it is cut to 32 bits. */
		double product = fmod(hash * 33, 4294967296.0);

		if (product < 0)
			product += 4294967296.0;
		hash = (double)(int32_t)((uint32_t)product ^ units[i - 1]);
	}
	return (uint32_t)(int32_t)hash;
}

/* Only colours that are readable on the panel take part. */
static Color color_by_name(const Theme *theme, const char *name)
{
	const double least_contrast = 3;
	Color readable[CLASSIC_PALETTE_SIZE];
	size_t n = 0;

	for (int i = 0; i < CLASSIC_PALETTE_SIZE; i++) {
		Color color = theme_palette(theme, i);

		if (color_contrast(color, theme->background_primary) >= least_contrast)
			readable[n++] = color;
	}
	return n ? readable[hash_of_name(name ? name : "") % n] : theme_palette(theme, 0);
}

static Color color_by_series(const Field *field, const Theme *theme)
{
	const FieldConfig *config = &field->config;
	const char *mode = config->color_mode;

	if (strcmp(mode, "fixed") == 0)
		return theme_color(theme, config->color_fixed);
	if (strcmp(mode, "shades") == 0)
		return shade(theme_color(theme, config->color_fixed), field->state.series_index);
	if (strcmp(mode, "palette-classic-by-name") == 0)
		return color_by_name(theme, field->state.display_name ? field->state.display_name
								      : field->name);
	return theme_palette(theme, field->state.series_index);
}

/* --- Modes by value --- */

static Range range_of(const Field *field)
{
	return field->state.has_range ? field->state.range : (Range){ 0, 100 };
}

static double percent_of(const Field *field, double value)
{
	Range range = range_of(field);
	double percent = (value - range.min) / (range.max - range.min);

	return isnan(percent) ? 0 : percent;
}

static Color color_of_boolean(const Field *field, double value, const Theme *theme)
{
	const char *const *stops = color_scheme_stops(field->config.color_mode);
	size_t last = 0;

	if (!stops)
		return theme_color(theme, value ? "green" : "red");
	while (stops[last + 1])
		last++;
	return theme_color(theme, stops[value ? last : 0]);
}

static Color color_of_thresholds(const Field *field, double value, const Theme *theme)
{
	const Thresholds *thresholds = &field->config.thresholds;
	int active = thresholds_active(thresholds, value, range_of(field));

	return theme_color(theme, active >= 0 ? thresholds->steps[active].color : NULL);
}

Color field_value_color(const Field *field, double value, const Theme *theme, double *percent)
{
	const char *mode = field->config.color_mode;
	const char *const *stops = color_scheme_stops(mode);
	double part = isinf(value) && value < 0 ? 0 : percent_of(field, value);

	if (field->type == FIELD_BOOLEAN) {
		if (percent)
			*percent = value ? 1 : 0;
		return color_of_boolean(field, value, theme);
	}
	if (percent)
		*percent = part;
	if (stops)
		return color_scheme_at(theme, stops, part);
	if (color_mode_is_by_value(mode))
		return color_of_thresholds(field, value, theme);
	return color_by_series(field, theme);
}

Color field_series_color(const Frame *frame, const Field *field, const Theme *theme)
{
	const char *mode = field->config.color_mode;
	const char *by = field->config.color_series_by ? field->config.color_series_by : "last";

	if (!color_mode_is_by_value(mode))
		return color_by_series(field, theme);
	g_autoptr(Arena) scratch = arena_new(SIZE_MAX);
	double value = reduce_number(scratch, frame, field, by);

	return field_value_color(field, isnan(value) ? 0 : value, theme, NULL);
}
