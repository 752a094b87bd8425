#pragma once

#include "renderer/arena.h"
#include "renderer/data/frame.h"
#include "renderer/theme.h"

/** How the values of a field colour points. */
typedef struct {
	const FieldConfig *config;
	Range range; // of continuous schemes
	Color *colors;
	int n_colors;
	bool has_alpha; // some are translucent: they keep their alpha when areas are filled
} XyColors;

/**
 * Colours by mappings, where there are any, absolute thresholds, or a continuous scheme in 32
 * steps; no colours for other modes.
 *
 * range  from which to which value a continuous scheme goes
 *
 * Source: Grafana 12.3, plugins/panel/xychart/scatter.ts.
 */
XyColors xy_colors(Arena *arena, const Field *field, Range range, const Theme *theme);

/** Index of a value's colour; -1 where it has none. */
int xy_color_index(const XyColors *colors, double value);
