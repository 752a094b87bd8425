#include "api/serve/target.h"

#include "renderer/error.h"

#include <string.h>

typedef struct Address {
	char *scheme, *userinfo, *host, *path, *query;
	int port; // -1 when the URL names none
} Address;

static void address_clear(Address *address)
{
	g_free(address->scheme);
	g_free(address->userinfo);
	g_free(address->host);
	g_free(address->path);
	g_free(address->query);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Address, address_clear)

static bool bad(GError **error, const char *message)
{
	g_set_error_literal(error, RENDER_ERROR, RENDER_ERROR_BAD_REQUEST, message);
	return false;
}

static bool host_is_plain(const char *host)
{
	if (strchr(host, ':'))
		return g_hostname_is_ip_address(host) && !strchr(host, '%');
	return *host && host[strspn(host, "abcdefghijklmnopqrstuvwxyz0123456789.-_")] == '\0';
}

static bool address_check(Address *address, GError **error)
{
	g_autofree char *given_host = address->host;

	address->host = given_host ? g_ascii_strdown(given_host, -1) : NULL;
	if (!g_str_equal(address->scheme, "http") && !g_str_equal(address->scheme, "https")) {
		g_set_error_literal(error, RENDER_ERROR, RENDER_ERROR_FORBIDDEN,
				    "url must begin with http:// or https://");
		return false;
	}
	if (address->userinfo)
		return bad(error, "url must not hold a user or password");
	if (!address->host || !host_is_plain(address->host))
		return bad(error, "url must name a host in ASCII letters, or an IP address");
	if (address->port == 0)
		return bad(error, "url must not name port 0");
	return true;
}

static bool address_parse(const char *url, Address *address, GError **error)
{
	// relaxed, since browsers too let a lone '%' in a query through
	GUriFlags flags = G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED;

	if (!g_uri_split(url, flags, &address->scheme, &address->userinfo, &address->host,
			 &address->port, &address->path, &address->query, NULL, NULL) ||
	    !address->scheme)
		return bad(
			error,
			"url must be a whole URL such as http://grafana:3000/d-solo/UID?panelId=2");
	return address_check(address, error);
}

static char *address_origin(const Address *address)
{
	int default_port = g_str_equal(address->scheme, "https") ? 443 : 80;
	bool is_v6 = strchr(address->host, ':');
	g_autofree char *host =
		is_v6 ? g_strdup_printf("[%s]", address->host) : g_strdup(address->host);

	if (address->port < 0 || address->port == default_port)
		return g_strdup_printf("%s://%s", address->scheme, host);
	return g_strdup_printf("%s://%s:%d", address->scheme, host, address->port);
}

char *target_origin_parse(const char *text, GError **error)
{
	g_auto(Address) address = { 0 };

	if (!address_parse(text, &address, error))
		return NULL;
	if (address.query || (*address.path && !g_str_equal(address.path, "/"))) {
		bad(error, "an origin is only scheme://host[:port]");
		return NULL;
	}
	return address_origin(&address);
}

typedef struct Route {
	const char *first, *second; // path segments; second is NULL when one tells it
	RenderRoute route;
	bool is_solo;
	size_t least, most; // segments behind them
} Route;

static const Route routes[] = {
	{ "d", NULL, RENDER_ROUTE_UID, false, 1, 2 },
	{ "d-solo", NULL, RENDER_ROUTE_UID, true, 1, 2 },
	{ "dashboard", "db", RENDER_ROUTE_SLUG, false, 1, 1 },
	{ "dashboard", "snapshot", RENDER_ROUTE_SNAPSHOT, false, 1, 2 },
	{ "dashboard-solo", "db", RENDER_ROUTE_SLUG, true, 1, 1 },
	{ "dashboard-solo", "snapshot", RENDER_ROUTE_SNAPSHOT, true, 1, 2 },
};

/* The route that begins at segments[at], of n; NULL when none does. */
static const Route *route_at(char *const *segments, size_t n, size_t at)
{
	for (size_t i = 0; i < G_N_ELEMENTS(routes); i++) {
		const Route *route = &routes[i];
		size_t used = at + (route->second ? 2 : 1);

		if (n < used + route->least || n > used + route->most)
			continue;
		if (g_str_equal(segments[at], route->first) &&
		    (!route->second || g_str_equal(segments[at + 1], route->second)))
			return route;
	}
	return NULL;
}

/* The origin and the sub path in front of segments[at]; "" is the segment before the first '/'. */
static const char *base_of(Arena *arena, const char *origin, char *const *segments, size_t at)
{
	GString *base = g_string_new(origin);

	if (at > 1 && g_str_equal(segments[at - 1], "render"))
		at--;
	for (size_t i = 0; i < at; i++)
		g_string_append_printf(base, "%s/", segments[i]);
	return arena_take_string(arena, base);
}

static bool path_parse(const char *path, RenderRequest *request, GError **error)
{
	g_auto(GStrv) segments = g_strsplit(path, "/", -1);
	size_t n = g_strv_length(segments);

	while (n > 0 && !*segments[n - 1])
		n--;
	for (size_t at = 1; at < n; at++) {
		const Route *route = route_at(segments, n, at);

		if (!route)
			continue;
		size_t named = at + (route->second ? 2 : 1);

		request->base = base_of(request->arena, request->origin, segments, at);
		request->route = route->route;
		request->is_solo = route->is_solo;
		request->uid = query_unescape(request->arena, segments[named]);
		if (named + 1 < n)
			request->slug = query_unescape(request->arena, segments[named + 1]);
		return (request->uid && *request->uid) ||
		       bad(error, "url names no readable dashboard uid");
	}
	return bad(error,
		   "url must lead to d-solo/UID, d/UID, dashboard-solo/db/SLUG, dashboard/db/SLUG, "
		   "dashboard-solo/snapshot/KEY or dashboard/snapshot/KEY");
}

/* A dashboard page shows one panel with viewPanel, up to Grafana 7 with fullscreen&panelId. */
static const char *panel_of(const Query *query, bool is_solo)
{
	const char *viewed = query_get_filled(query, "viewPanel");
	const char *panel = query_get_filled(query, "panelId");

	if (is_solo)
		return panel ? panel : viewed;
	return viewed || !query_get(query, "fullscreen") ? viewed : panel;
}

static const RenderVariable *variables_find(const RenderVariable *variables, size_t n,
					    const char *name)
{
	for (size_t i = 0; i < n; i++) {
		if (g_str_equal(variables[i].name, name))
			return &variables[i];
	}
	return NULL;
}

/* All values of pairs[from].name, of which there are none before `from`. */
static RenderVariable variable_collect(Arena *arena, const Query *query, size_t from)
{
	const char *name = query->pairs[from].name;
	size_t n = 0;

	for (size_t i = from; i < query->n_pairs; i++)
		n += g_str_equal(query->pairs[i].name, name);
	const char **values = arena_new_array(arena, const char *, n);

	n = 0;
	for (size_t i = from; i < query->n_pairs; i++) {
		if (g_str_equal(query->pairs[i].name, name))
			values[n++] = query->pairs[i].value;
	}
	return (RenderVariable){ name + strlen("var-"), values, n };
}

static void variables_parse(const Query *query, RenderRequest *request)
{
	RenderVariable *variables = arena_new_array(request->arena, RenderVariable, query->n_pairs);
	size_t n = 0;

	for (size_t i = 0; i < query->n_pairs; i++) {
		const char *name = query->pairs[i].name;

		if (g_str_has_prefix(name, "var-") && name[4] &&
		    !variables_find(variables, n, name + 4))
			variables[n++] = variable_collect(request->arena, query, i);
	}
	request->variables = variables;
	request->n_variables = n;
}

static int64_t org_of(const Query *query)
{
	const char *text = query_get_filled(query, "orgId");
	gint64 org_id = 0;

	if (text && !g_ascii_string_to_signed(text, 10, 1, G_MAXINT64, &org_id, NULL))
		return 0;
	return org_id;
}

static LegendOverflow legend_of(const Query *query)
{
	const char *text = query_get(query, "legend");

	if (g_strcmp0(text, "grow") == 0)
		return LEGEND_GROW;
	return g_strcmp0(text, "fit") == 0 ? LEGEND_FIT : LEGEND_CUT;
}

/* Grafana's switches of a page: named alone, or true. */
static bool is_switched_on(const Query *query, const char *name)
{
	const char *text = query_get(query, name);

	return text && (!*text || strcmp(text, "true") == 0);
}

static bool query_read(const Query *query, RenderRequest *request, GError **error)
{
	request->panel_id = panel_of(query, request->is_solo);
	request->org_id = org_of(query);
	request->from = query_get_filled(query, "from");
	request->to = query_get_filled(query, "to");
	request->time = query_get_filled(query, "time");
	request->time_window = query_get_filled(query, "time.window");
	request->url_timezone = query_get_filled(query, "timezone");
	request->tz = query_get_filled(query, "tz");
	request->is_light = g_strcmp0(query_get(query, "theme"), "light") == 0;
	request->is_kiosk = query_get(query, "kiosk");
	request->hides_time = is_switched_on(query, "_dash.hideTimePicker");
	request->hides_variables = is_switched_on(query, "_dash.hideVariables");
	request->hides_links = is_switched_on(query, "_dash.hideLinks");
	request->shows_all_rows = g_strcmp0(query_get(query, "rows"), "all") == 0;
	request->legend_overflow = legend_of(query);
	variables_parse(query, request);
	if (request->is_solo && !request->panel_id)
		return bad(error,
			   "url leads to a single panel and needs panelId, such as panelId=2");
	return true;
}

bool target_parse(const char *url, RenderRequest *request, Query *query, GError **error)
{
	g_auto(Address) address = { 0 };

	if (!address_parse(url, &address, error))
		return false;
	g_autofree char *origin = address_origin(&address);

	request->url = arena_strdup(request->arena, url);
	request->origin = arena_strdup(request->arena, origin);
	if (!path_parse(address.path, request, error))
		return false;
	*query = query_parse(request->arena, address.query);
	return query_read(query, request, error);
}
