#pragma once

#include <glib.h>

/*
 * The least HTTP client for tests: it sends what it is told, byte by byte, and reads to the end
 * of the connection, so a test can be as rude as a hostile client.
 */

/** Connects to 127.0.0.1:port and sends the text; the caller closes the descriptor. */
int http_begin(int port, const char *text);

/** Reads to the end, closes, and returns all that came; free with g_string_free(). */
GString *http_finish(int fd);

/** http_begin() and http_finish(). */
GString *http_talk(int port, const char *text);

/** The status of an answer; 0 when it has none. */
int http_status(const GString *answer);

/** What stands behind the headers; "" when nothing does. */
const char *http_body(const GString *answer);
