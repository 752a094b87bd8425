#pragma once

#include <stdbool.h>

#include "renderer/scene.h"

/**
 * Draws one of the icons that stand in panels, named as Grafana names them ("info-circle").
 *
 * box    where it stands; drawn as wide and as high as the box's width (14 or 16)
 * color  of its lines; overlapping lines do not add up
 *
 * Returns false, drawing nothing, where there is no such icon.
 * Source: drawn by eye from pictures of Grafana 12.3.
 */
bool icon_layout(Scene *scene, const char *name, Rect box, Color color);
