#pragma once

#include "renderer/data/frame.h"

/** What the first mapping that fits a value puts in its place. */
typedef struct {
	const char *text; // NULL: the mapping has none
	const char *color;
	const char *icon;
	int index;
	char buffer[160]; // of a regex' replacement
} MappedValue;

/**
 * Looks a value up in a field's mappings.
 *
 * Returns whether one fits. `mapped->text` may point into `mapped`.
 * Source: Grafana 12.3, grafana-data/src/utils/valueMappings.ts.
 */
bool mapping_find(const FieldConfig *config, Value value, MappedValue *mapped);
