#include "api/config.h"

#include "api/serve/target.h"

#include "renderer/error.h"

#define MEMBER(name) offsetof(Config, name)

/* Names and the token's default follow grafana-image-renderer 5 where it has the same. */
static const Option config_options[] = {
	{ "config", "PANELD_CONFIG", OPTION_TEXT, MEMBER(config_file), NULL, 0, 0, "FILE",
	        "Read options from this ini file: the word before the dot is the section, the rest "
	        "the key." },

	{ "server.addr", "SERVER_ADDR", OPTION_TEXT, MEMBER(server_addr), "127.0.0.1:8081", 0, 0,
	        "HOST:PORT", "Listen here; :8081 is port 8081 of all addresses." },
	{ "server.auth-token", "AUTH_TOKEN", OPTION_LIST, MEMBER(auth_tokens), "-", 0, 0, "TOKEN",
	        "Accept this X-Auth-Token, renderer_token in grafana.ini; may be repeated. Set one of "
	        "your own, since the default is everyone's." },
	{ "server.auth-token-file", "AUTH_TOKEN_FILE", OPTION_TEXT, MEMBER(auth_token_file), NULL, 0, 0,
	        "FILE", "Accept the tokens in this file, one a line." },
	{ "server.certificate-file", "SERVER_CERTIFICATE_FILE", OPTION_TEXT, MEMBER(certificate_file),
	        NULL, 0, 0, "FILE", "Serve HTTPS with this certificate chain (PEM)." },
	{ "server.key-file", "SERVER_KEY_FILE", OPTION_TEXT, MEMBER(key_file), NULL, 0, 0, "FILE",
	        "The certificate's private key (PEM)." },
	{ "server.max-connections", "SERVER_MAX_CONNECTIONS", OPTION_WHOLE, MEMBER(max_connections),
	        "256", 1, 10000, "N", "Connections open at once; more wait to be accepted." },
	{ "server.stop-timeout", "SERVER_STOP_TIMEOUT", OPTION_DURATION, MEMBER(stop_timeout_us), "10s",
	        0, 600, "DURATION", "On SIGTERM let running renders finish for so long." },

	{ "grafana.ca", "GRAFANA_CA", OPTION_TEXT, MEMBER(grafana_ca), NULL, 0, 0, "FILE",
	        "Trust these certificate authorities (PEM) beside the system's." },
	{ "grafana.token", "GRAFANA_TOKEN", OPTION_TEXT, MEMBER(grafana_token), NULL, 0, 0, "TOKEN",
	        "Service account token for requests without a render key, such as renders by hand. The "
	        "service sends it to the allowed origins only." },
	{ "grafana.token-file", "GRAFANA_TOKEN_FILE", OPTION_TEXT, MEMBER(grafana_token_file), NULL, 0,
	        0, "FILE", "Read that token from this file." },
	{ "grafana.allowed-origins", "GRAFANA_ALLOWED_ORIGINS", OPTION_LIST, MEMBER(allowed_origins),
	        NULL, 0, 0, "ORIGIN",
	        "Connect to these Grafanas only, such as https://grafana.example.com; divided by commas "
	        "or repeated. Without it, to any that a holder of the auth token names." },
	{ "grafana.insecure-skip-verify", "GRAFANA_INSECURE_SKIP_VERIFY", OPTION_SWITCH,
	        MEMBER(insecure_skip_verify), "false", 0, 0, NULL,
	        "Do not check Grafana's certificate. Anyone between can then read render keys; "
	        "grafana.ca is the better way." },

	{ "limits.workers", "LIMITS_WORKERS", OPTION_WHOLE, MEMBER(workers), "0", 0, 256, "N",
	        "Renders at once; 0 is one for each processor." },
	{ "limits.queue", "LIMITS_QUEUE", OPTION_WHOLE, MEMBER(queue), "64", 0, 10000, "N",
	        "Renders waiting for a worker; beyond it requests get 429." },
	{ "limits.timeout", "LIMITS_TIMEOUT", OPTION_DURATION, MEMBER(default_timeout_us), "60s", 0.1,
	        3600, "DURATION", "Time for a request that names none." },
	{ "limits.max-timeout", "LIMITS_MAX_TIMEOUT", OPTION_DURATION, MEMBER(max_timeout_us), "5m", 0.1,
	        3600, "DURATION", "The longest time a request gets, whatever it asks for." },
	{ "limits.max-width", "LIMITS_MAX_WIDTH", OPTION_WHOLE, MEMBER(max_width_px), "5000", 10, 32767,
	        "PIXELS", "The widest picture, in CSS pixels." },
	{ "limits.max-height", "LIMITS_MAX_HEIGHT", OPTION_WHOLE, MEMBER(max_height_px), "10000", 10,
	        32767, "PIXELS", "The highest picture, in CSS pixels." },
	{ "limits.max-scale", "LIMITS_MAX_SCALE", OPTION_NUMBER, MEMBER(max_scale), "4", 0.1, 10,
	        "FACTOR", "The largest deviceScaleFactor." },
	{ "limits.max-pixels", "LIMITS_MAX_PIXELS", OPTION_WHOLE, MEMBER(max_pixels), "36000000", 10000,
	        400000000, "N", "Device pixels of one picture, 4 bytes each (3840 x 2160 at scale 2 fits)." },
	{ "limits.max-url-bytes", "LIMITS_MAX_URL_BYTES", OPTION_WHOLE, MEMBER(max_url_bytes), "16384",
	        1024, 262144, "N", "Length of the url parameter." },
	{ "limits.max-upstream-bytes", "LIMITS_MAX_UPSTREAM_BYTES", OPTION_WHOLE,
	        MEMBER(max_upstream_bytes), "67108864", 65536, 1073741824, "N",
	        "Length of one answer of Grafana, decompressed." },

	{ "log.level", "LOG_LEVEL", OPTION_CHOICE, MEMBER(log_level), "info", 0, 0,
	        "debug|info|warn|error", "Write lines of this weight and above to standard error." },
};

enum { MIN_SIZE_PX = 10, MAX_TOKEN_FILE_BYTES = 65536 };

OptionSet config_option_set(Config *config)
{
	return (OptionSet){ config_options, G_N_ELEMENTS(config_options), config };
}

Config *config_new(void)
{
	Config *config = g_new0(Config, 1);
	OptionSet set = config_option_set(config);

	option_sets_init(&set, 1);
	return config;
}

void config_free(Config *config)
{
	if (!config)
		return;
	OptionSet set = config_option_set(config);

	option_sets_clear(&set, 1);
	g_free(config);
}

static bool bad(GError **error, const char *message)
{
	g_set_error_literal(error, RENDER_ERROR, RENDER_ERROR_BAD_REQUEST, message);
	return false;
}

/* The lines of a file of secrets, without blanks around them; NULL when there are none. */
static char **token_lines(const char *option, const char *path, GError **error)
{
	g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
	g_autoptr(GError) cause = NULL;
	g_autofree char *text = NULL;
	size_t length;

	if (!g_file_get_contents(path, &text, &length, &cause) || length > MAX_TOKEN_FILE_BYTES) {
		g_set_error(error, RENDER_ERROR, RENDER_ERROR_BAD_REQUEST, "%s: %s", option,
			    cause ? cause->message : "the file is too long to hold tokens");
		return NULL;
	}
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (char **line = lines; *line; line++) {
		if (*g_strstrip(*line))
			g_strv_builder_add(builder, *line);
	}
	g_auto(GStrv) tokens = g_strv_builder_end(builder);

	if (*tokens)
		return g_steal_pointer(&tokens);
	g_set_error(error, RENDER_ERROR, RENDER_ERROR_BAD_REQUEST, "%s: %s holds no token", option,
		    path);
	return NULL;
}

bool config_has_default_token(const Config *config)
{
	return g_strv_contains((const char *const *)config->auth_tokens, "-");
}

/* Tokens of the file stand beside those given, but in place of the default. */
static bool auth_tokens_finish(Config *config, GError **error)
{
	if (config->auth_token_file) {
		g_auto(GStrv) tokens =
			token_lines("server.auth-token-file", config->auth_token_file, error);
		g_autoptr(GStrvBuilder) all = g_strv_builder_new();

		if (!tokens)
			return false;
		g_strv_builder_addv(all, (const char **)tokens);
		if (g_strcmp0(config->auth_tokens[0], "-") != 0)
			g_strv_builder_addv(all, (const char **)config->auth_tokens);
		g_strfreev(config->auth_tokens);
		config->auth_tokens = g_strv_builder_end(all);
	}
	return *config->auth_tokens || bad(error, "server.auth-token must not be empty");
}

static bool is_header_text(const char *text)
{
	for (; *text; text++) {
		if (!g_ascii_isgraph(*text))
			return false;
	}
	return true;
}

static bool grafana_token_finish(Config *config, GError **error)
{
	if (config->grafana_token_file) {
		g_auto(GStrv) tokens =
			token_lines("grafana.token-file", config->grafana_token_file, error);

		if (!tokens)
			return false;
		g_free(config->grafana_token);
		config->grafana_token = g_strdup(tokens[0]);
	}
	return !config->grafana_token || is_header_text(config->grafana_token) ||
	       bad(error, "grafana.token must be printable ASCII without blanks");
}

static bool origins_finish(Config *config, GError **error)
{
	for (char **origin = config->allowed_origins; origin && *origin; origin++) {
		char *parsed = target_origin_parse(*origin, NULL);

		if (!parsed)
			return bad(error, "grafana.allowed-origins must hold origins such as "
					  "https://grafana.example.com:3000, without a path");
		g_free(*origin);
		*origin = parsed;
	}
	return true;
}

static bool config_finish(Config *config, GError **error)
{
	if (!config->certificate_file != !config->key_file)
		return bad(error, "server.certificate-file and server.key-file need each other");
	if (config->default_timeout_us > config->max_timeout_us)
		config->default_timeout_us = config->max_timeout_us;
	if (config->workers == 0)
		config->workers = g_get_num_processors();
	return auth_tokens_finish(config, error) && grafana_token_finish(config, error) &&
	       origins_finish(config, error);
}

/* The file, named by a flag or the environment, stands below both: they are read once more. */
static bool sources_read(const OptionSet *sets, size_t n_sets, const char *const *environment,
			 char *const *arguments, GPtrArray *operands, GError **error)
{
	const Config *config = sets[0].target;
	g_autoptr(GPtrArray) ignored = g_ptr_array_new();

	if (!option_sets_read_environment(sets, n_sets, environment, error) ||
	    !option_sets_read_arguments(sets, n_sets, arguments, operands, error))
		return false;
	return !config->config_file ||
	       (option_sets_read_file(sets, 1, config->config_file, error) &&
		option_sets_read_environment(sets, n_sets, environment, error) &&
		option_sets_read_arguments(sets, n_sets, arguments, ignored, error));
}

Config *config_parse(const OptionSet *more, const char *const *environment, char *const *arguments,
		     GPtrArray *operands, GError **error)
{
	g_autoptr(Config) config = config_new();
	OptionSet sets[] = { config_option_set(config), more ? *more : (OptionSet){ 0 } };

	option_sets_init(&sets[1], 1);
	if (!sources_read(sets, G_N_ELEMENTS(sets), environment, arguments, operands, error) ||
	    !config_finish(config, error))
		return NULL;
	return g_steal_pointer(&config);
}

RenderLimits config_limits(const Config *config)
{
	return (RenderLimits){
		.min_size_px = MIN_SIZE_PX,
		.max_width_px = (int)config->max_width_px,
		.max_height_px = (int)config->max_height_px,
		.max_scale = config->max_scale,
		.max_pixels = config->max_pixels,
		.max_url_bytes = (size_t)config->max_url_bytes,
		.default_timeout_us = config->default_timeout_us,
		.max_timeout_us = config->max_timeout_us,
		.allowed_origins = (const char *const *)config->allowed_origins,
	};
}
