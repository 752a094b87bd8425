#pragma once

#include "api/grafana/query.h"

/** One entry of the dashboard's annotations.list on its way to events. */
typedef struct AnnotationLayer {
	json_object *annotation;
	bool is_of_dashboard; // Grafana's own, of this dashboard: events may belong to one panel
	QueryCall call;	      // path NULL: none
	QueryBatch *batch;    // another data source's
	const char *error;
	Exchange *exchange;
} AnnotationLayer;

/** The layers of one panel's picture. */
typedef struct AnnotationQuery {
	QueryContext context; // width_px is the page's
	const Panel *panel;
	AnnotationLayer *layers;
	size_t n_layers;
} AnnotationQuery;

/**
 * Plans the calls of all enabled layers that concern the panel; the built-in layer is there even
 * when the dashboard doesn't list it. Nothing is sent.
 *
 * Source: scenes 6.42, querying/layers/annotations; Grafana 12.3, plugins/datasource/grafana.
 */
AnnotationQuery *annotation_query_new(const QueryContext *context, const Panel *panel);

void annotation_query_start(AnnotationQuery *query, Session *session, GPtrArray *exchanges);

/** Reads the answers into one frame for each layer with events. Failed layers have none. */
void annotation_query_finish(const AnnotationQuery *query, Frames *frames);
