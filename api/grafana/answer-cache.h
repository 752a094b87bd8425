#pragma once

#include <stdint.h>

#include <glib.h>

/**
 * Answers that may be used again for a few seconds, such as the frontend settings. Any thread.
 * Keys name the origin, the organisation and the hash of who asked; see answer_key().
 */
typedef struct AnswerCache AnswerCache;

/** max_entries  of which the oldest gives way; max_bytes of all together */
AnswerCache *answer_cache_new(int64_t lifetime_us, size_t max_entries, size_t max_bytes);
void answer_cache_free(AnswerCache *cache);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(AnswerCache, answer_cache_free)

/** The answer, or NULL when there is none or it is too old; unref after use. */
GBytes *answer_cache_get(AnswerCache *cache, const char *key);

/** Keeps a reference of `bytes`. */
void answer_cache_put(AnswerCache *cache, const char *key, GBytes *bytes);

/**
 * A key for what one user got: no secret can be read from it.
 *
 * secret  the render key or token, or NULL
 *
 * Free with g_free().
 */
char *answer_key(const char *kind, const char *base, int64_t org_id, const char *secret);
