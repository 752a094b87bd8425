#include "renderer/data/apply.h"

#include "renderer/data/matcher.h"
#include "renderer/data/names.h"
#include "renderer/data/value.h"
#include "renderer/json.h"
#include "renderer/model/interpolate.h"

#include <math.h>
#include <string.h>

/* A rule of fieldConfig.overrides, ready to be asked. */
typedef struct {
	FieldMatcher *matcher;
	json_object *properties;
} Override;

typedef struct {
	Arena *arena;
	Frames *frames;
	json_object *field_config;
	FieldConfig defaults;
	const Interpolator *interpolator;
	Override *overrides;
	size_t n_overrides;
	Range global; // range of all numbers, once computed
	bool has_global;
} Application;

static bool parse_overrides(Application *application, GError **error)
{
	json_object *rules = json_get_array(application->field_config, "overrides");
	size_t n = rules ? json_object_array_length(rules) : 0;

	application->overrides = arena_new_array(application->arena, Override, n + 1);
	for (size_t i = 0; i < n; i++) {
		json_object *rule = json_object_array_get_idx(rules, i);
		Override *override = &application->overrides[application->n_overrides];

		override->matcher = field_matcher_new(application->arena,
						      json_get_text(rule, "matcher.id", ""),
						      json_get(rule, "matcher.options"), error);
		if (!override->matcher) {
			g_prefix_error(error, "override %zu: ", i + 1);
			return false;
		}
		override->properties = json_get_array(rule, "properties");
		application->n_overrides++;
	}
	return true;
}

/* --- Defaults: what the data source has not set --- */

static void merge_custom(Application *application, FieldConfig *config)
{
	json_object *defaults = application->defaults.custom;

	if (!config->custom) {
		config->custom = defaults;
		return;
	}
	if (!defaults)
		return;
	json_object *merged = json_object_new_object();

	json_object_object_foreach(defaults, key, value)
		json_object_object_add(merged, key, json_object_get(value));
	json_object_object_foreach(config->custom, own_key, own_value)
		if (own_value)
			json_object_object_add(merged, own_key, json_object_get(own_value));
	config->custom = arena_take_json(application->arena, merged);
}

/* Absolute thresholds of a data source without a base get the panel's. */
static void add_base_step(Arena *arena, Thresholds *own, const Thresholds *panel)
{
	if (own->is_percentage || panel->is_percentage || !panel->n_steps ||
	    (own->n_steps && own->steps[0].value == -INFINITY))
		return;
	ThresholdStep *steps = arena_new_array(arena, ThresholdStep, own->n_steps + 1);

	steps[0] = panel->steps[0];
	if (own->n_steps)
		memcpy(steps + 1, own->steps, own->n_steps * sizeof(*steps));
	own->steps = steps;
	own->n_steps++;
}

static double number_or(double own, double fallback)
{
	return isnan(own) ? fallback : own;
}

static const char *expand_name(Application *application, const DatumScope *datum, const char *name)
{
	if (!name || !application->interpolator || !strpbrk(name, "$["))
		return name;
	Interpolator scoped = *application->interpolator;

	scoped.datum = datum;
	return interpolate(application->arena, &scoped, name, NULL);
}

static void fill_defaults(Application *application, Field *field, const DatumScope *datum)
{
	const FieldConfig *defaults = &application->defaults;
	FieldConfig *config = &field->config;

	if (config->thresholds.is_set)
		add_base_step(application->arena, &config->thresholds, &defaults->thresholds);
	else
		config->thresholds = defaults->thresholds;
	config->unit = config->unit ? config->unit : defaults->unit;
	config->no_value = config->no_value ? config->no_value : defaults->no_value;
	config->links = config->links ? config->links : defaults->links;
	if (!config->display_name)
		config->display_name = expand_name(application, datum, defaults->display_name);
	if (field->type == FIELD_NUMBER) {
		config->min = number_or(config->min, defaults->min);
		config->max = number_or(config->max, defaults->max);
		config->decimals = number_or(config->decimals, defaults->decimals);
		if (!config->has_field_min_max)
			config->field_min_max = defaults->field_min_max;
	}
	if (!config->color_mode && !config->color_fixed) {
		config->color_mode = defaults->color_mode;
		config->color_fixed = defaults->color_fixed;
		config->color_series_by = defaults->color_series_by;
	}
	if (!config->n_mappings && field->type != FIELD_TIME) {
		config->mappings = defaults->mappings;
		config->n_mappings = defaults->n_mappings;
	}
	merge_custom(application, config);
}

static void make_sane(FieldConfig *config)
{
	if (config->min > config->max) {
		double swap = config->min;

		config->min = config->max;
		config->max = swap;
	}
}

/* --- Overrides --- */

static void set_property(Application *application, Field *field, json_object *property,
			 const DatumScope *datum)
{
	const char *id = json_get_text(property, "id", "");
	json_object *value = json_get(property, "value");

	field_config_set(application->arena, &field->config, id, value);
	if (strcmp(id, "displayName") == 0) {
		field->config.display_name =
			expand_name(application, datum, field->config.display_name);
		field->state.display_name = NULL;
	}
}

static void run_overrides(Application *application, Frame *frame, Field *field,
			  const DatumScope *datum)
{
	for (size_t i = 0; i < application->n_overrides; i++) {
		const Override *override = &application->overrides[i];
		json_object *properties = override->properties;

		if (!field_matches(override->matcher, application->arena, field, frame,
				   application->frames))
			continue;
		for (size_t p = 0; properties && p < json_object_array_length(properties); p++)
			set_property(application, field, json_object_array_get_idx(properties, p),
				     datum);
	}
}

/* --- Ranges --- */

/* A column without numbers pulls the range to null, which counts as 0. */
static Range range_of_numbers(const Frame *frame, const Field *field)
{
	Range range = { INFINITY, -INFINITY };

	for (size_t row = 0; row < frame->n_rows; row++) {
		double value = field_number(frame, field, row);

		if (isnan(value))
			continue;
		range.min = fmin(range.min, value);
		range.max = fmax(range.max, value);
	}
	return range.min > range.max ? (Range){ 0, 0 } : range;
}

static Range global_range(Application *application)
{
	Range range = { INFINITY, -INFINITY };

	if (application->has_global)
		return application->global;
	for (size_t i = 0; i < application->frames->n; i++) {
		const Frame *frame = application->frames->items[i];

		for (size_t f = 0; f < frame->n_fields && frame->n_rows; f++) {
			if (frame->fields[f].type != FIELD_NUMBER)
				continue;
			Range own = range_of_numbers(frame, &frame->fields[f]);

			range.min = fmin(range.min, own.min);
			range.max = fmax(range.max, own.max);
		}
	}
	return range.min > range.max ? (Range){ 0, 100 } : range;
}

static void set_range(Application *application, const Frame *frame, Field *field)
{
	const FieldConfig *config = &field->config;
	Range range = { config->min, config->max };

	if (field->type != FIELD_NUMBER)
		return;
	if (isnan(range.min) || isnan(range.max)) {
		Range found = config->field_min_max
				      ? (frame->n_rows ? range_of_numbers(frame, field)
						       : (Range){ 0, 100 })
				      : global_range(application);

		range.min = number_or(range.min, found.min);
		range.max = number_or(range.max, found.max);
	}
	/* The first range that is found serves all later fields. */
	if (!application->has_global && !config->field_min_max) {
		application->global = range;
		application->has_global = true;
	}
	field->state.range = range;
	field->state.has_range = true;
}

bool field_config_apply(Arena *arena, Frames *frames, json_object *field_config,
			const Interpolator *interpolator, GError **error)
{
	Application application = {
		.arena = arena,
		.frames = frames,
		.field_config = field_config,
		.defaults = field_config_parse(arena, json_get_object(field_config, "defaults")),
		.interpolator = interpolator,
	};
	int series_index = 0;

	if (!parse_overrides(&application, error))
		return false;
	for (size_t i = 0; i < frames->n; i++) {
		Frame *frame = frames->items[i];

		for (size_t f = 0; f < frame->n_fields; f++) {
			Field *field = &frame->fields[f];
			DatumScope datum = { .frames = frames, .frame = frame,
					     .frame_index = (int)i, .field = field, .row = -1 };

			fill_defaults(&application, field, &datum);
			make_sane(&field->config);
			run_overrides(&application, frame, field, &datum);
			set_range(&application, frame, field);
			if (field->type != FIELD_TIME)
				field->state.series_index = series_index++;
		}
		frame_guess_types(frame);
	}
	frames_reset_names(frames);
	frames_cache_names(arena, frames);
	return true;
}
