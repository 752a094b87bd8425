#include "renderer/model/migrate-mapping.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "renderer/data/number.h"
#include "renderer/json.h"
#include "renderer/model/json-edit.h"

/* The colour of the step that `value` has reached, or NULL. */
static json_object *step_color(json_object *steps, double value)
{
	json_object *color = NULL;

	for (size_t i = 0; i < json_length(steps); i++) {
		json_object *step = json_at(steps, i);

		if (i == 0 || value >= json_get_number(step, "value", INFINITY))
			color = json_get(step, "color");
	}
	return color;
}

/* A new reference, as everything below. */
static json_object *result_of(json_object *old, json_object *steps)
{
	double number = js_parse_float(json_get_text(old, "text", ""));

	return json_make("{'text':%v,'color'?:%v}", json_get(old, "text"),
			 isnan(number) ? NULL : step_color(steps, number));
}

static bool is_null_word(json_object *json)
{
	return json_object_is_type(json, json_type_string) &&
	       strcmp(json_object_get_string(json), "null") == 0;
}

static json_object *special_null(json_object *result)
{
	return json_make("{'type':'special','options':{'match':'null','result':%v}}", result);
}

/* What JavaScript's unary plus makes of a range's end: null is 0; no number is left open. */
static json_object *range_end(json_object *end)
{
	double number = end ? json_to_number(end) : 0;

	return isnan(number) ? NULL : json_make("%g", number);
}

static json_object *range_mapping(json_object *old, json_object *result)
{
	json_object *from = range_end(json_get(old, "from"));
	json_object *to = range_end(json_get(old, "to"));
	json_object *mapping = json_make(
		"{'type':'range','options':{'from':%v,'to':%v,'result':%v}}", from, to, result);

	json_object_put(from);
	json_object_put(to);
	return mapping;
}

/* --- Mappings of the first gauges, bar gauges and stats --- */

/* Values go to `values`, by their text; everything else to `rest`. */
static void sort_in(json_object *old, json_object *steps, json_object *values, json_object *rest)
{
	double type = json_get_number(old, "type", 0);
	json_object *value = json_get(old, "value");
	json_object *result = result_of(old, steps);

	if (strcmp(json_get_text(old, "type", ""), "value") == 0)
		json_assign(values, json_get(old, "options"));
	else if (json_get(old, "type") && json_get(old, "options"))
		json_object_array_add(rest, json_object_get(old));
	else if (type == 2)
		json_object_array_add(rest, range_mapping(old, result));
	else if (type == 1 && is_null_word(value))
		json_object_array_add(rest, special_null(result));
	else if (type == 1 && value)
		json_set(values, json_object_get_string(value), json_object_get(result));
	json_object_put(result);
}

json_object *migrate_mappings(json_object *old, json_object *steps)
{
	json_object *values = json_object_new_object();
	json_object *rest = json_object_new_array();
	json_object *mappings = json_object_new_array();

	for (size_t i = 0; i < json_length(old); i++)
		sort_in(json_at(old, i), steps, values, rest);
	if (json_object_object_length(values))
		json_object_array_add(mappings,
				      json_make("{'type':'value','options':%v}", values));
	for (size_t i = 0; i < json_length(rest); i++)
		json_object_array_add(mappings, json_object_get(json_at(rest, i)));
	json_object_put(values);
	json_object_put(rest);
	return mappings;
}

/* --- Mappings of singlestat --- */

static json_object *value_mapping(json_object *value, json_object *result)
{
	json_object *options = json_object_new_object();
	json_object *mapping = json_make("{'type':'value','options':%v}", options);

	json_set(options, json_object_get_string(value), json_object_get(result));
	json_object_put(options);
	return mapping;
}

static json_object *mapping_of(json_object *old, json_object *steps, bool is_range)
{
	json_object *result = result_of(old, steps);
	json_object *value = json_get(old, "value");
	json_object *mapping = NULL;

	if (is_range && (is_null_word(json_get(old, "from")) || is_null_word(json_get(old, "to"))))
		mapping = special_null(result);
	else if (is_range)
		mapping = range_mapping(old, result);
	else if (is_null_word(value))
		mapping = special_null(result);
	else if (value)
		mapping = value_mapping(value, result);
	json_object_put(result);
	return mapping;
}

/* 1 value to text, 2 range to text; without the key, by which list has something. */
static int mapping_type(json_object *panel)
{
	int type = json_get_int(panel, "mappingType", 0, 0, 3);

	if (type)
		return type;
	if (json_length(json_get(panel, "valueMaps")))
		return 1;
	return json_length(json_get(panel, "rangeMaps")) ? 2 : 0;
}

json_object *migrate_angular_mappings(json_object *panel, json_object *steps)
{
	int type = mapping_type(panel);
	json_object *list = json_get(panel, type == 2 ? "rangeMaps" : "valueMaps");
	json_object *mappings = json_object_new_array();

	for (size_t i = 0; (type == 1 || type == 2) && i < json_length(list); i++) {
		json_object *mapping = mapping_of(json_at(list, i), steps, type == 2);

		if (mapping)
			json_object_array_add(mappings, mapping);
	}
	if (json_length(mappings))
		return mappings;
	json_object_put(mappings);
	return NULL;
}
