/*
 * Fields of one type as fields of another.
 * Source: Grafana 12.3, transformers/convertFieldType.ts; datetime/parser.ts.
 */
#include "renderer/transform/convert-field.h"

#include "renderer/data/matcher.h"
#include "renderer/data/moment.h"
#include "renderer/data/number.h"
#include "renderer/error.h"
#include "renderer/json.h"
#include "renderer/model/json-edit.h"
#include "renderer/model/time-range.h"
#include "renderer/model/time-text.h"
#include "renderer/transform/types.h"

#include <math.h>
#include <string.h>

enum {
	MAX_CONVERSIONS = 1000,
	TIME_TEXT_SIZE = 256,
	MAX_BYTES = 128 << 20,
	SPARE_BYTES = 8 << 20,
	CELL_BYTES = 64, // of a cell once converted, ordinary texts with it
	MOST_COUNTED = 16, // conversions that cells are counted for: more rarely meet the same ones
};

static bool is_missing(Value value)
{
	return value.kind == VALUE_NULL || value.kind == VALUE_ABSENT;
}

static Value number_or_null(double number)
{
	return isfinite(number) ? value_of_number(number) : (Value){ .kind = VALUE_NULL };
}

static Field with_values(const Field *field, FieldType type, const Value *values)
{
	Field made = *field;

	made.type = type;
	made.numbers = NULL;
	made.nanos = NULL;
	made.values = values;
	return made;
}

/* --- Times --- */

/* A text as Grafana reads times: date math, ISO 8601 that ends in Z, else by the format. */
static double time_of_text(const TransformContext *context, const char *text, const char *format,
			   GTimeZone *zone)
{
	const TimeContext times = { .now_ms = context->now_ms, .zone = zone };
	int64_t time_ms = context->now_ms;

	if (strstr(text, "now")) {
		time_parse(text, &times, false, &time_ms);
		return (double)time_ms;
	}
	if (g_str_has_suffix(text, "Z"))
		return moment_parse(text, "YYYY-MM-DDTHH:mm:ss.SSSZ", NULL, context->now_ms);
	return moment_parse(text, format ? format : "YYYY-MM-DD HH:mm:ss", zone, context->now_ms);
}

/* 2024-01-31T10:20:30.123+02:00, with an offset or Z. */
static bool is_iso_instant(const char *text)
{
	static const char shape[] = "dddd-dd-ddTdd:dd:dd";
	size_t length = strlen(text);

	for (size_t i = 0; i < sizeof(shape) - 1; i++)
		if (i >= length ||
		    (shape[i] == 'd' ? !g_ascii_isdigit(text[i]) : shape[i] != text[i]))
			return false;
	const char *tail = text + sizeof(shape) - 1;

	if (*tail == '.')
		tail += 1 + strspn(tail + 1, "0123456789");
	return strcmp(tail, "Z") == 0 || *tail == '+' || *tail == '-';
}

static double instant_of_iso(const char *text)
{
	int64_t time_ms;

	return iso_time_parse(text, strlen(text), NULL, &time_ms) ? (double)time_ms : NAN;
}

static bool first_defined(const Frame *frame, const Field *field, Value *first)
{
	for (size_t row = 0; row < frame->n_rows; row++) {
		*first = field_value(frame, field, row);
		if (!is_missing(*first))
			return true;
	}
	return false;
}

/* Zero, "" and what can't be read become null. */
static Field to_time(const TransformContext *context, const Frame *frame, const Field *field,
		     json_object *options)
{
	const char *format = json_get_text(options, "dateFormat", NULL);
	bool is_unix = format && strcmp(format, "X") == 0;
	bool starts_with_number = field_value(frame, field, 0).kind == VALUE_NUMBER;
	Value *values = arena_new_array(context->arena, Value, frame->n_rows), first;

	if (starts_with_number && (field->type == FIELD_TIME || !is_unix)) {
		Field made = *field;

		made.type = FIELD_TIME;
		return made;
	}
	if (!first_defined(frame, field, &first))
		first = (Value){ .kind = VALUE_NULL };
	bool is_iso = first.kind == VALUE_STRING && is_iso_instant(first.string);
	double unit = is_unix && first.kind == VALUE_NUMBER ? 1000 : 1;

	if (format && !format[0])
		format = NULL;
	for (size_t row = 0; row < frame->n_rows; row++) {
		Value value = field_value(frame, field, row);
		double time_ms = NAN;

		if (value.kind == VALUE_NUMBER && value.number != 0)
			time_ms = value.number * unit;
		else if (value.kind == VALUE_STRING && value.string[0])
			time_ms = is_iso ? instant_of_iso(value.string)
					 : time_of_text(context, value.string, format,
							context->zone);
		values[row] = number_or_null(time_ms);
	}
	return with_values(field, FIELD_TIME, values);
}

/* --- Texts --- */

/* A zone that is named is UTC by a letter where it has no offset, the browser's by digits. */
static const char *iso_format(GTimeZone *zone, double time_ms, const char *zone_name)
{
	bool is_named = zone_name && zone_name[0] && strcmp(zone_name, "browser") != 0;
	bool is_date = fabs(time_ms) <= TIME_MS_MAX;

	if (is_named && is_date && civil_time((int64_t)time_ms, zone).offset_s == 0)
		return "YYYY-MM-DDTHH:mm:ss[Z]";
	return "YYYY-MM-DDTHH:mm:ssZ";
}

static GTimeZone *zone_named(const TransformContext *context, const char *name)
{
	GTimeZone *own = context->zone;

	if (name && name[0] && strcmp(name, "browser") != 0)
		return time_zone_find(name, NULL);
	return own ? g_time_zone_ref(own) : g_time_zone_new_utc();
}

static const char *text_of_time(const TransformContext *context, Value value, GTimeZone *zone,
				const char *format, const char *zone_name)
{
	char text[TIME_TEXT_SIZE];
	double time_ms = NAN;

	if (value.kind == VALUE_ABSENT)
		time_ms = (double)context->now_ms;
	else if (value.kind == VALUE_NUMBER)
		time_ms = value.number;
	else if (value.kind == VALUE_STRING)
		time_ms = time_of_text(context, value.string, NULL, zone);
	if (!format || !format[0])
		format = iso_format(zone, time_ms, zone_name);
	moment_format(time_ms, zone, format, text, sizeof(text));
	return arena_strdup(context->arena, text);
}

static const char *joined(Arena *arena, json_object *list, const char *separator)
{
	GString *text = g_string_new(NULL);

	for (size_t i = 0; i < json_object_array_length(list); i++) {
		json_object *element = json_object_array_get_idx(list, i);

		if (i)
			g_string_append(text, separator);
		if (element)
			g_string_append(text, value_to_text(arena, value_of_json(element)));
	}
	return arena_take_string(arena, text);
}

/* JSON.stringify(): undefined stays. */
static Value text_of_json(Arena *arena, Value value, const char *separator)
{
	if (value.kind == VALUE_ABSENT)
		return value;
	if (value.kind == VALUE_NUMBER || value.kind == VALUE_BOOLEAN)
		return value_of_string(isfinite(value.number) ? value_to_text(arena, value)
							       : "null");
	if (value.kind == VALUE_JSON && separator && separator[0] &&
	    json_object_is_type(value.json, json_type_array))
		return value_of_string(joined(arena, value.json, separator));
	json_object *json = arena_take_json(arena, value_to_json(value));

	return value_of_string(
		arena_strdup(arena, json_object_to_json_string_ext(
					    json, JSON_C_TO_STRING_PLAIN |
							  JSON_C_TO_STRING_NOSLASHESCAPE)));
}

Field field_to_text(const TransformContext *context, const Frame *frame, const Field *field,
		    const char *format, const char *zone_name, const char *separator)
{
	g_autoptr(GTimeZone) zone = zone_named(context, zone_name);
	Value *values = arena_new_array(context->arena, Value, frame->n_rows);

	for (size_t row = 0; row < frame->n_rows; row++) {
		Value value = field_value(frame, field, row);

		if (field->type == FIELD_TIME)
			values[row] = value_of_string(
				text_of_time(context, value, zone, format, zone_name));
		else if (field->type == FIELD_STRING || field->type == FIELD_OTHER)
			values[row] = text_of_json(context->arena, value, separator);
		else
			values[row] = value_of_string(value_to_text(context->arena, value));
	}
	return with_values(field, FIELD_STRING, values);
}

/* --- Numbers, booleans, enums, objects --- */

static Value number_of(Arena *arena, Value value)
{
	if (value.kind == VALUE_ABSENT)
		return (Value){ .kind = VALUE_NULL };
	if (value.kind != VALUE_STRING && value.kind != VALUE_JSON)
		return number_or_null(value_to_number(value));
	if (value.kind == VALUE_JSON)
		return number_or_null(js_number(value_to_text(arena, value)));
	g_auto(GStrv) parts = g_strsplit(value.string, ",", -1);
	g_autofree char *digits = g_strjoinv("", parts);

	return number_or_null(js_number(digits));
}

static Field to_number(Arena *arena, const Frame *frame, const Field *field)
{
	Value *values = arena_new_array(arena, Value, frame->n_rows);

	for (size_t row = 0; row < frame->n_rows; row++)
		values[row] = number_of(arena, field_value(frame, field, row));
	return with_values(field, FIELD_NUMBER, values);
}

static Field to_boolean(Arena *arena, const Frame *frame, const Field *field)
{
	Value *values = arena_new_array(arena, Value, frame->n_rows);

	for (size_t row = 0; row < frame->n_rows; row++)
		values[row] = value_of_boolean(value_is_truthy(field_value(frame, field, row)));
	return with_values(field, FIELD_BOOLEAN, values);
}

static Field to_enum(Arena *arena, const Frame *frame, const Field *field, json_object *config)
{
	json_object *texts = json_get_array(config, "text");
	g_autoptr(GHashTable) places = g_hash_table_new(g_str_hash, g_str_equal);
	Value *values = arena_new_array(arena, Value, frame->n_rows);

	if (!texts || json_object_array_length(texts) == 0)
		return *field;
	for (size_t i = 0; i < json_object_array_length(texts); i++) {
		json_object *text = json_object_array_get_idx(texts, i);

		if (json_object_is_type(text, json_type_string))
			g_hash_table_insert(places, (void *)json_object_get_string(text),
					    GSIZE_TO_POINTER(i + 1));
	}
	for (size_t row = 0; row < frame->n_rows; row++) {
		Value value = field_value(frame, field, row);
		size_t place = value.kind == VALUE_STRING
				       ? GPOINTER_TO_SIZE(g_hash_table_lookup(places, value.string))
				       : 0;

		if (place)
			values[row] = value_of_number((double)place - 1);
	}
	json_object *json = arena_take_json(arena, json_make("{'type':{'enum':%v}}", config));
	Field made = with_values(field, FIELD_ENUM, values);

	made.config.enumeration = field_config_parse(arena, json).enumeration;
	return made;
}

static Field to_other(Arena *arena, const Frame *frame, const Field *field)
{
	Value *values = arena_new_array(arena, Value, frame->n_rows);

	for (size_t row = 0; row < frame->n_rows; row++) {
		const char *text = value_to_text(arena, field_value(frame, field, row));

		values[row] = value_of_json(arena_take_json(arena, json_parse(text)));
	}
	return with_values(field, FIELD_OTHER, values);
}

/* --- The transformation --- */

static Field convert(const TransformContext *context, const Frame *frame, const Field *field,
		     json_object *options)
{
	const char *type = json_get_text(options, "destinationType", "");

	if (strcmp(type, "time") == 0)
		return to_time(context, frame, field, options);
	if (strcmp(type, "number") == 0)
		return to_number(context->arena, frame, field);
	if (strcmp(type, "string") == 0)
		return field_to_text(context, frame, field,
				     json_get_text(options, "dateFormat", NULL),
				     json_get_text(options, "timezone", NULL),
				     json_get_text(options, "joinWith", NULL));
	if (strcmp(type, "boolean") == 0)
		return to_boolean(context->arena, frame, field);
	if (strcmp(type, "enum") == 0)
		return to_enum(context->arena, frame, field,
			       json_get_object(options, "enumConfig"));
	if (strcmp(type, "other") == 0)
		return to_other(context->arena, frame, field);
	return *field;
}

static bool convert_matching(const TransformContext *context, Frames *frames, json_object *options,
			     GError **error)
{
	json_object *name = json_get(options, "targetField");
	FieldMatcher *matcher = field_matcher_new(context->arena, "byName", name, error);

	if (!matcher)
		return false;
	for (size_t i = 0; i < frames->n; i++) {
		Frame *frame = frames->items[i];

		for (size_t f = 0; f < frame->n_fields; f++)
			if (field_matches(matcher, context->arena, &frame->fields[f], frame,
					  frames))
				frame->fields[f] =
					convert(context, frame, &frame->fields[f], options);
		frame_settle(context->arena, frame);
	}
	return true;
}

/* Bytes that converting may take: what ordinary cells need for all conversions, and some to spare. */
static size_t bytes_for(const Frames *frames, size_t n_conversions)
{
	size_t n_cells = 0;

	for (size_t i = 0; i < frames->n; i++)
		n_cells += frames->items[i]->n_rows * frames->items[i]->n_fields;
	return MIN(MAX_BYTES, SPARE_BYTES + n_cells * MIN(n_conversions, MOST_COUNTED) * CELL_BYTES);
}

static Frames *run(const TransformContext *context, Frames *frames, json_object *options,
		   GError **error)
{
	json_object *conversions = json_get_array(options, "conversions");
	size_t n = conversions ? MIN(json_object_array_length(conversions), MAX_CONVERSIONS) : 0;
	Frames *out = frames_new(context->arena);
	size_t used = arena_used(context->arena), most = bytes_for(frames, n);

	for (size_t i = 0; i < frames->n; i++)
		frames_append(context->arena, out, frame_copy(context->arena, frames->items[i]));
	for (size_t i = 0; i < n; i++) {
		/* A text made text once more has twice the backslashes. */
		if (arena_used(context->arena) - used > most) {
			g_set_error_literal(error, RENDER_ERROR, RENDER_ERROR_TOO_LARGE,
					    "the converted fields are too long");
			return NULL;
		}
		json_object *conversion = json_object_array_get_idx(conversions, i);

		if (json_get_text(conversion, "targetField", "")[0] &&
		    !convert_matching(context, out, conversion, error))
			return NULL;
	}
	return out;
}

const Transform transform_convert_field_type = { "convertFieldType", run };
