/*
 * Lets libFuzzer change JSON as JSON: changed bytes alone hardly ever give another document.
 * One value of the document becomes another one, goes, or is there several times.
 */
#include <glib.h>
#include <json-c/json.h>

#include <stdint.h>
#include <string.h>

enum { MAX_PLACES = 4096, MAX_COPIES = 40 };

/* libFuzzer's own, by bytes. */
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);

/* Where a value stands: in an object by its key, or in a list by its index. */
typedef struct {
	json_object *parent, *value;
	const char *key;
	size_t index;
} Place;

static const char *const values[] = {
	"null", "true", "false", "0", "-1", "1", "3.5", "1e9", "-1e9", "1e308", "-1e308", "1e-300",
	"9007199254740993", "1e999", "\"\"", "\"NaN\"", "\"auto\"", "\"$__all\"", "\"${a}\"",
	"\"percent\"", "\"\\ud83d\\ude00\\u0301\"", "\"/(a+)+$/\"", "\"<b><i>\"", "[]", "{}", "[null]",
	"[[[[]]]]", "[1e308, -1e308]", "{\"mode\": \"percentage\", \"steps\": []}",
};

static void collect(GArray *places, json_object *parent)
{
	if (json_object_is_type(parent, json_type_object)) {
		json_object_object_foreach(parent, key, value) {
			Place place = { parent, value, key, 0 };

			if (places->len >= MAX_PLACES)
				return;
			g_array_append_val(places, place);
			collect(places, value);
		}
	} else if (json_object_is_type(parent, json_type_array)) {
		for (size_t i = 0; i < json_object_array_length(parent); i++) {
			Place place = { parent, json_object_array_get_idx(parent, i), NULL, i };

			if (places->len >= MAX_PLACES)
				return;
			g_array_append_val(places, place);
			collect(places, place.value);
		}
	}
}

static json_object *copy(json_object *value)
{
	json_object *out = NULL;

	if (value)
		json_object_deep_copy(value, &out, NULL);
	return out;
}

static void put(const Place *place, json_object *value)
{
	if (!place->key) {
		json_object_array_put_idx(place->parent, place->index, value);
		return;
	}
	g_autofree char *key = g_strdup(place->key);

	json_object_object_add(place->parent, key, value);
}

static void take_out(const Place *place)
{
	if (place->key)
		json_object_object_del(place->parent, place->key);
	else
		json_object_array_del_idx(place->parent, place->index, 1);
}

static void repeat(const Place *place, int n)
{
	for (int i = 0; i < n && !place->key; i++)
		json_object_array_add(place->parent, copy(place->value));
}

static void change(json_object *json, GRand *random)
{
	g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(Place));

	collect(places, json);
	if (places->len == 0)
		return;
	const Place *place =
		&g_array_index(places, Place, g_rand_int_range(random, 0, (gint32)places->len));
	const Place *other =
		&g_array_index(places, Place, g_rand_int_range(random, 0, (gint32)places->len));
	const char *value = values[g_rand_int_range(random, 0, G_N_ELEMENTS(values))];

	switch (g_rand_int_range(random, 0, 8)) {
	case 0:
		take_out(place);
		break;
	case 1:
		repeat(place, g_rand_int_range(random, 1, MAX_COPIES));
		break;
	case 2:
	case 3:
		put(place, copy(other->value));
		break;
	default:
		put(place, json_tokener_parse(value));
	}
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed)
{
	g_autofree char *text = g_strndup((const char *)data, size);
	g_autoptr(GRand) random = g_rand_new_with_seed(seed);
	json_object *json = g_rand_int_range(random, 0, 8) ? json_tokener_parse(text) : NULL;

	if (!json)
		return LLVMFuzzerMutate(data, size, max_size);
	for (int i = g_rand_int_range(random, 1, 4); i > 0; i--)
		change(json, random);
	const char *printed = json_object_to_json_string_ext(json, JSON_C_TO_STRING_PLAIN);
	size_t length = strlen(printed);

	if (length <= max_size)
		memcpy(data, printed, length);
	json_object_put(json);
	return length <= max_size ? length : LLVMFuzzerMutate(data, size, max_size);
}
