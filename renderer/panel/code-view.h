#pragma once

#include "renderer/panel/panel.h"

/**
 * Draws code as the text panel's editor shows it: in a box as large as `area`, long lines cut.
 * Languages that code-colors.h does not know are plain.
 *
 * Source: Grafana 12.3, CodeEditor.tsx; Monaco's defaults.
 */
void code_view_layout(const PanelContext *context, const char *code, const char *language,
		      bool has_numbers, Rect area, Scene *scene);
