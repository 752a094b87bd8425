#pragma once

#include "renderer/panel/panel.h"

/** How the texts of a log are set: where, and in which type. */
typedef struct {
	const PanelContext *context;
	Scene *scene; // NULL: texts are only measured
	Rect area;    // lines outside are not drawn
	double font_px, line_px, char_px;
	bool wraps; // texts go on in the next line, between any two characters
} LogFlow;

LogFlow log_flow(const PanelContext *context, Scene *scene, Rect area, bool is_small, bool wraps);

/** How a stretch of text looks. */
typedef struct {
	int weight;
	Color color;
	Color background; // alpha 0: none
	bool is_italic, is_underlined;
} LogLook;

/** Where the next character goes. */
typedef struct {
	double x, y, left, right; // y: top of the line
	size_t n_lines;
} LogCursor;

/** Sets a stretch of text and moves the cursor behind it. */
void log_flow_span(const LogFlow *flow, LogCursor *cursor, const char *text, size_t length,
		   const LogLook *look);
void log_flow_text(const LogFlow *flow, LogCursor *cursor, const char *text, const LogLook *look);

/** The font of all of it, and the baseline of the line that begins at `top`. */
TextStyle log_flow_style(const LogFlow *flow, int weight);
double log_flow_baseline(const LogFlow *flow, double top);
