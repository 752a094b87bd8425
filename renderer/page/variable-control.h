#pragma once

#include "renderer/scene.h"
#include "renderer/theme.h"

typedef enum {
	CONTROL_SELECT, // one of a list
	CONTROL_CHIPS,	// several of a list
	CONTROL_INPUT,	// a text
	CONTROL_FILTERS, // pills, and room to type
	CONTROL_NOTHING, // a label alone
	CONTROL_SWITCH, // on or off
	CONTROL_LINK,	// a button that leads elsewhere; its label is on it
	CONTROL_SPACE,	// nothing: keeps what follows it at the right
} ControlKind;

/** What stands above a dashboard: a variable, an annotation's switch or a link. */
typedef struct {
	ControlKind kind;
	const char *label; // NULL: hidden
	const char *const *texts; // chosen ones
	size_t n_texts;
	bool is_on;
	const char *icon; // of a link, or NULL
	bool is_menu;	  // of a link: it opens a list
	bool has_failed;  // a mark before the label says so
	bool has_description; // a mark behind the label stands for it
} Control;

double control_width(TextContext *text, const Control *control);

/** How high it is where it has `room`; filters that don't fit in its width take more lines. */
double control_height(TextContext *text, const Control *control, double room);

/**
 * Draws a control, at most as wide as `room`.
 *
 * Source: Grafana 12.3, grafana-ui/src/components/Select, InlineSwitch and Button; scenes 6.42,
 * utils/ControlsLabel and variables/components; measured on pictures of them.
 */
void control_draw(Scene *scene, TextContext *text, const Theme *theme, const Control *control,
		  Point at, double room);
