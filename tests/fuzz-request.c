/* The input is the query string of GET /render. */
#include "api/serve/query.h"
#include "api/serve/request.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const RenderLimits limits = { .min_size_px = 10,
				     .max_width_px = 5000,
				     .max_height_px = 10000,
				     .max_scale = 4,
				     .max_pixels = 20000000,
				     .max_url_bytes = 16384,
				     .default_timeout_us = 60000000,
				     .max_timeout_us = 120000000 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(Arena) arena = arena_new(1024 * 1024);
	const char *text = size > 0 ? arena_strndup(arena, (const char *)data, size) : "";
	Query query = query_parse(arena, text);
	RenderParameters parameters = { 0 };

	for (size_t i = 0; i < query.n_pairs; i++) {
		const char **field =
			render_parameters_query_field(&parameters, query.pairs[i].name);

		if (field)
			*field = query.pairs[i].value;
	}
	g_autoptr(RenderRequest) request = render_request_parse(&parameters, &limits, NULL);
	g_autofree char *digest = request ? render_request_digest(request) : NULL;

	return 0;
}
