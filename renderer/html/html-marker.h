#pragma once

#include "renderer/html/html-box.h"
#include "renderer/scene.h"

/** Draws what a list item, a summary or the box of a task shows besides its text. */
void html_draw_marker(Scene *scene, TextContext *context, const HtmlBox *box, Point origin);
