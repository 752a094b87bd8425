#pragma once

#include "renderer/arena.h"
#include "renderer/data/value.h"

/** The values of a cell that are shown one by one. */
typedef struct {
	const char **items; // NULL: a null in a list
	size_t n;
} TablePills;

/**
 * Splits a cell: the elements of a list, of a text that is a JSON list, or what stands between
 * commas. At most 200.
 *
 * Source: Grafana 12.3, TableNG/Cells/PillCell.tsx.
 */
TablePills table_pills(Arena *arena, Value value);
