#include "renderer/data/value.h"

#include "renderer/data/number.h"

#include <math.h>
#include <string.h>

Value value_of_json(json_object *json)
{
	switch (json_object_get_type(json)) {
	case json_type_null:
		return (Value){ .kind = VALUE_NULL };
	case json_type_string:
		return value_of_string(json_object_get_string(json));
	case json_type_boolean:
		return value_of_boolean(json_object_get_boolean(json));
	case json_type_int:
	case json_type_double:
		return (Value){ .kind = VALUE_NUMBER, .number = json_object_get_double(json) };
	default:
		return (Value){ .kind = VALUE_JSON, .json = json };
	}
}

json_object *value_to_json(Value value)
{
	switch (value.kind) {
	case VALUE_NUMBER:
		return isnan(value.number) ? NULL : json_object_new_double(value.number);
	case VALUE_BOOLEAN:
		return json_object_new_boolean(value.number != 0);
	case VALUE_STRING:
		return json_object_new_string(value.string);
	case VALUE_JSON:
		return json_object_get(value.json);
	default:
		return NULL;
	}
}

static void append_number(GString *out, double number)
{
	char text[NUMBER_TEXT_SIZE];

	g_string_append_len(out, text, (gssize)number_to_text(number, text, sizeof(text)));
}

/* Lists become their elements, missing ones nothing; objects a fixed word. */
static void append_json(GString *out, json_object *json)
{
	switch (json_object_get_type(json)) {
	case json_type_null:
		break;
	case json_type_array:
		for (size_t i = 0; i < json_object_array_length(json); i++) {
			if (i)
				g_string_append_c(out, ',');
			append_json(out, json_object_array_get_idx(json, i));
		}
		break;
	case json_type_object:
		g_string_append(out, "[object Object]");
		break;
	case json_type_int:
	case json_type_double:
		append_number(out, json_object_get_double(json));
		break;
	case json_type_boolean:
		g_string_append(out, json_object_get_boolean(json) ? "true" : "false");
		break;
	case json_type_string:
		g_string_append(out, json_object_get_string(json));
		break;
	}
}

const char *value_to_text(Arena *arena, Value value)
{
	char number[NUMBER_TEXT_SIZE];

	switch (value.kind) {
	case VALUE_ABSENT:
		return "undefined";
	case VALUE_NULL:
		return "null";
	case VALUE_BOOLEAN:
		return value.number ? "true" : "false";
	case VALUE_STRING:
		return value.string;
	case VALUE_NUMBER:
		number_to_text(value.number, number, sizeof(number));
		return arena_strdup(arena, number);
	case VALUE_JSON: {
		GString *text = g_string_new(NULL);

		append_json(text, value.json);
		return arena_take_string(arena, text);
	}
	case VALUE_FRAME:
	case VALUE_FRAMES:
		break;
	}
	return "[object Object]";
}

double value_to_number(Value value)
{
	switch (value.kind) {
	case VALUE_NULL:
		return 0;
	case VALUE_NUMBER:
	case VALUE_BOOLEAN:
		return value.number;
	case VALUE_STRING:
		return js_number(value.string);
	default:
		return NAN;
	}
}

bool value_is_truthy(Value value)
{
	switch (value.kind) {
	case VALUE_ABSENT:
	case VALUE_NULL:
		return false;
	case VALUE_NUMBER:
	case VALUE_BOOLEAN:
		return value.number != 0 && !isnan(value.number);
	case VALUE_STRING:
		return value.string[0] != '\0';
	default:
		return true;
	}
}

bool value_is_same(Value left, Value right)
{
	if (left.kind != right.kind)
		return false;
	switch (left.kind) {
	case VALUE_ABSENT:
	case VALUE_NULL:
		return true;
	case VALUE_NUMBER:
	case VALUE_BOOLEAN:
		return left.number == right.number || (isnan(left.number) && isnan(right.number));
	case VALUE_STRING:
		return strcmp(left.string, right.string) == 0;
	case VALUE_JSON:
		return left.json == right.json;
	case VALUE_FRAME:
		return left.frame == right.frame;
	case VALUE_FRAMES:
		return left.frames == right.frames;
	}
	return false;
}

ValueOrder value_order(Value left, Value right)
{
	if (left.kind == VALUE_STRING && right.kind == VALUE_STRING) {
		int order = strcmp(left.string, right.string);

		return order < 0 ? VALUE_LESS : order > 0 ? VALUE_GREATER : VALUE_EQUAL;
	}
	double l = value_to_number(left), r = value_to_number(right);

	if (isnan(l) || isnan(r))
		return VALUE_UNORDERED;
	return l < r ? VALUE_LESS : l > r ? VALUE_GREATER : VALUE_EQUAL;
}

static bool is_missing(Value value)
{
	return value.kind == VALUE_NULL || value.kind == VALUE_ABSENT;
}

static bool is_pointer(Value value)
{
	return value.kind == VALUE_JSON || value.kind == VALUE_FRAME || value.kind == VALUE_FRAMES;
}

bool value_is_loosely_equal(Value left, Value right)
{
	if (is_missing(left) || is_missing(right))
		return is_missing(left) && is_missing(right);
	if (is_pointer(left) || is_pointer(right))
		return value_is_same(left, right);
	return value_order(left, right) == VALUE_EQUAL;
}

/* Zero of either sign and every NaN have one hash. */
static unsigned hash_number(double number)
{
	uint64_t bits = isnan(number) ? 1 : value_bits(number == 0 ? 0 : number);

	bits *= UINT64_C(0x9e3779b97f4a7c15);
	return (unsigned)(bits >> 32);
}

unsigned value_hash(const void *value)
{
	const Value *cell = value;

	switch (cell->kind) {
	case VALUE_ABSENT:
	case VALUE_NULL:
		return cell->kind;
	case VALUE_NUMBER:
	case VALUE_BOOLEAN:
		return hash_number(cell->number);
	case VALUE_STRING:
		return g_str_hash(cell->string);
	default:
		return g_direct_hash(cell->json);
	}
}

int value_equal(const void *left, const void *right)
{
	return value_is_same(*(const Value *)left, *(const Value *)right);
}
