#include "api/serve/patience.h"

#include <poll.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <unistd.h>

enum { SHORT_US = 50000, LONG_US = 60000000 };

typedef struct {
	Patience *patience;
	PatienceClient *client;
	int ours, theirs; // ends of the connection
} Fixture;

static void start(Fixture *fixture, int64_t request_us, int64_t answer_us)
{
	g_autoptr(GError) error = NULL;
	int fds[2];

	g_assert_cmpint(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), ==, 0);
	fixture->ours = fds[0];
	fixture->theirs = fds[1];
	fixture->patience = patience_new(request_us, answer_us, &error);
	g_assert_no_error(error);
	fixture->client = patience_meet(fixture->patience, fixture->ours);
}

static void stop(Fixture *fixture)
{
	patience_part(fixture->client);
	close(fixture->ours);
	close(fixture->theirs);
	patience_free(fixture->patience);
}

/* Whether the connection ends in `wait_ms`, though the client sends on. */
static bool ends(const Fixture *fixture, int wait_ms)
{
	int64_t until_us = g_get_monotonic_time() + wait_ms * 1000;

	while (g_get_monotonic_time() < until_us) {
		struct pollfd end = { fixture->theirs, POLLIN, 0 };

		(void)!send(fixture->theirs, "x", 1, MSG_NOSIGNAL | MSG_DONTWAIT);
		if (poll(&end, 1, 5) > 0)
			return true;
	}
	return false;
}

static void test_a_slow_request_ends(void)
{
	Fixture fixture;

	start(&fixture, SHORT_US, LONG_US);
	g_assert_true(ends(&fixture, 5000));
	stop(&fixture);
}

static void test_a_slow_reader_ends(void)
{
	Fixture fixture;

	start(&fixture, LONG_US, SHORT_US);
	g_assert_false(ends(&fixture, 100));
	patience_await_reader(fixture.client);
	g_assert_true(ends(&fixture, 5000));
	stop(&fixture);
}

static void test_nothing_ends_while_an_answer_is_made(void)
{
	Fixture fixture;

	start(&fixture, LONG_US, SHORT_US);
	patience_await_reader(fixture.client);
	patience_rest(fixture.client);
	g_assert_false(ends(&fixture, 150));
	patience_await_request(fixture.client);
	g_assert_false(ends(&fixture, 150));
	stop(&fixture);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/patience/a-slow-request-ends", test_a_slow_request_ends);
	g_test_add_func("/patience/a-slow-reader-ends", test_a_slow_reader_ends);
	g_test_add_func("/patience/nothing-ends-while-an-answer-is-made",
			test_nothing_ends_while_an_answer_is_made);
	return g_test_run();
}
