#include "renderer/data/display.h"

#include "renderer/data/buffer.h"
#include "renderer/data/mapping.h"
#include "renderer/data/number.h"
#include "renderer/model/time-text.h"

#include <math.h>
#include <string.h>

/* --- What is the same for all values of a field --- */

static bool is_date_unit(const char *unit)
{
	return unit && ((g_str_has_prefix(unit, "dateTime") &&
			 strcmp(unit, "dateTimeAsSystem") != 0) ||
			g_str_has_prefix(unit, "time:"));
}

/* The unit that is meant where none fits the field's type. */
static const char *unit_of(const Field *field)
{
	const char *unit = field->config.unit;
	bool has_unit = unit && unit[0];

	switch (field->type) {
	case FIELD_TIME:
		return is_date_unit(unit) ? unit : "dateTimeAsSystem";
	case FIELD_BOOLEAN:
		return has_unit && g_str_has_prefix(unit, "bool") ? unit : "bool";
	case FIELD_STRING:
		return has_unit ? unit : "string";
	default:
		return has_unit ? unit : "none";
	}
}

/* Times within one minute show their milliseconds. */
static bool is_dense(const Frame *frame, const Field *field)
{
	if (field->type != FIELD_TIME || is_date_unit(field->config.unit) || !frame ||
	    frame->n_rows < 2)
		return false;
	double first = field_number(frame, field, 0);
	double last = field_number(frame, field, frame->n_rows - 1);

	return fabs(last - first) < 60 * 1000;
}

/* Units whose decimals mean something take no hint from an axis. */
static bool takes_hint(const Field *field, const char *unit)
{
	return field->type == FIELD_NUMBER && isnan(field->config.decimals) &&
	       !is_date_unit(unit) && !g_str_has_prefix(unit, "currency") &&
	       !g_str_has_prefix(unit, "bool") && strcmp(unit, "locale") != 0;
}

DisplayProcessor display_processor(const Frame *frame, const Field *field,
				   const DisplayContext *context)
{
	const char *unit = unit_of(field);

	return (DisplayProcessor){
		.field = field,
		.context = context,
		.format = value_format(unit),
		.scale = color_scale(frame, field, context->theme),
		.with_ms = is_dense(frame, field),
		.unit_is_date = field->type == FIELD_TIME || is_date_unit(unit),
		.unit_is_text = strcmp(unit, "string") == 0,
		.takes_hint = takes_hint(field, unit),
	};
}

/* --- One value --- */

/** A value on its way: a text may be there and be empty. */
typedef struct {
	const DisplayProcessor *processor;
	Value value;
	DisplayValue display;
	bool has_text, has_color;
} Draft;

/* What does not fit is pointed to; `text` must then live as long as the field. */
static void set_text(Draft *draft, const char *text)
{
	FormattedValue *formatted = &draft->display.formatted;
	Buffer out = buffer_in(formatted->text, sizeof(formatted->text));

	buffer_put(&out, text);
	draft->display.long_text = out.is_cut ? text : NULL;
	draft->has_text = true;
}

static void set_color(Draft *draft, Color color)
{
	draft->display.color = color;
	draft->has_color = true;
}

static void set_color_of_scale(Draft *draft, double value)
{
	double percent;
	Color color = color_scale_color(&draft->processor->scale, value, &percent);

	set_color(draft, color);
	draft->display.percent = percent;
}

static double date_of(const char *text)
{
	int64_t time_ms;

	return iso_time_parse(text, strlen(text), NULL, &time_ms) ? (double)time_ms : NAN;
}

static double numeric_of(const DisplayProcessor *processor, Value value)
{
	if (processor->unit_is_text)
		return NAN;
	if (value.kind == VALUE_NUMBER || value.kind == VALUE_BOOLEAN)
		return value.number;
	return value.kind == VALUE_STRING && value.string[0] ? js_number(value.string) : NAN;
}

static void take_mapping(Draft *draft)
{
	const DisplayProcessor *processor = draft->processor;
	MappedValue mapped;

	if (!mapping_find(&processor->field->config, draft->value, &mapped))
		return;
	draft->display.icon = mapped.icon;
	draft->display.is_mapped = mapped.text != NULL;
	if (mapped.text)
		set_text(draft, mapped.text);
	if (mapped.text == mapped.buffer)
		draft->display.long_text = NULL;
	if (mapped.color)
		set_color(draft, theme_color(processor->context->theme, mapped.color));
}

/* Colours of enums are CSS and not names of the theme; what is none of those is black. */
static Color enum_color(const DisplayProcessor *processor, const char *name, size_t index)
{
	Color color = COLOR_RGB(0x000000);

	if (!name)
		return theme_palette(processor->context->theme,
				     (int)(index % CLASSIC_PALETTE_SIZE));
	color_parse(name, &color);
	return color;
}

static void take_enum(Draft *draft)
{
	const EnumConfig *config = &draft->processor->field->config.enumeration;
	double number = draft->display.numeric;

	if (!config->texts || !(number >= 0 && number < INT32_MAX) || number != floor(number))
		return;
	size_t index = (size_t)number;

	if (index < config->n_texts && config->texts[index])
		set_text(draft, config->texts[index]);
	set_color(draft, enum_color(draft->processor,
				    index < config->n_colors ? config->colors[index] : NULL, index));
}

/* Decimals that an axis asks for are only a hint: "60.00" is shown as "60". */
static void strip_zeros(char *text, size_t size)
{
	double number = js_number(text);

	if (!isnan(number))
		number_to_text(number, text, size);
}

static void format_number(Draft *draft, double hint)
{
	const DisplayProcessor *processor = draft->processor;
	FormattedValue *formatted = &draft->display.formatted;
	bool has_hint = !isnan(hint) && processor->takes_hint;
	FormatOptions options = {
		.decimals = has_hint ? hint : processor->field->config.decimals,
		.time_zone = processor->context->time_zone,
		.now_ms = processor->context->now_ms,
		.with_ms = processor->with_ms,
	};

	value_format_apply(&processor->format, draft->display.numeric, &options, formatted);
	if (has_hint)
		strip_zeros(formatted->text, sizeof(formatted->text));
	draft->has_text = true;
}

/* String(json); `separator` goes between the elements of a list. */
static void put_json(Buffer *out, json_object *json, const char *separator)
{
	char number[NUMBER_TEXT_SIZE];

	switch (json_object_get_type(json)) {
	case json_type_array:
		for (size_t i = 0; i < json_object_array_length(json) && !out->is_cut; i++) {
			buffer_put(out, i ? separator : "");
			put_json(out, json_object_array_get_idx(json, i), ",");
		}
		break;
	case json_type_int:
	case json_type_double:
		number_to_text(json_object_get_double(json), number, sizeof(number));
		buffer_put(out, number);
		break;
	case json_type_null:
		break;
	case json_type_object:
		buffer_put(out, "[object Object]");
		break;
	default:
		buffer_put(out, json_object_get_string(json));
	}
}

/* The text of what no unit formats: texts, booleans, lists, NaN, nothing. */
static void set_plain_text(Draft *draft)
{
	Value value = draft->value;
	FormattedValue *formatted = &draft->display.formatted;
	Buffer out = buffer_in(formatted->text, sizeof(formatted->text));
	bool is_list = value.kind == VALUE_JSON &&
		       json_object_is_type(value.json, json_type_array);

	if (value.kind == VALUE_STRING)
		set_text(draft, value.string);
	else if (value.kind == VALUE_BOOLEAN)
		set_text(draft, value.number ? "true" : "false");
	else if (value.kind == VALUE_NUMBER)
		number_to_text(value.number, formatted->text, sizeof(formatted->text));
	else if (value.kind == VALUE_JSON)
		put_json(&out, value.json, ", ");
	else if (value.kind == VALUE_FRAME || value.kind == VALUE_FRAMES)
		set_text(draft, "[object Object]");
	if (!formatted->text[0] && !is_list && draft->processor->field->config.no_value)
		set_text(draft, draft->processor->field->config.no_value);
}

static bool is_missing(Value value)
{
	return value.kind == VALUE_NULL || value.kind == VALUE_ABSENT;
}

static DisplayValue process(const DisplayProcessor *processor, Value value, double hint)
{
	bool has_mappings = processor->field->config.n_mappings > 0;
	bool is_enum = processor->field->type == FIELD_ENUM && !has_mappings;
	Draft draft = { .processor = processor, .value = value };
	DisplayValue *display = &draft.display;

	if (processor->unit_is_date && value.kind == VALUE_STRING)
		draft.value = value = (Value){ VALUE_NUMBER, { date_of(value.string) } };
	display->numeric = numeric_of(processor, value);
	display->percent = NAN;
	if (is_enum && is_missing(value))
		return draft.display;
	if (has_mappings)
		take_mapping(&draft);
	else if (is_enum)
		take_enum(&draft);
	if (!isnan(display->numeric)) {
		if (!draft.has_text && value.kind != VALUE_BOOLEAN)
			format_number(&draft, hint);
		if (!draft.has_color)
			set_color_of_scale(&draft, display->numeric);
	}
	if (!draft.has_text)
		set_plain_text(&draft);
	if (!draft.has_color)
		set_color_of_scale(&draft, -INFINITY);
	return draft.display;
}

DisplayValue display_value(const DisplayProcessor *processor, Value value)
{
	return process(processor, value, NAN);
}

DisplayValue display_axis_value(const DisplayProcessor *processor, double value, double decimals)
{
	return process(processor, value_of_number(value), decimals);
}

const char *display_plain_text(const DisplayValue *value)
{
	return value->long_text ? value->long_text : value->formatted.text;
}

void display_text(const DisplayValue *value, char *out)
{
	Buffer buffer = buffer_in(out, DISPLAY_TEXT_SIZE);

	buffer_put(&buffer, value->formatted.prefix);
	buffer_put(&buffer, display_plain_text(value));
	buffer_put(&buffer, value->formatted.suffix);
}
