#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "api/grafana/failure.h"

/** What is known of a call that failed. Texts may be hostile; none may be a secret. */
typedef struct SentenceFacts {
	Failure failure;
	const char *what; // "the dashboard"
	const char *path; // below the base, without query
	const char *base;
	long status;
	/*
	 * Grafana's message for an HTTP status, where a redirect went, the names of a certificate,
	 * libcurl's words for all else; or NULL.
	 */
	const char *detail;
	bool has_connected;
	bool has_render_key, has_token;
	const char *cookie_domain; // the key's host when that is not the base's, and so was not sent
	size_t max_bytes;
} SentenceFacts;

/**
 * Says what went wrong and what mends it, in one or two sentences for whoever reads Grafana's
 * log; free with g_free().
 */
char *sentence_of_failure(const SentenceFacts *facts);
