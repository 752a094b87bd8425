#pragma once

#include <stdbool.h>

#include "renderer/scene.h"
#include "renderer/theme.h"

typedef enum { NOTICE_INFO, NOTICE_WARNING, NOTICE_ERROR } NoticeSeverity;

enum { CHROME_MAX_NOTICES = 3 };

/** An alert rule's state as the panel's heart shows it. */
typedef enum { ALERT_NONE, ALERT_OK, ALERT_PENDING, ALERT_ALERTING } AlertHeart;

/** What the frame of a panel shows. */
typedef struct {
	const char *title; // interpolated; NULL or "" where there is none
	bool has_description;
	int n_links;
	NoticeSeverity notices[CHROME_MAX_NOTICES]; // one a severity, in the order they came
	int n_notices;
	const char *time_info; // the time override's text, or NULL
	AlertHeart alert;
	bool has_error;	       // the query failed: a red badge
	bool is_transparent;   // no background, no border
	bool has_padding;      // 8 px around the content
	bool has_hover_header; // no header: the raw title is empty, there is no time override
	double page_width_px;  // of the whole picture: the badge is 2 px wider below 769
} PanelChrome;

/**
 * Draws a panel's background, border and header over the page, from (0, 0) to (width, height).
 *
 * Returns the box that is left for the content; its sides are never negative.
 * Source: Grafana 12.3, grafana-ui/src/components/PanelChrome; measured on pictures of it.
 */
Rect chrome_layout(Scene *scene, TextContext *text, const Theme *theme, const PanelChrome *chrome,
		   double width, double height);

/** The box that stands instead of a panel which the dashboard does not have; 56 px high. */
void chrome_layout_missing(Scene *scene, const Theme *theme, double width);
