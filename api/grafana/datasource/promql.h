#pragma once

#include "renderer/arena.h"

/**
 * Adds a label matcher to every vector selector of a PromQL expression: `rate(a[5m]) / b{c="d"}`
 * with x="y" is `rate(a{x="y"}[5m]) / b{c="d", x="y"}`. A matcher of the same label and value
 * takes the new operator instead. Works on the text, so that an expression with server macros
 * ($__rate_interval), or a broken one, is changed no more than needed.
 *
 * operator  "=", "!=", "=~", "!~"
 *
 * Source: Grafana 12.3, grafana-prometheus/src/add_label_to_query.ts; Prometheus 2, querying basics.
 */
const char *promql_add_matcher(Arena *arena, const char *expression, const char *label,
			       const char *operator, const char *value);
