#pragma once

#include "api/grafana/datasource/source-type.h"

/** How Prometheus' frontend writes variables into expressions. Source: grafana-prometheus/src/escaping.ts. */
char *prometheus_text(Arena *arena, const VariableValue *variable);

/** A target's expression with variables expanded and ad hoc filters added. */
const char *prometheus_expression(const QueryBatch *batch, const Interpolator *interpolator,
				  json_object *target);

/**
 * Reshapes frames from `first` on as each target's `format` asks: tables merged into one, heatmap
 * buckets made from cumulative ones, legends named automatically.
 *
 * Source: Grafana 12.3, grafana-prometheus/src/result_transformer.ts, transformV2().
 */
void prometheus_finish(const QueryBatch *batch, QueryResult *result, size_t first);

/** Asks through the data source proxy, as Grafana before 8.3 did. */
void prometheus_proxy_prepare(QueryBatch *batch, json_object *target);

/** Plans the call for a query variable's options. Source: metric_find_query.ts. */
bool prometheus_ask_options(struct VariableCall *call);
