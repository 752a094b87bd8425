#include "api/stop-signal.h"

#include <pthread.h>
#include <signal.h>

static sigset_t stop_signals(void)
{
	sigset_t signals;

	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	return signals;
}

void stop_signals_block(void)
{
	sigset_t signals = stop_signals();

	pthread_sigmask(SIG_BLOCK, &signals, NULL);
	signal(SIGPIPE, SIG_IGN);
}

int stop_signal_wait(void)
{
	sigset_t signals = stop_signals();
	int number = 0;

	sigwait(&signals, &number);
	pthread_sigmask(SIG_UNBLOCK, &signals, NULL);
	return number;
}

bool stop_signal_is_pending(void)
{
	sigset_t pending;

	return sigpending(&pending) == 0 &&
	       (sigismember(&pending, SIGINT) == 1 || sigismember(&pending, SIGTERM) == 1);
}
