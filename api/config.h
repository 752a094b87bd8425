#pragma once

#include "api/option.h"
#include "api/serve/request.h"

/**
 * The whole configuration; the table in config.c holds one row for each member, with its default
 * and bounds.
 */
typedef struct Config {
	char *config_file;

	char *server_addr; // "host:port", "[v6]:port", ":port" for all addresses
	char **auth_tokens;
	char *auth_token_file;
	char *certificate_file, *key_file; // both or none
	int64_t max_connections;
	int64_t stop_timeout_us;

	char *grafana_ca; // PEM file, beside the system's store
	char *grafana_token;
	char *grafana_token_file;
	char **allowed_origins; // NULL for any; as target_origin_parse() writes them
	bool insecure_skip_verify;

	int64_t workers; // at least 1 once parsed
	int64_t queue;
	int64_t default_timeout_us, max_timeout_us;
	int64_t max_width_px, max_height_px;
	double max_scale;
	int64_t max_pixels;
	int64_t max_url_bytes;
	int64_t max_upstream_bytes; // of one answer of Grafana, decompressed

	int log_level; // LogLevel
} Config;

void config_free(Config *config);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Config, config_free)

/** A configuration with all defaults. */
Config *config_new(void);

/** The rows, with `config` as their target. */
OptionSet config_option_set(Config *config);

/**
 * Reads the configuration: defaults, then the file, then the environment, then the flags, each
 * standing above those before it.
 *
 * more         a command's own flags, read with the configuration's; its target is initialised
 *              here. NULL for none
 * environment  as in environ(7)
 * arguments    without the command's name, NULL-terminated
 * operands     takes what is no option; lent from `arguments`
 *
 * Errors: RENDER_ERROR_BAD_REQUEST with a sentence for the terminal.
 */
Config *config_parse(const OptionSet *more, const char *const *environment, char *const *arguments,
		     GPtrArray *operands, GError **error);

/** The bounds for requests; lends the origins of `config`. */
RenderLimits config_limits(const Config *config);

/** True when anyone who knows Grafana's default can use the service. */
bool config_has_default_token(const Config *config);
