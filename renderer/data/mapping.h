#pragma once

#include "renderer/data/frame.h"

/**
 * Reads a list of mappings, of the form {type, options} or of the one before schema version 30.
 *
 * thresholds  give the mappings of the old form their colours; may have no steps
 *
 * Returns one row per key, in the order they are tried; NULL where `json` is no list. Bounded.
 * Source: Grafana 12.3, grafana-data/src/types/valueMapping.ts; pkg/migration/schemaversion/v30.go.
 */
ValueMapping *mappings_parse(Arena *arena, json_object *json, const Thresholds *thresholds,
			     size_t *n_mappings);

enum { MAPPED_TEXT_SIZE = 160 };

/** What the first mapping that fits a value puts in its place. */
typedef struct {
	const char *text; // NULL: the mapping has none
	const char *color;
	const char *icon;
	int index;
	char buffer[MAPPED_TEXT_SIZE]; // of a regex' replacement, cut at a character
} MappedValue;

/**
 * Looks a value up in a field's mappings. Allocates only while a regex matches.
 *
 * Returns whether one fits. `mapped->text` may point into `mapped`.
 * Source: Grafana 12.3, grafana-data/src/utils/valueMappings.ts.
 */
bool mapping_find(const FieldConfig *config, Value value, MappedValue *mapped);
