/* paneld serve: the service, until a signal stops it. */
#include "api/command.h"

#include "api/log.h"
#include "api/render.h"
#include "api/serve/server.h"
#include "api/stop-signal.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <stdlib.h>
#include <unistd.h>

static void warn_of_risks(const Config *config, const Log *log)
{
	if (config_has_default_token(config))
		log_write(log, LOG_LEVEL_WARN,
		        "the auth token is Grafana's default, which everyone knows: set server.auth-token here "
		        "and renderer_token in grafana.ini to one of your own");
	if (config->insecure_skip_verify)
		log_write(log, LOG_LEVEL_WARN,
		        "Grafana's certificates are not checked (grafana.insecure-skip-verify)");
	if (!config->allowed_origins)
		log_write(log, LOG_LEVEL_INFO,
		        "no grafana.allowed-origins: holders of the auth token choose where to connect");
}

/*
 * Pictures and answers of Grafana's go back to the system with each render. By itself glibc keeps
 * blocks of a size it has seen freed, up to 32 MiB, which leaves the heap in pieces.
 */
static void keep_memory_small(void)
{
#ifdef __GLIBC__
	enum { LARGE_BYTES = 512 * 1024 };

	mallopt(M_MMAP_THRESHOLD, LARGE_BYTES);
	mallopt(M_TRIM_THRESHOLD, LARGE_BYTES);
#endif
}

static int serve(const Config *config)
{
	Log log = { config->log_level, STDERR_FILENO };
	g_auto(RenderBackend) backend = { 0 };
	g_autoptr(GError) error = NULL;

	keep_memory_small();
	if (!render_backend_init(&backend, config, &error))
		return command_complain(EXIT_FAILURE, error->message);
	stop_signals_block();
	g_autoptr(Server) server = server_new(config, &backend, &error);

	if (!server)
		return command_complain(EXIT_FAILURE, error->message);
	log_write(&log, LOG_LEVEL_INFO, "paneld " PANELD_VERSION " serves %s, port %d, with %d workers",
	        config->certificate_file ? "HTTPS" : "HTTP", server_port(server), (int)config->workers);
	warn_of_risks(config, &log);
	log_write(&log, LOG_LEVEL_INFO, "stopping: %s", g_strsignal(stop_signal_wait()));
	return EXIT_SUCCESS;
}

int command_serve(char *const *arguments)
{
	const char *const *environment = (const char *const *)environ;
	g_autoptr(GPtrArray) operands = g_ptr_array_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(Config) config = config_parse(NULL, environment, arguments, operands, &error);

	if (!config)
		return command_complain(COMMAND_EXIT_USAGE, error->message);
	if (operands->len > 0)
		return command_complain(COMMAND_EXIT_USAGE, "serve takes options only; see paneld serve --help");
	if (config->grafana_token && !config->allowed_origins)
		return command_complain(COMMAND_EXIT_USAGE, "grafana.token needs grafana.allowed-origins, so that the token is sent "
		                      "nowhere else");
	return serve(config);
}
