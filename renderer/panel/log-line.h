#pragma once

#include "renderer/panel/log-flow.h"
#include "renderer/panel/log-highlight.h"

enum { LOG_MAX_FIELDS = 20 };

/** How the lines of a log are drawn: the panel's options, and what all lines have in common. */
typedef struct {
	LogFlow flow;
	const Labels *common; // labels that say nothing, since all lines have them
	LogHighlighter *highlighter;
	bool has_time, has_nanos, has_labels, indents, highlights;
	bool has_duplicates, has_errors, has_sampled; // columns of marks
	const char *fields[LOG_MAX_FIELDS]; // what is shown in place of the line
	double field_px[LOG_MAX_FIELDS];
	size_t n_fields;
	double time_px, level_px; // column widths of lines that do not wrap
	double text_left;
	size_t most_lines, most_chars; // longer texts are cut until someone asks for more
} LogLines;

/** Marks, time, level, labels and text; returns the height, which is that of log_line_height(). */
double log_line_draw(const LogLines *lines, const LogRow *row, double y);

double log_line_height(const LogLines *lines, const LogRow *row);

/** Where texts begin, behind the columns of marks. */
double log_line_text_left(const LogLines *lines);

/** A field's text in a row, as it is shown; by a label's name or a field's. */
const char *log_line_field(const LogLines *lines, const LogRow *row, const char *name);

/** Whether a field's name stands for the line itself. */
bool log_line_is_body(const char *name);

/** The labels that not all lines have, each on a tinted ground. */
void log_labels_draw(const LogLines *lines, const LogRow *row, LogCursor *cursor);
