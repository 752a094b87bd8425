#include "api/grafana/dashboard.h"

#include "api/grafana/answer-cache.h"
#include "api/grafana/url.h"

#include "renderer/error.h"
#include "renderer/json.h"

#include <string.h>

#define SETTINGS_PATH "api/frontend/settings"

/* --- Settings --- */

static char *settings_key(const Session *session)
{
	const Access *access = session_access(session);
	const char *secret = access->render_key ? access->render_key : access->token;

	return answer_key("settings", access->base, access->org_id, secret);
}

static Settings *parse_text(Arena *arena, GBytes *bytes)
{
	g_autofree char *text =
		g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
	json_object *json = arena_take_json(arena, json_tokener_parse(text));

	return settings_parse(arena, json, NULL);
}

static void find_settings(DashboardCalls *calls)
{
	AnswerCache *cache = session_cache(calls->session);
	g_autofree char *key = settings_key(calls->session);
	g_autoptr(GBytes) bytes = cache ? answer_cache_get(cache, key) : NULL;

	if (bytes)
		calls->settings = parse_text(calls->arena, bytes);
	if (!calls->settings)
		calls->ask_settings =
			session_start(calls->session, &(ExchangeSpec){ .what = "the settings",
								       .path = SETTINGS_PATH });
}

static bool finish_settings(DashboardCalls *calls, GError **error)
{
	AnswerCache *cache = session_cache(calls->session);

	if (calls->settings)
		return true;
	if (!session_wait_one(calls->session, calls->ask_settings, error) ||
	    !exchange_check(calls->ask_settings, error))
		return false;
	calls->settings =
		settings_parse(calls->arena, exchange_json(calls->ask_settings), error);
	if (calls->settings && cache) {
		g_autofree char *key = settings_key(calls->session);
		g_autoptr(GBytes) bytes = exchange_bytes(calls->ask_settings);

		answer_cache_put(cache, key, bytes);
	}
	return calls->settings != NULL;
}

/* --- Asking --- */

static Exchange *ask(DashboardCalls *calls, const char *path)
{
	return session_start(calls->session,
			     &(ExchangeSpec){ .what = "the dashboard", .path = path });
}

static Exchange *ask_classic(DashboardCalls *calls)
{
	static const char *const routes[] = {
		[RENDER_ROUTE_UID] = "api/dashboards/uid",
		[RENDER_ROUTE_SLUG] = "api/dashboards/db",
		[RENDER_ROUTE_SNAPSHOT] = "api/snapshots",
	};

	return ask(calls, arena_printf(calls->arena, "%s/%s", routes[calls->address.route],
				       url_segment(calls->arena, calls->address.uid)));
}

/* What organisations are called in /apis, as far as is known. */
static const char *name_space(const DashboardCalls *calls)
{
	int64_t org_id = session_access(calls->session)->org_id;

	if (calls->settings && calls->settings->name_space)
		return calls->settings->name_space;
	if (org_id <= 1)
		return "default";
	return arena_printf(calls->arena, "org-%" G_GINT64_FORMAT, org_id);
}

static Exchange *ask_dto(DashboardCalls *calls, const char *version)
{
	Arena *arena = calls->arena;

	calls->name_space = name_space(calls);
	return ask(calls,
		   arena_printf(arena,
				"apis/dashboard.grafana.app/%s/namespaces/%s/dashboards/%s/dto",
				version, url_segment(arena, calls->name_space),
				url_segment(arena, calls->address.uid)));
}

void dashboard_calls_start(DashboardCalls *calls, Session *session, Arena *arena,
			   const DashboardAddress *address)
{
	*calls = (DashboardCalls){ .session = session, .arena = arena, .address = *address };
	find_settings(calls);
	bool has_dto = calls->settings &&
		       version_has(calls->settings->version, FEATURE_DASHBOARD_DTO);

	if (address->route != RENDER_ROUTE_UID || !has_dto)
		calls->classic = ask_classic(calls);
	if (address->route == RENDER_ROUTE_UID && (has_dto || !calls->settings))
		calls->dto = ask_dto(calls, "v1beta1");
}

/* --- Choosing --- */

static json_object *take_json(Exchange *exchange)
{
	return json_object_get(exchange_json(exchange));
}

static void drop(DashboardCalls *calls, Exchange **exchange)
{
	if (*exchange)
		session_drop(calls->session, *exchange);
	*exchange = NULL;
}

static bool is_good(Exchange *exchange)
{
	return exchange_failure(exchange) == FAILURE_NONE && exchange_json(exchange);
}

/* A dashboard stored as v2 that this Grafana does not turn into v1. */
static bool has_failed_conversion(json_object *dto)
{
	return json_get_bool(dto, "status.conversion.failed", false) &&
	       g_str_has_prefix(json_get_text(dto, "status.conversion.storedVersion", ""), "v2");
}

static json_object *finish_v2(DashboardCalls *calls, GError **error)
{
	Exchange *exchange = ask_dto(calls, "v2beta1");

	if (!session_wait_one(calls->session, exchange, error) ||
	    !exchange_check(exchange, error))
		return NULL;
	return take_json(exchange);
}

static json_object *finish_classic(DashboardCalls *calls, GError **error)
{
	enum { NOT_ACCEPTABLE = 406 }; // Grafana 12.2 on: only /apis has this dashboard

	if (!calls->classic)
		calls->classic = ask_classic(calls);
	if (!session_wait_one(calls->session, calls->classic, error))
		return NULL;
	if (exchange_status(calls->classic) == NOT_ACCEPTABLE)
		return finish_v2(calls, error);
	if (!exchange_check(calls->classic, error))
		return NULL;
	return take_json(calls->classic);
}

/* NULL without an error: /apis does not have it, the older route is to be asked. */
static json_object *finish_dto(DashboardCalls *calls, GError **error)
{
	if (!session_wait_one(calls->session, calls->dto, error))
		return NULL;
	if (!is_good(calls->dto) && strcmp(calls->name_space, name_space(calls)) != 0) {
		drop(calls, &calls->dto);
		calls->dto = ask_dto(calls, "v1beta1");
		if (!session_wait_one(calls->session, calls->dto, error))
			return NULL;
	}
	if (!is_good(calls->dto))
		return NULL;
	if (has_failed_conversion(exchange_json(calls->dto)))
		return finish_v2(calls, error);
	return take_json(calls->dto);
}

json_object *dashboard_calls_finish(DashboardCalls *calls, GError **error)
{
	g_autoptr(GError) cause = NULL;

	if (!finish_settings(calls, error))
		return NULL;
	if (calls->dto && !version_has(calls->settings->version, FEATURE_DASHBOARD_DTO))
		drop(calls, &calls->dto);
	if (calls->dto) {
		json_object *json = finish_dto(calls, &cause);

		if (cause) {
			g_propagate_error(error, g_steal_pointer(&cause));
			return NULL;
		}
		if (json) {
			drop(calls, &calls->classic);
			return json;
		}
	}
	return finish_classic(calls, error);
}

/* --- Library panels --- */

Exchange *library_panel_start(Session *session, Arena *arena, const char *uid)
{
	return session_share(session,
			     &(ExchangeSpec){ .what = "the library panel",
					      .path = arena_printf(arena, "api/library-elements/%s",
								   url_segment(arena, uid)) });
}

json_object *library_panel_model(Arena *arena, Exchange *exchange, GError **error)
{
	if (!exchange_check(exchange, error))
		return NULL;
	json_object *model = json_get_object(exchange_json(exchange), "result.model");

	if (!model) {
		g_set_error(error, RENDER_ERROR, RENDER_ERROR_UPSTREAM,
			    "the library panel has no model");
		return NULL;
	}
	/* Panels that show the same one have each their own: reading it changes it. */
	json_object *copy = NULL;

	json_object_deep_copy(model, &copy, NULL);
	return arena_take_json(arena, copy);
}
