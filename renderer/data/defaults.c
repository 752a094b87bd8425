#include "renderer/data/defaults.h"

#include "renderer/json.h"

enum { MAX_DEPTH = 32 };

/* `over` laid on `under`; both stay as they are. */
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
				       merge(json_get(under, own_key), own_value, depth + 1));
	return merged;
}

json_object *field_config_with_defaults(Arena *arena, json_object *stored, const char *defaults)
{
	json_object *config = json_object_new_object();
	json_object *under = defaults ? json_tokener_parse(defaults) : json_object_new_object();
	json_object *over = json_get_object(stored, "defaults");

	json_object_object_add(config, "defaults",
			       over ? merge(under, over, 0) : json_object_get(under));
	json_object_object_add(config, "overrides",
			       json_object_get(json_get_array(stored, "overrides")));
	json_object_put(under);
	return arena_take_json(arena, config);
}
