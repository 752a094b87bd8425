#pragma once

#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

/**
 * Reads a length of time: whole seconds ("30"), or numbers with the units h, m, s, ms, us, ns as
 * Go writes them ("1m30s", "1.5h", "250ms").
 *
 * us  microseconds, 0 or more, at most DURATION_MAX_US
 *
 * Errors: RENDER_ERROR_BAD_REQUEST for anything else; the message doesn't repeat the text.
 * Source: Go, time.ParseDuration(); grafana-image-renderer 5, pkg/api/parse.go takes both forms.
 */
bool duration_parse(const char *text, int64_t *us, GError **error);

/** Some 31 years: sums of a few durations and a clock stay far below INT64_MAX. */
#define DURATION_MAX_US ((int64_t)1000000000 * G_USEC_PER_SEC)
