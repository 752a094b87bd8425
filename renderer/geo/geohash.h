#pragma once

#include <stdbool.h>

#include "renderer/geometry.h"

/**
 * The middle of a geohash's cell, in degrees; false for an empty text. Letters that are in no
 * geohash count as the cell's highest part, as in Grafana's frontend.
 */
bool geohash_decode(const char *text, Point *degrees);
