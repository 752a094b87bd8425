#include "api/grafana/fetch.h"

#include "api/grafana/asset.h"
#include "api/grafana/clone-id.h"
#include "api/grafana/dashboard.h"
#include "api/grafana/numbered-copy.h"
#include "api/grafana/panel-query.h"
#include "api/grafana/question.h"
#include "api/grafana/scope.h"
#include "api/grafana/variable-query.h"

#include "renderer/json.h"
#include "renderer/model/interval.h"
#include "renderer/model/json-edit.h"
#include "renderer/model/repeat.h"

#include <string.h>

enum {
	MAX_LIBRARIES = 500,
	PANELS_IN_ONE = 3, // all panels together may have as much data as so many large ones
};

static const FrameLimits default_limits = { .max_frames = 2000, .max_cells = 4000000 };

static double ms_since(int64_t start_us)
{
	return (double)(g_get_monotonic_time() - start_us) / 1000;
}

static bool wait_all(Session *session, GPtrArray *exchanges, GError **error)
{
	return session_wait(session, (Exchange *const *)exchanges->pdata, exchanges->len, error);
}

void fetch_begin(Session *session, const FetchInput *input, const Cancel *cancel)
{
	const RenderRequest *request = input->request;

	session_begin(session,
		      &(SessionTarget){
			      .base = request->base,
			      .render_key = request->render_key,
			      .domain = request->domain,
			      .accept_language = request->accept_language,
			      .org_id = request->org_id,
			      .deadline_us = request->deadline_us,
		      },
		      cancel);
}

/* --- Who asks --- */

/* What the user and the organisation prefer, and are called; NULL where nothing is known. */
typedef struct {
	Exchange *user_preferences, *org_preferences;
	Exchange *user, *org;
} Identity;

static Exchange *ask(Session *session, const char *what, const char *path)
{
	return session_start(session, &(ExchangeSpec){ .what = what, .path = path });
}

/* Whether some text of the dashboard has ${__user…} or ${__org.name}. */
static bool names_identity(json_object *json)
{
	const char *text = json_object_to_json_string_ext(json, JSON_C_TO_STRING_PLAIN);

	return strstr(text, "__user") || strstr(text, "__org");
}

/* Only a range that is rounded to weeks must know where they begin. */
static bool needs_week_start(const FetchInput *input, const Dashboard *dashboard)
{
	const char *texts[] = { input->request->from, input->request->to, dashboard->time_from,
				dashboard->time_to };

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		if (texts[i] && strstr(texts[i], "/w"))
			return dashboard->week_start < 0;
	return false;
}

static bool fetch_identity(Session *session, const FetchInput *input, const Dashboard *dashboard,
			   Identity *identity, GError **error)
{
	const char *timezone = dashboard->timezone;
	bool has_zone = input->request->url_timezone || (timezone && *timezone);
	g_autoptr(GPtrArray) exchanges = g_ptr_array_new();

	*identity = (Identity){ 0 };
	if (dashboard->is_snapshot)
		return true;
	if (!has_zone || needs_week_start(input, dashboard)) {
		identity->user_preferences =
			ask(session, "the user's preferences", "api/user/preferences");
		identity->org_preferences =
			ask(session, "the organisation's preferences", "api/org/preferences");
		g_ptr_array_add(exchanges, identity->user_preferences);
		g_ptr_array_add(exchanges, identity->org_preferences);
	}
	if (names_identity(dashboard->json)) {
		identity->user = ask(session, "the user", "api/user");
		identity->org = ask(session, "the organisation", "api/org");
		g_ptr_array_add(exchanges, identity->user);
		g_ptr_array_add(exchanges, identity->org);
	}
	return wait_all(session, exchanges, error);
}

static const char *answer_text(Arena *arena, Exchange *exchange, const char *key)
{
	if (!exchange || exchange_failure(exchange) != FAILURE_NONE)
		return NULL;
	const char *text = json_get_text(exchange_json(exchange), key, "");

	return *text ? arena_strdup(arena, text) : NULL;
}

/* Of someone who is not known, nothing: as Grafana's page has it for a renderer's key. */
static const char *identity_text(Arena *arena, Exchange *exchange, const char *key)
{
	const char *text = answer_text(arena, exchange, key);

	return text ? text : "";
}

static int64_t answer_number(Exchange *exchange, const char *key)
{
	if (!exchange || exchange_failure(exchange) != FAILURE_NONE)
		return 0;
	return (int64_t)json_get_number(exchange_json(exchange), key, 0);
}

static const char *preference(Arena *arena, const Identity *identity, const char *key)
{
	const char *text = answer_text(arena, identity->user_preferences, key);

	return text ? text : answer_text(arena, identity->org_preferences, key);
}

/* --- Time --- */

/* The URL's zone, the dashboard's, the user's, the instance's; "browser" at the end. */
static const char *wanted_zone(const FetchedDashboard *fetched, const FetchInput *input,
			       const Identity *identity)
{
	const char *texts[] = {
		input->request->url_timezone,
		fetched->dashboard->timezone,
		preference(fetched->arena, identity, "timezone"),
		json_get_text(fetched->settings->json, "dateFormats.defaultTimezone", NULL),
	};

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		if (texts[i] && *texts[i])
			return texts[i];
	return "browser";
}

static void unref_zone(void *zone)
{
	g_time_zone_unref(zone);
}

static GTimeZone *keep_zone(Arena *arena, GTimeZone *zone)
{
	arena_take(arena, zone, unref_zone);
	return zone;
}

static int week_start(const FetchedDashboard *fetched, const Identity *identity)
{
	const char *day = preference(fetched->arena, identity, "weekStart");

	if (fetched->dashboard->week_start >= 0)
		return fetched->dashboard->week_start;
	return MAX(day ? week_start_parse(day) : 0, 0);
}

static void set_time(FetchedDashboard *fetched, const FetchInput *input, const Identity *identity)
{
	const RenderRequest *request = input->request;
	const char *browser_zone = request->timezone ? request->timezone : "UTC";
	const char *zone = wanted_zone(fetched, input, identity);

	fetched->is_browser_zone = strcmp(zone, "browser") == 0;
	fetched->zone_name = fetched->is_browser_zone ? browser_zone : zone;
	fetched->zone = keep_zone(fetched->arena, time_zone_find(zone, browser_zone));
	fetched->time = (TimeContext){
		.now_ms = input->now_ms,
		.zone = fetched->zone,
		.week_start = week_start(fetched, identity),
		.fiscal_start = fetched->dashboard->fiscal_start,
		.now_delay = fetched->dashboard->now_delay,
	};
}

/* `time` and `time.window` of the URL: the middle of the range and its length. */
static bool centre_range(FetchedDashboard *fetched, const RenderRequest *request)
{
	int64_t time_ms = 0;
	double window_ms = 0;

	if (!request->time || !request->time_window ||
	    !time_parse(request->time, &fetched->time, false, &time_ms))
		return false;
	if (!interval_parse(request->time_window, &window_ms) || window_ms <= 0)
		return false;
	/* A bare number is milliseconds here. */
	if (strspn(request->time_window, "0123456789") == strlen(request->time_window))
		window_ms /= 1000;
	fetched->range = time_range_around(fetched->arena, time_ms, (int64_t)window_ms);
	return true;
}

/* What the URL does not say, or says in no form that Grafana reads, is the dashboard's. */
static const char *range_end(Arena *arena, const char *from_url, const char *saved)
{
	const char *end = from_url ? time_from_url(arena, from_url) : NULL;

	return end ? end : saved;
}

static void set_range(FetchedDashboard *fetched, const RenderRequest *request)
{
	const Dashboard *dashboard = fetched->dashboard;

	if (centre_range(fetched, request))
		return;
	fetched->range = time_range(fetched->arena,
				    range_end(fetched->arena, request->from, dashboard->time_from),
				    range_end(fetched->arena, request->to, dashboard->time_to),
				    &fetched->time);
}

/* --- Interpolator --- */

static void set_interpolator(FetchedDashboard *fetched, const FetchInput *input,
			     const Identity *identity)
{
	const RenderRequest *request = input->request;
	Arena *arena = fetched->arena;
	const char *search = request->url ? strchr(request->url, '?') : NULL;
	const char *path = request->url && request->origin &&
					   g_str_has_prefix(request->url, request->origin)
				   ? request->url + strlen(request->origin)
				   : "";

	fetched->interpolator = (Interpolator){
		.range = &fetched->range,
		.zone = fetched->zone,
		.zone_name = fetched->zone_name,
		.browser_zone = keep_zone(arena, time_zone_find("browser", request->timezone)),
		.dashboard_title = fetched->dashboard->title,
		.dashboard_uid = fetched->dashboard->uid,
		.user_login = identity_text(arena, identity->user, "login"),
		.user_email = identity_text(arena, identity->user, "email"),
		.user_id = answer_number(identity->user, "id"),
		.org_name = identity_text(arena, identity->org, "name"),
		.org_id = identity->org ? answer_number(identity->org, "id") : request->org_id,
		.url_path = arena_strndup(arena, path, strcspn(path, "?#")),
		.url_search = search ? search : "",
	};
}

/* --- Variables --- */

static UrlVariable *url_variables(Arena *arena, const RenderRequest *request)
{
	UrlVariable *variables = arena_new_array(arena, UrlVariable, request->n_variables + 1);

	for (size_t i = 0; i < request->n_variables; i++) {
		const RenderVariable *from = &request->variables[i];
		const char **values = arena_new_array(arena, const char *, from->n_values + 1);

		for (size_t j = 0; j < from->n_values; j++)
			values[j] = from->values[j];
		variables[i] = (UrlVariable){ from->name, values, from->n_values };
	}
	return variables;
}

static json_object *variable_json(const FetchedDashboard *fetched, size_t index)
{
	return json_object_array_get_idx(fetched->dashboard->variables, index);
}

typedef struct {
	size_t index;
	VariableCall *call; // NULL: it can't be asked
} PendingVariable;

/* Schema 29 made variables that were never refreshed so. */
static bool is_refreshed_by_schema(const FetchedDashboard *fetched)
{
	return version_has(fetched->settings->version, FEATURE_REFRESHED_VARIABLES) &&
	       json_get_number(fetched->dashboard->json, "schemaVersion", 0) < 29;
}

/* Before scenes, a variable that is never refreshed was taken as it was saved. */
static bool is_taken_as_saved(const FetchedDashboard *fetched, size_t index)
{
	json_object *json = variable_json(fetched, index), *refresh = json_get(json, "refresh");
	bool is_never = !json_is_truthy(refresh);

	return !version_has(fetched->settings->version, FEATURE_SCENES) && is_never &&
	       !is_refreshed_by_schema(fetched) && json_get(json, "current.value") &&
	       !fetched->variables->items[index].is_all;
}

/* Starts the variables that wait for no other. */
static size_t start_round(Session *session, FetchedDashboard *fetched, PendingVariable *pending,
			  GPtrArray *exchanges)
{
	size_t n = 0;

	for (size_t i = 0; i < fetched->variables->n; i++) {
		if (!fetched->variables->needs_query[i])
			continue;
		VariableCall *call =
			is_taken_as_saved(fetched, i)
				? NULL
				: variable_call_new(&fetched->query, variable_json(fetched, i));

		if (call)
			variable_call_start(call, session, exchanges);
		pending[n++] = (PendingVariable){ i, call };
	}
	return n;
}

/* A failed query leaves the saved value. */
static void finish_variable(FetchedDashboard *fetched, const VariableInput *input,
			    const PendingVariable *pending)
{
	VariableCall *call = pending->call;
	bool is_answered = call && variable_call_finish(call);

	if (is_answered)
		variables_set_options(fetched->arena, fetched->variables, pending->index,
				      fetched->dashboard, input, call->options, call->n_options);
	else
		variables_give_up(fetched->arena, fetched->variables, pending->index,
				  fetched->dashboard, input);
	if (call && !is_answered)
		fetched->variables->items[pending->index].has_failed = true;
}

static bool fetch_variables(Session *session, FetchedDashboard *fetched,
			    const VariableInput *input, GError **error)
{
	Variables *variables = variables_resolve(fetched->arena, fetched->dashboard, input);
	PendingVariable *pending = arena_new_array(fetched->arena, PendingVariable,
						   variables->n + 1);
	size_t n = 1;

	fetched->variables = variables;
	fetched->interpolator.variables = variables->items;
	fetched->interpolator.n_variables = variables->n;
	for (size_t round = 0; n > 0 && round <= variables->n; round++) {
		g_autoptr(GPtrArray) exchanges = g_ptr_array_new();

		if (fetched->dashboard->is_snapshot)
			return true;
		n = start_round(session, fetched, pending, exchanges);
		if (!wait_all(session, exchanges, error))
			return false;
		for (size_t i = 0; i < n; i++)
			finish_variable(fetched, input, &pending[i]);
	}
	return true;
}

/* --- The dashboard --- */

static void set_query_context(FetchedDashboard *fetched, const FetchInput *input,
			      const VariableInput *variables)
{
	fetched->query = (QueryContext){
		.arena = fetched->arena,
		.settings = fetched->settings,
		.dashboard = fetched->dashboard,
		.interpolator = &fetched->interpolator,
		.dashboard_range = fetched->range,
		.range = fetched->range,
		.time = &fetched->time,
		.is_browser_zone = fetched->is_browser_zone,
		.width_px = input->width_px,
		.limits = input->limits.max_cells ? input->limits : default_limits,
		.url = variables->url,
		.n_url = variables->n_url,
	};
}

static bool open_dashboard(Session *session, const FetchInput *input, FetchedDashboard *fetched,
			   GError **error)
{
	DashboardCalls calls;
	DashboardAddress address = { input->request->route, input->request->uid };

	dashboard_calls_start(&calls, session, fetched->arena, &address);
	json_object *json = dashboard_calls_finish(&calls, error);

	if (!json)
		return false;
	fetched->settings = calls.settings;
	fetched->dashboard = dashboard_parse(fetched->arena, json, error);
	return fetched->dashboard != NULL;
}

/* The only panel of the picture, when it alone tells which variables are seen. */
static const Panel *lone_panel(const FetchedDashboard *fetched, const FetchInput *input)
{
	PanelAddress address = dashboard_find_panel(fetched->arena, fetched->dashboard,
						    input->request->panel_id);

	if (!input->request->panel_id || !address.panel || address.panel->library_uid)
		return NULL;
	return address.panel;
}

bool fetch_dashboard(Session *session, Arena *arena, const FetchInput *input,
		     FetchedDashboard *fetched, GError **error)
{
	int64_t start_us = g_get_monotonic_time();
	Identity identity;

	*fetched = (FetchedDashboard){ .arena = arena };
	if (!open_dashboard(session, input, fetched, error))
		return false;
	fetched->times.dashboard_ms = ms_since(start_us);
	start_us = g_get_monotonic_time();
	if (!fetch_identity(session, input, fetched->dashboard, &identity, error))
		return false;
	set_time(fetched, input, &identity);
	set_range(fetched, input->request);
	set_interpolator(fetched, input, &identity);
	VariableInput variables = {
		.url = url_variables(arena, input->request),
		.n_url = input->request->n_variables,
		.data_sources = fetched->settings->data_sources,
		.n_data_sources = fetched->settings->n_data_sources,
		.range = &fetched->range,
		.panel = lone_panel(fetched, input),
		.validates_saved = true,
	};

	set_query_context(fetched, input, &variables);
	bool is_done = fetch_variables(session, fetched, &variables, error);

	fetched->times.variables_ms = ms_since(start_us);
	return is_done;
}

/* --- One panel of it --- */

/* The value of a numbered copy; the first where none is numbered. */
static const char *nth_value(const VariableValue *variable, int clone)
{
	if (variable->n_values == 0)
		return "";
	return variable->values[MIN((size_t)MAX(clone, 0), variable->n_values - 1)];
}

enum { MAX_REPEATS = 20 }; // of rows and tabs around a panel, its own among them

/* A variable that repeats the panel or what is around it, and the number of the copy meant. */
typedef struct {
	const VariableValue *variable;
	int clone; // -1: none
} Repeat;

static size_t add_repeat(const FetchedDashboard *fetched, const char *name, int clone,
			 Repeat repeats[MAX_REPEATS], size_t n)
{
	const VariableValue *variable = variables_find(fetched->variables, name);

	if (variable && n < MAX_REPEATS)
		repeats[n++] = (Repeat){ variable, clone };
	return n;
}

/* From the outermost in. */
static size_t repeats_of(const FetchedDashboard *fetched, const PanelAddress *address,
			 Repeat repeats[MAX_REPEATS])
{
	const Panel *panel = address->panel;
	json_object *outer = panel->row ? panel->row->outer_repeats : NULL;
	size_t n = 0;

	for (size_t i = 0; i < json_length(outer); i++)
		n = add_repeat(fetched, json_object_get_string(json_at(outer, i)), -1, repeats, n);
	n = add_repeat(fetched, panel->row_repeat, address->row_clone, repeats, n);
	return add_repeat(fetched, panel->repeat, address->clone, repeats, n);
}

/* Values named by the address are of the outermost repeats. */
static void set_scope(const FetchedDashboard *fetched, const PanelAddress *address,
		      FetchedPanel *copy)
{
	Repeat repeats[MAX_REPEATS];
	size_t n = repeats_of(fetched, address, repeats);
	VariableValue *scoped = arena_new_array(fetched->arena, VariableValue, n + 1);

	for (size_t i = 0; i < n; i++) {
		const VariableValue *variable = repeats[i].variable;
		const char *value = i < address->n_path ? address->path[i]
							: nth_value(variable, repeats[i].clone);

		scoped[n - 1 - i] = repeat_copy_of(fetched->arena, variable, value);
	}
	copy->scoped = scoped;
	copy->n_scoped = n;
}

/* Up to Grafana 11.2 a copy had a number of its own. */
static FetchedPanel find_numbered(const FetchedDashboard *fetched, const FetchInput *input)
{
	int id = (int)g_ascii_strtoll(input->request->panel_id, NULL, 10);
	NumberedCopy found = numbered_copy_find(fetched->dashboard, fetched->variables, id);
	FetchedPanel copy = { .panel = found.panel, .width_px = input->width_px };
	const char *values[] = { found.row_value, found.panel_value };
	const char **path = arena_new_array(fetched->arena, const char *, G_N_ELEMENTS(values));
	PanelAddress address = { .panel = found.panel, .path = path, .clone = -1, .row_clone = -1 };

	for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
		if (values[i])
			path[address.n_path++] = values[i];
	if (found.panel)
		set_scope(fetched, &address, &copy);
	return copy;
}

FetchedPanel fetch_find_panel(const FetchedDashboard *fetched, const FetchInput *input)
{
	PanelAddress address = dashboard_find_panel(fetched->arena, fetched->dashboard,
						    input->request->panel_id);
	FetchedPanel panel = { .panel = address.panel, .width_px = input->width_px };

	if (address.panel)
		set_scope(fetched, &address, &panel);
	else if (input->request->panel_id && address.is_number &&
		 !version_has(fetched->settings->version, FEATURE_SCENES))
		return find_numbered(fetched, input);
	return panel;
}

/* --- Data --- */

static void collect_library_panels(Session *session, Arena *arena, const FetchedPanel *panels,
				   size_t n, Exchange **asked, GPtrArray *exchanges)
{
	for (size_t i = 0; i < n; i++) {
		const char *uid = panels[i].panel->library_uid;

		if (!uid)
			continue;
		asked[i] = library_panel_start(session, arena, uid);
		g_ptr_array_add(exchanges, asked[i]);
	}
}

static void merge_library_panel(Arena *arena, FetchedPanel *fetched, Exchange *exchange)
{
	g_autoptr(GError) error = NULL;
	json_object *model = library_panel_model(arena, exchange, &error);
	Panel *panel = arena_new_one(arena, Panel);

	*panel = *fetched->panel;
	if (!model)
		fetched->error_text = arena_strdup(arena, error->message);
	if (!model || !panel_take_library_model(arena, model, panel))
		panel_leave_library_model(panel);
	fetched->panel = panel;
}

static bool fetch_library_panels(Session *session, const FetchedDashboard *dashboard,
				 FetchedPanel *panels, size_t n, GError **error)
{
	Exchange **asked = arena_new_array(dashboard->arena, Exchange *, n + 1);
	g_autoptr(GPtrArray) exchanges = g_ptr_array_new();

	collect_library_panels(session, dashboard->arena, panels, n, asked, exchanges);
	if (!wait_all(session, exchanges, error))
		return false;
	for (size_t i = 0; i < n; i++)
		if (asked[i])
			merge_library_panel(dashboard->arena, &panels[i], asked[i]);
	return true;
}

bool fetch_libraries(Session *session, FetchedDashboard *fetched, GError **error)
{
	Dashboard *dashboard = fetched->dashboard;
	FetchedPanel *panels = arena_new_array(fetched->arena, FetchedPanel, MAX_LIBRARIES);
	Panel **places = arena_new_array(fetched->arena, Panel *, MAX_LIBRARIES);
	size_t n = 0;

	for (size_t i = 0; i < dashboard->n_panels && n < MAX_LIBRARIES; i++) {
		if (!dashboard->panels[i].library_uid)
			continue;
		places[n] = &dashboard->panels[i];
		panels[n].panel = places[n];
		n++;
	}
	if (!fetch_library_panels(session, fetched, panels, n, error))
		return false;
	for (size_t i = 0; i < n; i++)
		*places[i] = *panels[i].panel;
	return true;
}

bool fetch_links(Session *session, FetchedDashboard *fetched, const Answers **links,
		 GError **error)
{
	g_autoptr(GPtrArray) exchanges = g_ptr_array_new();
	QuestionQuery *query = question_links_start(session, &fetched->query, exchanges);

	if (!wait_all(session, exchanges, error))
		return false;
	*links = question_query_finish(fetched->arena, query);
	return true;
}

/* What one panel has under way. */
typedef struct {
	QueryContext context;
	PanelQuery *query;
	AnnotationQuery *annotations;
	AssetQuery *assets;
	QuestionQuery *questions;
} PanelCalls;

static void plan_panel(FetchedDashboard *dashboard, FetchedPanel *panel, PanelCalls *calls)
{
	Arena *arena = dashboard->arena;
	QueryContext page = dashboard->query;

	panel->interpolator =
		scope_push(arena, &dashboard->interpolator, panel->scoped, panel->n_scoped);
	calls->context = dashboard->query;
	calls->context.interpolator = &panel->interpolator;
	calls->context.width_px = panel->width_px;
	if (version_has(dashboard->settings->version, FEATURE_SCENES))
		calls->context.clone_id = clone_id(dashboard->variables, panel->panel->id,
						   panel->scoped, panel->n_scoped);
	page.interpolator = &panel->interpolator;
	calls->annotations = annotation_query_new(&page, panel->panel);
	calls->query = panel_query_new(&calls->context, panel->panel);
}

/* Panels that share the results of others come after those. */
static void start_panels(Session *session, Arena *arena, const FetchedPanel *panels,
			 PanelCalls *calls, size_t n, GPtrArray *exchanges)
{
	for (size_t i = 0; i < n; i++)
		if (!panel_query_is_shared(calls[i].query))
			panel_query_start(calls[i].query, session, exchanges);
	for (size_t i = 0; i < n; i++) {
		if (panel_query_is_shared(calls[i].query))
			panel_query_start(calls[i].query, session, exchanges);
		annotation_query_start(calls[i].annotations, session, exchanges);
		calls[i].assets = asset_query_start(session, arena, panels[i].panel, exchanges);
		calls[i].questions = question_query_start(session, &calls[i].query->context,
							  panels[i].panel, exchanges);
	}
}

/* `n_cells` is what all panels together may still have. */
static void finish_panel(FetchedDashboard *dashboard, FetchedPanel *panel, PanelCalls *calls,
			 size_t *n_cells)
{
	Arena *arena = dashboard->arena;
	FrameLimits limits = dashboard->query.limits;

	limits.max_cells = MIN(limits.max_cells, *n_cells);
	QueryResult *result = query_result_new(arena, &limits);

	panel->annotations = frames_new(arena);
	panel_query_finish(calls->query, result, panel->annotations);
	annotation_query_finish(calls->annotations, panel->annotations);
	panel->assets = asset_query_finish(arena, calls->assets);
	panel->answers = question_query_finish(arena, calls->questions);
	*n_cells -= limits.max_cells - result->left.max_cells;
	panel->frames = result->frames;
	if (!panel->error_text)
		panel->error_text = result->error;
	panel->range = calls->query->context.range;
	panel->time_info = calls->query->time_info;
	panel->interpolator.range = &panel->range;
	int64_t interval_ms = panel_query_interval_ms(calls->query);

	if (interval_ms > 0)
		panel->interpolator =
			query_push_interval(arena, &panel->interpolator, interval_ms);
}

bool fetch_panels(Session *session, FetchedDashboard *dashboard, FetchedPanel *panels, size_t n,
		  GError **error)
{
	int64_t start_us = g_get_monotonic_time();
	PanelCalls *calls = arena_new_array(dashboard->arena, PanelCalls, n + 1);
	size_t n_cells = PANELS_IN_ONE * dashboard->query.limits.max_cells;
	g_autoptr(GPtrArray) exchanges = g_ptr_array_new();

	if (!fetch_library_panels(session, dashboard, panels, n, error))
		return false;
	for (size_t i = 0; i < n; i++)
		plan_panel(dashboard, &panels[i], &calls[i]);
	start_panels(session, dashboard->arena, panels, calls, n, exchanges);
	if (!wait_all(session, exchanges, error))
		return false;
	for (size_t i = 0; i < n; i++)
		finish_panel(dashboard, &panels[i], &calls[i], &n_cells);
	dashboard->times.data_ms = ms_since(start_us);
	return true;
}

bool grafana_fetch(Session *session, Arena *arena, const FetchInput *input, const Cancel *cancel,
		   Fetched *fetched, GError **error)
{
	fetch_begin(session, input, cancel);
	bool is_done = fetch_dashboard(session, arena, input, &fetched->dashboard, error);

	if (is_done) {
		fetched->panel = fetch_find_panel(&fetched->dashboard, input);
		is_done = !fetched->panel.panel ||
			  fetch_panels(session, &fetched->dashboard, &fetched->panel, 1, error);
	}
	session_end(session);
	return is_done;
}
