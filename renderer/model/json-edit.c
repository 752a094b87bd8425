#include "renderer/model/json-edit.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include <glib.h>

#include "renderer/data/number.h"
#include "renderer/json.h"

/* --- json_make --- */

typedef struct {
	const char *at;
	va_list arguments;
} Maker;

static json_object *make_value(Maker *maker);

static bool take(Maker *maker, char c)
{
	if (*maker->at != c)
		return false;
	maker->at++;
	return true;
}

static void need(Maker *maker, char c)
{
	bool is_there = take(maker, c);

	g_assert(is_there);
}

static char *take_quoted(Maker *maker)
{
	need(maker, '\'');
	size_t length = strcspn(maker->at, "'");
	char *text = g_strndup(maker->at, length);

	maker->at += length;
	need(maker, '\'');
	return text;
}

static json_object *make_number(double value)
{
	if (value == floor(value) && fabs(value) < 1e15)
		return json_object_new_int64((int64_t)value);
	return json_object_new_double(value);
}

static json_object *make_argument(Maker *maker)
{
	need(maker, '%');
	switch (*maker->at++) {
	case 's': {
		const char *text = va_arg(maker->arguments, const char *);

		return text ? json_object_new_string(text) : NULL;
	}
	case 'g':
		return make_number(va_arg(maker->arguments, double));
	case 'd':
		return json_object_new_int(va_arg(maker->arguments, int));
	case 'b':
		return json_object_new_boolean(va_arg(maker->arguments, int));
	case 'v':
		return json_object_get(va_arg(maker->arguments, json_object *));
	default:
		g_assert_not_reached();
	}
}

static json_object *make_object(Maker *maker)
{
	json_object *object = json_object_new_object();

	need(maker, '{');
	while (*maker->at != '}') {
		g_autofree char *key = take_quoted(maker);
		bool is_optional = take(maker, '?');

		need(maker, ':');
		json_object *value = make_value(maker);

		if (value || !is_optional)
			json_object_object_add(object, key, value);
		if (!take(maker, ','))
			break;
	}
	need(maker, '}');
	return object;
}

static json_object *make_array(Maker *maker)
{
	json_object *array = json_object_new_array();

	need(maker, '[');
	while (*maker->at != ']') {
		json_object_array_add(array, make_value(maker));
		if (!take(maker, ','))
			break;
	}
	need(maker, ']');
	return array;
}

static json_object *make_literal(Maker *maker)
{
	size_t length = strcspn(maker->at, ",]}");
	const char *word = maker->at;

	maker->at += length;
	if (strncmp(word, "true", length) == 0)
		return json_object_new_boolean(true);
	if (strncmp(word, "false", length) == 0)
		return json_object_new_boolean(false);
	return make_number(g_ascii_strtod(word, NULL));
}

static json_object *make_value(Maker *maker)
{
	switch (*maker->at) {
	case '{':
		return make_object(maker);
	case '[':
		return make_array(maker);
	case '%':
		return make_argument(maker);
	case '\'': {
		g_autofree char *text = take_quoted(maker);

		return json_object_new_string(text);
	}
	default:
		return make_literal(maker);
	}
}

json_object *json_make(const char *form, ...)
{
	Maker maker = { .at = form };

	va_start(maker.arguments, form);
	json_object *json = make_value(&maker);

	va_end(maker.arguments);
	g_assert(*maker.at == '\0');
	return json;
}

/* --- Changing --- */

void json_set(json_object *json, const char *key, json_object *take_value)
{
	if (json_object_is_type(json, json_type_object))
		json_object_object_add(json, key, take_value);
	else
		json_object_put(take_value);
}

json_object *json_need_object(json_object *json, const char *key)
{
	json_object *value = NULL;

	json_object_object_get_ex(json, key, &value);
	if (!json_object_is_type(value, json_type_object)) {
		value = json_object_new_object();
		json_object_object_add(json, key, value);
	}
	return value;
}

json_object *json_need_array(json_object *json, const char *key)
{
	json_object *value = NULL;

	json_object_object_get_ex(json, key, &value);
	if (!json_object_is_type(value, json_type_array)) {
		value = json_object_new_array();
		json_object_object_add(json, key, value);
	}
	return value;
}

void json_rename(json_object *json, const char *from, const char *to)
{
	json_object *value;

	if (!json_object_object_get_ex(json, from, &value))
		return;
	json_object_object_add(json, to, json_object_get(value));
	json_object_object_del(json, from);
}

void json_assign(json_object *into, json_object *from)
{
	if (!json_object_is_type(from, json_type_object))
		return;
	json_object_object_foreach(from, key, value)
		json_set(into, key, json_object_get(value));
}

size_t json_length(json_object *json)
{
	return json_object_is_type(json, json_type_array) ? json_object_array_length(json) : 0;
}

json_object *json_at(json_object *json, size_t index)
{
	return index < json_length(json) ? json_object_array_get_idx(json, index) : NULL;
}

int json_get_int(json_object *json, const char *path, int fallback, int least, int most)
{
	double number = json_get_number(json, path, NAN);

	return isnan(number) ? fallback : (int)CLAMP(number, least, most);
}

/* --- JavaScript's view --- */

bool json_is_number(json_object *json)
{
	return json_object_is_type(json, json_type_double) ||
	       json_object_is_type(json, json_type_int);
}

bool json_is_truthy(json_object *json)
{
	switch (json_object_get_type(json)) {
	case json_type_null:
		return false;
	case json_type_boolean:
		return json_object_get_boolean(json);
	case json_type_double:
	case json_type_int: {
		double number = json_object_get_double(json);

		return !isnan(number) && number != 0;
	}
	case json_type_string:
		return json_object_get_string_len(json) > 0;
	default:
		return true;
	}
}

double json_to_number(json_object *json)
{
	if (json_is_number(json))
		return json_object_get_double(json);
	if (json_object_is_type(json, json_type_string))
		return js_number(json_object_get_string(json));
	return NAN;
}
