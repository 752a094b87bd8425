#pragma once

#include "renderer/chart/legend.h"
#include "renderer/data/field-config.h"

/*
 * Legends that tell the colours of values instead of series. Items live with the arena; `n`
 * receives their number.
 *
 * Source: Grafana 12.3, core/components/TimelineChart/utils.ts.
 */

/** An item for each step, in the unit and decimals of `config`: "< 10", "10+", "20+". */
LegendItem *threshold_legend_items(Arena *arena, const Theme *theme, const FieldConfig *config,
				   const Thresholds *thresholds, size_t *n);

/** An item for each mapping of these fields; mappings that fields share count once. */
LegendItem *mapping_legend_items(Arena *arena, const Theme *theme,
				 const FieldConfig *const *configs, size_t n_configs, size_t *n);
