#include "renderer/data/display.h"

#include "renderer/data/mapping.h"
#include "renderer/data/number.h"

#include <math.h>
#include <string.h>

static bool is_own_date_unit(const char *unit)
{
	return unit && ((g_str_has_prefix(unit, "dateTime") &&
			 strcmp(unit, "dateTimeAsSystem") != 0) ||
			g_str_has_prefix(unit, "time:"));
}

/* The unit that is meant where none fits the field's type. */
static const char *unit_of(const Field *field)
{
	const char *unit = field->config.unit;

	switch (field->type) {
	case FIELD_TIME:
		return is_own_date_unit(unit) ? unit : "dateTimeAsSystem";
	case FIELD_BOOLEAN:
		return unit && g_str_has_prefix(unit, "bool") ? unit : "bool";
	case FIELD_STRING:
		return unit ? unit : "string";
	default:
		return unit ? unit : "none";
	}
}

/* Times within one minute show their milliseconds. */
static bool is_dense(const Frame *frame, const Field *field)
{
	if (field->type != FIELD_TIME || !frame || frame->n_rows < 2)
		return false;
	return field_number(frame, field, frame->n_rows - 1) - field_number(frame, field, 0) <
	       60 * 1000;
}

DisplayProcessor display_processor(const Frame *frame, const Field *field,
				   const DisplayContext *context)
{
	const char *unit = unit_of(field);

	return (DisplayProcessor){
		.field = field,
		.context = context,
		.format = value_format(unit),
		.with_ms = is_dense(frame, field),
		.unit_is_date = unit_is_date(unit),
	};
}

/* A date text as UTC. */
static double parse_date(const char *text)
{
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	g_autoptr(GDateTime) date = g_date_time_new_from_iso8601(text, utc);

	return date ? (double)g_date_time_to_unix(date) * 1000 +
			      g_date_time_get_microsecond(date) / 1000
		    : NAN;
}

static double numeric_of(const DisplayProcessor *processor, Value value)
{
	switch (value.kind) {
	case VALUE_NUMBER:
	case VALUE_BOOLEAN:
		return value.number;
	case VALUE_STRING:
		if (processor->unit_is_date)
			return parse_date(value.string);
		if (value.string[0] == '\0' || strcmp(unit_of(processor->field), "string") == 0)
			return NAN;
		return js_number(value.string);
	default:
		return NAN;
	}
}

static void set_text(FormattedValue *out, const char *text)
{
	g_strlcpy(out->text, text, sizeof(out->text));
	/* A cut in the middle of a character would be no text any more. */
	const char *end;

	if (!g_utf8_validate(out->text, -1, &end))
		out->text[end - out->text] = '\0';
}

static FormatOptions format_options(const DisplayProcessor *processor, double decimals)
{
	return (FormatOptions){
		.decimals = decimals,
		.time_zone = processor->context->time_zone,
		.now_ms = processor->context->now_ms,
		.with_ms = processor->with_ms,
	};
}

/* Decimals that an axis asks for are only a hint: "60.00" is shown as "60". */
static void strip_zeros(char *text, size_t size)
{
	double number = js_number(text);

	if (text[0] && !isnan(number))
		number_to_text(number, text, size);
}

static bool takes_hint(const DisplayProcessor *processor)
{
	const FieldConfig *config = &processor->field->config;
	const char *unit = unit_of(processor->field);

	return processor->field->type == FIELD_NUMBER && isnan(config->decimals) &&
	       !processor->unit_is_date && !g_str_has_prefix(unit, "currency") &&
	       !g_str_has_prefix(unit, "bool") && strcmp(unit, "locale") != 0;
}

static void format_number(const DisplayProcessor *processor, double number, double hint,
			  FormattedValue *out)
{
	bool has_hint = !isnan(hint) && takes_hint(processor);
	FormatOptions options =
		format_options(processor, has_hint ? hint : processor->field->config.decimals);

	value_format_apply(&processor->format, number, &options, out);
	if (has_hint)
		strip_zeros(out->text, sizeof(out->text));
}

static void append_json_list(json_object *list, FormattedValue *out)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (size_t i = 0; i < json_object_array_length(list); i++) {
		const char *item = json_object_get_string(json_object_array_get_idx(list, i));

		g_string_append_printf(text, "%s%s", i ? ", " : "", item ? item : "");
		if (text->len > sizeof(out->text))
			break;
	}
	set_text(out, text->str);
}

static void plain_text(const DisplayProcessor *processor, Value value, FormattedValue *out)
{
	char number[NUMBER_TEXT_SIZE];

	switch (value.kind) {
	case VALUE_STRING:
		set_text(out, value.string);
		break;
	case VALUE_BOOLEAN:
		set_text(out, value.number ? "true" : "false");
		break;
	case VALUE_NUMBER:
		number_to_text(value.number, number, sizeof(number));
		set_text(out, number);
		break;
	case VALUE_JSON:
		if (json_object_is_type(value.json, json_type_array))
			append_json_list(value.json, out);
		else
			set_text(out, "[object Object]");
		break;
	default:
		break;
	}
	if (out->text[0] == '\0' && processor->field->config.no_value)
		set_text(out, processor->field->config.no_value);
}

/* Enum fields show their own texts and colours. */
static bool show_enum(const DisplayProcessor *processor, double numeric, DisplayValue *display)
{
	const EnumConfig *enumeration = &processor->field->config.enumeration;

	if (processor->field->type != FIELD_ENUM || isnan(numeric) || numeric < 0)
		return false;
	size_t index = (size_t)numeric;

	if (index < enumeration->n_texts)
		set_text(&display->formatted, enumeration->texts[index]);
	display->color = index < enumeration->n_colors
				 ? theme_color(processor->context->theme, enumeration->colors[index])
				 : theme_palette(processor->context->theme, (int)index);
	return true;
}

static DisplayValue process(const DisplayProcessor *processor, Value value, double hint)
{
	const Theme *theme = processor->context->theme;
	DisplayValue display = { .percent = NAN };
	MappedValue mapped;
	bool has_text = false, has_color = false;

	display.numeric = numeric_of(processor, value);
	if (processor->field->config.n_mappings &&
	    mapping_find(&processor->field->config, value, &mapped)) {
		has_text = mapped.text != NULL;
		has_color = mapped.color != NULL;
		display.icon = mapped.icon;
		display.is_mapped = has_text;
		if (has_text)
			set_text(&display.formatted, mapped.text);
		if (has_color)
			display.color = theme_color(theme, mapped.color);
	} else if (show_enum(processor, display.numeric, &display)) {
		return display;
	}
	if (!isnan(display.numeric)) {
		if (!has_text && value.kind != VALUE_BOOLEAN) {
			format_number(processor, display.numeric, hint, &display.formatted);
			has_text = display.formatted.text[0] != '\0';
		}
		if (!has_color)
			display.color = field_value_color(processor->field, display.numeric, theme,
							  &display.percent);
		has_color = true;
	}
	if (!has_text && !display.is_mapped)
		plain_text(processor, value, &display.formatted);
	if (!has_color)
		display.color =
			field_value_color(processor->field, -INFINITY, theme, &display.percent);
	return display;
}

DisplayValue display_value(const DisplayProcessor *processor, Value value)
{
	return process(processor, value, NAN);
}

DisplayValue display_axis_value(const DisplayProcessor *processor, double value, double decimals)
{
	return process(processor, value_of_number(value), decimals);
}

void display_text(const DisplayValue *value, char *out)
{
	g_snprintf(out, DISPLAY_TEXT_SIZE, "%s%s%s", value->formatted.prefix,
		   value->formatted.text, value->formatted.suffix);
}
