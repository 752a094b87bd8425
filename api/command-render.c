/* paneld render: one picture to a file, without the service. */
#include "api/command.h"

#include "api/render.h"
#include "api/serve/request.h"

#include "renderer/error.h"

#include <stdlib.h>
#include <unistd.h>

typedef struct RenderOptions {
	char *output;
	char *width, *height, *scale, *timezone, *encoding, *timeout;
} RenderOptions;

#define MEMBER(name) offsetof(RenderOptions, name)

static const Option render_options[] = {
	{ "o", NULL, OPTION_TEXT, MEMBER(output), NULL, 0, 0, "FILE",
	        "Write the picture here; - is standard output." },
	{ "width", NULL, OPTION_TEXT, MEMBER(width), NULL, 0, 0, "PIXELS",
	        "Width in CSS pixels; without it what the URL says, or 1000." },
	{ "height", NULL, OPTION_TEXT, MEMBER(height), NULL, 0, 0, "PIXELS",
	        "Height in CSS pixels; -1 is the full page; without it what the URL says, or 500." },
	{ "scale", NULL, OPTION_TEXT, MEMBER(scale), NULL, 0, 0, "FACTOR",
	        "Device pixels per CSS pixel; without it what the URL says, or 1." },
	{ "timezone", NULL, OPTION_TEXT, MEMBER(timezone), NULL, 0, 0, "ZONE",
	        "The browser's time zone, such as Europe/Berlin; without it the URL's tz." },
	{ "encoding", NULL, OPTION_TEXT, MEMBER(encoding), NULL, 0, 0, "png|pdf",
	        "The kind of file; without it pdf for a FILE that ends so, else png." },
	{ "timeout", NULL, OPTION_TEXT, MEMBER(timeout), NULL, 0, 0, "DURATION",
	        "Give up after so long." },
};

static OptionSet render_option_set(RenderOptions *options)
{
	return (OptionSet){ render_options, G_N_ELEMENTS(render_options), options };
}

static bool picture_write(const Picture *picture, const char *path, GError **error)
{
	gsize size;
	const char *data = g_bytes_get_data(picture->bytes, &size);

	if (!g_str_equal(path, "-"))
		return g_file_set_contents(path, data, size, error);
	if (fwrite(data, 1, size, stdout) == size && fflush(stdout) == 0)
		return true;
	g_set_error_literal(error, RENDER_ERROR, RENDER_ERROR_INTERNAL, "can't write to standard output");
	return false;
}

static bool render_to(const Config *config, const RenderParameters *parameters, const char *output,
        GError **error)
{
	RenderLimits limits = config_limits(config);
	g_auto(RenderBackend) backend = { 0 };
	g_autoptr(RenderRequest) request = render_request_parse(parameters, &limits, error);
	g_autoptr(Cancel) cancel = cancel_new();
	Picture picture = { 0 };

	if (!request || !render_backend_init(&backend, config, error))
		return false;
	void *state = backend.worker_new ? backend.worker_new(backend.context) : NULL;
	bool is_written = backend.render(request, cancel, state, &picture, error) &&
	                  picture_write(&picture, output, error);

	if (backend.worker_free)
		backend.worker_free(state);
	g_clear_pointer(&picture.bytes, g_bytes_unref);
	return is_written;
}

static int render(const Config *config, const RenderOptions *options, const char *url)
{
	bool is_pdf = g_str_has_suffix(options->output, ".pdf");
	RenderParameters parameters = {
		.url = url,
		.width = options->width,
		.height = options->height,
		.device_scale_factor = options->scale,
		.timezone = options->timezone,
		.encoding = options->encoding ? options->encoding : is_pdf ? "pdf" : "png",
		.timeout = options->timeout,
		.now_us = g_get_monotonic_time(),
	};
	g_autoptr(GError) error = NULL;

	if (!render_to(config, &parameters, options->output, &error))
		return command_complain(EXIT_FAILURE, error->message);
	return EXIT_SUCCESS;
}

int command_render(char *const *arguments)
{
	const char *const *environment = (const char *const *)environ;
	RenderOptions options = { 0 };
	OptionSet set = render_option_set(&options);
	g_autoptr(GPtrArray) operands = g_ptr_array_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(Config) config = config_parse(&set, environment, arguments, operands, &error);
	int status;

	if (!config)
		status = command_complain(COMMAND_EXIT_USAGE, error->message);
	else if (operands->len != 1 || !options.output)
		status = command_complain(COMMAND_EXIT_USAGE, "render needs one URL and -o FILE; see paneld render --help");
	else
		status = render(config, &options, g_ptr_array_index(operands, 0));
	option_sets_clear(&set, 1);
	return status;
}

void command_render_help(GString *text)
{
	RenderOptions options = { 0 };
	OptionSet set = render_option_set(&options);

	option_sets_help(&set, 1, text);
}
