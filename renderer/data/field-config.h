#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <glib.h>
#include <json-c/json.h>

#include "renderer/arena.h"

typedef struct {
	double value; // a panel's first step has -INFINITY; NAN in a step that is never reached
	const char *color;
	bool is_null; // in the JSON: the value, 0, has no text
} ThresholdStep;

typedef struct {
	bool is_set;
	bool is_percentage;
	ThresholdStep *steps;
	size_t n_steps;
} Thresholds;

typedef enum { MAPPING_VALUE, MAPPING_RANGE, MAPPING_REGEX, MAPPING_SPECIAL } MappingKind;

typedef enum {
	SPECIAL_NULL,
	SPECIAL_NAN,
	SPECIAL_NULL_AND_NAN,
	SPECIAL_TRUE,
	SPECIAL_FALSE,
	SPECIAL_EMPTY,
} SpecialMatch;

/** What a mapping puts in place of a value; NULL parts keep what was there. */
typedef struct {
	const char *text;
	const char *color;
	const char *icon;
	int index;
} MappingResult;

/** One row per key: a `value` mapping with five keys is five rows, in the JSON's order. */
typedef struct {
	MappingKind kind;
	const char *key; // MAPPING_VALUE: the value's text; MAPPING_REGEX: the pattern
	GRegex *regex;	 // MAPPING_REGEX, compiled; NULL if it does not compile
	bool is_global;	 // the pattern had flag g
	double from, to; // MAPPING_RANGE, inclusive; infinite where open
	SpecialMatch special;
	MappingResult result;
} ValueMapping;

/** Texts and colours of an enum field, by index. */
typedef struct {
	const char **texts;
	const char **colors;
	size_t n_texts, n_colors;
} EnumConfig;

/**
 * Standard properties of a field, from the data source, the panel's defaults and overrides.
 * Texts are NULL, numbers NAN and lists empty where unset. Points into the arena; copying the
 * struct copies the config. What makes up one property stands together: it is copied as one.
 *
 * Source: Grafana 12.3, grafana-data/src/types/dataFrame.ts, FieldConfig.
 */
typedef struct {
	const char *display_name;
	const char *display_name_from_ds;
	const char *description;
	const char *unit;
	const char *no_value;
	const char *null_value_mode; // only data sources set it: "connected", "null", "null as zero"
	double decimals, min, max;
	double interval_ms; // expected step of a time field
	bool field_min_max;
	bool has_field_min_max;
	const char *color_mode;	     // "fixed", "thresholds", "palette-classic", ...
	const char *color_fixed;     // fixedColor
	const char *color_series_by; // "last" (default), "min", "max"
	Thresholds thresholds;
	ValueMapping *mappings;
	size_t n_mappings;
	EnumConfig enumeration;
	json_object *links;  // array, or NULL
	json_object *actions; // array, or NULL
	json_object *custom; // what `custom.*` holds; shared, so never written in place
} FieldConfig;

/** All unset. */
FieldConfig field_config_empty(void);

/**
 * Reads a config object as it stands in frames and in fieldConfig.defaults; NULL is an empty one.
 * What has a wrong type is unset. The JSON must live as long as the arena.
 */
FieldConfig field_config_parse(Arena *arena, json_object *json);

/**
 * Sets one property by its id ("unit", "custom.lineWidth", "color"), as overrides name them;
 * NULL (JSON null) unsets it. Unknown ids, and those of properties that only data sources set,
 * are left out silently, as Grafana does.
 */
void field_config_set(Arena *arena, FieldConfig *config, const char *id, json_object *value);

/** Whether a panel's property is there: an empty list is, an empty text is not. */
bool field_config_has(const FieldConfig *config, const char *id);

/** Copies a panel's property, set or not; `custom.*` is none of them. */
void field_config_copy(FieldConfig *to, const FieldConfig *from, const char *id);

/** A panel's first step is the base, whatever value was stored with it. */
void thresholds_set_base(Thresholds *thresholds);

/*
 * Reading `custom`, with the panel type's default where nothing is set or the type does not fit.
 * `path` may have dots: "hideFrom.viz".
 */
double custom_number(const FieldConfig *config, const char *path, double fallback);
bool custom_boolean(const FieldConfig *config, const char *path, bool fallback);
const char *custom_text(const FieldConfig *config, const char *path, const char *fallback);
json_object *custom_json(const FieldConfig *config, const char *path);
