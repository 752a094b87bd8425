#pragma once

#include "renderer/panel/panel.h"

/* What the files of the canvas panel share; Source: Grafana 12.3, features/canvas. */

/** An element as it stands in the panel. */
typedef struct CanvasElement {
	json_object *json, *config;
	const char *type, *name;
	Rect box;	// unturned
	double turn_deg; // clockwise around its middle
	Rect bounds;	// around the turned box, where connections hold on
	size_t n_inside; // of the elements that follow, those that stand inside this one
} CanvasElement;

typedef struct {
	const PanelContext *context;
	Scene *scene;
	Rect area; // of the root
	CanvasElement *elements;
	size_t n_elements;
} Canvas;

/** A colour {fixed, field} of an element; `fallback` where there is none. */
Color canvas_color(const Canvas *canvas, json_object *config, Color fallback);

/** A number {fixed, field}. */
double canvas_number(const Canvas *canvas, json_object *config);

/** The path of a picture {fixed, field, mode}; "" where there is none. */
const char *canvas_picture(const Canvas *canvas, json_object *config);

/** Draws what an element shows inside its box, its background and border apart. */
void canvas_draw_content(const Canvas *canvas, const CanvasElement *element, Rect box);

/** Whether an element draws its background itself, in its own outline. */
bool canvas_is_shape(const char *type);

/** A server, turbine or drone; false when `type` is none. */
bool canvas_draw_drawing(const Canvas *canvas, const CanvasElement *element, Rect box);

/** The lines between elements, above all of them. */
void canvas_draw_connections(const Canvas *canvas);
