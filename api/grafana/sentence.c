#include "api/grafana/sentence.h"

#include <string.h>

/* Somebody else's words on one line, and not many of them. */
static char *quote(const char *text)
{
	enum { MAX_BYTES = 300 };
	g_autofree char *cut = g_strndup(text, MAX_BYTES);
	char *clean = g_utf8_make_valid(cut, -1);

	for (char *at = clean; *at; at++)
		if ((unsigned char)*at < 0x20 || *at == 0x7f)
			*at = ' ';
	return clean;
}

/* "https://grafana.example:3000" of "https://grafana.example:3000/sub/" */
static char *origin_of(const char *base)
{
	const char *host = strstr(base, "://");

	return host ? g_strndup(base, (size_t)(host + 3 - base) + strcspn(host + 3, "/"))
		    : g_strdup(base);
}

/* "grafana.example" of "https://grafana.example:3000/sub/" */
static char *host_of(const char *base)
{
	const char *host = strstr(base, "://");

	host = host ? host + 3 : base;
	if (*host == '[')
		return g_strndup(host, strcspn(host, "]/") + (strchr(host, ']') != NULL));
	return g_strndup(host, strcspn(host, ":/"));
}

static char *say_dns(const SentenceFacts *facts)
{
	g_autofree char *host = host_of(facts->base);

	return g_strdup_printf("%s: the host \"%s\" of Grafana's URL is not known here; [rendering] "
			       "callback_url in grafana.ini must name Grafana as this service "
			       "can reach it",
			       facts->what, host);
}

static char *say_refused(const SentenceFacts *facts)
{
	g_autofree char *origin = origin_of(facts->base);
	g_autofree char *words = quote(facts->detail ? facts->detail : "");

	return g_strdup_printf("%s: no connection to Grafana at %s (%s); [rendering] callback_url "
			       "in grafana.ini must name Grafana as this service can reach it",
			       facts->what, origin, words);
}

static char *say_tls(const SentenceFacts *facts)
{
	g_autofree char *origin = origin_of(facts->base);
	g_autofree char *words = quote(facts->detail ? facts->detail : "");

	return g_strdup_printf("%s: the certificate of %s is not trusted (%s); give the authority "
			       "that signed it with --grafana-ca FILE",
			       facts->what, origin, words);
}

static char *say_tls_name(const SentenceFacts *facts)
{
	g_autofree char *origin = origin_of(facts->base);
	g_autofree char *host = host_of(facts->base);
	g_autofree char *names = quote(facts->detail ? facts->detail : "other names");

	return g_strdup_printf("%s: the certificate of %s is for %s, but Grafana's URL says \"%s\"; "
			       "set [rendering] callback_url in grafana.ini to a URL with a name of "
			       "the certificate, or give Grafana a certificate for \"%s\" (and its "
			       "authority with --grafana-ca FILE)",
			       facts->what, origin, names, host, host);
}

static char *say_late(const SentenceFacts *facts)
{
	g_autofree char *origin = origin_of(facts->base);

	if (!facts->has_connected)
		return g_strdup_printf("%s: no connection to Grafana at %s came about in the "
				       "request's time",
				       facts->what, origin);
	return g_strdup_printf("%s: Grafana did not answer /%s in the request's time; a longer "
			       "timeout of the render request gives it more",
			       facts->what, facts->path);
}

static char *say_cut_short(const SentenceFacts *facts)
{
	g_autofree char *words = quote(facts->detail ? facts->detail : "");

	return g_strdup_printf("%s: the answer of /%s was cut short (%s)", facts->what,
			       facts->path, words);
}

static char *say_too_large(const SentenceFacts *facts)
{
	if (facts->detail)
		return g_strdup_printf("%s: the answer of /%s has more %s than are allowed",
				       facts->what, facts->path, facts->detail);
	return g_strdup_printf("%s: the answer of /%s has more than the %zu bytes allowed",
			       facts->what, facts->path, facts->max_bytes);
}

static char *say_redirect(const SentenceFacts *facts)
{
	g_autofree char *there = quote(facts->detail ? facts->detail : "another place");

	return g_strdup_printf("%s: Grafana redirects /%s to %s, which is not followed; set "
			       "[rendering] callback_url in grafana.ini to the URL it redirects to",
			       facts->what, facts->path, there);
}

static char *say_refused_key(const SentenceFacts *facts, const char *lead)
{
	if (facts->cookie_domain)
		return g_strdup_printf("%s: %s: the render key is for the host \"%s\", not for "
				       "that of %s, so it was not sent",
				       facts->what, lead, facts->cookie_domain, facts->base);
	if (facts->has_render_key)
		return g_strdup_printf("%s: %s: the render key was not accepted; it is valid only "
				       "while Grafana waits for the picture, and only at the "
				       "Grafana that made it",
				       facts->what, lead);
	if (facts->has_token)
		return g_strdup_printf("%s: %s: the token was not accepted", facts->what, lead);
	return g_strdup_printf("%s: %s: there was neither a render key nor a token", facts->what,
			       lead);
}

static char *say_status(const SentenceFacts *facts)
{
	g_autofree char *words = facts->detail ? quote(facts->detail) : NULL;

	return g_strdup_printf("%s: Grafana answered /%s with status %ld%s%s", facts->what,
			       facts->path, facts->status, words ? ": " : "", words ? words : "");
}

static char *say_unauthorized(const SentenceFacts *facts)
{
	g_autofree char *words = quote(facts->detail ? facts->detail : "Unauthorized");
	g_autofree char *lead = g_strdup_printf("Grafana answered with status 401 (%s)", words);

	return say_refused_key(facts, lead);
}

static char *say_not_json(const SentenceFacts *facts)
{
	return g_strdup_printf("%s: the answer of /%s is %s instead of JSON; does %s lead to "
			       "Grafana itself?",
			       facts->what, facts->path, facts->detail ? facts->detail : "no text",
			       facts->base);
}

static char *say_cancelled(const SentenceFacts *facts)
{
	return g_strdup_printf("%s: the client has left", facts->what);
}

static char *say_login(const SentenceFacts *facts)
{
	return say_refused_key(facts, "Grafana answered with its login page");
}

static char *say_other(const SentenceFacts *facts)
{
	g_autofree char *words = quote(facts->detail ? facts->detail : "unknown");

	return g_strdup_printf("%s: the call of /%s failed: %s", facts->what, facts->path, words);
}

static char *(*const sentences[N_FAILURES])(const SentenceFacts *) = {
	[FAILURE_NONE] = say_other,
	[FAILURE_DNS] = say_dns,
	[FAILURE_REFUSED] = say_refused,
	[FAILURE_TLS] = say_tls,
	[FAILURE_TLS_NAME] = say_tls_name,
	[FAILURE_LATE] = say_late,
	[FAILURE_CANCELLED] = say_cancelled,
	[FAILURE_CUT_SHORT] = say_cut_short,
	[FAILURE_TOO_LARGE] = say_too_large,
	[FAILURE_REDIRECT] = say_redirect,
	[FAILURE_LOGIN] = say_login,
	[FAILURE_UNAUTHORIZED] = say_unauthorized,
	[FAILURE_FORBIDDEN] = say_status,
	[FAILURE_NOT_FOUND] = say_status,
	[FAILURE_CLIENT] = say_status,
	[FAILURE_SERVER] = say_status,
	[FAILURE_NOT_JSON] = say_not_json,
	[FAILURE_OTHER] = say_other,
};

char *sentence_of_failure(const SentenceFacts *facts)
{
	g_assert(facts->failure < N_FAILURES);
	return sentences[facts->failure](facts);
}
