#include "api/grafana/question.h"

#include "api/grafana/url.h"

#include "renderer/json.h"
#include "renderer/model/json-edit.h"

#include <math.h>
#include <string.h>

enum { MAX_QUESTIONS = 24, MAX_TAGS = 100, MAX_ROWS = 1000, MAX_INSTANCES = 15 };

struct QuestionQuery {
	Session *session;
	const QueryContext *context;
	const Panel *panel;
	GPtrArray *exchanges;
	Answers answers;
	Exchange *asked[MAX_QUESTIONS];
	bool may_be_missing[MAX_QUESTIONS]; // 404 is an empty answer
};

typedef struct {
	const char *name, *subject; // of the answer
	const char *what, *path;    // of the call
	bool may_be_missing;
} Question;

/* `parameters` is taken. */
static void ask(QuestionQuery *query, const Question *question, GString *parameters)
{
	Arena *arena = query->context->arena;
	size_t index = query->answers.n;
	const ExchangeSpec spec = {
		.what = question->what,
		.path = question->path,
		.query = arena_take_string(arena, parameters),
	};

	if (index == MAX_QUESTIONS)
		return;
	query->answers.n++;
	query->answers.items[index] = (Answer){ .name = question->name,
						.subject = question->subject };
	query->may_be_missing[index] = question->may_be_missing;
	query->asked[index] = session_start(query->session, &spec);
	g_ptr_array_add(query->exchanges, query->asked[index]);
}

/* An answer that needs no question; `json` is taken. */
static void add_known(QuestionQuery *query, const char *name, json_object *json)
{
	json_object *kept = arena_take_json(query->context->arena, json);

	if (query->answers.n < MAX_QUESTIONS)
		query->answers.items[query->answers.n++] = (Answer){ .name = name, .json = kept };
}

static const char *expand(const QuestionQuery *query, const char *text)
{
	return interpolate(query->context->arena, query->context->interpolator, text, "text");
}

static void add_limit(GString *parameters, double limit)
{
	url_add_number(parameters, "limit", (int64_t)fmin(fmax(limit, 1), MAX_ROWS));
}

static void add_tags(const QuestionQuery *query, GString *parameters, const char *name,
		     json_object *tags)
{
	size_t n = tags ? json_object_array_length(tags) : 0;

	for (size_t i = 0; i < MIN(n, MAX_TAGS); i++) {
		const char *tag = json_object_get_string(json_object_array_get_idx(tags, i));

		url_add(parameters, name, expand(query, tag ? tag : ""));
	}
}

/* --- Dashboard list --- */

/* Old panels have their options, by other names, beside them. */
static json_object *list_option(const Panel *panel, const char *key, const char *old_key)
{
	json_object *value = json_get(panel->options, key);

	return value ? value : json_get(panel->json, old_key);
}

static bool list_shows(const Panel *panel, const char *key, const char *old_key, bool fallback)
{
	json_object *value = list_option(panel, key, old_key);

	return value ? json_object_get_boolean(value) : fallback;
}

static GString *search(const Panel *panel)
{
	enum { DEFAULT_ITEMS = 10 };
	json_object *limit = list_option(panel, "maxItems", "limit");
	GString *parameters = g_string_new(NULL);

	add_limit(parameters, limit ? json_object_get_double(limit) : DEFAULT_ITEMS);
	return parameters;
}

static void add_folder(const QuestionQuery *query, GString *parameters)
{
	json_object *uid = list_option(query->panel, "folderUID", "folderUID");
	json_object *id = list_option(query->panel, "folderId", "folderId");

	if (uid) {
		const char *text = json_object_get_string(uid);

		url_add(parameters, "folderUIDs", text && *text ? text : "general");
	} else if (id) {
		url_add_number(parameters, "folderIds", json_object_get_int64(id));
	}
}

static void ask_search(QuestionQuery *query, const Question *question)
{
	const Panel *panel = query->panel;
	GString *parameters = search(panel);
	json_object *text = list_option(panel, "query", "query");
	json_object *tags = list_option(panel, "tags", "tags");
	const char *words = json_object_is_type(text, json_type_string)
				    ? expand(query, json_object_get_string(text))
				    : "";

	url_add(parameters, "type", "dash-db");
	if (*words)
		url_add(parameters, "query", words);
	add_tags(query, parameters, "tag", json_object_is_type(tags, json_type_array) ? tags : NULL);
	add_folder(query, parameters);
	ask(query, question, parameters);
}

/* A browser of its own has visited no dashboard but this one. */
static void ask_recent(QuestionQuery *query, const Question *question)
{
	GString *parameters = search(query->panel);

	url_add(parameters, "type", "dash-db");
	url_add(parameters, "dashboardUID", query->context->dashboard->uid);
	ask(query, question, parameters);
}

static void ask_dashlist(QuestionQuery *query)
{
	const Panel *panel = query->panel;
	Question question = { .what = "the list of dashboards", .path = "api/search" };

	if (list_shows(panel, "showStarred", "starred", true)) {
		GString *parameters = search(panel);

		question.name = "starred";
		url_add(parameters, "starred", "true");
		ask(query, &question, parameters);
	}
	question.name = "recent";
	if (list_shows(panel, "showRecentlyViewed", "recent", false) &&
	    query->context->dashboard->uid)
		ask_recent(query, &question);
	question.name = "search";
	if (list_shows(panel, "showSearch", "search", false))
		ask_search(query, &question);
}

/* --- Annotation list --- */

static void add_dashboard(const QuestionQuery *query, GString *parameters)
{
	const Dashboard *dashboard = query->context->dashboard;

	if (version_has(query->context->settings->version, FEATURE_ANNOTATIONS_BY_UID))
		url_add(parameters, "dashboardUID", dashboard->uid ? dashboard->uid : "");
	else
		url_add_number(parameters, "dashboardId",
			       (int64_t)json_get_number(dashboard->json, "id", 0));
}

static void ask_annolist(QuestionQuery *query)
{
	enum { DEFAULT_LIMIT = 10 };
	const Question question = { .name = "annotations",
				    .what = "the annotations",
				    .path = "api/annotations" };
	json_object *options = query->panel->options;
	GString *parameters = g_string_new(NULL);

	add_tags(query, parameters, "tags", json_get_array(options, "tags"));
	add_limit(parameters, json_get_number(options, "limit", DEFAULT_LIMIT));
	url_add(parameters, "type", "annotation");
	if (json_get_bool(options, "onlyFromThisDashboard", false))
		add_dashboard(query, parameters);
	if (json_get_bool(options, "onlyInTimeRange", false)) {
		url_add_number(parameters, "from", query->context->range.from_ms);
		url_add_number(parameters, "to", query->context->range.to_ms);
	}
	ask(query, &question, parameters);
}

/* --- Alert list --- */

static GString *alert_states(const Panel *panel)
{
	static const struct {
		const char *name;
		bool is_default;
	} states[] = { { "firing", true },  { "pending", true }, { "recovering", true },
		       { "noData", false }, { "normal", false }, { "error", true } };
	json_object *filter = json_get_object(panel->options, "stateFilter");
	bool is_old = json_get_bool(filter, "inactive", false); // its name before Grafana 9
	GString *parameters = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(states); i++)
		if (json_get_bool(filter, states[i].name, states[i].is_default) ||
		    (is_old && strcmp(states[i].name, "normal") == 0))
			url_add(parameters, "state", states[i].name);
	return parameters;
}

static bool has_rules(const DataSource *source)
{
	static const char *const types[] = { "loki", "prometheus",
					     "grafana-amazonprometheus-datasource",
					     "grafana-azureprometheus-datasource" };

	for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
		if (source->type && strcmp(source->type, types[i]) == 0)
			return source->uid &&
			       json_get_bool(source->json, "jsonData.manageAlerts", true);
	return false;
}

static void ask_grafana_rules(QuestionQuery *query)
{
	const Question question = { .name = "rules",
				    .what = "Grafana's alert rules",
				    .path = "api/prometheus/grafana/api/v1/rules" };
	GString *parameters = alert_states(query->panel);

	url_add_number(parameters, "limit_alerts", MAX_INSTANCES);
	ask(query, &question, parameters);
}

static void ask_source_rules(QuestionQuery *query, const DataSource *source)
{
	Arena *arena = query->context->arena;
	const Question question = {
		.name = "rules",
		.subject = source->name,
		.what = arena_printf(arena, "alert rules of \"%s\"", source->name),
		.path = arena_printf(arena, "api/prometheus/%s/api/v1/rules",
				     url_segment(arena, source->uid)),
		.may_be_missing = true,
	};

	ask(query, &question, alert_states(query->panel));
}

static void ask_alertlist(QuestionQuery *query)
{
	const Settings *settings = query->context->settings;
	const char *only = json_get_text(query->panel->options, "datasource", "");
	bool has_only = *only != '\0', is_grafana = strcmp(only, "-- Grafana --") == 0;

	if (!json_get_bool(settings->json, "unifiedAlertingEnabled", true))
		return;
	if (!has_only || is_grafana)
		ask_grafana_rules(query);
	for (size_t i = 0; i < settings->n_data_sources; i++) {
		const DataSource *source = &settings->data_sources[i];

		if (has_rules(source) && (!has_only || g_strcmp0(source->name, only) == 0))
			ask_source_rules(query, source);
	}
}

/* --- Getting started --- */

/* Which steps are done: whether there are data sources, which is known, and dashboards. */
static void ask_gettingstarted(QuestionQuery *query)
{
	const Settings *settings = query->context->settings;
	const Question question = { .name = "search",
				    .what = "the list of dashboards",
				    .path = "api/search" };
	GString *parameters = g_string_new(NULL);
	json_object *sources = json_object_new_array();

	for (size_t i = 0; i < settings->n_data_sources; i++)
		if (!json_get_bool(settings->data_sources[i].json, "meta.builtIn", false))
			json_object_array_add(
				sources, json_object_new_string(settings->data_sources[i].name));
	add_known(query, "sources", sources);
	add_limit(parameters, 1);
	url_add(parameters, "type", "dash-db");
	ask(query, &question, parameters);
}

/* --- All types --- */

static const struct {
	const char *panel_type;
	void (*ask)(QuestionQuery *query);
} types[] = {
	{ "alertlist", ask_alertlist },
	{ "annolist", ask_annolist },
	{ "dashlist", ask_dashlist },
	{ "gettingstarted", ask_gettingstarted },
};

static QuestionQuery *new_query(Session *session, const QueryContext *context,
				const Panel *panel, GPtrArray *exchanges)
{
	QuestionQuery *query = arena_new_one(context->arena, QuestionQuery);

	*query = (QuestionQuery){ .session = session,
				  .context = context,
				  .panel = panel,
				  .exchanges = exchanges };
	query->answers.items = arena_new_array(context->arena, Answer, MAX_QUESTIONS);
	return query;
}

QuestionQuery *question_query_start(Session *session, const QueryContext *context,
				    const Panel *panel, GPtrArray *exchanges)
{
	QuestionQuery *query = new_query(session, context, panel, exchanges);

	for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
		if (strcmp(types[i].panel_type, panel->type) == 0)
			types[i].ask(query);
	return query;
}

QuestionQuery *question_links_start(Session *session, const QueryContext *context,
				    GPtrArray *exchanges)
{
	enum { MAX_LISTED = 100 };
	const Question question = { .name = "links",
				    .what = "the list of dashboards",
				    .path = "api/search" };
	QuestionQuery *query = new_query(session, context, NULL, exchanges);
	json_object *links = json_get_array(context->dashboard->json, "links");

	for (size_t i = 0; i < json_length(links); i++) {
		GString *parameters;

		if (!dashboard_link_lists(json_at(links, i)))
			continue;
		parameters = g_string_new(NULL);
		add_limit(parameters, MAX_LISTED);
		add_tags(query, parameters, "tag", json_get_array(json_at(links, i), "tags"));
		url_add(parameters, "type", "dash-db");
		ask(query, &question, parameters);
	}
	return query;
}

const Answers *question_query_finish(Arena *arena, QuestionQuery *query)
{
	enum { NOT_FOUND = 404 };

	for (size_t i = 0; i < query->answers.n; i++) {
		const Exchange *exchange = query->asked[i];
		Answer *answer = &query->answers.items[i];

		if (!exchange)
			continue;
		if (exchange_failure(exchange) == FAILURE_NONE)
			answer->json = arena_take_json(arena,
						       json_object_get(exchange_json(exchange)));
		else if (exchange_status(exchange) != NOT_FOUND || !query->may_be_missing[i])
			answer->failure = arena_strdup(arena, exchange_message(exchange));
	}
	return &query->answers;
}
