#pragma once

#include "renderer/data/frame.h"

/**
 * Puts the enum fields of each scale above one another, where there are several: values of the
 * second count on from the texts of the first, and all have all texts.
 *
 * frames  changed in place: numbers and texts of their enum fields
 * key     fields with equal keys share a scale
 *
 * Source: Grafana 12.3, timeseries/utils.ts, reEnumFields().
 */
void graph_enums_number(Arena *arena, const Frames *frames,
			const char *(*key)(Arena *arena, const Field *field));
