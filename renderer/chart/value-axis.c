#include "renderer/chart/value-axis.h"

#include <math.h>
#include <string.h>

/* What labels of a value axis are made with. */
typedef struct {
	Field field; // with the unit the axis shows
	DisplayProcessor processor;
} AxisLabels;

static void label_value(const void *data, double value, double decimals, char *out, size_t size)
{
	const AxisLabels *labels = data;
	DisplayValue display = display_axis_value(&labels->processor, value, decimals);
	char text[DISPLAY_TEXT_SIZE];

	display_text(&display, text);
	g_strlcpy(out, text, size);
}

static AxisLabels *axis_labels(const PanelContext *context, const GraphSeries *series,
			       const char *unit)
{
	AxisLabels *labels = arena_new_one(context->arena, AxisLabels);

	labels->field = *series->field;
	if (unit)
		labels->field.config.unit = unit;
	labels->processor = display_processor(series->frame, &labels->field, &context->display);
	return labels;
}

static const char *const *enum_texts(const PanelContext *context, const Field *field)
{
	const EnumConfig *enumeration = &field->config.enumeration;
	const char **texts =
		arena_new_array(context->arena, const char *, enumeration->n_texts + 1);

	for (size_t i = 0; i < enumeration->n_texts; i++)
		texts[i] = enumeration->texts[i];
	return texts;
}

/* A top axis never has the grid that the first axis has by itself. */
static bool has_grid_of_its_own(const FieldConfig *config, Side side, bool *has_grid)
{
	json_object *grid = custom_json(config, "axisGridShow");
	bool is_first = !*has_grid && side != SIDE_TOP;

	if (grid)
		return json_object_get_boolean(grid);
	*has_grid = *has_grid || is_first;
	return is_first;
}

AxisConfig value_axis(const PanelContext *context, const GraphSeries *series, int scale, Side side,
		      const char *unit, bool *has_grid)
{
	const FieldConfig *config = &series->field->config;
	AxisConfig axis = axis_config(context->theme, scale, side);

	axis.title = custom_text(config, "axisLabel", NULL);
	axis.size = custom_number(config, "axisWidth", NAN);
	axis.label = label_value;
	axis.label_data = axis_labels(context, series, unit);
	axis.has_border = custom_boolean(config, "axisBorderShow", false);
	axis.labels_whole_only = config->decimals == 0;
	axis.is_boolean = config->unit && g_str_has_prefix(config->unit, "bool");
	if (series->field->type == FIELD_ENUM)
		axis.texts = enum_texts(context, series->field);
	if (strcmp(custom_text(config, "axisColorMode", "text"), "series") == 0)
		axis.color = series->color;
	if (axis.has_border)
		axis.tick_color = axis.color;
	axis.has_grid = has_grid_of_its_own(config, side, has_grid);
	return axis;
}
