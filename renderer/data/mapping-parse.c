#include "renderer/data/mapping.h"

#include "renderer/data/color-mode.h"
#include "renderer/data/number.h"
#include "renderer/data/regex.h"
#include "renderer/json.h"

#include <math.h>
#include <string.h>

/* More than these are left out. */
enum { MAX_MAPPINGS = 10000 };

typedef struct {
	Arena *arena;
	GArray *rows; // of ValueMapping
	Thresholds thresholds; // absolute; colours of mappings in the old form
} MappingList;

static void add(MappingList *list, ValueMapping mapping)
{
	if (list->rows->len < MAX_MAPPINGS)
		g_array_append_val(list->rows, mapping);
}

/* JavaScript's text of a number or text; NULL for anything else. */
static const char *text_of(Arena *arena, json_object *json)
{
	char number[NUMBER_TEXT_SIZE];

	if (json_object_is_type(json, json_type_string))
		return json_object_get_string(json);
	if (!json_object_is_type(json, json_type_int) && !json_object_is_type(json, json_type_double))
		return NULL;
	number_to_text(json_object_get_double(json), number, sizeof(number));
	return arena_strdup(arena, number);
}

static double bound_of(json_object *json, double open)
{
	double bound = NAN;

	if (json_object_is_type(json, json_type_string))
		bound = js_number(json_object_get_string(json));
	else if (json_object_is_type(json, json_type_int) ||
		 json_object_is_type(json, json_type_double))
		bound = json_object_get_double(json);
	return isnan(bound) ? open : bound;
}

static MappingResult parse_result(MappingList *list, json_object *json)
{
	double index = json_get_number(json, "index", 0);

	return (MappingResult){
		.text = text_of(list->arena, json_get(json, "text")),
		.color = json_get_text(json, "color", NULL),
		.icon = json_get_text(json, "icon", NULL),
		.index = index >= 0 && index < MAX_MAPPINGS ? (int)index : 0,
	};
}

/* --- Mappings as they are now: {type, options} --- */

static void add_values(MappingList *list, json_object *options)
{
	if (!json_object_is_type(options, json_type_object))
		return;
	json_object_object_foreach(options, key, result)
		if (json_object_is_type(result, json_type_object))
			add(list, (ValueMapping){ .kind = MAPPING_VALUE,
						  .key = key,
						  .result = parse_result(list, result) });
}

static void add_range(MappingList *list, json_object *options)
{
	add(list, (ValueMapping){
			  .kind = MAPPING_RANGE,
			  .from = bound_of(json_get(options, "from"), -INFINITY),
			  .to = bound_of(json_get(options, "to"), INFINITY),
			  .result = parse_result(list, json_get(options, "result")),
		  });
}

static void unref_regex(void *regex)
{
	g_regex_unref(regex);
}

static void add_regex(MappingList *list, json_object *options)
{
	ValueMapping mapping = {
		.kind = MAPPING_REGEX,
		.key = json_get_text(options, "pattern", ""),
		.result = parse_result(list, json_get(options, "result")),
	};

	mapping.regex = regex_from_text(mapping.key, &mapping.is_global);
	if (mapping.regex)
		arena_take(list->arena, mapping.regex, unref_regex);
	add(list, mapping);
}

static const struct {
	const char *name;
	SpecialMatch match;
} special_names[] = {
	{ "null", SPECIAL_NULL }, { "nan", SPECIAL_NAN },     { "null+nan", SPECIAL_NULL_AND_NAN },
	{ "true", SPECIAL_TRUE }, { "false", SPECIAL_FALSE }, { "empty", SPECIAL_EMPTY },
};

static void add_special(MappingList *list, json_object *options)
{
	const char *match = json_get_text(options, "match", "");

	for (size_t i = 0; i < G_N_ELEMENTS(special_names); i++)
		if (strcmp(special_names[i].name, match) == 0)
			add(list, (ValueMapping){
					  .kind = MAPPING_SPECIAL,
					  .special = special_names[i].match,
					  .result = parse_result(list, json_get(options, "result")),
				  });
}

static const struct {
	const char *type;
	void (*add)(MappingList *list, json_object *options);
} kinds[] = {
	{ "value", add_values },
	{ "range", add_range },
	{ "regex", add_regex },
	{ "special", add_special },
};

static void add_new(MappingList *list, json_object *mapping)
{
	const char *type = json_get_text(mapping, "type", "");

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (strcmp(kinds[i].type, type) == 0)
			kinds[i].add(list, json_get(mapping, "options"));
}

/* --- Mappings before schema version 30: {type: 1 value, 2 range; text, value, from, to} --- */

enum { OLD_VALUE = 1, OLD_RANGE = 2 };

static int old_type(json_object *mapping)
{
	double type = json_get_number(mapping, "type", 0);

	return type == OLD_VALUE ? OLD_VALUE : type == OLD_RANGE ? OLD_RANGE : 0;
}

static bool is_null_text(json_object *json)
{
	return json_object_is_type(json, json_type_string) &&
	       strcmp(json_object_get_string(json), "null") == 0;
}

/* The colour of the step that the mapping's own text reaches, read as a number. */
static const char *old_color(const MappingList *list, const char *text)
{
	double number = text && text[0] ? js_number(text) : NAN;
	int active = thresholds_active(&list->thresholds, number, (Range){ 0, 0 });

	return isnan(number) || active < 0 ? NULL : list->thresholds.steps[active].color;
}

static void add_old(MappingList *list, json_object *mapping)
{
	json_object *value = json_get(mapping, "value");
	json_object *from = json_get(mapping, "from"), *to = json_get(mapping, "to");
	ValueMapping row = { .result.text = text_of(list->arena, json_get(mapping, "text")) };

	row.result.color = old_color(list, row.result.text);
	if (old_type(mapping) == OLD_VALUE ? is_null_text(value)
					   : is_null_text(from) || is_null_text(to)) {
		row.kind = MAPPING_SPECIAL;
		row.special = SPECIAL_NULL;
	} else if (old_type(mapping) == OLD_VALUE) {
		row.kind = MAPPING_VALUE;
		row.key = text_of(list->arena, value);
	} else {
		row.kind = MAPPING_RANGE;
		row.from = bound_of(from, -INFINITY);
		row.to = bound_of(to, INFINITY);
	}
	if (row.kind != MAPPING_VALUE || row.key)
		add(list, row);
}

static void add_any(MappingList *list, json_object *mapping)
{
	if (old_type(mapping))
		add_old(list, mapping);
	else
		add_new(list, mapping);
}

static bool is_of_values(json_object *mapping)
{
	return strcmp(json_get_text(mapping, "type", ""), "value") == 0 ||
	       (old_type(mapping) == OLD_VALUE && !is_null_text(json_get(mapping, "value")));
}

/*
 * Where one mapping has the old form, Grafana gathers all values in front, and a key that comes
 * twice has its last result: the values are taken from the end, as the first match counts.
 */
static void add_gathered(MappingList *list, json_object *mappings, size_t n)
{
	for (size_t i = n; i > 0; i--)
		if (is_of_values(json_object_array_get_idx(mappings, i - 1)))
			add_any(list, json_object_array_get_idx(mappings, i - 1));
	for (size_t i = 0; i < n; i++)
		if (!is_of_values(json_object_array_get_idx(mappings, i)))
			add_any(list, json_object_array_get_idx(mappings, i));
}

ValueMapping *mappings_parse(Arena *arena, json_object *json, const Thresholds *thresholds,
			     size_t *n_mappings)
{
	bool is_array = json_object_is_type(json, json_type_array);
	size_t n = is_array ? MIN(json_object_array_length(json), MAX_MAPPINGS) : 0;
	g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof(ValueMapping));
	MappingList list = { arena, rows, *thresholds };
	bool has_old = false;

	list.thresholds.is_percentage = false;
	for (size_t i = 0; i < n; i++)
		has_old |= old_type(json_object_array_get_idx(json, i)) != 0;
	if (has_old)
		add_gathered(&list, json, n);
	for (size_t i = 0; i < n && !has_old; i++)
		add_new(&list, json_object_array_get_idx(json, i));
	*n_mappings = rows->len;
	if (!is_array)
		return NULL;
	ValueMapping *mappings = arena_new_array(arena, ValueMapping, rows->len + 1);

	if (rows->len)
		memcpy(mappings, rows->data, rows->len * sizeof(ValueMapping));
	return mappings;
}
