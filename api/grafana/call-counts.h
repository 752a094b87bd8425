#pragma once

#include "api/grafana/failure.h"

#include <stdint.h>

/** How the calls of Grafana ended, and how long they took, for GET /metrics; any thread may add. */
typedef struct CallCounts CallCounts;

CallCounts *call_counts_new(void);
void call_counts_free(CallCounts *counts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CallCounts, call_counts_free)

/** For SessionOptions.observe; `counts` is a CallCounts. */
void call_counts_add(void *counts, Failure failure, int64_t time_us);

/** Appends Prometheus' text format. */
void call_counts_print(CallCounts *counts, GString *text);
