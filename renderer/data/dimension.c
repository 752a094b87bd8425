#include "renderer/data/dimension.h"

#include "renderer/data/color-mode.h"
#include "renderer/data/names.h"
#include "renderer/json.h"

#include <math.h>
#include <string.h>

/* --- Where the values are --- */

DimensionField dimension_find_in(Arena *arena, const Frame *frame, const char *name)
{
	for (size_t i = 0; frame && name && name[0] && i < frame->n_fields; i++) {
		Field *field = &frame->fields[i];

		if (g_strcmp0(field->name, name) == 0 ||
		    g_strcmp0(field_display_name(arena, field, frame, NULL), name) == 0)
			return (DimensionField){ frame, field };
	}
	return (DimensionField){ NULL, NULL };
}

DimensionField dimension_find(Arena *arena, const Frames *frames, const char *name)
{
	for (size_t i = 0; i < frames->n; i++) {
		DimensionField found = dimension_find_in(arena, frames->items[i], name);

		if (found.field)
			return found;
	}
	return (DimensionField){ NULL, NULL };
}

static bool is_missing(Value value)
{
	return value.kind == VALUE_NULL || value.kind == VALUE_ABSENT;
}

Value dimension_cell(const DimensionField *from, size_t row)
{
	if (row != DIMENSION_LAST)
		return field_value(from->frame, from->field, row);
	for (size_t i = from->frame->n_rows; i > 0; i--) {
		Value value = field_value(from->frame, from->field, i - 1);

		if (!is_missing(value))
			return value;
	}
	return (Value){ VALUE_ABSENT };
}

/* --- Colours --- */

ColorDimension color_dimension(Arena *arena, const DimensionField *from, json_object *config,
			       const DisplayContext *context)
{
	ColorDimension dimension = { .from = *from };

	if (!from->field) {
		dimension.fixed = theme_color(context->theme, json_get_text(config, "fixed", "grey"));
		return dimension;
	}
	dimension.mode = from->field->config.color_mode;
	dimension.is_by_value = color_mode_is_by_value(dimension.mode) ||
				from->field->config.n_mappings > 0;
	if (!dimension.is_by_value) {
		dimension.fixed = field_series_color(from->frame, from->field, context->theme);
		return dimension;
	}
	/* The field's own values span the scale, not those of all fields. */
	Field *own = arena_new_one(arena, Field);

	*own = *from->field;
	own->state.has_range = false;
	dimension.processor = display_processor(from->frame, own, context);
	return dimension;
}

Color color_dimension_at(const ColorDimension *dimension, size_t row)
{
	if (!dimension->is_by_value)
		return dimension->fixed;
	return display_value(&dimension->processor, dimension_cell(&dimension->from, row)).color;
}

/* --- Numbers --- */

static Range range_of(const DimensionField *from)
{
	const FieldConfig *config = &from->field->config;
	Range range = { INFINITY, -INFINITY };

	if (from->field->type != FIELD_NUMBER)
		return (Range){ 0, 100 };
	for (size_t i = 0; i < from->frame->n_rows; i++) {
		double number = field_number(from->frame, from->field, i);

		if (!isfinite(number))
			continue;
		range.min = fmin(range.min, number);
		range.max = fmax(range.max, number);
	}
	if (!isnan(config->min))
		range.min = config->min;
	if (!isnan(config->max))
		range.max = config->max;
	return range;
}

ScaleDimension scale_dimension(const DimensionField *from, json_object *config)
{
	ScaleDimension dimension = {
		.from = *from,
		.fixed = json_get_number(config, "fixed", 0),
		.size = { json_get_number(config, "min", 0), json_get_number(config, "max", 0) },
	};

	if (!from->field)
		return dimension;
	dimension.values = range_of(from);
	if (!(dimension.size.max > dimension.size.min) ||
	    !(dimension.values.max > dimension.values.min)) {
		dimension.fixed = dimension.size.min;
		dimension.from.field = NULL;
	}
	return dimension;
}

double scale_dimension_at(const ScaleDimension *dimension, size_t row)
{
	if (!dimension->from.field)
		return dimension->fixed;
	double number = value_to_number(dimension_cell(&dimension->from, row));
	Range values = dimension->values, size = dimension->size;
	double part = (number - values.min) / (values.max - values.min);

	return size.min + (part >= 0 ? fmin(part, 1) : 0) * (size.max - size.min);
}

double scalar_dimension_at(const DimensionField *from, json_object *config, size_t row)
{
	if (!from->field)
		return json_get_number(config, "fixed", 0);
	Value value = dimension_cell(from, row);
	double number = value.kind == VALUE_NUMBER ? value.number : 0;

	if (row == DIMENSION_LAST)
		return number;
	double max = json_get_number(config, "max", NAN);

	if (strcmp(json_get_text(config, "mode", "mod"), "clamped") == 0)
		return fmin(fmax(number, json_get_number(config, "min", -INFINITY)),
			    isnan(max) ? INFINITY : max);
	return fmod(number, max);
}

/* --- Texts and pictures --- */

const char *text_dimension_at(Arena *arena, const DimensionField *from, json_object *config,
			      const DisplayContext *context, size_t row)
{
	const char *fixed = json_get_text(config, "fixed", "");
	char text[DISPLAY_TEXT_SIZE];

	if (strcmp(json_get_text(config, "mode", "fixed"), "field") != 0 || !from->field)
		return fixed;
	DisplayProcessor processor = display_processor(from->frame, from->field, context);
	DisplayValue value = display_value(&processor, dimension_cell(from, row));

	if (value.long_text)
		return value.long_text;
	display_text(&value, text);
	return arena_strdup(arena, text);
}

const char *resource_dimension_at(Arena *arena, const DimensionField *from, json_object *config,
				  const DisplayContext *context, size_t row)
{
	const char *mode = json_get_text(config, "mode", "fixed");

	if (strcmp(mode, "fixed") == 0)
		return json_get_text(config, "fixed", "");
	if (!from->field)
		return "";
	Value value = dimension_cell(from, row);

	if (strcmp(mode, "mapping") == 0)
		return value_to_text(arena, value);
	if (value.kind != VALUE_STRING)
		return "";
	DisplayProcessor processor = display_processor(from->frame, from->field, context);
	const char *icon = display_value(&processor, value).icon;

	return icon ? icon : value.string;
}
