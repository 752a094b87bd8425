#pragma once

#include "renderer/html/html-box.h"
#include "renderer/scene.h"

/** Draws a laid out box with its border box's corner at `origin`; what is outside `seen` isn't. */
void html_paint(Scene *scene, TextContext *text, const HtmlBox *box, Point origin, Rect seen);
