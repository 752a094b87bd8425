#pragma once

#include "renderer/panel/panel.h"

/**
 * Draws a frame as a table: header, rows, footer, pages. Only cells in the picture are formatted.
 * What the panel's options say holds: showHeader, cellHeight, sortBy, enablePagination and so on.
 *
 * Source: Grafana 12.3, grafana-ui/src/components/Table/TableNG.
 */
void table_grid_draw(const PanelContext *context, Scene *scene, Frame *frame, Rect area);

/** The height at which all rows of the frame are shown, at most `most_px`. */
double table_grid_height(const PanelContext *context, Frame *frame, double width_px,
			 double most_px);
