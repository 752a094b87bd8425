/* paneld demo: a sample Grafana, the service beside it, and its panels as pictures. */
#include "api/command.h"

#include "api/demo/picture-client.h"
#include "api/demo/sample-cases.h"
#include "api/demo/sample-grafana.h"
#include "api/render.h"
#include "api/serve/server.h"
#include "api/stop-signal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define AUTH_TOKEN "-"
#define USUAL_ADDRESS "127.0.0.1:8081"
#define ANY_PORT_ADDRESS "127.0.0.1:0"
#define DOMAIN "127.0.0.1"

enum { WIDTH_PX = 800, HEIGHT_PX = 400 };

typedef struct DemoOptions {
	char *output;
	char *server_addr;
	bool is_once;
} DemoOptions;

#define MEMBER(name) offsetof(DemoOptions, name)

static const Option demo_options[] = {
	{ "output", NULL, OPTION_TEXT, MEMBER(output), "./demo", 0, 0, "FOLDER",
	  "Write the pictures here." },
	{ "once", NULL, OPTION_SWITCH, MEMBER(is_once), "false", 0, 0, NULL,
	  "End when the pictures are written; exit status 1 when one failed." },
	{ "server.addr", NULL, OPTION_TEXT, MEMBER(server_addr), NULL, 0, 0, "HOST:PORT",
	  "Serve here; without it on " USUAL_ADDRESS ", or any free port when that one is taken." },
};

static OptionSet demo_option_set(DemoOptions *options)
{
	return (OptionSet){ demo_options, G_N_ELEMENTS(demo_options), options };
}

/* What runs during the demo, in the order it is started. */
typedef struct Demo {
	const DemoOptions *options;
	GPtrArray *cases; // of SampleCase
	char *render_key;
	SampleGrafana *grafana;
	Config *config;
	RenderBackend backend;
	Server *server;
	char *service; // "http://127.0.0.1:8081"
} Demo;

static void demo_clear(Demo *demo)
{
	g_clear_pointer(&demo->service, g_free);
	g_clear_pointer(&demo->server, server_free);
	render_backend_clear(&demo->backend);
	g_clear_pointer(&demo->config, config_free);
	g_clear_pointer(&demo->grafana, sample_grafana_free);
	g_clear_pointer(&demo->render_key, g_free);
	g_clear_pointer(&demo->cases, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Demo, demo_clear)

/* --- Starting --- */

/* A configuration of the demo's own: neither a file nor the environment is read. */
static Config *demo_config(GError **error)
{
	static const char *const environment[] = { NULL };
	char *arguments[] = { "--server.auth-token", AUTH_TOKEN, "--log.level", "warn", NULL };
	g_autoptr(GPtrArray) operands = g_ptr_array_new();

	return config_parse(NULL, environment, arguments, operands, error);
}

/* Where a client on this machine finds the service. */
static char *service_address(const char *address, int port)
{
	const char *colon = strrchr(address, ':');
	g_autofree char *host = g_strndup(address, colon - address);
	bool is_any = !*host || g_str_equal(host, "0.0.0.0") || g_str_equal(host, "[::]");

	return g_strdup_printf("http://%s:%d", is_any ? "127.0.0.1" : host, port);
}

/* Serves on this address; may be called again with another one when that fails. */
static bool service_start(Demo *demo, const char *address, GError **error)
{
	g_free(demo->config->server_addr);
	demo->config->server_addr = g_strdup(address);
	Server *server = server_new(demo->config, &demo->backend, error);

	if (!server)
		return false;
	demo->server = server;
	demo->service = service_address(address, server_port(server));
	return true;
}

static bool demo_start(Demo *demo, const DemoOptions *options, GError **error)
{
	demo->options = options;
	demo->cases = sample_cases_load();
	demo->render_key = g_uuid_string_random();
	demo->grafana = sample_grafana_new(0, demo->render_key, error);
	demo->config = demo->grafana ? demo_config(error) : NULL;
	if (!demo->config || !render_backend_init(&demo->backend, demo->config, error))
		return false;
	if (options->server_addr)
		return service_start(demo, options->server_addr, error);
	return service_start(demo, USUAL_ADDRESS, NULL) ||
	       service_start(demo, ANY_PORT_ADDRESS, error);
}

/* --- Pictures --- */

/* One picture: of a panel, or of the whole dashboard. */
typedef struct {
	const SampleCase *sample; // NULL: the dashboard
	const char *theme;
} Subject;

static char *subject_url(const Demo *demo, const Subject *subject)
{
	const char *base = sample_grafana_base(demo->grafana);

	if (!subject->sample)
		return g_strdup_printf("%sd/shop/shop?orgId=1&kiosk&theme=%s", base,
				       subject->theme);
	return g_strdup_printf("%sd-solo/shop/shop?orgId=1&panelId=%d&theme=%s", base,
			       subject->sample->id, subject->theme);
}

static const char *subject_title(const Subject *subject)
{
	return subject->sample ? subject->sample->title : "The whole dashboard";
}

/* A dashboard is as high as its panels need. */
static PictureOrder order_of(const Demo *demo, const Subject *subject, const char *url)
{
	return (PictureOrder){
		.service = demo->service,
		.auth_token = AUTH_TOKEN,
		.url = url,
		.render_key = demo->render_key,
		.domain = DOMAIN,
		.width_px = WIDTH_PX,
		.height_px = subject->sample ? HEIGHT_PX : -1,
	};
}

/* "./demo/timeseries-orders-dark.png" */
static char *picture_path(const Demo *demo, const Subject *subject)
{
	const char *sample = subject->sample ? subject->sample->name : "dashboard";
	g_autofree char *name = g_strdelimit(g_strdup(sample), "/", '-');
	g_autofree char *file = g_strdup_printf("%s-%s.png", name, subject->theme);

	return g_build_filename(demo->options->output, file, NULL);
}

static bool picture_make(const Demo *demo, const Subject *subject, GError **error)
{
	g_autofree char *url = subject_url(demo, subject);
	g_autofree char *path = picture_path(demo, subject);
	PictureOrder order = order_of(demo, subject, url);
	int64_t start_us = g_get_monotonic_time();
	g_autoptr(GBytes) picture = picture_fetch(&order, error);
	double ms = (g_get_monotonic_time() - start_us) / 1000.0;
	gsize size;

	if (!picture)
		return false;
	const char *bytes = g_bytes_get_data(picture, &size);

	if (!g_file_set_contents(path, bytes, (gssize)size, error))
		return false;
	printf("%7.1f ms  %7zu bytes  %s  %s\n", ms, size, path, subject_title(subject));
	return true;
}

static bool pictures_make(const Demo *demo, const SampleCase *sample)
{
	static const char *const themes[] = { "dark", "light" };
	bool are_made = true;

	for (size_t i = 0; i < G_N_ELEMENTS(themes) && !stop_signal_is_pending(); i++) {
		const Subject subject = { sample, themes[i] };
		g_autoptr(GError) error = NULL;

		if (picture_make(demo, &subject, &error))
			continue;
		printf("failed: %s, %s: %s\n", subject_title(&subject), themes[i],
		       error->message);
		are_made = false;
	}
	return are_made;
}

static bool all_pictures_make(const Demo *demo)
{
	bool are_made = true;

	printf("A sample Grafana is at %s, paneld at %s.\n\n", sample_grafana_base(demo->grafana),
	       demo->service);
	for (guint i = 0; i < demo->cases->len; i++)
		are_made &= pictures_make(demo, g_ptr_array_index(demo->cases, i));
	are_made &= pictures_make(demo, NULL);
	printf("\nLook at the pictures in %s: a small shop's dashboard and each of its panels, in "
	       "both themes.\n",
	       demo->options->output);
	return are_made;
}

/* --- What to try --- */

static void print_advice(const Demo *demo)
{
	const Subject subject = { g_ptr_array_index(demo->cases, 0), "light" };
	g_autofree char *url = subject_url(demo, &subject);
	PictureOrder order = order_of(demo, &subject, url);
	g_autofree char *address = picture_order_address(&order);

	printf("\nAsk for one yourself, with another width, height or theme:\n\n"
	       "  curl -H 'X-Auth-Token: " AUTH_TOKEN "' -o panel.png '%s'\n",
	       address);
	printf("\nLet a Grafana of yours on this machine draw with it, in grafana.ini:\n\n"
	       "  [rendering]\n"
	       "  server_url = %s/render\n"
	       "  callback_url = http://127.0.0.1:3000/\n"
	       "  renderer_token = " AUTH_TOKEN "\n"
	       "\nthen restart it, and open Share, Direct link rendered image, in a panel's menu.\n"
	       "\nCtrl-C ends the demo.\n",
	       demo->service);
}

static int run(const DemoOptions *options)
{
	g_auto(Demo) demo = { 0 };
	g_autoptr(GError) error = NULL;

	setvbuf(stdout, NULL, _IOLBF, 0);
	if (g_mkdir_with_parents(options->output, 0777) != 0) {
		g_autofree char *message = g_strdup_printf(
			"can't make the folder %s: %s", options->output, g_strerror(errno));

		return command_complain(EXIT_FAILURE, message);
	}
	stop_signals_block();
	if (!demo_start(&demo, options, &error))
		return command_complain(EXIT_FAILURE, error->message);
	bool are_made = all_pictures_make(&demo);

	if (!options->is_once) {
		print_advice(&demo);
		stop_signal_wait();
	}
	return are_made ? EXIT_SUCCESS : EXIT_FAILURE;
}

int command_demo(char *const *arguments)
{
	DemoOptions options = { 0 };
	OptionSet set = demo_option_set(&options);
	g_autoptr(GPtrArray) operands = g_ptr_array_new();
	g_autoptr(GError) error = NULL;
	int status;

	option_sets_init(&set, 1);
	if (!option_sets_read_arguments(&set, 1, arguments, operands, &error))
		status = command_complain(COMMAND_EXIT_USAGE, error->message);
	else if (operands->len > 0)
		status = command_complain(COMMAND_EXIT_USAGE,
					  "demo takes options only; see paneld demo --help");
	else
		status = run(&options);
	option_sets_clear(&set, 1);
	return status;
}

void command_demo_help(GString *text)
{
	DemoOptions options = { 0 };
	OptionSet set = demo_option_set(&options);

	option_sets_help(&set, 1, text);
}
