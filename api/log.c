#include "api/log.h"

#include <string.h>
#include <unistd.h>

static const char *const level_names[] = { "debug", "info", "warn", "error" };

void log_write(const Log *log, LogLevel level, const char *format, ...)
{
	if (level < log->level)
		return;
	g_autoptr(GDateTime) now = g_date_time_new_now_utc();
	g_autofree char *time = g_date_time_format(now, "%Y-%m-%dT%H:%M:%S");
	g_autoptr(GString) line = g_string_new(NULL);
	va_list args;

	g_string_printf(line, "%s.%03dZ %s ", time, g_date_time_get_microsecond(now) / 1000,
			level_names[level]);
	va_start(args, format);
	g_string_append_vprintf(line, format, args);
	va_end(args);
	for (char *at = line->str; *at; at++) {
		if (g_ascii_iscntrl(*at))
			*at = '?';
	}
	g_string_append_c(line, '\n');
	// a log that can't be written must not stop the service
	G_GNUC_UNUSED ssize_t written = write(log->fd, line->str, line->len);
}

static bool is_plain(const char *value)
{
	for (; *value; value++) {
		if (!g_ascii_isalnum(*value) && !strchr("-_.:/$", *value))
			return false;
	}
	return true;
}

static void append_quoted(GString *line, const char *value)
{
	g_string_append_c(line, '"');
	for (; *value; value++) {
		if (strchr("\"\\", *value))
			g_string_append_c(line, '\\');
		g_string_append_c(line, *value);
	}
	g_string_append_c(line, '"');
}

void log_append(GString *line, const char *name, const char *value)
{
	if (!value)
		return;
	g_autofree char *cut = g_strndup(value, LOG_VALUE_BYTES);

	g_string_append_printf(line, " %s=", name);
	if (*cut && is_plain(cut))
		g_string_append(line, cut);
	else
		append_quoted(line, cut);
}
