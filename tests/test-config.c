#include "api/config.h"

#include "api/log.h"
#include "renderer/error.h"

#include <glib/gstdio.h>

#include <string.h>

static const char *const nothing[] = { NULL };

static Config *parse(const char *const *environment, char *const *arguments)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) operands = g_ptr_array_new();
	Config *config = config_parse(NULL, environment, arguments, operands, &error);

	g_assert_no_error(error);
	return config;
}

static void refuse(const char *const *environment, char *const *arguments, const char *words)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) operands = g_ptr_array_new();
	g_autoptr(Config) config = config_parse(NULL, environment, arguments, operands, &error);

	g_assert_null(config);
	g_assert_error(error, RENDER_ERROR, RENDER_ERROR_BAD_REQUEST);
	if (!strstr(error->message, words))
		g_error("\"%s\" does not say \"%s\"", error->message, words);
}

#define ARGUMENTS(...)   ((char *[]){ __VA_ARGS__, NULL })
#define ENVIRONMENT(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* Writes a file for one test; free the name with forget(). */
static char *file_with(const char *text)
{
	g_autoptr(GError) error = NULL;
	char *path = NULL;
	int fd = g_file_open_tmp("paneld-test-XXXXXX", &path, &error);

	g_assert_no_error(error);
	g_close(fd, NULL);
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	return path;
}

static void forget(char *path)
{
	g_unlink(path);
	g_free(path);
}

static void test_defaults(void)
{
	g_autoptr(Config) config = parse(nothing, (char *[]){ NULL });
	RenderLimits limits = config_limits(config);

	g_assert_cmpstr(config->server_addr, ==, "127.0.0.1:8081");
	g_assert_cmpstr(config->auth_tokens[0], ==, "-");
	g_assert_true(config_has_default_token(config));
	g_assert_null(config->allowed_origins);
	g_assert_false(config->insecure_skip_verify);
	g_assert_cmpint(config->workers, ==, g_get_num_processors());
	g_assert_cmpint(config->log_level, ==, LOG_LEVEL_INFO);
	g_assert_cmpint(limits.max_width_px, ==, 5000);
	g_assert_cmpint(limits.default_timeout_us, ==, 60 * G_USEC_PER_SEC);
}

static void test_flags_stand_above_environment_above_file(void)
{
	char *path = file_with("[server]\naddr=:1\nauth-token=f\n[limits]\nqueue=1\nworkers=3\n");
	g_autofree char *named = g_strdup_printf("PANELD_CONFIG=%s", path);
	g_autoptr(Config) config = parse(ENVIRONMENT(named, "SERVER_ADDR=:2", "LIMITS_QUEUE=2"),
					 ARGUMENTS("--server.addr=:3"));

	g_assert_cmpstr(config->server_addr, ==, ":3");
	g_assert_cmpint(config->queue, ==, 2);
	g_assert_cmpint(config->workers, ==, 3);
	g_assert_cmpstr(config->auth_tokens[0], ==, "f");
	forget(path);
}

static void test_lists(void)
{
	g_autoptr(Config) config =
		parse(ENVIRONMENT("AUTH_TOKEN=a, b", "GRAFANA_ALLOWED_ORIGINS=http://x"),
		      ARGUMENTS("--grafana.allowed-origins", "HTTP://Y:80",
				"--grafana.allowed-origins", "https://z/,http://w:3000"));

	g_assert_cmpstr(config->auth_tokens[0], ==, "a");
	g_assert_cmpstr(config->auth_tokens[1], ==, "b");
	g_assert_null(config->auth_tokens[2]);
	g_assert_cmpstr(config->allowed_origins[0], ==, "http://y");
	g_assert_cmpstr(config->allowed_origins[1], ==, "https://z");
	g_assert_cmpstr(config->allowed_origins[2], ==, "http://w:3000");
	g_assert_null(config->allowed_origins[3]);
}

static void test_types(void)
{
	g_autoptr(Config) config =
		parse(nothing, ARGUMENTS("--limits.max-scale", "2.5", "--limits.timeout", "1m30s",
					 "--log.level", "WARN", "--grafana.insecure-skip-verify",
					 "--grafana-ca=ca.pem"));

	g_assert_cmpfloat(config->max_scale, ==, 2.5);
	g_assert_cmpint(config->default_timeout_us, ==, 90 * G_USEC_PER_SEC);
	g_assert_cmpint(config->log_level, ==, LOG_LEVEL_WARN);
	g_assert_true(config->insecure_skip_verify);
	g_assert_cmpstr(config->grafana_ca, ==, "ca.pem");
}

static void test_token_file_replaces_the_default_only(void)
{
	char *path = file_with("\n one \ntwo\n");
	g_autofree char *flag = g_strdup_printf("--server.auth-token-file=%s", path);
	g_autoptr(Config) alone = parse(nothing, ARGUMENTS(flag));
	g_autoptr(Config) beside = parse(nothing, ARGUMENTS(flag, "--server.auth-token", "three"));

	g_assert_cmpuint(g_strv_length(alone->auth_tokens), ==, 2);
	g_assert_cmpstr(alone->auth_tokens[0], ==, "one");
	g_assert_false(config_has_default_token(alone));
	g_assert_cmpuint(g_strv_length(beside->auth_tokens), ==, 3);
	g_assert_cmpstr(beside->auth_tokens[2], ==, "three");
	forget(path);
}

static void test_grafana_token_file(void)
{
	char *path = file_with("glsa_secret\n");
	g_autofree char *named = g_strdup_printf("GRAFANA_TOKEN_FILE=%s", path);
	g_autoptr(Config) config = parse(ENVIRONMENT(named), (char *[]){ NULL });

	g_assert_cmpstr(config->grafana_token, ==, "glsa_secret");
	forget(path);
}

static void test_mistakes_are_named(void)
{
	char *unknown_key = file_with("[server]\nport=3\n");
	char *wrong_value = file_with("[limits]\nqueue=many\n");
	char *no_ini = file_with("hello\n");
	char *empty = file_with("\n");

	refuse(nothing, ARGUMENTS("--server.port", "3"), "--server.port is no option");
	refuse(nothing, ARGUMENTS("-x"), "-x is no option");
	refuse(nothing, ARGUMENTS("--server.addr"), "--server.addr needs a value");
	refuse(nothing, ARGUMENTS("--limits.queue=-1"),
	       "--limits.queue must be a whole number from 0");
	refuse(nothing, ARGUMENTS("--limits.max-scale=nan"), "--limits.max-scale must be a number");
	refuse(nothing, ARGUMENTS("--limits.timeout=0"), "--limits.timeout must be from 0.1");
	refuse(nothing, ARGUMENTS("--log.level=loud"), "debug|info|warn|error");
	refuse(nothing, ARGUMENTS("--grafana.insecure-skip-verify=1"), "true or false");
	refuse(nothing, ARGUMENTS("--server.auth-token="), "must not be empty");
	refuse(nothing, ARGUMENTS("--server.key-file=k"), "need each other");
	refuse(nothing, ARGUMENTS("--grafana.token=a b"), "printable");
	refuse(nothing, ARGUMENTS("--grafana.allowed-origins=grafana"), "origins such as");
	refuse(ENVIRONMENT("LOG_LEVEL=loud"), ARGUMENTS("x"), "LOG_LEVEL must be");
	refuse(nothing, ARGUMENTS("--config", unknown_key), "[server] port is no option");
	refuse(nothing, ARGUMENTS("--config", wrong_value),
	       "[limits] queue must be a whole number");
	refuse(nothing, ARGUMENTS("--config", no_ini), "configuration file");
	refuse(nothing, ARGUMENTS("--config", "/no/such/file"), "/no/such/file");
	refuse(nothing, ARGUMENTS("--server.auth-token-file", empty), "holds no token");
	forget(unknown_key);
	forget(wrong_value);
	forget(no_ini);
	forget(empty);
}

static void test_values_stay_out_of_messages(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) operands = g_ptr_array_new();
	g_autoptr(Config) config =
		config_parse(NULL, nothing, ARGUMENTS("--grafana.tokn=hidden"), operands, &error);

	g_assert_null(config);
	g_assert_null(strstr(error->message, "hidden"));
}

typedef struct More {
	char *output;
	int64_t width;
} More;

static void test_a_command_has_its_own(void)
{
	const Option rows[] = {
		{ "o", NULL, OPTION_TEXT, offsetof(More, output), "x.png", 0, 0, "FILE",
		  "Write here." },
		{ "width", NULL, OPTION_WHOLE, offsetof(More, width), NULL, 1, 9, "N", "Width." },
	};
	More more = { 0 };
	OptionSet set = { rows, G_N_ELEMENTS(rows), &more };
	g_autoptr(GPtrArray) operands = g_ptr_array_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(Config) config = config_parse(
		&set, nothing,
		ARGUMENTS("URL", "-o", "y.png", "--width=7", "--log.level", "error", "--", "-o"),
		operands, &error);

	g_assert_no_error(error);
	g_assert_cmpstr(more.output, ==, "y.png");
	g_assert_cmpint(more.width, ==, 7);
	g_assert_cmpint(config->log_level, ==, LOG_LEVEL_ERROR);
	g_assert_cmpuint(operands->len, ==, 2);
	g_assert_cmpstr(operands->pdata[0], ==, "URL");
	g_assert_cmpstr(operands->pdata[1], ==, "-o");
	option_sets_clear(&set, 1);
}

static void test_help_lists_every_option(void)
{
	g_autoptr(Config) config = config_new();
	g_autoptr(GString) text = g_string_new(NULL);
	OptionSet set = config_option_set(config);

	option_sets_help(&set, 1, text);
	for (size_t i = 0; i < set.n_options; i++)
		g_assert_nonnull(strstr(text->str, set.options[i].name));
	g_assert_nonnull(strstr(text->str,
				"--server.addr HOST:PORT  [SERVER_ADDR]  default 127.0.0.1:8081"));
	g_assert_nonnull(strstr(text->str, "\nGrafana\n"));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/config/defaults", test_defaults);
	g_test_add_func("/config/flags-stand-above-environment-above-file",
			test_flags_stand_above_environment_above_file);
	g_test_add_func("/config/lists", test_lists);
	g_test_add_func("/config/types", test_types);
	g_test_add_func("/config/token-file-replaces-the-default-only",
			test_token_file_replaces_the_default_only);
	g_test_add_func("/config/grafana-token-file", test_grafana_token_file);
	g_test_add_func("/config/mistakes-are-named", test_mistakes_are_named);
	g_test_add_func("/config/values-stay-out-of-messages", test_values_stay_out_of_messages);
	g_test_add_func("/config/a-command-has-its-own", test_a_command_has_its_own);
	g_test_add_func("/config/help-lists-every-option", test_help_lists_every_option);
	return g_test_run();
}
