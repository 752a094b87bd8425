#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <glib.h>

/**
 * Reads an ISO 8601 date with or without a time: `2024-01-31`, `2024-01`, `20240131`,
 * `2024-01-31T10:20:30.5Z`, `2024-01-31 10:20+02:00`, `20240131T102030`.
 *
 * length  how much of `text` to read; all of it must be the date
 * zone    of a text without an offset
 *
 * Returns false, with `time_ms` untouched, for anything else, days the month lacks included.
 * Source: momentjs.com/docs, "Supported ISO 8601 strings" (week and ordinal dates left out).
 */
bool iso_time_parse(const char *text, size_t length, GTimeZone *zone, int64_t *time_ms);
