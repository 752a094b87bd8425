#pragma once

#include <stdbool.h>

#include <cairo.h>

#include "renderer/scene.h"

/**
 * Draws a scene with the scene's unit as the context's unit; the caller has scaled by the scene's
 * device scale factor. The same for pictures and pages.
 *
 * is_vector  texts stay texts (PDF) instead of becoming shapes at sub-pixel places
 */
void paint_scene(const Scene *scene, TextContext *text, cairo_t *cairo, bool is_vector);
