#include "api/grafana/tls.h"

#include "api/cleanup.h"
#include "renderer/error.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
	MAX_NAMES_BYTES = 300, // of a sentence; certificates may hold hundreds of names
};

/*
 * libcurl takes one file of certificates. Both stores together are that file, kept in memory: a
 * file name, unlike a blob, lets libcurl keep what it parsed for the next connection.
 */
struct Trust {
	int fd; // -1: the system's store alone
	bool is_blind;
	char path[32];
};

static bool write_all(int fd, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t written = write(fd, bytes, n);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return false;
		bytes += written;
		n -= (size_t)written;
	}
	return true;
}

static bool append_file(int fd, const char *path, GError **error)
{
	g_autofree char *pem = NULL;
	gsize n = 0;

	if (!g_file_get_contents(path, &pem, &n, error))
		return false;
	if (!strstr(pem, "-----BEGIN CERTIFICATE-----")) {
		g_set_error(error, RENDER_ERROR, RENDER_ERROR_BAD_REQUEST,
			    "%s holds no certificate in PEM form", path);
		return false;
	}
	if (!write_all(fd, pem, n) || !write_all(fd, "\n", 1)) {
		g_set_error(error, RENDER_ERROR, RENDER_ERROR_INTERNAL,
			    "the certificates can't be kept in memory: %s", g_strerror(errno));
		return false;
	}
	return true;
}

/* An unreadable system store only makes public certificates unknown; libcurl then says so. */
static void append_system_store(int fd)
{
	const char *path = curl_version_info(CURLVERSION_NOW)->cainfo;
	g_autoptr(GError) ignored = NULL;

	if (path)
		append_file(fd, path, &ignored);
}

Trust *trust_new(const char *extra_file, GError **error)
{
	g_autoptr(Trust) trust = g_new0(Trust, 1);
	g_autoptr(GError) cause = NULL;

	trust->fd = -1;
	if (!extra_file)
		return g_steal_pointer(&trust);
	trust->fd = memfd_create("certificates", MFD_CLOEXEC);
	g_snprintf(trust->path, sizeof(trust->path), "/proc/self/fd/%d", trust->fd);
	if (trust->fd < 0) {
		g_set_error(error, RENDER_ERROR, RENDER_ERROR_INTERNAL,
			    "the certificates can't be kept in memory: %s", g_strerror(errno));
		return NULL;
	}
	if (!append_file(trust->fd, extra_file, &cause)) {
		g_set_error(error, RENDER_ERROR, RENDER_ERROR_BAD_REQUEST, "--grafana-ca: %s",
			    cause->message);
		return NULL;
	}
	append_system_store(trust->fd);
	return g_steal_pointer(&trust);
}

void trust_free(Trust *trust)
{
	if (!trust)
		return;
	if (trust->fd >= 0)
		close(trust->fd);
	g_free(trust);
}

void trust_skip_verify(Trust *trust)
{
	trust->is_blind = true;
}

void trust_apply(const Trust *trust, CURL *easy)
{
	bool is_verified = !trust || !trust->is_blind;

	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, is_verified ? 1L : 0L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, is_verified ? 2L : 0L);
	curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (trust && trust->fd >= 0)
		curl_easy_setopt(easy, CURLOPT_CAINFO, trust->path);
}

/* --- Names --- */

/* "DNS:a.example, IP Address:10.0.0.1" as "a.example, 10.0.0.1" */
static char *names_of_alternatives(const char *text)
{
	g_auto(GStrv) parts = g_strsplit(text, ",", 0);
	GString *names = g_string_new(NULL);

	for (char **part = parts; *part; part++) {
		char *name = g_strstrip(*part);
		const char *kind_end = strchr(name, ':');

		if (!kind_end)
			continue;
		if (names->len + strlen(kind_end) > MAX_NAMES_BYTES) {
			g_string_append(names, ", …");
			break;
		}
		g_string_append_printf(names, "%s%s", names->len ? ", " : "", kind_end + 1);
	}
	return g_string_free(names, FALSE);
}

/* The common name inside "O = Example, CN = grafana.example" */
static char *name_of_subject(const char *text)
{
	const char *name = strstr(text, "CN");

	if (!name)
		return NULL;
	name += strspn(name, "CN =");
	return g_strndup(name, MIN(strcspn(name, ",;/"), MAX_NAMES_BYTES));
}

static const char *after_prefix(const char *text, const char *prefix)
{
	return g_str_has_prefix(text, prefix) ? text + strlen(prefix) : NULL;
}

static char *names_of_certificate(const struct curl_slist *lines)
{
	const char *alternatives = NULL, *subject = NULL;

	for (; lines; lines = lines->next) {
		const char *text = after_prefix(lines->data, "X509v3 Subject Alternative Name:");

		if (text)
			alternatives = text;
		text = after_prefix(lines->data, "Subject:");
		if (text)
			subject = text;
	}
	g_autofree char *names = alternatives ? names_of_alternatives(alternatives)
				: subject     ? name_of_subject(subject)
					      : NULL;

	if (!names || !*names)
		return NULL;
	return g_utf8_make_valid(names, -1);
}

char *tls_certificate_names(const char *url, long timeout_ms)
{
	g_autoptr(CURL) easy = curl_easy_init();
	struct curl_certinfo *chain = NULL;

	curl_easy_setopt(easy, CURLOPT_URL, url);
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "https");
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_CONNECT_ONLY, 1L);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, timeout_ms);
	/* Nothing is sent over this connection and nothing it says is believed. */
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L);
	curl_easy_setopt(easy, CURLOPT_CERTINFO, 1L);
	if (curl_easy_perform(easy) != CURLE_OK ||
	    curl_easy_getinfo(easy, CURLINFO_CERTINFO, &chain) != CURLE_OK || !chain ||
	    chain->num_of_certs < 1)
		return NULL;
	return names_of_certificate(chain->certinfo[0]);
}
