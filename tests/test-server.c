#include "api/serve/server.h"

#include "renderer/error.h"
#include "tests/http-client.h"

#include <malloc.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

/* ---- a renderer that does what the dashboard's uid says ---- */

typedef struct Fake {
	atomic_int calls, running, cancelled, workers;
	int gate; // eventfd: "wait" renders end once it is readable
} Fake;

static const struct {
	const char *uid;
	RenderError code;
} failures[] = {
	{ "upstream", RENDER_ERROR_UPSTREAM },
	{ "missing", RENDER_ERROR_NOT_FOUND },
	{ "late", RENDER_ERROR_TIMEOUT },
	{ "huge", RENDER_ERROR_TOO_LARGE },
	{ "forbidden", RENDER_ERROR_FORBIDDEN },
};

static bool fail_as_told(const char *uid, GError **error)
{
	for (size_t i = 0; i < G_N_ELEMENTS(failures); i++) {
		if (g_str_equal(failures[i].uid, uid)) {
			g_set_error(error, RENDER_ERROR, (int)failures[i].code, "told to: %s", uid);
			return false;
		}
	}
	return true;
}

static bool wait_for_gate(Fake *fake, Cancel *cancel, GError **error)
{
	struct pollfd watched[] = { { fake->gate, POLLIN, 0 }, { cancel_fd(cancel), POLLIN, 0 } };

	poll(watched, G_N_ELEMENTS(watched), -1);
	if (cancel_check(cancel, error))
		return true;
	atomic_fetch_add(&fake->cancelled, 1);
	return false;
}

static bool fake_draw(Fake *fake, const RenderRequest *request, Cancel *cancel, Picture *picture,
		      GError **error)
{
	if (g_str_equal(request->uid, "silent"))
		return false;
	if (g_str_equal(request->uid, "deaf"))
		g_usleep(600000);
	if (!fail_as_told(request->uid, error))
		return false;
	if (g_str_equal(request->uid, "wait") && !wait_for_gate(fake, cancel, error))
		return false;
	*picture = (Picture){ g_bytes_new_static("picture\0bytes", 13), "image/png" };
	return true;
}

static bool fake_render(const RenderRequest *request, Cancel *cancel, void *worker_state,
			Picture *picture, GError **error)
{
	Fake *fake = worker_state;

	atomic_fetch_add(&fake->calls, 1);
	atomic_fetch_add(&fake->running, 1);
	bool is_drawn = fake_draw(fake, request, cancel, picture, error);

	atomic_fetch_sub(&fake->running, 1);
	return is_drawn;
}

static void *fake_worker_new(const void *context)
{
	Fake *fake = (Fake *)context;

	atomic_fetch_add(&fake->workers, 1);
	return fake;
}

static void fake_metrics_print(const void *context, GString *text)
{
	g_string_append(text, "fake_total 1\n");
}

static void fake_worker_free(void *worker_state)
{
	Fake *fake = worker_state;

	atomic_fetch_sub(&fake->workers, 1);
}

/* ---- a service of its own for each test ---- */

typedef struct Fixture {
	Fake fake;
	RenderBackend backend;
	Config *config;
	Server *server;
	int port;
} Fixture;

static void start(Fixture *fixture, char *const *flags)
{
	const char *const nothing[] = { NULL };
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) operands = g_ptr_array_new();

	fixture->fake.gate = eventfd(0, EFD_CLOEXEC);
	fixture->backend = (RenderBackend){
		.render = fake_render,
		.worker_new = fake_worker_new,
		.worker_free = fake_worker_free,
		.context = &fixture->fake,
		.metrics_print = fake_metrics_print,
	};
	fixture->config = config_parse(NULL, nothing, flags, operands, &error);
	g_assert_no_error(error);
	g_free(fixture->config->server_addr);
	fixture->config->server_addr = g_strdup("127.0.0.1:0");
	fixture->server = server_new(fixture->config, &fixture->backend, &error);
	g_assert_no_error(error);
	fixture->port = server_port(fixture->server);
}

static void stop(Fixture *fixture)
{
	server_free(fixture->server);
	g_assert_cmpint(atomic_load(&fixture->fake.workers), ==, 0);
	config_free(fixture->config);
	close(fixture->fake.gate);
}

#define FLAGS(...) ((char *[]){ "--log.level=error", __VA_ARGS__, NULL })

#define AUTH "X-Auth-Token: -\r\n"
#define PAGE "/render?url=http://g/d/"

/* A whole request; `headers` each end in \r\n. */
static char *get(const char *path, const char *headers)
{
	return g_strdup_printf("GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n%s\r\n", path,
			       headers);
}

static GString *fetch(Fixture *fixture, const char *path, const char *headers)
{
	g_autofree char *text = get(path, headers);

	return http_talk(fixture->port, text);
}

static int fetch_begin(Fixture *fixture, const char *path)
{
	g_autofree char *text = get(path, AUTH);

	return http_begin(fixture->port, text);
}

static void expect(GString *answer, int status, const char *words)
{
	g_assert_cmpint(http_status(answer), ==, status);
	if (!strstr(answer->str, words))
		g_error("no \"%s\" in:\n%s", words, answer->str);
	g_string_free(answer, TRUE);
}

static void wait_until(atomic_int *number, int value)
{
	for (int i = 0; i < 500 && atomic_load(number) != value; i++)
		g_usleep(10000);
	g_assert_cmpint(atomic_load(number), ==, value);
}

static void open_gate(Fixture *fixture)
{
	eventfd_write(fixture->fake.gate, 1);
}

/* ---- tests ---- */

static void test_gives_the_picture(void)
{
	Fixture fixture = { 0 };

	start(&fixture, FLAGS(NULL));
	GString *answer = fetch(&fixture, PAGE "ok", AUTH);

	g_assert_cmpint(http_status(answer), ==, 200);
	g_assert_nonnull(strstr(answer->str, "Content-Type: image/png\r\n"));
	g_assert_nonnull(strstr(answer->str, "Content-Length: 13\r\n"));
	g_assert_nonnull(strstr(answer->str, "Cache-Control: no-store\r\n"));
	g_assert_cmpmem(http_body(answer), answer->str + answer->len - http_body(answer),
			"picture\0bytes", 13);
	g_string_free(answer, TRUE);
	expect(fetch(&fixture, "/render/?url=http://g/d/ok", AUTH), 200, "picture");
	stop(&fixture);
}

static const struct {
	const char *path, *headers;
	int status;
	const char *words;
} asked[] = {
	{ "/", "", 200, "server_url" },
	{ "/healthz", "", 200, "\r\n\r\nOK\n" },
	{ "/version", "", 200, "paneld " },
	{ "/render/version", "", 200, "{\"version\":\"5.0.0\"}" },
	{ "/metrics", "", 200, "paneld_build_info{version=" },
	{ "/nothing", "", 404, "GET / lists" },
	{ "/render/csv", "", 401, "X-Auth-Token is missing" },
	{ "/render/csv", AUTH, 400, "png and pdf" },
	{ PAGE "ok", "", 401, "X-Auth-Token is missing" },
	{ PAGE "ok", "X-Auth-Token: \r\n", 401, "not accepted" },
	{ PAGE "ok", "X-Auth-Token: --\r\n", 401, "not accepted" },
	{ "/render", AUTH, 400, "url is missing" },
	{ PAGE "ok&width=x", AUTH, 400, "width must be" },
	{ PAGE "ok&width=9%00", AUTH, 400, "NUL" },
	{ PAGE "ok&encoding=jpeg", AUTH, 400, "png or pdf" },
	{ PAGE "ok&timeout=soon", AUTH, 400, "timeout must be" },
	{ PAGE "ok&renderKey=a%0d%0ab", AUTH, 400, "renderKey" },
	{ "/render?url=file%3A%2F%2F%2Fetc%2Fpasswd", AUTH, 403, "http" },
	{ PAGE "upstream", AUTH, 500, "told to: upstream\n" },
	{ PAGE "missing", AUTH, 500, "told to: missing\n" },
	{ PAGE "late", AUTH, 408, "told to: late\n" },
	{ PAGE "huge", AUTH, 413, "told to: huge\n" },
	{ PAGE "forbidden", AUTH, 403, "told to: forbidden\n" },
	{ PAGE "silent", AUTH, 500, "no reason" },
};

/* The statuses are those of grafana-image-renderer 5, pkg/api. */
static void test_statuses(void)
{
	Fixture fixture = { 0 };

	start(&fixture, (char *[]){ "--log.level=error", "--limits.workers=1", NULL });
	for (size_t i = 0; i < G_N_ELEMENTS(asked); i++) {
		g_test_message("%s", asked[i].path);
		expect(fetch(&fixture, asked[i].path, asked[i].headers), asked[i].status,
		       asked[i].words);
	}
	stop(&fixture);
}

static void test_tokens(void)
{
	Fixture fixture = { 0 };

	start(&fixture, FLAGS("--server.auth-token=one,two"));
	expect(fetch(&fixture, PAGE "ok", "X-Auth-Token: one\r\n"), 200, "picture");
	expect(fetch(&fixture, PAGE "ok", "x-auth-token: two\r\n"), 200, "picture");
	expect(fetch(&fixture, PAGE "ok", "X-Auth-Token: on\r\n"), 401, "not accepted");
	expect(fetch(&fixture, PAGE "ok", AUTH), 401, "not accepted");
	stop(&fixture);
}

static void test_other_methods(void)
{
	const char *methods[] = { "POST", "PUT", "DELETE", "OPTIONS", "BREW" };
	Fixture fixture = { 0 };

	start(&fixture, FLAGS(NULL));
	for (size_t i = 0; i < G_N_ELEMENTS(methods); i++) {
		g_autofree char *text = g_strdup_printf("%s /render HTTP/1.1\r\nHost: x\r\n" AUTH
							"Content-Length: 4\r\n\r\nbody",
							methods[i]);

		expect(http_talk(fixture.port, text), 405, "Allow: GET, HEAD\r\n");
	}
	expect(http_talk(fixture.port, "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n"),
	       400, "without a body");
	GString *head = http_talk(
		fixture.port, "HEAD /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

	g_assert_nonnull(strstr(head->str, " 200 OK"));
	g_assert_nonnull(strstr(head->str, "Content-Length: 3\r\n"));
	g_assert_true(g_str_has_suffix(head->str, "\r\n\r\n"));
	g_string_free(head, TRUE);
	stop(&fixture);
}

static void test_busy(void)
{
	Fixture fixture = { 0 };

	start(&fixture, FLAGS("--limits.workers=1", "--limits.queue=1"));
	int running = fetch_begin(&fixture, PAGE "wait&width=100");

	wait_until(&fixture.fake.running, 1);
	int waiting = fetch_begin(&fixture, PAGE "wait&width=101");

	g_usleep(100000);
	expect(fetch(&fixture, PAGE "wait&width=102", AUTH), 429, "Retry-After: 2\r\n");
	expect(fetch(&fixture, "/metrics", ""), 200, "paneld_renders_waiting 1\n");
	expect(fetch(&fixture, "/metrics", ""), 200, "paneld_renders_in_flight 1\n");
	open_gate(&fixture);
	expect(http_finish(running), 200, "picture");
	expect(http_finish(waiting), 200, "picture");
	stop(&fixture);
}

static void test_time_out(void)
{
	Fixture fixture = { 0 };

	start(&fixture, FLAGS("--limits.workers=1"));
	int running = fetch_begin(&fixture, PAGE "wait&timeout=300ms");

	wait_until(&fixture.fake.running, 1);
	int waiting = fetch_begin(&fixture, PAGE "wait&timeout=100ms");

	expect(http_finish(waiting), 408, "not drawn within 0.1 s");
	expect(http_finish(running), 408, "not drawn within 0.3 s");
	wait_until(&fixture.fake.cancelled, 1);
	g_assert_cmpint(atomic_load(&fixture.fake.calls), ==, 1);
	// one that doesn't look at the clock is answered in time all the same
	int64_t start_us = g_get_monotonic_time();

	expect(fetch(&fixture, PAGE "deaf&timeout=50ms", AUTH), 408, "0.05 s");
	g_assert_cmpint(g_get_monotonic_time() - start_us, <, 550000);
	stop(&fixture);
}

static void test_a_client_that_leaves_cancels(void)
{
	Fixture fixture = { 0 };

	start(&fixture, FLAGS("--limits.workers=1"));
	int running = fetch_begin(&fixture, PAGE "wait&width=100");

	wait_until(&fixture.fake.running, 1);
	int waiting = fetch_begin(&fixture, PAGE "wait&width=101");

	g_usleep(100000);
	close(waiting);
	close(running);
	wait_until(&fixture.fake.cancelled, 1);
	wait_until(&fixture.fake.running, 0);
	g_assert_cmpint(atomic_load(&fixture.fake.calls), ==, 1);
	expect(fetch(&fixture, PAGE "ok", AUTH), 200, "picture");
	expect(fetch(&fixture, "/metrics", ""), 200,
	       "paneld_failures_total{kind=\"cancelled\"} 2\n");
	stop(&fixture);
}

static void test_equal_requests_share(void)
{
	Fixture fixture = { 0 };

	start(&fixture, FLAGS("--limits.workers=2"));
	int first = fetch_begin(&fixture, PAGE "wait&renderKey=a");

	wait_until(&fixture.fake.running, 1);
	int leaving = fetch_begin(&fixture, PAGE "wait&renderKey=a");
	int same = fetch_begin(&fixture, PAGE "wait&renderKey=a");
	int other_user = fetch_begin(&fixture, PAGE "wait&renderKey=b");

	wait_until(&fixture.fake.running, 2);
	close(leaving);
	g_usleep(100000);
	g_assert_cmpint(atomic_load(&fixture.fake.cancelled), ==, 0);
	open_gate(&fixture);
	expect(http_finish(first), 200, "picture");
	expect(http_finish(same), 200, "picture");
	expect(http_finish(other_user), 200, "picture");
	g_assert_cmpint(atomic_load(&fixture.fake.calls), ==, 2);
	expect(fetch(&fixture, "/metrics", ""), 200, "paneld_renders_shared_total 2\n");
	stop(&fixture);
}

static void test_nonsense(void)
{
	g_autofree char *filler = g_strnfill(200000, 'x');
	g_autofree char *long_line = g_strdup_printf("GET /%s HTTP/1.1\r\nHost: x\r\n\r\n", filler);
	g_autofree char *long_header =
		g_strdup_printf("GET / HTTP/1.1\r\nHost: x\r\nA: %s\r\n\r\n", filler);
	g_autofree char *odd_path = get("/%01%ff%0a%22", "");
	const char *texts[] = {
		"\r\n\r\n",
		"hello\r\n\r\n",
		"GET\r\n\r\n",
		"GET / HTTP/9.9\r\n\r\n",
		"GET / HTTP/1.1\r\n\r\n",
		"\x16\x03\x01\x02",
		long_line,
		long_header,
		odd_path,
		"GET /render?&&&===&%%%&url HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" AUTH
		"\r\n",
		"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\nConnection: "
		"close\r\n\r\n"
	};
	Fixture fixture = { 0 };

	start(&fixture, FLAGS(NULL));
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		int fd = http_begin(fixture.port, texts[i]);
		struct pollfd answer = { fd, POLLIN, 0 };

		shutdown(fd, SHUT_WR);
		poll(&answer, 1, 50); // some get an answer, some nothing until the idle time-out
		close(fd);
	}
	expect(fetch(&fixture, "/healthz", ""), 200, "OK");
	stop(&fixture);
}

static void test_long_url_fits(void)
{
	g_autofree char *filler = g_strnfill(16000 / 2, 'x');
	g_autofree char *decoded =
		g_strdup_printf("/render?url=http://g/d/ok?%s%%26%s", filler, filler);
	g_autoptr(GString) encoded = g_string_new("/render?url=http://g/d/ok?");
	Fixture fixture = { 0 };

	for (int i = 0; i < 16000; i++)
		g_string_append(encoded, "%78");
	start(&fixture, FLAGS(NULL));
	expect(fetch(&fixture, decoded, AUTH), 200, "picture");
	expect(fetch(&fixture, encoded->str, AUTH), 200, "picture");
	for (int i = 0; i < 400; i++)
		g_string_append(encoded, "%78");
	expect(fetch(&fixture, encoded->str, AUTH), 413, "limits.max-url-bytes");
	stop(&fixture);
}

static int open_descriptors(void)
{
	g_autoptr(GDir) folder = g_dir_open("/proc/self/fd", 0, NULL);
	int n = 0;

	while (g_dir_read_name(folder))
		n++;
	return n;
}

static void ask_often(Fixture *fixture, int n)
{
	for (int i = 0; i < n; i++)
		expect(fetch(fixture, PAGE "ok&renderKey=a", AUTH), 200, "picture");
}

/* Heap in use comes from glibc; under AddressSanitizer it is 0 and the leak check stands in. */
static void test_a_thousand_requests_leave_nothing(void)
{
	Fixture fixture = { 0 };

	start(&fixture, FLAGS(NULL));
	ask_often(&fixture, 100);
	int descriptors = open_descriptors();
	size_t heap = mallinfo2().uordblks;

	ask_often(&fixture, 1000);
	g_assert_cmpint(open_descriptors(), <=,
			descriptors + 1); // a last connection may still be closing
	g_assert_cmpuint(mallinfo2().uordblks, <, heap + 65536);
	stop(&fixture);
}

static void *free_server(void *data)
{
	server_free(data);
	return NULL;
}

static pthread_t stop_beside(Fixture *fixture)
{
	pthread_t thread;

	g_assert_cmpint(
		pthread_create(&thread, NULL, free_server, g_steal_pointer(&fixture->server)), ==,
		0);
	return thread;
}

static void test_stops_after_the_last_answer(void)
{
	Fixture fixture = { 0 };

	start(&fixture, FLAGS("--limits.workers=1", "--server.stop-timeout=10"));
	int running = fetch_begin(&fixture, PAGE "wait");

	wait_until(&fixture.fake.running, 1);
	pthread_t thread = stop_beside(&fixture);

	g_usleep(100000);
	open_gate(&fixture);
	expect(http_finish(running), 200, "picture");
	pthread_join(thread, NULL);
	stop(&fixture);
}

static void test_stops_though_a_render_hangs(void)
{
	Fixture fixture = { 0 };

	start(&fixture, FLAGS("--limits.workers=1", "--server.stop-timeout=100ms"));
	int running = fetch_begin(&fixture, PAGE "wait&width=100");

	wait_until(&fixture.fake.running, 1);
	int waiting = fetch_begin(&fixture, PAGE "wait&width=101");

	g_usleep(100000);
	pthread_t thread = stop_beside(&fixture);

	expect(http_finish(running), 429, "stopping");
	expect(http_finish(waiting), 429, "stopping");
	pthread_join(thread, NULL);
	g_assert_cmpint(atomic_load(&fixture.fake.cancelled), ==, 1);
	stop(&fixture);
}

/* Sends standard error to a file while the service runs; returns what was written. */
static char *logged(char *const *flags, const char *path)
{
	g_autofree char *name = NULL;
	char *text = NULL;
	int file = g_file_open_tmp("paneld-log-XXXXXX", &name, NULL), kept = dup(STDERR_FILENO);
	Fixture fixture = { 0 };

	dup2(file, STDERR_FILENO);
	start(&fixture, flags);
	g_string_free(fetch(&fixture, path, AUTH), TRUE);
	stop(&fixture);
	dup2(kept, STDERR_FILENO);
	close(kept);
	close(file);
	g_assert_true(g_file_get_contents(name, &text, NULL, NULL));
	unlink(name);
	return text;
}

static void test_log_tells_no_secret(void)
{
	char *flags[] = { "--server.auth-token=-", NULL };
	g_autofree char *good =
		logged(flags, PAGE "ok%3FviewPanel%3Dpanel-2%26var-x%3Dprivate&renderKey=sesame");
	g_autofree char *bad = logged(flags, PAGE "upstream&renderKey=sesame");
	g_autofree char *quiet = logged((char *[]){ "--log.level=error", NULL }, PAGE "ok");

	g_assert_nonnull(strstr(good, " info GET path=/render status=200 ms="));
	g_assert_nonnull(strstr(good, " bytes=13 dashboard=ok panel=panel-2\n"));
	g_assert_nonnull(strstr(bad, " error GET path=/render status=500 ms="));
	g_assert_nonnull(strstr(bad, " dashboard=upstream error=\"told to: upstream\"\n"));
	g_assert_null(strstr(good, "sesame"));
	g_assert_null(strstr(bad, "sesame"));
	g_assert_null(strstr(good, "private"));
	g_assert_cmpstr(quiet, ==, "");
}

static void test_metrics_count(void)
{
	Fixture fixture = { 0 };

	start(&fixture, (char *[]){ "--log.level=error", NULL });
	expect(fetch(&fixture, PAGE "ok", AUTH), 200, "picture");
	expect(fetch(&fixture, PAGE "ok&encoding=pdf", AUTH), 200, "picture");
	expect(fetch(&fixture, PAGE "upstream", AUTH), 500, "told");
	expect(fetch(&fixture, PAGE "ok", ""), 401, "missing");
	GString *answer = fetch(&fixture, "/metrics", "");
	const char *lines[] = {
		"\npaneld_http_requests_total{status=\"200\"} 2\n",
		"\npaneld_render_requests_total{status=\"200\",encoding=\"png\"} 1\n",
		"\npaneld_render_requests_total{status=\"200\",encoding=\"pdf\"} 1\n",
		"\npaneld_render_requests_total{status=\"401\",encoding=\"none\"} 1\n",
		"\npaneld_render_requests_total{status=\"500\",encoding=\"png\"} 1\n",
		"\npaneld_render_duration_seconds_bucket{le=\"+Inf\"} 4\n",
		"\npaneld_render_duration_seconds_count 4\n",
		"\npaneld_failures_total{kind=\"upstream\"} 1\n",
		"\npaneld_rejected_total 0\n",
		"\nprocess_resident_memory_bytes ",
		"\nfake_total 1\n",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
		if (!strstr(answer->str, lines[i]))
			g_error("no \"%s\" in:\n%s", lines[i], answer->str);
	}
	g_string_free(answer, TRUE);
	stop(&fixture);
}

typedef struct Crowd {
	Fixture *fixture;
	atomic_int answered;
} Crowd;

/* Some wait for their answer, some leave at once, some ask what others ask as well. */
static void *come_and_go(void *data)
{
	Crowd *crowd = data;

	for (int i = 0; i < 60; i++) {
		g_autofree char *path = g_strdup_printf(PAGE "%s&width=%d&timeout=2",
							i % 3 == 1 ? "wait" : "ok", 100 + i % 7);
		int fd = fetch_begin(crowd->fixture, path);

		if (i % 3 == 1) {
			close(fd);
			continue;
		}
		expect(http_finish(fd), 200, "picture");
		atomic_fetch_add(&crowd->answered, 1);
	}
	return NULL;
}

static void test_a_crowd_comes_and_goes(void)
{
	Fixture fixture = { 0 };
	Crowd crowd = { &fixture, 0 };
	pthread_t threads[4];

	start(&fixture, FLAGS("--limits.workers=3", "--limits.queue=1000"));
	for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
		pthread_create(&threads[i], NULL, come_and_go, &crowd);
	for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
		pthread_join(threads[i], NULL);
	g_assert_cmpint(atomic_load(&crowd.answered), ==, 4 * 40);
	wait_until(&fixture.fake.running, 0);
	expect(fetch(&fixture, "/metrics", ""), 200, "paneld_renders_waiting 0\n");
	stop(&fixture);
}

static void test_addresses_that_cannot_serve(void)
{
	const char *addresses[] = { "8081",        "::1:8081",   "[::1:8081", "127.0.0.1:99999",
				    "127.0.0.1:x", "256.0.0.1:0" };

	for (size_t i = 0; i < G_N_ELEMENTS(addresses); i++) {
		g_autoptr(Config) config = config_new();
		RenderBackend backend = { .render = fake_render };
		g_autoptr(GError) error = NULL;

		g_free(config->server_addr);
		config->server_addr = g_strdup(addresses[i]);
		g_assert_null(server_new(config, &backend, &error));
		g_assert_error(error, RENDER_ERROR, RENDER_ERROR_BAD_REQUEST);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/server/gives-the-picture", test_gives_the_picture);
	g_test_add_func("/server/statuses", test_statuses);
	g_test_add_func("/server/tokens", test_tokens);
	g_test_add_func("/server/other-methods", test_other_methods);
	g_test_add_func("/server/busy", test_busy);
	g_test_add_func("/server/time-out", test_time_out);
	g_test_add_func("/server/a-client-that-leaves-cancels", test_a_client_that_leaves_cancels);
	g_test_add_func("/server/equal-requests-share", test_equal_requests_share);
	g_test_add_func("/server/nonsense", test_nonsense);
	g_test_add_func("/server/long-url-fits", test_long_url_fits);
	g_test_add_func("/server/a-thousand-requests-leave-nothing",
			test_a_thousand_requests_leave_nothing);
	g_test_add_func("/server/stops-after-the-last-answer", test_stops_after_the_last_answer);
	g_test_add_func("/server/stops-though-a-render-hangs", test_stops_though_a_render_hangs);
	g_test_add_func("/server/a-crowd-comes-and-goes", test_a_crowd_comes_and_goes);
	g_test_add_func("/server/log-tells-no-secret", test_log_tells_no_secret);
	g_test_add_func("/server/metrics-count", test_metrics_count);
	g_test_add_func("/server/addresses-that-cannot-serve", test_addresses_that_cannot_serve);
	return g_test_run();
}
