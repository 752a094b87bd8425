#pragma once

#include "api/config.h"
#include "api/job.h"

/** What draws pictures for the service and the command. `config` is lent as long as it is used. */
RenderBackend render_backend(const Config *config);
