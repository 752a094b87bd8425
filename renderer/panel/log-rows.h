#pragma once

#include "renderer/data/frame.h"
#include "renderer/panel/panel.h"

typedef enum {
	LOG_CRITICAL,
	LOG_ERROR,
	LOG_WARNING,
	LOG_INFO,
	LOG_DEBUG,
	LOG_TRACE,
	LOG_UNKNOWN,
} LogLevel;

/** How many labels a row keeps. */
enum { LOG_MAX_LABELS = 64 };

/** A line of a log. */
typedef struct {
	const Frame *frame;
	size_t row; // of the frame
	double time_ms;
	int nanos; // below the millisecond
	const char *body;
	LogLevel level;
	size_t duplicates; // lines after it that it stands for
	Labels labels;	   // all
	size_t order;
} LogRow;

/** In the order in which they are shown. */
typedef struct {
	LogRow *items;
	size_t n;
	Labels common; // labels that all lines have, with one value
} LogRows;

/**
 * The lines of all frames that have times and texts, sorted and without repetitions as the panel's
 * options `sortOrder` and `dedupStrategy` say.
 *
 * Source: Grafana 12.3, features/logs/logsModel.ts, logsFrame.ts, legacyLogsFrame.ts, utils.ts.
 */
LogRows log_rows(const PanelContext *context);

/** The level by a field's or label's text: a word, or a number of syslog. */
LogLevel log_level_of_key(const char *key);

/** The level by the first word of a line that names one; only its beginning is looked at. */
LogLevel log_level_of_line(const char *line);

/** Whether two lines count as the same by a strategy: "exact", "numbers", "signature". */
bool log_is_same(const char *left, const char *right, const char *strategy);

/** What the panel writes for a level: "crit", "warn"; "" where it is unknown. */
const char *log_level_text(LogLevel level);

/** The columns of a frame of a log; `time` and `body` NULL: it is none. */
typedef struct {
	const Field *time, *body, *level, *labels, *nanoseconds, *id;
} LogFields;

LogFields log_fields(const Frame *frame);
