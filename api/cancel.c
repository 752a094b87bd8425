#include "api/cancel.h"

#include "renderer/error.h"

#include <stdatomic.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct Cancel {
	atomic_bool is_set;
	int fd;
};

Cancel *cancel_new(void)
{
	Cancel *cancel = g_new0(Cancel, 1);

	atomic_init(&cancel->is_set, false);
	cancel->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	return cancel;
}

void cancel_free(Cancel *cancel)
{
	if (!cancel)
		return;
	if (cancel->fd >= 0)
		close(cancel->fd);
	g_free(cancel);
}

void cancel_set(Cancel *cancel)
{
	atomic_store(&cancel->is_set, true);
	if (cancel->fd >= 0)
		eventfd_write(cancel->fd, 1);
}

bool cancel_is_set(const Cancel *cancel)
{
	return atomic_load(&cancel->is_set);
}

int cancel_fd(const Cancel *cancel)
{
	return cancel->fd;
}

bool cancel_check(const Cancel *cancel, GError **error)
{
	if (!cancel_is_set(cancel))
		return true;
	g_set_error_literal(error, RENDER_ERROR, RENDER_ERROR_CANCELLED,
			    "nobody waits for this picture any more");
	return false;
}
