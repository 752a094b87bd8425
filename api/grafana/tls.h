#pragma once

#include <curl/curl.h>
#include <glib.h>

/**
 * The certificates that are believed: the system's, and those of one more file (a company's own
 * authority). Made once at start, then only read; any thread may use it.
 */
typedef struct Trust Trust;

/**
 * extra_file  PEM file (--grafana-ca), or NULL for the system's store alone
 *
 * Errors: RENDER_ERROR_BAD_REQUEST when the file can't be read or holds no certificate.
 */
Trust *trust_new(const char *extra_file, GError **error);
void trust_free(Trust *trust);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Trust, trust_free)

/** Believes any certificate from now on (--grafana.insecure-skip-verify); before others use it. */
void trust_skip_verify(Trust *trust);

/** Makes a transfer verify its peer's certificate and its name against `trust` (NULL: the system). */
void trust_apply(const Trust *trust, CURL *easy);

/**
 * The names a server's certificate is for, as a sentence shows them: "a.example, b.example".
 * Opens one more connection, which is closed after the handshake: nothing is sent over it, so
 * nobody's certificate need be believed.
 *
 * url  its host and port are asked
 *
 * Returns NULL when there is no answer or no name; else free with g_free().
 */
char *tls_certificate_names(const char *url, long timeout_ms);
