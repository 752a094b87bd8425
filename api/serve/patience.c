#include "api/serve/patience.h"

#include "api/serve/watch.h"

#include <pthread.h>
#include <sys/socket.h>

struct Patience {
	Watch *watch;
	int64_t request_us, answer_us;
	pthread_mutex_t lock; // for what follows, and the clients' ids
	GHashTable *waiting;  // uint64_t id in the client -> client
	uint64_t last_id;
};

struct PatienceClient {
	Patience *patience;
	int fd;
	uint64_t id; // of the present wait; 0: none
};

/* libmicrohttpd finds the connection at its end and closes it. */
static void end_late(uint64_t id, bool is_late, void *data)
{
	Patience *patience = data;

	pthread_mutex_lock(&patience->lock);
	PatienceClient *client = g_hash_table_lookup(patience->waiting, &id);

	if (client)
		shutdown(client->fd, SHUT_RDWR);
	pthread_mutex_unlock(&patience->lock);
}

Patience *patience_new(int64_t request_us, int64_t answer_us, GError **error)
{
	Patience *patience = g_new0(Patience, 1);

	patience->request_us = request_us;
	patience->answer_us = answer_us;
	pthread_mutex_init(&patience->lock, NULL);
	patience->waiting = g_hash_table_new(g_int64_hash, g_int64_equal);
	patience->watch = watch_new(end_late, patience, error);
	if (patience->watch)
		return patience;
	patience_free(patience);
	return NULL;
}

void patience_free(Patience *patience)
{
	if (!patience)
		return;
	watch_free(patience->watch);
	g_hash_table_unref(patience->waiting);
	pthread_mutex_destroy(&patience->lock);
	g_free(patience);
}

/* Ends the present wait; begins another unless `wait_us` is 0. */
static void change_wait(PatienceClient *client, int64_t wait_us)
{
	Patience *patience = client->patience;

	pthread_mutex_lock(&patience->lock);
	uint64_t ended = client->id;

	if (ended)
		g_hash_table_remove(patience->waiting, &client->id);
	client->id = wait_us ? ++patience->last_id : 0;
	uint64_t begun = client->id;

	if (begun)
		g_hash_table_insert(patience->waiting, &client->id, client);
	pthread_mutex_unlock(&patience->lock);
	if (ended)
		watch_remove(patience->watch, ended);
	if (begun)
		watch_add(patience->watch, begun, -1, g_get_monotonic_time() + wait_us);
}

PatienceClient *patience_meet(Patience *patience, int fd)
{
	PatienceClient *client = g_new0(PatienceClient, 1);

	client->patience = patience;
	client->fd = fd;
	patience_await_request(client);
	return client;
}

void patience_await_request(PatienceClient *client)
{
	change_wait(client, client->patience->request_us);
}

void patience_await_reader(PatienceClient *client)
{
	change_wait(client, client->patience->answer_us);
}

void patience_rest(PatienceClient *client)
{
	change_wait(client, 0);
}

void patience_part(PatienceClient *client)
{
	change_wait(client, 0);
	g_free(client);
}
