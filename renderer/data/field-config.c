#include "renderer/data/field-config.h"

#include "renderer/data/mapping.h"
#include "renderer/data/number.h"
#include "renderer/json.h"

#include <math.h>
#include <string.h>

/* More steps or texts than these are left out; a longer path is none. */
enum { MAX_STEPS = 1000, MAX_TEXTS = 100000, MAX_PATH_PARTS = 16 };

FieldConfig field_config_empty(void)
{
	return (FieldConfig){ .decimals = NAN, .min = NAN, .max = NAN, .interval_ms = NAN };
}

/* --- Texts and numbers, which may each be written as the other --- */

static const char *text_of(Arena *arena, json_object *json)
{
	char number[NUMBER_TEXT_SIZE];
	const char *text;

	switch (json_object_get_type(json)) {
	case json_type_int:
	case json_type_double:
		number_to_text(json_object_get_double(json), number, sizeof(number));
		return arena_strdup(arena, number);
	case json_type_string:
	case json_type_boolean:
		text = json_object_get_string(json);
		return text[0] ? text : NULL;
	default:
		return NULL;
	}
}

static double number_of(json_object *json)
{
	switch (json_object_get_type(json)) {
	case json_type_int:
	case json_type_double:
		return json_object_get_double(json);
	case json_type_string:
		return js_parse_float(json_object_get_string(json));
	default:
		return NAN;
	}
}

/* --- Properties that are more than a text or a number --- */

/*
 * JSON has no infinity: the base step has no value, and a panel's may have null. Else null compares
 * like 0, and a missing value like nothing, so that step and those after it are never reached.
 */
static ThresholdStep read_step(json_object *step, bool is_first)
{
	ThresholdStep result = { is_first ? -INFINITY : NAN, json_get_text(step, "color", NULL), false };
	json_object *value;

	if (!json_object_is_type(step, json_type_object) ||
	    !json_object_object_get_ex(step, "value", &value))
		return result;
	result.is_null = !value;
	result.value = value ? number_of(value) : 0;
	return result;
}

static void set_thresholds(Arena *arena, FieldConfig *config, json_object *json)
{
	json_object *steps = json_get_array(json, "steps");
	size_t n = steps ? MIN(json_object_array_length(steps), MAX_STEPS) : 0;
	Thresholds thresholds = {
		.is_set = json_object_is_type(json, json_type_object),
		.is_percentage = strcmp(json_get_text(json, "mode", ""), "percentage") == 0,
		.steps = arena_new_array(arena, ThresholdStep, n + 1),
		.n_steps = n,
	};

	for (size_t i = 0; i < n; i++)
		thresholds.steps[i] = read_step(json_object_array_get_idx(steps, i), i == 0);
	config->thresholds = thresholds;
}

static void set_mappings(Arena *arena, FieldConfig *config, json_object *json)
{
	config->mappings = mappings_parse(arena, json, &config->thresholds, &config->n_mappings);
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

static void set_links(Arena *arena, FieldConfig *config, json_object *json)
{
	config->links = json_object_is_type(json, json_type_array) ? json : NULL;
}

static void set_actions(Arena *arena, FieldConfig *config, json_object *json)
{
	config->actions = json_object_is_type(json, json_type_array) ? json : NULL;
}

static const char **parse_texts(Arena *arena, json_object *array, size_t *n)
{
	*n = array ? MIN(json_object_array_length(array), MAX_TEXTS) : 0;
	const char **texts = arena_new_array(arena, const char *, *n + 1);

	for (size_t i = 0; i < *n; i++)
		texts[i] = text_of(arena, json_object_array_get_idx(array, i));
	return texts;
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

static bool has_thresholds(const FieldConfig *config)
{
	return config->thresholds.is_set;
}

static bool has_mappings(const FieldConfig *config)
{
	return config->mappings != NULL;
}

static bool has_field_min_max(const FieldConfig *config)
{
	return config->has_field_min_max;
}

static bool has_color(const FieldConfig *config)
{
	return config->color_mode || config->color_fixed || config->color_series_by;
}

static bool has_links(const FieldConfig *config)
{
	return config->links != NULL;
}

static bool has_actions(const FieldConfig *config)
{
	return config->actions != NULL;
}

/* --- The table of properties --- */

typedef enum { OWN, TEXT, NUMBER } PropertyKind;

/** A property: where it is in a FieldConfig, how it is read, whether it is there. */
typedef struct {
	const char *id;
	size_t offset, size;
	PropertyKind kind;
	bool is_of_source; // only data sources set it: no panel property has this id
	void (*set)(Arena *arena, FieldConfig *config, json_object *json); // kind OWN
	bool (*is_set)(const FieldConfig *config);			     // kind OWN
} Property;

#define SPAN(first, last)                                                                          \
	.offset = offsetof(FieldConfig, first),                                                    \
	.size = offsetof(FieldConfig, last) + sizeof(((FieldConfig *)NULL)->last) -                \
		offsetof(FieldConfig, first)

/* Thresholds come before mappings: those of old dashboards take their colours from them. */
static const Property properties[] = {
	{ "unit", SPAN(unit, unit), TEXT },
	{ "min", SPAN(min, min), NUMBER },
	{ "max", SPAN(max, max), NUMBER },
	{ "fieldMinMax", SPAN(field_min_max, has_field_min_max), .set = set_field_min_max,
	  .is_set = has_field_min_max },
	{ "decimals", SPAN(decimals, decimals), NUMBER },
	{ "displayName", SPAN(display_name, display_name), TEXT },
	{ "color", SPAN(color_mode, color_series_by), .set = set_color, .is_set = has_color },
	{ "noValue", SPAN(no_value, no_value), TEXT },
	{ "links", SPAN(links, links), .set = set_links, .is_set = has_links },
	{ "actions", SPAN(actions, actions), .set = set_actions, .is_set = has_actions },
	{ "thresholds", SPAN(thresholds, thresholds), .set = set_thresholds,
	  .is_set = has_thresholds },
	{ "mappings", SPAN(mappings, n_mappings), .set = set_mappings, .is_set = has_mappings },
	{ "displayNameFromDS", SPAN(display_name_from_ds, display_name_from_ds), TEXT, true },
	{ "description", SPAN(description, description), TEXT, true },
	{ "interval", SPAN(interval_ms, interval_ms), NUMBER, true },
	{ "nullValueMode", SPAN(null_value_mode, null_value_mode), TEXT, true },
	{ "type", SPAN(enumeration, enumeration), OWN, true, .set = set_type },
	{ "custom", SPAN(custom, custom), OWN, true, .set = set_custom },
};

static void set_property(const Property *property, Arena *arena, FieldConfig *config,
			 json_object *value)
{
	void *place = (char *)config + property->offset;

	if (property->kind == TEXT)
		*(const char **)place = text_of(arena, value);
	else if (property->kind == NUMBER)
		*(double *)place = number_of(value);
	else
		property->set(arena, config, value);
}

FieldConfig field_config_parse(Arena *arena, json_object *json)
{
	FieldConfig config = field_config_empty();

	for (size_t i = 0; i < G_N_ELEMENTS(properties); i++) {
		json_object *value = json_get(json, properties[i].id);

		if (value)
			set_property(&properties[i], arena, &config, value);
	}
	return config;
}

/* The property a panel may set under this id, or NULL. */
static const Property *find_property(const char *id)
{
	for (size_t i = 0; i < G_N_ELEMENTS(properties); i++)
		if (!properties[i].is_of_source && strcmp(properties[i].id, id) == 0)
			return &properties[i];
	return NULL;
}

bool field_config_has(const FieldConfig *config, const char *id)
{
	const Property *property = find_property(id);

	if (!property)
		return false;
	const void *place = (const char *)config + property->offset;

	if (property->kind == TEXT)
		return *(const char *const *)place != NULL;
	if (property->kind == NUMBER)
		return !isnan(*(const double *)place);
	return property->is_set(config);
}

void field_config_copy(FieldConfig *to, const FieldConfig *from, const char *id)
{
	const Property *property = find_property(id);

	if (property)
		memcpy((char *)to + property->offset, (const char *)from + property->offset,
		       property->size);
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
static json_object *with_value(json_object *object, char **path, json_object *value)
{
	json_object *copy = shallow_copy(object);

	if (path[1])
		json_object_object_add(copy, path[0],
				       with_value(json_get(object, path[0]), path + 1, value));
	else if (value)
		json_object_object_add(copy, path[0], json_object_get(value));
	else
		json_object_object_del(copy, path[0]);
	return copy;
}

static void set_custom_value(Arena *arena, FieldConfig *config, const char *path,
			     json_object *value)
{
	g_auto(GStrv) parts = g_strsplit(path, ".", MAX_PATH_PARTS + 1);

	if (parts[0] && g_strv_length(parts) <= MAX_PATH_PARTS)
		config->custom =
			arena_take_json(arena, with_value(config->custom, parts, value));
}

void field_config_set(Arena *arena, FieldConfig *config, const char *id, json_object *value)
{
	const Property *property = find_property(id);

	if (g_str_has_prefix(id, "custom."))
		set_custom_value(arena, config, id + strlen("custom."), value);
	else if (property)
		set_property(property, arena, config, value);
	if (property && strcmp(id, "thresholds") == 0)
		thresholds_set_base(&config->thresholds);
}

void thresholds_set_base(Thresholds *thresholds)
{
	if (thresholds->n_steps == 0)
		return;
	thresholds->steps[0].value = -INFINITY;
	thresholds->steps[0].is_null = false;
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
