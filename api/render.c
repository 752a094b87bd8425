#include "api/render.h"

#include "renderer/error.h"

static bool render(const RenderRequest *request, Cancel *cancel, void *worker_state,
        Picture *picture, GError **error)
{
	g_set_error_literal(error, RENDER_ERROR, RENDER_ERROR_INTERNAL, "rendering is not built in yet");
	return false;
}

RenderBackend render_backend(const Config *config)
{
	return (RenderBackend){ .render = render, .context = config };
}
