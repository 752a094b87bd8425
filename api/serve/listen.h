#pragma once

#include <glib.h>

/**
 * Opens a listening TCP socket.
 *
 * address  "host:port", "[v6]:port", or ":port" for all addresses of both families; port 0 lets
 *          the system choose
 *
 * Returns the descriptor, or -1.
 * Errors: RENDER_ERROR_BAD_REQUEST for an address that can't be read, found or bound.
 */
int listen_open(const char *address, GError **error);

/** The port that a listening socket has. */
int listen_port(int fd);
