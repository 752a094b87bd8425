#pragma once

#include <stdbool.h>

#include <cairo.h>

#include "renderer/scene.h"

/**
 * Draws a text with the context's source. Level texts stand with their baseline on a whole device
 * pixel and anywhere between pixels from left to right, as the browser sets them.
 *
 * is_vector  draw glyphs, so that the text can be selected; else what text_mask_paint() draws
 */
void text_paint(cairo_t *cairo, TextContext *context, const SceneText *text, bool is_vector);
