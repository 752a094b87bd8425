#include "renderer/data/field-config.h"

#include "renderer/data/matcher.h"
#include "renderer/json.h"

#include <math.h>
#include <string.h>

/* More mappings, steps or texts than these are left out. */
enum { MAX_MAPPINGS = 10000, MAX_STEPS = 1000, MAX_TEXTS = 100000 };

FieldConfig field_config_empty(void)
{
	return (FieldConfig){ .decimals = NAN, .min = NAN, .max = NAN, .interval_ms = NAN };
}

/* --- Parts --- */

static const char *text_of(json_object *json)
{
	const char *text = json_object_is_type(json, json_type_string)
				   ? json_object_get_string(json)
				   : NULL;

	return text && text[0] ? text : NULL;
}

/* Numbers may come as text, from old dashboards. */
static double number_of(json_object *json)
{
	switch (json_object_get_type(json)) {
	case json_type_int:
	case json_type_double:
		return json_object_get_double(json);
	case json_type_string: {
		const char *text = json_object_get_string(json);
		char *end;
		double number = g_ascii_strtod(text, &end);

		return end == text ? NAN : number;
	}
	default:
		return NAN;
	}
}

static Thresholds parse_thresholds(Arena *arena, json_object *json)
{
	json_object *steps = json_get_array(json, "steps");
	size_t n = steps ? MIN(json_object_array_length(steps), MAX_STEPS) : 0;
	Thresholds thresholds = {
		.is_set = json_object_is_type(json, json_type_object),
		.is_percentage = strcmp(json_get_text(json, "mode", ""), "percentage") == 0,
		.steps = arena_new_array(arena, ThresholdStep, n + 1),
		.n_steps = n,
	};

	for (size_t i = 0; i < n; i++) {
		json_object *step = json_object_array_get_idx(steps, i);
		double value = number_of(json_get(step, "value"));

		thresholds.steps[i].value = i == 0 || isnan(value) ? -INFINITY : value;
		thresholds.steps[i].color = json_get_text(step, "color", NULL);
	}
	return thresholds;
}

/* --- Mappings --- */

static MappingResult parse_result(json_object *json)
{
	json_object *text = json_get(json, "text");

	return (MappingResult){
		.text = text ? json_object_get_string(text) : NULL,
		.color = json_get_text(json, "color", NULL),
		.icon = json_get_text(json, "icon", NULL),
		.index = (int)json_get_number(json, "index", 0),
	};
}

typedef struct {
	Arena *arena;
	GArray *rows; // of ValueMapping
} MappingList;

static void add_mapping(MappingList *list, ValueMapping mapping)
{
	if (list->rows->len < MAX_MAPPINGS)
		g_array_append_val(list->rows, mapping);
}

static void add_value_mappings(MappingList *list, json_object *options)
{
	if (!json_object_is_type(options, json_type_object))
		return;
	json_object_object_foreach(options, key, result)
		add_mapping(list, (ValueMapping){ .kind = MAPPING_VALUE,
						  .key = key,
						  .result = parse_result(result) });
}

static double bound_of(json_object *json, double open)
{
	double number = number_of(json);

	return isnan(number) ? open : number;
}

static void unref_regex(void *regex)
{
	g_regex_unref(regex);
}

static void add_regex_mapping(MappingList *list, json_object *options)
{
	ValueMapping mapping = {
		.kind = MAPPING_REGEX,
		.key = json_get_text(options, "pattern", ""),
		.result = parse_result(json_get(options, "result")),
	};

	mapping.regex = regex_from_text(mapping.key, &mapping.is_global);
	if (mapping.regex)
		arena_take(list->arena, mapping.regex, unref_regex);
	add_mapping(list, mapping);
}

static const struct {
	const char *name;
	SpecialMatch match;
} special_names[] = {
	{ "null", SPECIAL_NULL },   { "nan", SPECIAL_NAN },	{ "null+nan", SPECIAL_NULL_AND_NAN },
	{ "true", SPECIAL_TRUE },   { "false", SPECIAL_FALSE }, { "empty", SPECIAL_EMPTY },
};

static void add_special_mapping(MappingList *list, json_object *options)
{
	const char *match = json_get_text(options, "match", "");

	for (size_t i = 0; i < G_N_ELEMENTS(special_names); i++)
		if (strcmp(special_names[i].name, match) == 0)
			add_mapping(list, (ValueMapping){
						  .kind = MAPPING_SPECIAL,
						  .special = special_names[i].match,
						  .result = parse_result(json_get(options, "result")),
					  });
}

/* Before schema version 30 mappings had numbers for types: 1 a value, 2 a range. */
static void add_old_mapping(MappingList *list, json_object *mapping, int type)
{
	MappingResult result = { .text = json_get_text(mapping, "text", NULL) };
	json_object *value = json_get(mapping, "value");

	if (type == 2)
		add_mapping(list, (ValueMapping){
					  .kind = MAPPING_RANGE,
					  .from = bound_of(json_get(mapping, "from"), -INFINITY),
					  .to = bound_of(json_get(mapping, "to"), INFINITY),
					  .result = result,
				  });
	else if (value && strcmp(json_object_get_string(value), "null") == 0)
		add_mapping(list, (ValueMapping){ .kind = MAPPING_SPECIAL,
						  .special = SPECIAL_NULL,
						  .result = result });
	else if (value)
		add_mapping(list, (ValueMapping){ .kind = MAPPING_VALUE,
						  .key = json_object_get_string(value),
						  .result = result });
}

static void add_any_mapping(MappingList *list, json_object *mapping)
{
	json_object *type = json_get(mapping, "type"), *options = json_get(mapping, "options");
	const char *name = json_object_is_type(type, json_type_string) ? json_object_get_string(type)
								       : "";

	if (json_object_is_type(type, json_type_int))
		add_old_mapping(list, mapping, json_object_get_int(type));
	else if (strcmp(name, "value") == 0)
		add_value_mappings(list, options);
	else if (strcmp(name, "range") == 0)
		add_mapping(list, (ValueMapping){
					  .kind = MAPPING_RANGE,
					  .from = bound_of(json_get(options, "from"), -INFINITY),
					  .to = bound_of(json_get(options, "to"), INFINITY),
					  .result = parse_result(json_get(options, "result")),
				  });
	else if (strcmp(name, "regex") == 0)
		add_regex_mapping(list, options);
	else if (strcmp(name, "special") == 0)
		add_special_mapping(list, options);
}

static void parse_mappings(Arena *arena, FieldConfig *config, json_object *json)
{
	g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof(ValueMapping));
	MappingList list = { arena, rows };

	for (size_t i = 0; json_object_is_type(json, json_type_array) &&
			   i < json_object_array_length(json);
	     i++)
		add_any_mapping(&list, json_object_array_get_idx(json, i));
	config->n_mappings = rows->len;
	config->mappings = arena_new_array(arena, ValueMapping, rows->len + 1);
	if (rows->len)
		memcpy(config->mappings, rows->data, rows->len * sizeof(ValueMapping));
}

/* --- Properties --- */

static const char **parse_texts(Arena *arena, json_object *array, size_t *n)
{
	*n = array ? MIN(json_object_array_length(array), MAX_TEXTS) : 0;
	const char **texts = arena_new_array(arena, const char *, *n + 1);

	for (size_t i = 0; i < *n; i++) {
		const char *text = json_object_get_string(json_object_array_get_idx(array, i));

		texts[i] = text ? text : "";
	}
	return texts;
}

static void set_unit(Arena *arena, FieldConfig *config, json_object *json)
{
	config->unit = text_of(json);
}

static void set_min(Arena *arena, FieldConfig *config, json_object *json)
{
	config->min = number_of(json);
}

static void set_max(Arena *arena, FieldConfig *config, json_object *json)
{
	config->max = number_of(json);
}

static void set_decimals(Arena *arena, FieldConfig *config, json_object *json)
{
	config->decimals = number_of(json);
}

static void set_interval(Arena *arena, FieldConfig *config, json_object *json)
{
	config->interval_ms = number_of(json);
}

static void set_display_name(Arena *arena, FieldConfig *config, json_object *json)
{
	config->display_name = text_of(json);
}

static void set_display_name_from_ds(Arena *arena, FieldConfig *config, json_object *json)
{
	config->display_name_from_ds = text_of(json);
}

static void set_description(Arena *arena, FieldConfig *config, json_object *json)
{
	config->description = text_of(json);
}

static void set_no_value(Arena *arena, FieldConfig *config, json_object *json)
{
	config->no_value = json ? json_object_get_string(json) : NULL;
}

static void set_null_value_mode(Arena *arena, FieldConfig *config, json_object *json)
{
	config->null_value_mode = text_of(json);
}

static void set_field_min_max(Arena *arena, FieldConfig *config, json_object *json)
{
	config->has_field_min_max = json != NULL;
	config->field_min_max = json_object_get_boolean(json);
}

static void set_color(Arena *arena, FieldConfig *config, json_object *json)
{
	config->color_mode = json_get_text(json, "mode", NULL);
	config->color_fixed = json_get_text(json, "fixedColor", NULL);
	config->color_series_by = json_get_text(json, "seriesBy", NULL);
}

static void set_thresholds(Arena *arena, FieldConfig *config, json_object *json)
{
	config->thresholds = parse_thresholds(arena, json);
}

static void set_links(Arena *arena, FieldConfig *config, json_object *json)
{
	config->links = json_object_is_type(json, json_type_array) ? json : NULL;
}

static void set_type(Arena *arena, FieldConfig *config, json_object *json)
{
	EnumConfig *enumeration = &config->enumeration;

	enumeration->texts = parse_texts(arena, json_get_array(json, "enum.text"),
					 &enumeration->n_texts);
	enumeration->colors = parse_texts(arena, json_get_array(json, "enum.color"),
					  &enumeration->n_colors);
}

static void set_custom(Arena *arena, FieldConfig *config, json_object *json)
{
	config->custom = json_object_is_type(json, json_type_object) ? json : NULL;
}

typedef void (*Setter)(Arena *arena, FieldConfig *config, json_object *json);

static const struct {
	const char *id;
	Setter set;
} properties[] = {
	{ "color", set_color },
	{ "custom", set_custom },
	{ "decimals", set_decimals },
	{ "description", set_description },
	{ "displayName", set_display_name },
	{ "displayNameFromDS", set_display_name_from_ds },
	{ "fieldMinMax", set_field_min_max },
	{ "interval", set_interval },
	{ "links", set_links },
	{ "mappings", parse_mappings },
	{ "max", set_max },
	{ "min", set_min },
	{ "noValue", set_no_value },
	{ "nullValueMode", set_null_value_mode },
	{ "thresholds", set_thresholds },
	{ "type", set_type },
	{ "unit", set_unit },
};

FieldConfig field_config_parse(Arena *arena, json_object *json)
{
	FieldConfig config = field_config_empty();

	for (size_t i = 0; json && i < G_N_ELEMENTS(properties); i++) {
		json_object *value = json_get(json, properties[i].id);

		if (value)
			properties[i].set(arena, &config, value);
	}
	return config;
}

/* --- custom.* --- */

static json_object *shallow_copy(json_object *object)
{
	json_object *copy = json_object_new_object();

	if (!json_object_is_type(object, json_type_object))
		return copy;
	json_object_object_foreach(object, key, value)
		json_object_object_add(copy, key, json_object_get(value));
	return copy;
}

/* A copy of `object` with the value at `path` replaced; what the path passes is copied, too. */
static json_object *with_value(json_object *object, const char *path, json_object *value)
{
	json_object *copy = shallow_copy(object);
	const char *dot = strchr(path, '.');
	g_autofree char *key = dot ? g_strndup(path, (gsize)(dot - path)) : g_strdup(path);

	if (dot)
		json_object_object_add(copy, key, with_value(json_get(object, key), dot + 1, value));
	else if (value)
		json_object_object_add(copy, key, json_object_get(value));
	else
		json_object_object_del(copy, key);
	return copy;
}

void field_config_set(Arena *arena, FieldConfig *config, const char *id, json_object *value)
{
	if (g_str_has_prefix(id, "custom.")) {
		config->custom = arena_take_json(
			arena, with_value(config->custom, id + strlen("custom."), value));
		return;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(properties); i++)
		if (strcmp(properties[i].id, id) == 0)
			properties[i].set(arena, config, value);
}

double custom_number(const FieldConfig *config, const char *path, double fallback)
{
	return json_get_number(config->custom, path, fallback);
}

bool custom_boolean(const FieldConfig *config, const char *path, bool fallback)
{
	return json_get_bool(config->custom, path, fallback);
}

const char *custom_text(const FieldConfig *config, const char *path, const char *fallback)
{
	return json_get_text(config->custom, path, fallback);
}

json_object *custom_json(const FieldConfig *config, const char *path)
{
	return json_get(config->custom, path);
}
