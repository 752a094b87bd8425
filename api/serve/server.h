#pragma once

#include "api/config.h"
#include "api/job.h"

/** The HTTP service: its listening socket, its event thread and its workers. */
typedef struct Server Server;

/**
 * Opens the socket and starts to serve.
 *
 * config, backend  lent until server_free()
 *
 * Errors: RENDER_ERROR_BAD_REQUEST for an address, certificate or key that can't be used,
 * RENDER_ERROR_INTERNAL when the system refuses threads or descriptors.
 */
Server *server_new(const Config *config, const RenderBackend *backend, GError **error);

/** The port it listens on, which the system chose if the configuration said 0. */
int server_port(const Server *server);

/**
 * Stops: takes no more connections, lets running renders end for config->stop_timeout_us, sends
 * what is answered, then closes everything.
 */
void server_free(Server *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Server, server_free)
