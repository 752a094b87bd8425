#pragma once

#include "renderer/scene.h"
#include "renderer/theme.h"

/**
 * A message in the middle of a panel, as Grafana says "No data"; long ones wrap.
 *
 * Source: Grafana 12.3, PanelDataErrorView: 18 px, secondary text, lines of 28.28 px.
 */
void message_layout(Scene *scene, TextContext *text, const Theme *theme, Rect area,
		    const char *message);

/**
 * The same as a paragraph with a margin below it, which is what some charts say in place of
 * themselves. Line breaks in the text are kept.
 *
 * Source: Grafana 12.3, the class panel-empty.
 */
void message_paragraph_layout(Scene *scene, TextContext *text, const Theme *theme, Rect area,
			      const char *message);

/**
 * A notice below the content, in small type: what the picture could not do though it has data.
 *
 * Returns the box that is left for the content: at least two thirds of `area`.
 */
Rect notice_layout(Scene *scene, TextContext *text, const Theme *theme, Rect area,
		   const char *notice);

/** Splits text at blanks so that no line is wider than width_px; free with g_strfreev(). */
char **text_wrap(TextContext *text, const TextStyle *style, const char *message, double width_px);
