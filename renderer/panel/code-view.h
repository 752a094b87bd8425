#pragma once

#include "renderer/panel/panel.h"

/**
 * Draws code as the text panel's editor shows it: in a box as large as `area`, long lines cut.
 *
 * Source: Grafana 12.3, CodeEditor.tsx; Monaco's defaults.
 */
void code_view_layout(const PanelContext *context, const char *code, bool has_numbers, Rect area,
		      Scene *scene);
