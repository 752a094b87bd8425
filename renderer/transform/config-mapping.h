#pragma once

#include "renderer/transform/transform.h"

/*
 * Cells that become properties of other fields' config: of configFromData and rowsToFields.
 *
 * Source: Grafana 12.3, transformers/fieldToConfigMapping/fieldToConfigMapping.ts.
 */

/** What one column is for. */
typedef struct {
	const char *name; // display name
	/**
	 * "max", "min", "unit", "decimals", "displayName", "color", "threshold1",
	 * "mappings.value", "mappings.color", "mappings.text"; "field.name", "field.value",
	 * "field.label", "__ignore", which leave the config alone; NULL for none of them.
	 */
	const char *handler;
	json_object *arguments; // of the handler, or NULL
	const char *reducer;	// id: how the column becomes one cell
	bool is_given;		// by the options; else by its own name
} ConfigMapping;

/** One for each field of the frame; `list` is the options' `mappings`, or NULL. */
ConfigMapping *config_mappings_new(Arena *arena, Frame *frame, json_object *list);

/**
 * The config that a row of cells gives, one cell a field.
 *
 * Returns an object as `config` of a frame's field; lives with the arena.
 */
json_object *config_of_cells(Arena *arena, const ConfigMapping *mappings, const Value *cells,
			     size_t n);
