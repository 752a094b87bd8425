#pragma once

#include "api/config.h"
#include "api/job.h"

/**
 * What draws pictures for the service and the command.
 *
 * config  lent as long as the backend is used
 *
 * Errors: RENDER_ERROR_BAD_REQUEST when the file of certificates can't be used.
 */
bool render_backend_init(RenderBackend *backend, const Config *config, GError **error);

/** After the last worker has ended. */
void render_backend_clear(RenderBackend *backend);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RenderBackend, render_backend_clear)
