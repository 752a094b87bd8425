#include "renderer/transform/config-mapping.h"

#include "renderer/data/names.h"
#include "renderer/json.h"
#include "renderer/model/json-edit.h"

#include <math.h>

enum { MAX_MAPPED_VALUES = 10000 };

/* The lists of value mappings, which make one mapping together. */
typedef struct {
	json_object *values, *colors, *texts;
} MappingLists;

typedef struct {
	Arena *arena;
	json_object *config;
	MappingLists lists;
} ConfigBuilder;

typedef struct {
	const char *key;
	void (*set)(ConfigBuilder *builder, const ConfigMapping *mapping, Value value);
	const char *reducer; // unless the mapping names one
} Handler;

/* Lists, "" and what is no number are none. */
static double any_to_number(Value value)
{
	bool is_none = value.kind == VALUE_JSON ||
		       (value.kind == VALUE_STRING && value.string[0] == '\0');

	return is_none ? NAN : value_to_number(value);
}

static void set_number(ConfigBuilder *builder, const ConfigMapping *mapping, Value value)
{
	double number = any_to_number(value);

	if (!isnan(number))
		json_set(builder->config, mapping->handler, json_object_new_double(number));
}

static void set_text(ConfigBuilder *builder, const ConfigMapping *mapping, Value value)
{
	json_set(builder->config, mapping->handler,
		 json_object_new_string(value_to_text(builder->arena, value)));
}

static void set_color(ConfigBuilder *builder, const ConfigMapping *mapping, Value value)
{
	json_set(builder->config, "color",
		 json_make("{'mode':'fixed','fixedColor':%s}",
			   value_to_text(builder->arena, value)));
}

static void add_threshold(ConfigBuilder *builder, const ConfigMapping *mapping, Value value)
{
	const char *color = json_get_text(mapping->arguments, "threshold.color", "red");
	double number = any_to_number(value);

	if (isnan(number))
		return;
	if (!json_get(builder->config, "thresholds"))
		json_set(builder->config, "thresholds", json_make("{'mode':'absolute'}"));
	json_object *thresholds = json_get(builder->config, "thresholds");

	json_object_array_add(json_need_array(thresholds, "steps"),
			      json_make("{'color':%s,'value':%g}", color, number));
}

static json_object *list_of(Value value)
{
	bool is_list = value.kind == VALUE_JSON &&
		       json_object_is_type(value.json, json_type_array);

	return is_list ? value.json : NULL;
}

static void set_values(ConfigBuilder *builder, const ConfigMapping *mapping, Value value)
{
	if (list_of(value))
		builder->lists.values = list_of(value);
}

static void set_colors(ConfigBuilder *builder, const ConfigMapping *mapping, Value value)
{
	if (list_of(value))
		builder->lists.colors = list_of(value);
}

static void set_texts(ConfigBuilder *builder, const ConfigMapping *mapping, Value value)
{
	if (list_of(value))
		builder->lists.texts = list_of(value);
}

static const Handler handlers[] = {
	{ "__ignore", NULL, NULL },
	{ "color", set_color, NULL },
	{ "decimals", set_number, NULL },
	{ "displayName", set_text, NULL },
	{ "field.label", NULL, NULL },
	{ "field.name", NULL, NULL },
	{ "field.value", NULL, NULL },
	{ "mappings.color", set_colors, "allValues" },
	{ "mappings.text", set_texts, "allValues" },
	{ "mappings.value", set_values, "allValues" },
	{ "max", set_number, NULL },
	{ "min", set_number, NULL },
	{ "threshold1", add_threshold, NULL },
	{ "unit", set_text, NULL },
};

static const Handler *find_handler(const char *key)
{
	for (size_t i = 0; i < G_N_ELEMENTS(handlers); i++)
		if (g_strcmp0(handlers[i].key, key) == 0)
			return &handlers[i];
	return NULL;
}

static json_object *find_entry(json_object *list, const char *field_name)
{
	for (size_t i = 0; i < json_length(list); i++) {
		json_object *entry = json_at(list, i);

		if (g_strcmp0(json_get_text(entry, "fieldName", NULL), field_name) == 0)
			return entry;
	}
	return NULL;
}

ConfigMapping *config_mappings_new(Arena *arena, Frame *frame, json_object *list)
{
	ConfigMapping *mappings = arena_new_array(arena, ConfigMapping, frame->n_fields);

	for (size_t f = 0; f < frame->n_fields; f++) {
		const char *name = field_display_name(arena, &frame->fields[f], frame, NULL);
		g_autofree char *lower = g_utf8_strdown(name, -1);
		json_object *entry = find_entry(list, name);
		const Handler *handler =
			find_handler(entry ? json_get_text(entry, "handlerKey", NULL) : lower);
		const char *reducer = handler && handler->reducer ? handler->reducer
								  : "lastNotNull";

		mappings[f] = (ConfigMapping){
			.name = name,
			.handler = handler ? handler->key : NULL,
			.arguments = json_get(entry, "handlerArguments"),
			.reducer = json_get_text(entry, "reducerId", reducer),
			.is_given = entry != NULL,
		};
	}
	return mappings;
}

static json_object *text_at(json_object *list, size_t index)
{
	json_object *element = json_at(list, index);

	return element ? json_object_new_string(json_object_get_string(element)) : NULL;
}

static json_object *value_mappings(Arena *arena, const MappingLists *lists)
{
	json_object *options = json_object_new_object(), *mappings = json_object_new_array();
	size_t n = MIN(json_length(lists->values), MAX_MAPPED_VALUES);

	for (size_t i = 0; i < n; i++) {
		json_object *value = json_at(lists->values, i);
		json_object *result = json_make("{'index':%d}", (int)i);

		json_set(result, "color", text_at(lists->colors, i));
		json_set(result, "text", text_at(lists->texts, i));
		if (value)
			json_set(options, value_to_text(arena, value_of_json(value)), result);
		else
			json_object_put(result);
	}
	json_object *mapping = json_make("{'type':'value'}");

	json_set(mapping, "options", options);
	json_object_array_add(mappings, mapping);
	return mappings;
}

json_object *config_of_cells(Arena *arena, const ConfigMapping *mappings, const Value *cells,
			     size_t n)
{
	ConfigBuilder builder = { arena, arena_take_json(arena, json_object_new_object()), { 0 } };

	for (size_t i = 0; i < n; i++) {
		const Handler *handler = find_handler(mappings[i].handler);

		if (handler && handler->set && cells[i].kind != VALUE_NULL &&
		    cells[i].kind != VALUE_ABSENT)
			handler->set(&builder, &mappings[i], cells[i]);
	}
	if (builder.lists.values)
		json_set(builder.config, "mappings", value_mappings(arena, &builder.lists));
	return builder.config;
}
