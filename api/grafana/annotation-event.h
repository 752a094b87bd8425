#pragma once

#include "renderer/data/frame.h"

/** One event of an annotation layer, before it becomes a row. Texts are NULL where unset. */
typedef struct AnnotationEvent {
	double time_ms;
	double time_end_ms; // NAN: none
	const char *title, *text, *id, *new_state, *event_type;
	json_object *tags; // array, or NULL
	double panel_id;   // 0 for every panel
} AnnotationEvent;

/** Events of one layer; bounded. */
typedef struct AnnotationEvents {
	Arena *arena;
	AnnotationEvent *items;
	size_t n, max;
} AnnotationEvents;

void annotation_events_add(AnnotationEvents *events, const AnnotationEvent *event);

/** Items of Grafana's own /api/annotations, or of a snapshot. */
void annotation_events_read(AnnotationEvents *events, json_object *list);

/**
 * Rows of a frame as events: fields by name (time, timeEnd, title, text, tags, id, newState,
 * panelId) or as `mappings` says; without a time or a text there are none.
 *
 * Source: Grafana 12.3, features/annotations/standardAnnotationSupport.ts.
 */
void annotation_events_from_frames(AnnotationEvents *events, Frames *frames,
				   json_object *mappings);

/**
 * Prometheus series as events: values above 0, neighbours no more than a step apart being one
 * region.
 *
 * annotation  its tagKeys, titleFormat, textFormat and useValueForTime
 *
 * Source: Grafana 12.3, grafana-prometheus/src/annotations.ts.
 */
void annotation_events_from_prometheus(AnnotationEvents *events, const Frames *frames,
				       json_object *annotation);

/**
 * The frame panels draw: time, timeEnd, title, text, tags, id, color, isRegion, type, newState,
 * panelId. Events with the same id are one; those of other panels are left out.
 *
 * annotation        the layer: iconColor, name
 * is_of_dashboard   its events may belong to one panel
 */
Frame *annotation_events_frame(const AnnotationEvents *events, json_object *annotation,
			       bool is_of_dashboard, int panel_id);
