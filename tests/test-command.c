/* The built command from outside; PANELD names it. */
#include <glib.h>
#include <glib/gstdio.h>

#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct Ended {
	int status; // exit status
	char *out, *err;
} Ended;

static void ended_clear(Ended *ended)
{
	g_free(ended->out);
	g_free(ended->err);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Ended, ended_clear)

#define RUN(...) run((char *[]){ (char *)g_getenv("PANELD"), __VA_ARGS__, NULL })

static Ended run(char **arguments)
{
	g_autoptr(GError) error = NULL;
	Ended ended = { 0 };
	int wait_status;

	g_spawn_sync(NULL, arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &ended.out, &ended.err,
		     &wait_status, &error);
	g_assert_no_error(error);
	g_assert_true(WIFEXITED(wait_status));
	ended.status = WEXITSTATUS(wait_status);
	return ended;
}

static void assert_one_line(const char *text, const char *words)
{
	if (!strstr(text, words))
		g_error("no \"%s\" in: %s", words, text);
	g_assert_true(strchr(text, '\n') == text + strlen(text) - 1);
}

static void test_version(void)
{
	g_auto(Ended) ended = RUN("version");

	g_assert_cmpint(ended.status, ==, 0);
	assert_one_line(ended.out, "paneld ");
}

static void test_help_names_commands_and_options(void)
{
	g_auto(Ended) all = RUN("--help");
	g_auto(Ended) serve = RUN("serve", "--help");
	g_auto(Ended) render = RUN("help", "render");
	g_auto(Ended) demo = RUN("demo", "--help");

	g_assert_cmpint(all.status, ==, 0);
	g_assert_nonnull(strstr(all.out, "paneld serve [OPTION...]"));
	g_assert_nonnull(strstr(serve.out, "--server.addr HOST:PORT  [SERVER_ADDR]"));
	g_assert_nonnull(strstr(render.out, "  -o FILE\n"));
	g_assert_nonnull(strstr(demo.out, "--output FOLDER"));
	g_assert_nonnull(strstr(render.out, "--grafana.ca FILE"));
}

static void test_misuse_is_one_line_and_2(void)
{
	static const struct {
		char *arguments[3];
		const char *words;
	} misuses[] = {
		{ { "paint" }, "no such command" },
		{ { "help", "paint" }, "no such command" },
		{ { "serve", "--server.port=1" }, "--server.port is no option" },
		{ { "serve", "now" }, "takes options only" },
		{ { "serve", "--grafana.token=x" }, "needs grafana.allowed-origins" },
		{ { "render", "http://g/d/u" }, "needs one URL and -o FILE" },
		{ { "demo", "now" }, "takes options only" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(misuses); i++) {
		g_auto(Ended) ended = RUN(misuses[i].arguments[0], misuses[i].arguments[1]);

		g_assert_cmpint(ended.status, ==, 2);
		g_assert_cmpstr(ended.out, ==, "");
		assert_one_line(ended.err, misuses[i].words);
	}
}

static void test_failures_are_one_line_and_1(void)
{
	g_auto(Ended) serve = RUN("serve", "--server.addr=256.0.0.1:1");
	g_auto(Ended) render = RUN("render", "ftp://g/d/u", "-o", "/dev/null");

	g_assert_cmpint(serve.status, ==, 1);
	assert_one_line(serve.err, "can't listen on 256.0.0.1:1");
	g_assert_cmpint(render.status, ==, 1);
	assert_one_line(render.err, "url must begin with http");
}

static bool is_png(const char *folder, const char *name)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	g_autofree char *bytes = NULL;
	gsize size = 0;
	bool is_read = g_file_get_contents(path, &bytes, &size, NULL);

	g_unlink(path);
	return is_read && size > 8 && memcmp(bytes, "\x89PNG\r\n\x1a\n", 8) == 0;
}

static void test_demo_draws_every_panel_in_both_themes(void)
{
	g_autofree char *folder = g_dir_make_tmp("paneld-demo-XXXXXX", NULL);
	g_auto(Ended) ended =
		RUN("demo", "--once", "--output", folder, "--server.addr", "127.0.0.1:0");
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	int n_pictures = 0;

	if (ended.status != 0)
		g_error("%s%s", ended.out, ended.err);
	for (const char *name; (name = g_dir_read_name(dir)) != NULL; n_pictures++)
		g_assert_true(is_png(folder, name));
	g_assert_cmpint(n_pictures, ==, 2 * (8 + 1)); // panels and the dashboard
	g_assert_nonnull(strstr(ended.out, "timeseries-orders-dark.png"));
	g_rmdir(folder);
}

/* Reads until the words come, or the end. */
static bool says(int fd, const char *words)
{
	g_autoptr(GString) text = g_string_new(NULL);
	char buffer[512];
	ssize_t got;

	while (!strstr(text->str, words) && (got = read(fd, buffer, sizeof(buffer))) > 0)
		g_string_append_len(text, buffer, got);
	return strstr(text->str, words) != NULL;
}

static void test_serves_until_sigterm(void)
{
	char *arguments[] = { (char *)g_getenv("PANELD"), "serve", "--server.addr=127.0.0.1:0",
			      NULL };
	g_autoptr(GError) error = NULL;
	GPid pid;
	int err, wait_status;

	g_spawn_async_with_pipes(NULL, arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid,
				 NULL, NULL, &err, &error);
	g_assert_no_error(error);
	g_assert_true(says(err, "serves HTTP, port "));
	kill(pid, SIGTERM);
	g_assert_true(says(err, "stopping: Terminated"));
	g_assert_cmpint(waitpid(pid, &wait_status, 0), ==, pid);
	g_assert_true(WIFEXITED(wait_status) && WEXITSTATUS(wait_status) == 0);
	close(err);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/command/version", test_version);
	g_test_add_func("/command/help-names-commands-and-options",
			test_help_names_commands_and_options);
	g_test_add_func("/command/misuse-is-one-line-and-2", test_misuse_is_one_line_and_2);
	g_test_add_func("/command/failures-are-one-line-and-1", test_failures_are_one_line_and_1);
	g_test_add_func("/command/demo-draws-every-panel-in-both-themes",
			test_demo_draws_every_panel_in_both_themes);
	g_test_add_func("/command/serves-until-sigterm", test_serves_until_sigterm);
	return g_test_run();
}
