#include "api/serve/watch.h"

#include "renderer/error.h"

#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { WAKE_ID = 0, EVENTS_AT_ONCE = 32, MAX_WAIT_MS = 60000 };

typedef struct Entry {
	uint64_t id;
	int fd;
	int64_t deadline_us;
} Entry;

struct Watch {
	pthread_mutex_t lock; // for entries and is_ending
	GHashTable *entries;  // uint64_t id in the Entry -> Entry
	bool is_ending;
	int epoll_fd, wake_fd;
	pthread_t thread;
	WatchEvent event;
	void *data;
};

static void wake(Watch *watch)
{
	eventfd_write(watch->wake_fd, 1);
}

/* With the lock held: takes an entry out, so that it is told only once. */
static bool entry_drop(Watch *watch, uint64_t id)
{
	Entry *entry = g_hash_table_lookup(watch->entries, &id);

	if (!entry)
		return false;
	if (entry->fd >= 0)
		epoll_ctl(watch->epoll_fd, EPOLL_CTL_DEL, entry->fd, NULL);
	return g_hash_table_remove(watch->entries, &id);
}

void watch_add(Watch *watch, uint64_t id, int fd, int64_t deadline_us)
{
	Entry *entry = g_new(Entry, 1);
	struct epoll_event interest = { .events = EPOLLRDHUP, .data.u64 = id };

	*entry = (Entry){ id, fd, deadline_us };
	pthread_mutex_lock(&watch->lock);
	g_hash_table_insert(watch->entries, &entry->id, entry);
	if (fd >= 0 && epoll_ctl(watch->epoll_fd, EPOLL_CTL_ADD, fd, &interest) != 0)
		entry->fd = -1; // out of watches: the deadline still ends it
	pthread_mutex_unlock(&watch->lock);
	wake(watch);
}

void watch_remove(Watch *watch, uint64_t id)
{
	pthread_mutex_lock(&watch->lock);
	entry_drop(watch, id);
	pthread_mutex_unlock(&watch->lock);
}

/* Milliseconds until the first deadline, rounded up; 0 when one has passed. */
static int wait_ms(Watch *watch)
{
	int64_t first_us = INT64_MAX, now_us = g_get_monotonic_time();
	GHashTableIter iter;
	void *value;

	pthread_mutex_lock(&watch->lock);
	g_hash_table_iter_init(&iter, watch->entries);
	while (g_hash_table_iter_next(&iter, NULL, &value))
		first_us = MIN(first_us, ((Entry *)value)->deadline_us);
	pthread_mutex_unlock(&watch->lock);
	if (first_us <= now_us)
		return 0;
	return (int)MIN((first_us - now_us + 999) / 1000, MAX_WAIT_MS);
}

static void tell_hang_ups(Watch *watch, const struct epoll_event *events, int n)
{
	for (int i = 0; i < n; i++) {
		uint64_t id = events[i].data.u64, count;

		if (id == WAKE_ID) {
			eventfd_read(watch->wake_fd, &count);
			continue;
		}
		pthread_mutex_lock(&watch->lock);
		bool is_there = entry_drop(watch, id);
		pthread_mutex_unlock(&watch->lock);
		if (is_there)
			watch->event(id, false, watch->data);
	}
}

static GArray *take_late(Watch *watch)
{
	GArray *late = g_array_new(FALSE, FALSE, sizeof(uint64_t));
	int64_t now_us = g_get_monotonic_time();
	GHashTableIter iter;
	void *value;

	pthread_mutex_lock(&watch->lock);
	g_hash_table_iter_init(&iter, watch->entries);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		if (((Entry *)value)->deadline_us <= now_us)
			g_array_append_val(late, ((Entry *)value)->id);
	}
	for (unsigned i = 0; i < late->len; i++)
		entry_drop(watch, g_array_index(late, uint64_t, i));
	pthread_mutex_unlock(&watch->lock);
	return late;
}

static void tell_late(Watch *watch)
{
	g_autoptr(GArray) late = take_late(watch);

	for (unsigned i = 0; i < late->len; i++)
		watch->event(g_array_index(late, uint64_t, i), true, watch->data);
}

static bool is_ending(Watch *watch)
{
	pthread_mutex_lock(&watch->lock);
	bool result = watch->is_ending;
	pthread_mutex_unlock(&watch->lock);
	return result;
}

static void *run(void *data)
{
	Watch *watch = data;
	struct epoll_event events[EVENTS_AT_ONCE];

	while (!is_ending(watch)) {
		int n = epoll_wait(watch->epoll_fd, events, EVENTS_AT_ONCE, wait_ms(watch));

		tell_hang_ups(watch, events, n);
		tell_late(watch);
	}
	return NULL;
}

static void watch_release(Watch *watch)
{
	if (watch->epoll_fd >= 0)
		close(watch->epoll_fd);
	if (watch->wake_fd >= 0)
		close(watch->wake_fd);
	g_hash_table_unref(watch->entries);
	pthread_mutex_destroy(&watch->lock);
	g_free(watch);
}

Watch *watch_new(WatchEvent event, void *data, GError **error)
{
	Watch *watch = g_new0(Watch, 1);
	struct epoll_event interest = { .events = EPOLLIN, .data.u64 = WAKE_ID };

	watch->event = event;
	watch->data = data;
	pthread_mutex_init(&watch->lock, NULL);
	watch->entries = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, g_free);
	watch->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	watch->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (watch->epoll_fd >= 0 && watch->wake_fd >= 0 &&
	    epoll_ctl(watch->epoll_fd, EPOLL_CTL_ADD, watch->wake_fd, &interest) == 0 &&
	    pthread_create(&watch->thread, NULL, run, watch) == 0)
		return watch;
	g_set_error_literal(error, RENDER_ERROR, RENDER_ERROR_INTERNAL,
			    "the system has no descriptor or thread left");
	watch_release(watch);
	return NULL;
}

void watch_free(Watch *watch)
{
	if (!watch)
		return;
	pthread_mutex_lock(&watch->lock);
	watch->is_ending = true;
	pthread_mutex_unlock(&watch->lock);
	wake(watch);
	pthread_join(watch->thread, NULL);
	watch_release(watch);
}
