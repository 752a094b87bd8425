#include "api/grafana/failure.h"

static const struct {
	const char *name;
	RenderError code;
} failures[N_FAILURES] = {
	[FAILURE_NONE] = { "none", RENDER_ERROR_INTERNAL },
	[FAILURE_DNS] = { "dns", RENDER_ERROR_UPSTREAM },
	[FAILURE_REFUSED] = { "refused", RENDER_ERROR_UPSTREAM },
	[FAILURE_TLS] = { "tls", RENDER_ERROR_UPSTREAM },
	[FAILURE_TLS_NAME] = { "tls_name", RENDER_ERROR_UPSTREAM },
	[FAILURE_LATE] = { "late", RENDER_ERROR_TIMEOUT },
	[FAILURE_CANCELLED] = { "cancelled", RENDER_ERROR_CANCELLED },
	[FAILURE_CUT_SHORT] = { "cut_short", RENDER_ERROR_UPSTREAM },
	[FAILURE_TOO_LARGE] = { "too_large", RENDER_ERROR_TOO_LARGE },
	[FAILURE_REDIRECT] = { "redirect", RENDER_ERROR_UPSTREAM },
	[FAILURE_LOGIN] = { "login", RENDER_ERROR_UPSTREAM },
	[FAILURE_UNAUTHORIZED] = { "unauthorized", RENDER_ERROR_UPSTREAM },
	[FAILURE_FORBIDDEN] = { "forbidden", RENDER_ERROR_UPSTREAM },
	[FAILURE_NOT_FOUND] = { "not_found", RENDER_ERROR_NOT_FOUND },
	[FAILURE_CLIENT] = { "client", RENDER_ERROR_UPSTREAM },
	[FAILURE_SERVER] = { "server", RENDER_ERROR_UPSTREAM },
	[FAILURE_NOT_JSON] = { "not_json", RENDER_ERROR_UPSTREAM },
	[FAILURE_OTHER] = { "other", RENDER_ERROR_UPSTREAM },
};

const char *failure_name(Failure failure)
{
	g_assert(failure < N_FAILURES);
	return failures[failure].name;
}

RenderError failure_code(Failure failure)
{
	g_assert(failure < N_FAILURES);
	return failures[failure].code;
}

Failure failure_of_status(long status)
{
	switch (status) {
	case 401:
		return FAILURE_UNAUTHORIZED;
	case 403:
		return FAILURE_FORBIDDEN;
	case 404:
		return FAILURE_NOT_FOUND;
	default:
		break;
	}
	if (status >= 500)
		return FAILURE_SERVER;
	return status >= 400 ? FAILURE_CLIENT : FAILURE_NONE;
}
