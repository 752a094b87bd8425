#include "renderer/json.h"

#include <limits.h>
#include <stddef.h>
#include <string.h>

json_object *json_parse(const char *text)
{
	size_t length = strlen(text);
	json_tokener *tokener = json_tokener_new();

	if (length > INT_MAX - 1 || !tokener)
		return NULL;
	json_tokener_set_flags(tokener, JSON_TOKENER_STRICT);
	/* With its final NUL: a number at the very end is complete only then. */
	json_object *json = json_tokener_parse_ex(tokener, text, (int)length + 1);

	if (json_tokener_get_error(tokener) != json_tokener_success) {
		json_object_put(json);
		json = NULL;
	}
	json_tokener_free(tokener);
	return json;
}

static json_object *get_key(json_object *json, const char *key, size_t length)
{
	char name[256];
	json_object *value;

	if (!json_object_is_type(json, json_type_object) || length >= sizeof(name))
		return NULL;
	memcpy(name, key, length);
	name[length] = '\0';
	return json_object_object_get_ex(json, name, &value) ? value : NULL;
}

json_object *json_get(json_object *json, const char *path)
{
	while (json) {
		const char *dot = strchr(path, '.');

		json = get_key(json, path, dot ? (size_t)(dot - path) : strlen(path));
		if (!dot)
			return json;
		path = dot + 1;
	}
	return NULL;
}

const char *json_get_text(json_object *json, const char *path, const char *fallback)
{
	json_object *value = json_get(json, path);

	return json_object_is_type(value, json_type_string) ? json_object_get_string(value)
							    : fallback;
}

double json_get_number(json_object *json, const char *path, double fallback)
{
	json_object *value = json_get(json, path);

	if (json_object_is_type(value, json_type_double) ||
	    json_object_is_type(value, json_type_int))
		return json_object_get_double(value);
	return fallback;
}

bool json_get_bool(json_object *json, const char *path, bool fallback)
{
	json_object *value = json_get(json, path);

	return json_object_is_type(value, json_type_boolean) ? json_object_get_boolean(value)
							     : fallback;
}

json_object *json_get_array(json_object *json, const char *path)
{
	json_object *value = json_get(json, path);

	return json_object_is_type(value, json_type_array) ? value : NULL;
}

json_object *json_get_object(json_object *json, const char *path)
{
	json_object *value = json_get(json, path);

	return json_object_is_type(value, json_type_object) ? value : NULL;
}
