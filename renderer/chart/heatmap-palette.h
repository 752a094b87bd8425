#pragma once

#include <json-c/json.h>

#include "renderer/arena.h"
#include "renderer/theme.h"

/** The colours that a heatmap's values are sorted into, low first. */
typedef struct {
	Color *colors;
	size_t n;
} Palette;

enum { PALETTE_MAX = 256 };

/**
 * Reads `options.color`: shades of one colour, or a scheme in so many steps.
 *
 * Source: Grafana 12.3, heatmap/palettes.ts; d3-scale-chromatic 3.1.
 */
Palette palette_parse(Arena *arena, json_object *color, const Theme *theme);

/**
 * The colour's index of a value between min and max; the ends beyond them.
 * Source: Grafana 12.3, heatmap/utils.ts, valuesToFills().
 */
size_t palette_index(const Palette *palette, double value, double min, double max);

/* The public tables, in renderer/chart/heatmap-ramp.c. */
enum { PALETTE_RAMP_STEPS = 256, PALETTE_RAMP_SIZE = PALETTE_RAMP_STEPS * 6 + 1 };
extern const char palette_ramp_viridis[PALETTE_RAMP_SIZE];
extern const char palette_ramp_magma[PALETTE_RAMP_SIZE];
extern const char palette_ramp_inferno[PALETTE_RAMP_SIZE];
extern const char palette_ramp_plasma[PALETTE_RAMP_SIZE];
