#include "renderer/data/apply.h"

#include "renderer/data/field-range.h"
#include "renderer/data/matcher.h"
#include "renderer/data/names.h"
#include "renderer/json.h"
#include "renderer/model/interpolate.h"

#include <math.h>
#include <string.h>

/* Properties of all rules together, beyond which they are left out; frames within frames. */
enum { MAX_PROPERTIES = 20000, MAX_DEPTH = 4 };

/* Kinds of fields that take different `custom` defaults. */
typedef enum { KIND_NUMBER, KIND_TIME, KIND_STRING, KIND_OTHER, N_KINDS } FieldKind;

/**
 * One property of a rule, read once for all the fields it matches. A `custom.` property makes a
 * new object of the field's; fields of a kind share theirs, so the last one made is kept.
 */
typedef struct {
	const char *id;
	json_object *value;
	bool is_custom;
	FieldConfig parsed;
	json_object *base[N_KINDS], *made[N_KINDS];
} Property;

/** A rule of fieldConfig.overrides, ready to be asked. */
typedef struct {
	FieldMatcher *matcher;
	Property *properties;
	size_t n_properties;
} Override;

typedef struct {
	Arena *arena;
	const Interpolator *interpolator;
	FieldConfig defaults;
	json_object *custom[N_KINDS]; // defaults.custom, as far as it applies
	Override *overrides;
	size_t n_overrides;
	size_t n_properties; // of all rules
} Application;

/** The field at work, and where it is. */
typedef struct {
	Frames *frames;
	Frame *frame;
	int frame_index;
	Field *field;
} Place;

/* --- Reading --- */

static Property parse_property(Arena *arena, json_object *json)
{
	Property property = {
		.id = json_get_text(json, "id", ""),
		.value = json_get(json, "value"),
		.parsed = field_config_empty(),
	};

	property.is_custom = g_str_has_prefix(property.id, "custom.");
	if (!property.is_custom)
		field_config_set(arena, &property.parsed, property.id, property.value);
	return property;
}

static void parse_properties(Application *application, Override *override, json_object *list)
{
	size_t n = list ? json_object_array_length(list) : 0;

	n = MIN(n, MAX_PROPERTIES - application->n_properties);
	application->n_properties += n;
	override->n_properties = n;
	override->properties = arena_new_array(application->arena, Property, n + 1);
	for (size_t i = 0; i < n; i++)
		override->properties[i] = parse_property(application->arena,
							 json_object_array_get_idx(list, i));
}

static bool parse_overrides(Application *application, json_object *rules, GError **error)
{
	size_t n = rules ? json_object_array_length(rules) : 0;

	application->overrides = arena_new_array(application->arena, Override, n + 1);
	for (size_t i = 0; i < n; i++) {
		json_object *rule = json_object_array_get_idx(rules, i);
		Override *override = &application->overrides[i];

		override->matcher = field_matcher_new(application->arena,
						      json_get_text(rule, "matcher.id", ""),
						      json_get(rule, "matcher.options"), error);
		if (!override->matcher) {
			g_prefix_error(error, "override %zu: ", i + 1);
			return false;
		}
		parse_properties(application, override, json_get_array(rule, "properties"));
	}
	application->n_overrides = n;
	return true;
}

/* --- Names --- */

/* `name` expanded in the field's scope, where ${__field.displayName} is the name until now. */
static void set_display_name(Application *application, const Place *place, const char *name)
{
	Field *field = place->field;
	DatumScope datum = {
		.frames = place->frames,
		.frame = place->frame,
		.frame_index = place->frame_index,
		.field = field,
		.row = -1,
	};

	if (!name && !field->config.display_name)
		return; // what is cached still holds
	field->state.display_name = NULL;
	if (name && application->interpolator && strpbrk(name, "$[")) {
		Interpolator scoped = *application->interpolator;

		scoped.datum = &datum;
		name = interpolate(application->arena, &scoped, name, NULL);
	}
	field->config.display_name = name;
	field->state.display_name = NULL;
}

/* --- Defaults: what the data source has not set --- */

static bool is_any(FieldType type)
{
	return true;
}

static bool is_number(FieldType type)
{
	return type == FIELD_NUMBER;
}

static bool is_not_time(FieldType type)
{
	return type != FIELD_TIME;
}

/* Overrides set any property of any field; defaults only those that make sense for its type. */
static const struct {
	const char *id;
	bool (*applies_to)(FieldType type);
} standard[] = {
	{ "unit", is_any },    { "min", is_number },	  { "max", is_number },
	{ "color", is_any },   { "fieldMinMax", is_number }, { "decimals", is_number },
	{ "noValue", is_any }, { "links", is_any },	  { "mappings", is_not_time },
	{ "thresholds", is_any }, { "actions", is_any },
};

static FieldKind kind_of(const Field *field)
{
	switch (field->type) {
	case FIELD_NUMBER:
		return KIND_NUMBER;
	case FIELD_TIME:
		return KIND_TIME;
	case FIELD_STRING:
		return KIND_STRING;
	default:
		return KIND_OTHER;
	}
}

/* Like the standard ones, by kind. The rest, whatever a panel type has, goes to all fields. */
static const struct {
	const char *id;
	bool applies_to[N_KINDS];
} custom[] = {
	{ "axisLabel", { [KIND_NUMBER] = true, [KIND_OTHER] = true } },
	{ "insertNulls", { [KIND_NUMBER] = true, [KIND_STRING] = true, [KIND_OTHER] = true } },
	{ "lineStyle", { [KIND_NUMBER] = true } },
	{ "scaleDistribution", { [KIND_NUMBER] = true } },
	{ "spanNulls", { [KIND_NUMBER] = true, [KIND_STRING] = true, [KIND_OTHER] = true } },
	{ "stacking", { [KIND_NUMBER] = true } },
};

/* No panel type has these: only data sources set them. */
static const char *const of_data_sources[] = { "barMaxWidth", "fillColor", "lineColor" };

static bool is_of_data_sources(const char *id)
{
	for (size_t i = 0; i < G_N_ELEMENTS(of_data_sources); i++)
		if (strcmp(id + strlen("custom."), of_data_sources[i]) == 0)
			return true;
	return false;
}

static json_object *custom_for(Arena *arena, json_object *defaults, FieldKind kind)
{
	if (!defaults)
		return NULL;
	json_object *fitting = json_object_new_object();

	json_object_object_foreach(defaults, key, value)
		json_object_object_add(fitting, key, json_object_get(value));
	for (size_t i = 0; i < G_N_ELEMENTS(custom); i++)
		if (!custom[i].applies_to[kind])
			json_object_object_del(fitting, custom[i].id);
	for (size_t i = 0; i < G_N_ELEMENTS(of_data_sources); i++)
		json_object_object_del(fitting, of_data_sources[i]);
	return arena_take_json(arena, fitting);
}

static void fill_custom(Arena *arena, FieldConfig *config, json_object *defaults)
{
	if (!config->custom)
		config->custom = defaults;
	if (!defaults || config->custom == defaults)
		return;
	json_object *filled = json_object_new_object();

	json_object_object_foreach(defaults, key, value)
		json_object_object_add(filled, key, json_object_get(value));
	json_object_object_foreach(config->custom, own_key, own_value)
		if (own_value)
			json_object_object_add(filled, own_key, json_object_get(own_value));
	config->custom = arena_take_json(arena, filled);
}

/* Links of the data source stay in front of the panel's. */
static void join_links(Arena *arena, FieldConfig *config, json_object *panel)
{
	if (!config->links || !panel)
		return;
	json_object *own = config->links, *joined = json_object_new_array();

	for (size_t i = 0; i < json_object_array_length(own); i++)
		json_object_array_add(joined, json_object_get(json_object_array_get_idx(own, i)));
	for (size_t i = 0; i < json_object_array_length(panel); i++)
		json_object_array_add(joined,
				      json_object_get(json_object_array_get_idx(panel, i)));
	config->links = arena_take_json(arena, joined);
}

static bool has_base_step(const Thresholds *thresholds)
{
	for (size_t i = 0; i < thresholds->n_steps; i++)
		if (thresholds->steps[i].value == -INFINITY)
			return true;
	return false;
}

/* Absolute thresholds of a data source without a base step get the panel's. */
static void add_base_step(Arena *arena, Thresholds *own, const Thresholds *panel)
{
	if (!own->is_set || own->is_percentage || has_base_step(own) || panel->is_percentage ||
	    panel->n_steps == 0)
		return;
	ThresholdStep *steps = arena_new_array(arena, ThresholdStep, own->n_steps + 1);

	steps[0] = panel->steps[0];
	for (size_t i = 0; i < own->n_steps; i++)
		steps[i + 1] = own->steps[i];
	own->steps = steps;
	own->n_steps++;
}

/* A colour needs a mode; without a colour thresholds give one. Ends the wrong way round swap. */
static void make_sane(FieldConfig *config)
{
	bool has_color = field_config_has(config, "color");

	if (!config->color_mode) {
		config->color_fixed = config->color_series_by = NULL;
		if (!has_color && config->thresholds.is_set)
			config->color_mode = "thresholds";
	}
	if (config->min > config->max) {
		double min = config->max;

		config->max = config->min;
		config->min = min;
	}
}

static void fill_defaults(Application *application, const Place *place)
{
	const FieldConfig *defaults = &application->defaults;
	FieldConfig *config = &place->field->config;

	join_links(application->arena, config, defaults->links);
	add_base_step(application->arena, &config->thresholds, &defaults->thresholds);
	fill_custom(application->arena, config, application->custom[kind_of(place->field)]);
	for (size_t i = 0; i < G_N_ELEMENTS(standard); i++)
		if (!field_config_has(config, standard[i].id) &&
		    standard[i].applies_to(place->field->type))
			field_config_copy(config, defaults, standard[i].id);
	if (!config->display_name)
		set_display_name(application, place, defaults->display_name);
	make_sane(config);
}

/* --- Overrides --- */

static void set_custom(Arena *arena, Field *field, Property *property)
{
	FieldKind kind = kind_of(field);
	FieldConfig *config = &field->config;

	if (is_of_data_sources(property->id))
		return;
	if (!property->made[kind] || property->base[kind] != config->custom) {
		property->base[kind] = config->custom;
		field_config_set(arena, config, property->id, property->value);
		property->made[kind] = config->custom;
	}
	config->custom = property->made[kind];
}

static void set_property(Application *application, const Place *place, Property *property)
{
	FieldConfig *config = &place->field->config;

	if (property->is_custom)
		set_custom(application->arena, place->field, property);
	else if (strcmp(property->id, "displayName") == 0)
		set_display_name(application, place, property->parsed.display_name);
	else
		field_config_copy(config, &property->parsed, property->id);
}

static void run_overrides(Application *application, const Place *place)
{
	for (size_t i = 0; i < application->n_overrides; i++) {
		const Override *override = &application->overrides[i];

		if (!field_matches(override->matcher, application->arena, place->field,
				   place->frame, place->frames))
			continue;
		for (size_t p = 0; p < override->n_properties; p++)
			set_property(application, place, &override->properties[p]);
	}
}

/* --- Frames --- */

static void apply_to_frames(Application *application, Frames *frames, int depth);

/* Frames in cells, such as sparklines, are a panel of their own. */
static void apply_to_cells(Application *application, const Frame *frame, const Field *field,
			   int depth)
{
	Frames *cells = frames_new(application->arena);

	for (size_t row = 0; row < frame->n_rows; row++) {
		Value value = field_value(frame, field, row);

		if (value.kind == VALUE_FRAME && value.frame)
			frames_append(application->arena, cells, value.frame);
	}
	apply_to_frames(application, cells, depth + 1);
}

static void number_series(Frame *frame, int *series_index)
{
	for (size_t f = 0; f < frame->n_fields; f++) {
		frame->fields[f].state.series_index = *series_index;
		if (frame->fields[f].type != FIELD_TIME)
			++*series_index;
	}
}

static void apply_to_frames(Application *application, Frames *frames, int depth)
{
	SharedRange shared = { 0 };
	int series_index = 0;

	if (depth > MAX_DEPTH)
		return;
	/* Rules match by name: all at once is much quicker than one by one. */
	frames_reset_names(frames);
	frames_cache_names(application->arena, frames);
	for (size_t i = 0; i < frames->n; i++) {
		Frame *frame = frames->items[i];

		for (size_t f = 0; f < frame->n_fields; f++) {
			Place place = { frames, frame, (int)i, &frame->fields[f] };

			fill_defaults(application, &place);
			run_overrides(application, &place);
			field_range_set(place.field, frame, frames, &shared);
			if (place.field->type == FIELD_FRAME)
				apply_to_cells(application, frame, place.field, depth);
		}
		frame_guess_types(frame);
		number_series(frame, &series_index);
	}
	frames_reset_names(frames);
	frames_cache_names(application->arena, frames);
}

bool field_config_apply(Arena *arena, Frames *frames, json_object *field_config,
			const Interpolator *interpolator, GError **error)
{
	Application application = {
		.arena = arena,
		.interpolator = interpolator,
		.defaults = field_config_parse(arena, json_get_object(field_config, "defaults")),
	};

	thresholds_set_base(&application.defaults.thresholds);
	for (int kind = 0; kind < N_KINDS; kind++)
		application.custom[kind] = custom_for(arena, application.defaults.custom, kind);
	if (!parse_overrides(&application, json_get_array(field_config, "overrides"), error))
		return false;
	apply_to_frames(&application, frames, 0);
	return true;
}
