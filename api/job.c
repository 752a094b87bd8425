#include "api/job.h"

void render_request_free(RenderRequest *request)
{
	if (request)
		arena_free(request->arena);
}
