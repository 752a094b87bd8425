#include "api/grafana/answer-cache.h"

typedef struct {
	char *key;
	GBytes *bytes;
	int64_t end_us;
} Entry;

struct AnswerCache {
	GMutex lock;
	GQueue entries; // of Entry, the oldest first
	size_t n_bytes;
	int64_t lifetime_us;
	size_t max_entries, max_bytes;
};

static void entry_free(Entry *entry)
{
	g_free(entry->key);
	g_bytes_unref(entry->bytes);
	g_free(entry);
}

AnswerCache *answer_cache_new(int64_t lifetime_us, size_t max_entries, size_t max_bytes)
{
	AnswerCache *cache = g_new0(AnswerCache, 1);

	g_mutex_init(&cache->lock);
	g_queue_init(&cache->entries);
	cache->lifetime_us = lifetime_us;
	cache->max_entries = max_entries;
	cache->max_bytes = max_bytes;
	return cache;
}

static void remove_link(AnswerCache *cache, GList *link)
{
	Entry *entry = link->data;

	cache->n_bytes -= g_bytes_get_size(entry->bytes);
	entry_free(entry);
	g_queue_delete_link(&cache->entries, link);
}

void answer_cache_free(AnswerCache *cache)
{
	if (!cache)
		return;
	while (cache->entries.head)
		remove_link(cache, cache->entries.head);
	g_mutex_clear(&cache->lock);
	g_free(cache);
}

/* All live equally long, so the oldest stand first. */
static void remove_old(AnswerCache *cache)
{
	int64_t now = g_get_monotonic_time();

	while (cache->entries.head && ((Entry *)cache->entries.head->data)->end_us <= now)
		remove_link(cache, cache->entries.head);
}

static GList *find(AnswerCache *cache, const char *key)
{
	for (GList *link = cache->entries.head; link; link = link->next)
		if (g_str_equal(((Entry *)link->data)->key, key))
			return link;
	return NULL;
}

GBytes *answer_cache_get(AnswerCache *cache, const char *key)
{
	GBytes *bytes = NULL;

	g_mutex_lock(&cache->lock);
	remove_old(cache);
	GList *link = find(cache, key);

	if (link)
		bytes = g_bytes_ref(((Entry *)link->data)->bytes);
	g_mutex_unlock(&cache->lock);
	return bytes;
}

void answer_cache_put(AnswerCache *cache, const char *key, GBytes *bytes)
{
	size_t n = g_bytes_get_size(bytes);

	if (n > cache->max_bytes || cache->max_entries == 0)
		return;
	g_mutex_lock(&cache->lock);
	GList *link = find(cache, key);

	if (link)
		remove_link(cache, link);
	while (cache->entries.head && (cache->entries.length >= cache->max_entries ||
				       cache->n_bytes > cache->max_bytes - n))
		remove_link(cache, cache->entries.head);
	Entry *entry = g_new0(Entry, 1);

	*entry = (Entry){ g_strdup(key), g_bytes_ref(bytes),
			  g_get_monotonic_time() + cache->lifetime_us };
	g_queue_push_tail(&cache->entries, entry);
	cache->n_bytes += n;
	g_mutex_unlock(&cache->lock);
}

char *answer_key(const char *kind, const char *base, int64_t org_id, const char *secret)
{
	g_autofree char *hash =
		secret ? g_compute_checksum_for_string(G_CHECKSUM_SHA256, secret, -1) : NULL;

	return g_strdup_printf("%s\n%s\n%" G_GINT64_FORMAT "\n%s", kind, base, org_id,
			       hash ? hash : "");
}
