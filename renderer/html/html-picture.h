#pragma once

#include "renderer/html/html-box.h"
#include "renderer/scene.h"

/**
 * Makes a box of <img> one of a picture that could not be loaded, as browsers show it: an icon and
 * the alternative text, which leave a size aside where there is a text. Pictures that are part of
 * the page or of Grafana, which browsers do show, keep their room.
 *
 * is_item  stands in a flex container, and keeps its size
 *
 * Returns false when nothing is shown.
 * Source: HTML Living Standard, 15.4.2; pictures of Chromium.
 */
bool html_picture_prepare(HtmlBox *box, bool is_item);

/** Draws the icon, if the box has one. */
void html_draw_picture(Scene *scene, const HtmlBox *box, Point origin);
