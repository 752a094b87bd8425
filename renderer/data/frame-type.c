#include "renderer/data/frame.h"

#include <string.h>

static const char *skip_blanks(const char *text)
{
	return text + strspn(text, " \t\n\v\f\r");
}

static const char *skip_digits(const char *text)
{
	return text + strspn(text, "0123456789");
}

/* A minus or none, digits with or without a point, an exponent or none. */
static const char *skip_number(const char *text)
{
	const char *start = text + (*text == '-');
	const char *point = skip_digits(start);
	const char *end = *point == '.' ? skip_digits(point + 1) : point;

	if (end == start || (end == start + 1 && point == start))
		return NULL;
	if (*end != 'e' && *end != 'E')
		return end;
	const char *exponent = end + 1 + (end[1] == '+' || end[1] == '-');
	const char *after = skip_digits(exponent);

	return after == exponent ? NULL : after;
}

static bool looks_like_number(const char *text)
{
	const char *start = skip_blanks(text);
	const char *end = g_ascii_strncasecmp(start, "nan", 3) == 0 ? start + 3
								     : skip_number(start);

	return end && *skip_blanks(end) == '\0';
}

static bool looks_like_boolean(const char *text)
{
	static const char *const words[] = { "true", "TRUE", "True", "false", "FALSE", "False" };

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (strcmp(text, words[i]) == 0)
			return true;
	return false;
}

static FieldType guess_from_value(Value value)
{
	switch (value.kind) {
	case VALUE_NUMBER:
		return FIELD_NUMBER;
	case VALUE_BOOLEAN:
		return FIELD_BOOLEAN;
	case VALUE_STRING:
		if (looks_like_number(value.string))
			return FIELD_NUMBER;
		return looks_like_boolean(value.string) ? FIELD_BOOLEAN : FIELD_STRING;
	case VALUE_FRAME:
		return FIELD_FRAME;
	case VALUE_FRAMES:
		return FIELD_NESTED_FRAMES;
	default:
		return FIELD_OTHER;
	}
}

static bool is_time_name(const char *name)
{
	return name && (g_ascii_strcasecmp(name, "time") == 0 ||
			g_ascii_strcasecmp(name, "date") == 0);
}

static FieldType guess_type(const Frame *frame, const Field *field)
{
	if (is_time_name(field->name))
		return FIELD_TIME;
	for (size_t row = 0; row < frame->n_rows; row++) {
		Value value = field_value(frame, field, row);

		if (value.kind != VALUE_ABSENT && value.kind != VALUE_NULL)
			return guess_from_value(value);
	}
	return FIELD_OTHER;
}

void frame_guess_types(Frame *frame)
{
	for (size_t i = 0; i < frame->n_fields; i++)
		if (frame->fields[i].type == FIELD_OTHER)
			frame->fields[i].type = guess_type(frame, &frame->fields[i]);
}

/* --- Columns of numbers --- */

bool field_type_takes(FieldType type, ValueKind kind)
{
	switch (type) {
	case FIELD_TIME:
	case FIELD_NUMBER:
	case FIELD_ENUM:
		return kind == VALUE_NUMBER || kind == VALUE_NULL || kind == VALUE_ABSENT;
	case FIELD_BOOLEAN:
		return kind == VALUE_BOOLEAN || kind == VALUE_NULL || kind == VALUE_ABSENT;
	default:
		return false;
	}
}

static bool fits_numbers(const Frame *frame, const Field *field)
{
	if (field->numbers || !field_type_takes(field->type, VALUE_NULL))
		return false;
	for (size_t row = 0; row < frame->n_rows; row++)
		if (!field_type_takes(field->type, field->values[row].kind))
			return false;
	return true;
}

void frame_settle(Arena *arena, Frame *frame)
{
	for (size_t i = 0; i < frame->n_fields; i++) {
		Field *field = &frame->fields[i];

		if (!fits_numbers(frame, field))
			continue;
		double *numbers = arena_new_array(arena, double, frame->n_rows);

		for (size_t row = 0; row < frame->n_rows; row++)
			numbers[row] = field_number(frame, field, row);
		field->numbers = numbers;
		field->values = NULL;
	}
}
