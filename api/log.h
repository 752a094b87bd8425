#pragma once

#include <stdbool.h>

#include <glib.h>

typedef enum {
	LOG_LEVEL_DEBUG,
	LOG_LEVEL_INFO,
	LOG_LEVEL_WARN,
	LOG_LEVEL_ERROR,
} LogLevel;

/** Where lines go and which are written; any thread may use one, each line is one write(). */
typedef struct Log {
	LogLevel level; // lines below it are dropped
	int fd;
} Log;

/**
 * Writes "<UTC time> <level> <text>". Control characters become '?', so text from outside can't
 * make a second line.
 */
void log_write(const Log *log, LogLevel level, const char *format, ...) G_GNUC_PRINTF(3, 4);

/**
 * Appends " name=value" to a line in the making: the value in quotes when it holds anything but
 * letters, digits and -_.:/$, and cut after LOG_VALUE_BYTES. Nothing for NULL.
 */
void log_append(GString *line, const char *name, const char *value);

enum { LOG_VALUE_BYTES = 512 };
