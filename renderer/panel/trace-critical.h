#pragma once

#include "renderer/panel/trace-spans.h"

/** A stretch of time in which the whole trace waits for one span. */
typedef struct {
	size_t span; // its number in the trace
	double start_ms, end_ms;
} TraceSection;

/** By span, then by time. */
typedef struct {
	TraceSection *items;
	size_t n;
} TraceSections;

/**
 * The critical path of a trace: from its end back, always in the child that ended last.
 *
 * Source: Grafana 12.3, features/explore/TraceView/components/CriticalPath.
 */
TraceSections trace_critical_path(Arena *arena, const TraceSpans *spans);
