#include "api/cancel.h"

#include "renderer/error.h"

#include <poll.h>

static int readable(int fd)
{
	struct pollfd watched = { .fd = fd, .events = POLLIN };

	return poll(&watched, 1, 0);
}

static void test_wakes_a_poll(void)
{
	g_autoptr(Cancel) cancel = cancel_new();

	g_assert_false(cancel_is_set(cancel));
	g_assert_cmpint(readable(cancel_fd(cancel)), ==, 0);
	cancel_set(cancel);
	cancel_set(cancel);
	g_assert_true(cancel_is_set(cancel));
	g_assert_cmpint(readable(cancel_fd(cancel)), ==, 1);
}

static void test_check_says_cancelled(void)
{
	g_autoptr(Cancel) cancel = cancel_new();
	g_autoptr(GError) error = NULL;

	g_assert_true(cancel_check(cancel, &error));
	cancel_set(cancel);
	g_assert_false(cancel_check(cancel, &error));
	g_assert_error(error, RENDER_ERROR, RENDER_ERROR_CANCELLED);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/cancel/wakes-a-poll", test_wakes_a_poll);
	g_test_add_func("/cancel/check-says-cancelled", test_check_says_cancelled);
	return g_test_run();
}
