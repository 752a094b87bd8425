#pragma once

#include "api/grafana/query.h"

/** Everything one panel asks. */
typedef struct PanelQuery {
	QueryContext context;
	const Panel *panel;
	const char *time_info; // of the panel's time override, or NULL
	QueryBatch **batches;
	size_t n_batches;
	struct PanelQuery *comparison; // the same for an earlier range, or NULL
	const char *error;
} PanelQuery;

/**
 * Plans a panel's queries: whose data, in which calls, with which bodies. Nothing is sent.
 *
 * Source: Grafana 12.3 with scenes 6.42, querying/SceneQueryRunner, and
 * grafana-runtime/src/utils/DataSourceWithBackend.ts.
 */
PanelQuery *panel_query_new(const QueryContext *context, const Panel *panel);

/** Whether it takes another panel's result: what that has asked by then is not asked again. */
bool panel_query_is_shared(const PanelQuery *query);

/** The step in time that the panel asks for, which its texts can name; 0 where it asks nothing. */
int64_t panel_query_interval_ms(const PanelQuery *query);

/** Sends all calls and appends them to `exchanges`. */
void panel_query_start(PanelQuery *query, Session *session, GPtrArray *exchanges);

/**
 * Reads the answers once every call is done: frames and the first error into `result`.
 * Frames that are annotations by their meta go into `annotations`.
 */
void panel_query_finish(const PanelQuery *query, QueryResult *result, Frames *annotations);

/** The same of a batch of -- Dashboard --, once all calls of the other panel are done. */
void panel_query_finish_shared(const QueryBatch *batch, QueryResult *result);
