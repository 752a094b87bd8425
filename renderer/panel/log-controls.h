#pragma once

#include "renderer/panel/panel.h"

/**
 * Width of the controls beside a log in a panel of this width: icons, with words where there is
 * much room.
 */
double log_controls_width(double panel_px);

/** Draws them at the right edge of `area`; `can_unescape`: some line has an escaped line break. */
void log_controls_draw(const PanelContext *context, Scene *scene, Rect area, bool can_unescape);
