#pragma once

#include "renderer/scene.h"
#include "renderer/theme.h"

typedef enum { BUTTON_SECONDARY, BUTTON_PRIMARY, BUTTON_DISABLED } ButtonVariant;

enum { BUTTON_SMALL_PX = 24 };

/** A small button: a text, or an icon of 16 px. */
typedef struct {
	const char *text; // or NULL
	const char *icon; // or NULL
	ButtonVariant variant;
	double height_px; // 0: BUTTON_SMALL_PX
} Button;

double button_width(TextContext *text, const Button *button);

/** Draws with its upper left corner at `at`. */
void button_draw(Scene *scene, TextContext *text, const Theme *theme, const Button *button,
		 Point at);

/**
 * A closed list of choices: the chosen one and an angle.
 *
 * Source: Grafana 12.3, grafana-ui Select.
 */
void select_draw(Scene *scene, TextContext *text, const Theme *theme, Rect box,
		 const char *chosen);
