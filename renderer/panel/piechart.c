#include "renderer/chart/legend.h"
#include "renderer/chart/pie-slice.h"
#include "renderer/data/apply.h"
#include "renderer/data/number.h"
#include "renderer/json.h"
#include "renderer/panel/message.h"
#include "renderer/panel/missing-data.h"
#include "renderer/panel/panel.h"
#include "renderer/panel/types.h"

#include <math.h>
#include <string.h>

/*
 * Shares of a whole as slices of a pie or a ring.
 * Source: Grafana 12.3, plugins/panel/piechart.
 */

enum { MARGIN_PX = 16, CORNER_PX = 3, LEAST_THICKNESS_PX = 20 };

#define PAD_RAD 0.005
#define LEAST_LABELLED_RAD 0.3

typedef enum { SHOWS_NAME = 1, SHOWS_VALUE = 2, SHOWS_PERCENT = 4 } Parts;

typedef struct {
	FieldDisplay *displays;
	size_t n;
	double total; // of those that are shown
} Pie;

/* --- Options --- */

/* Words of a list such as `displayLabels`. */
static Parts parse_parts(json_object *options, const char *path)
{
	json_object *list = json_get_array(options, path);
	size_t n = list ? MIN(json_object_array_length(list), 16) : 0;
	Parts parts = 0;

	for (size_t i = 0; i < n; i++) {
		json_object *item = json_object_array_get_idx(list, i);
		const char *word = json_object_is_type(item, json_type_string)
					   ? json_object_get_string(item)
					   : "";

		parts |= strcmp(word, "name") == 0	? SHOWS_NAME
			 : strcmp(word, "value") == 0	? SHOWS_VALUE
			 : strcmp(word, "percent") == 0 ? SHOWS_PERCENT
							: 0;
	}
	return parts;
}

static LegendOptions parse_legend(const PanelContext *context)
{
	LegendOptions legend = legend_options_parse(context->arena, context->options);

	legend.sort_by = NULL;
	legend.has_plain_header = true;
	return legend;
}

/* --- Values --- */

static bool is_in_pie(const FieldDisplay *display)
{
	return !custom_boolean(&display->field->config, "hideFrom.viz", false) &&
	       !isnan(display->display.numeric);
}

static int compare_displays(const void *a, const void *b, void *data)
{
	double left = ((const FieldDisplay *)a)->display.numeric;
	double right = ((const FieldDisplay *)b)->display.numeric;
	const char *sort = data;
	int order = (left > right) - (left < right);

	if (isnan(left) || isnan(right))
		return isnan(left) - isnan(right);
	if (strcmp(sort, "desc") == 0)
		return -order;
	return strcmp(sort, "asc") == 0 ? order : 0;
}

static Pie make_pie(const PanelContext *context)
{
	ReduceOptions reduce = reduce_options_parse(context->arena, context->options);
	Pie pie = { 0 };

	pie.displays = field_displays(context->arena, context->frames, &reduce,
				      context->field_config, context->interpolator,
				      &context->display, &pie.n);
	for (size_t i = 0; i < pie.n; i++)
		if (is_in_pie(&pie.displays[i]))
			pie.total += pie.displays[i].display.numeric;
	return pie;
}

static bool has_rows(const Pie *pie)
{
	for (size_t i = 0; i < pie->n; i++)
		if (pie->displays[i].frame && pie->displays[i].frame->n_rows > 0)
			return true;
	return false;
}

static const char *percent_text(Arena *arena, const FieldDisplay *display, double part)
{
	double decimals = display->field->config.decimals;
	char text[NUMBER_TEXT_SIZE + 101];

	number_to_fixed(part * 100, isnan(decimals) ? 0 : decimals, text, sizeof(text));
	return arena_printf(arena, "%s%%", text);
}

static const char *value_text(Arena *arena, const FieldDisplay *display)
{
	char text[DISPLAY_TEXT_SIZE];

	display_text(&display->display, text);
	return arena_strdup(arena, text);
}

/* --- Legend --- */

static LegendStat percent_stat(const PanelContext *context, const Pie *pie,
			       const FieldDisplay *display, bool is_alone)
{
	bool is_hidden = custom_boolean(&display->field->config, "hideFrom.viz", false);
	double part = is_hidden ? 0 : display->display.numeric / pie->total;

	return (LegendStat){
		.title = is_alone ? "" : "Percent",
		.text = is_hidden || isnan(part)
				? json_get_text(context->field_config, "defaults.noValue", "-")
				: percent_text(context->arena, display, part),
		.numeric = part,
	};
}

static LegendItem legend_item(const PanelContext *context, const Pie *pie,
			      const FieldDisplay *display, Parts parts)
{
	LegendItem item = {
		.label = display->title,
		.color = display->display.color,
		.is_disabled = custom_boolean(&display->field->config, "hideFrom.viz", false),
		.stats = arena_new_array(context->arena, LegendStat, 2),
	};

	if (parts & SHOWS_VALUE)
		item.stats[item.n_stats++] =
			(LegendStat){ "Value", value_text(context->arena, display),
				      display->display.numeric };
	if (parts & SHOWS_PERCENT)
		item.stats[item.n_stats++] =
			percent_stat(context, pie, display, !(parts & SHOWS_VALUE));
	return item;
}

/* The legend sorts, and slices follow: without a legend they stay in the data's order. */
static Rect layout_legend(const PanelContext *context, Pie *pie, Rect area, Scene *scene)
{
	LegendOptions options = parse_legend(context);
	Parts parts = parse_parts(context->options, "legend.values");
	LegendItem *items = arena_new_array(context->arena, LegendItem, pie->n + 1);
	size_t n = 0;

	if (options.mode == LEGEND_HIDDEN)
		return area;
	g_qsort_with_data(pie->displays, (int)pie->n, sizeof(FieldDisplay), compare_displays,
			  (void *)json_get_text(context->options, "sort", "desc"));
	for (size_t i = 0; i < pie->n; i++)
		if (!custom_boolean(&pie->displays[i].field->config, "hideFrom.legend", false))
			items[n++] = legend_item(context, pie, &pie->displays[i], parts);
	return legend_layout(context, &options, items, n, area, scene);
}

/* --- Slices --- */

/*
 * Lighter towards the rim in the dark theme, darker in the light one. The colours reach as far as
 * the margin: Grafana names the radius for its gradient wrongly, and half the width is SVG's own.
 */
static Gradient slice_gradient(const Theme *theme, Color color, const PieSlice *slice)
{
	double strength = theme->is_dark ? 1 : -0.7;
	double radius = slice->outer_radius + MARGIN_PX;
	double hole = slice->outer_radius > 0 ? slice->inner_radius / slice->outer_radius : 0;

	return (Gradient){
		.from = slice->center,
		.to = slice->center,
		.is_radial = true,
		.radius_from = hole * radius,
		.radius_to = radius,
		.n_stops = 2,
		.stops = {
			{ 0, color_rounded(color_spin(color_darken(color, 20 * strength), 4)) },
			{ 1, color_rounded(color_spin(color_darken(color, 10 * strength), -4)) },
		},
	};
}

static void draw_slice(const PanelContext *context, Scene *scene, Color color,
		       const PieSlice *slice)
{
	Gradient gradient = slice_gradient(context->theme, color, slice);
	Path *outline = pie_slice_path(slice);
	Path *area = path_new();

	path_append(area, outline);
	scene_take_fill(scene, area, (Paint){ .color = color, .gradient = &gradient },
			(FillStyle){ 0 });
	scene_take_stroke(scene, outline, PAINT_COLOR(context->theme->background_primary),
			  (StrokeStyle){ .width_px = 1 });
}

static double label_size(Parts parts, double outer_radius)
{
	if (parts & SHOWS_NAME)
		return CLAMP(outer_radius / 150 * 14, 12, 30);
	return CLAMP(outer_radius / 100 * 14, 12, 36);
}

/* Lines hang below the middle of the slice: the first is a line's height down. */
static void draw_label(const PanelContext *context, Scene *scene, const Pie *pie,
		       const FieldDisplay *display, const PieSlice *slice, Parts parts)
{
	double inner = slice->inner_radius > 0 ? slice->inner_radius : slice->outer_radius / 6;
	double radius = (slice->outer_radius + inner) / 2;
	double angle = (slice->from_rad + slice->to_rad) / 2 - G_PI / 2;
	double size = label_size(parts, slice->outer_radius);
	const char *lines[] = {
		parts & SHOWS_NAME ? display->title : NULL,
		parts & SHOWS_VALUE ? value_text(context->arena, display) : NULL,
		parts & SHOWS_PERCENT
			? percent_text(context->arena, display, display->display.numeric / pie->total)
			: NULL,
	};
	SceneText text = {
		.x = slice->center.x + cos(angle) * radius,
		.baseline_y = slice->center.y + sin(angle) * radius,
		.align = ALIGN_CENTER,
		.style = { FONT_SANS, size, 500, false, BODY_LETTER_SPACING },
		.color = context->theme->text_primary,
	};

	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
		if (!lines[i])
			continue;
		text.text = lines[i];
		text.baseline_y += 1.2 * size;
		scene_text(scene, &text);
	}
}

/* In the middle of the area, from whole device pixels on. */
static PieSlice pie_shape(const PanelContext *context, Rect area, const Scene *scene)
{
	double size = fmax(0, fmin(area.width, area.height));
	Rect square = scene_snapped(scene, (Rect){ area.x + (area.width - size) / 2,
						   area.y + (area.height - size) / 2, size, size });
	double outer = fmax(0, size / 2 - MARGIN_PX);
	bool is_donut = strcmp(json_get_text(context->options, "pieType", "pie"), "pie") != 0;

	return (PieSlice){
		.center = { square.x + size / 2, square.y + size / 2 },
		.outer_radius = outer,
		.inner_radius =
			is_donut ? fmax(0, outer - fmax(outer / 3, LEAST_THICKNESS_PX)) : 0,
		.corner_radius = CORNER_PX,
	};
}

static void draw_pie(const PanelContext *context, const Pie *pie, Rect area, Scene *scene)
{
	Parts parts = parse_parts(context->options, "displayLabels");
	const FieldDisplay **shown = arena_new_array(context->arena, const FieldDisplay *, pie->n);
	double *values = arena_new_array(context->arena, double, pie->n);
	double *angles = arena_new_array(context->arena, double, pie->n + 1);
	PieSlice slice = pie_shape(context, area, scene);
	size_t n = 0;

	for (size_t i = 0; i < pie->n; i++) {
		if (!is_in_pie(&pie->displays[i]))
			continue;
		shown[n] = &pie->displays[i];
		values[n++] = pie->displays[i].display.numeric;
	}
	slice.pad_rad = pie_share(values, n, PAD_RAD, angles);
	for (size_t i = 0; i < n; i++) {
		slice.from_rad = angles[i];
		slice.to_rad = angles[i + 1];
		draw_slice(context, scene, shown[i]->display.color, &slice);
	}
	for (size_t i = 0; parts && i < n; i++) {
		slice.from_rad = angles[i];
		slice.to_rad = angles[i + 1];
		if (slice.to_rad - slice.from_rad >= LEAST_LABELLED_RAD)
			draw_label(context, scene, pie, shown[i], &slice, parts);
	}
}

static bool piechart_layout(const PanelContext *context, Rect area, Scene *scene, GError **error)
{
	Pie pie = make_pie(context);

	if (!has_rows(&pie)) {
		message_layout(scene, context->text, context->theme, area,
			       missing_data_text(context, (DataNeeds){ 0 }));
		return true;
	}
	Rect rest = layout_legend(context, &pie, area, scene);

	draw_pie(context, &pie, rest, scene);
	return true;
}

const PanelType panel_piechart = {
	.id = "piechart",
	.field_defaults = "{\"color\":{\"mode\":\"palette-classic\"},\"thresholds\":null}",
	.layout = piechart_layout,
};
