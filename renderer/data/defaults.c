#include "renderer/data/defaults.h"

#include "renderer/json.h"

#include <glib.h>

enum { MAX_DEPTH = 32 };

/* What a panel type starts from that says nothing else: the registry of standard properties. */
static const char standard_defaults[] =
	"{\"thresholds\":{\"mode\":\"absolute\",\"steps\":["
	"{\"value\":null,\"color\":\"green\"},{\"value\":80,\"color\":\"red\"}]}}";

/* The object that `text` is, else an empty one; the caller's. */
static json_object *parse(const char *text)
{
	json_object *json = text ? json_tokener_parse(text) : NULL;

	if (json_object_is_type(json, json_type_object))
		return json;
	json_object_put(json);
	return json_object_new_object();
}

/* `over` laid on `under`; both stay as they are. The result is the caller's. */
static json_object *merge(json_object *under, json_object *over, int depth)
{
	if (!json_object_is_type(under, json_type_object) ||
	    !json_object_is_type(over, json_type_object) || depth > MAX_DEPTH)
		return json_object_get(over);
	json_object *merged = json_object_new_object();

	json_object_object_foreach(under, key, value)
		json_object_object_add(merged, key, json_object_get(value));
	json_object_object_foreach(over, own_key, own_value)
		json_object_object_add(merged, own_key,
				       merge(json_object_object_get(under, own_key), own_value,
					     depth + 1));
	return merged;
}

/* A null among the type's defaults: the type does not have that property. */
static bool lacks_property(json_object *plugin, const char *id)
{
	json_object *value;

	return json_object_object_get_ex(plugin, id, &value) && !value;
}

static json_object *filter_properties(json_object *list, json_object *plugin)
{
	json_object *kept = json_object_new_array();

	for (size_t i = 0; list && i < json_object_array_length(list); i++) {
		json_object *property = json_object_array_get_idx(list, i);

		if (!lacks_property(plugin, json_get_text(property, "id", "")))
			json_object_array_add(kept, json_object_get(property));
	}
	return kept;
}

/* The rule without the properties that the type lacks. */
static json_object *filter_rule(json_object *rule, json_object *plugin)
{
	json_object *filtered = json_object_new_object();

	if (!json_object_is_type(rule, json_type_object))
		return filtered;
	json_object_object_foreach(rule, key, value)
		json_object_object_add(filtered, key, json_object_get(value));
	json_object_object_add(filtered, "properties",
			       filter_properties(json_get_array(rule, "properties"), plugin));
	return filtered;
}

static json_object *filter_overrides(json_object *rules, json_object *plugin)
{
	json_object *filtered = json_object_new_array();

	for (size_t i = 0; rules && i < json_object_array_length(rules); i++)
		json_object_array_add(filtered,
				      filter_rule(json_object_array_get_idx(rules, i), plugin));
	return filtered;
}

/* Removes what the type lacks, from objects that merge() made. */
static void drop_nulls(json_object *merged, json_object *plugin)
{
	json_object_object_foreach(plugin, id, value)
	{
		json_object *inside = json_object_object_get(merged, id);

		if (!value)
			json_object_object_del(merged, id);
		else if (json_object_is_type(value, json_type_object) &&
			 json_object_is_type(inside, json_type_object))
			drop_nulls(inside, value);
	}
}

static json_object *merge_defaults(json_object *plugin, json_object *stored)
{
	json_object *standard = parse(standard_defaults);
	json_object *under = merge(standard, plugin, 0);
	json_object *merged = stored ? merge(under, stored, 0) : json_object_get(under);

	drop_nulls(merged, plugin);
	json_object_put(standard);
	json_object_put(under);
	return merged;
}

json_object *field_config_with_defaults(Arena *arena, json_object *stored, const char *defaults)
{
	json_object *config = json_object_new_object(), *plugin = parse(defaults);

	json_object_object_add(config, "defaults",
			       merge_defaults(plugin, json_get_object(stored, "defaults")));
	json_object_object_add(
		config, "overrides",
		filter_overrides(json_get_array(stored, "overrides"), plugin));
	json_object_put(plugin);
	return arena_take_json(arena, config);
}
