#pragma once

#include "api/grafana/answer.h"
#include "api/grafana/data-source.h"
#include "api/grafana/session.h"

#include "renderer/model/dashboard.h"

struct SourceType;
struct PanelQuery;

/** What all queries of one render have in common; lent by everything made from it. */
typedef struct QueryContext {
	Arena *arena;
	const Settings *settings;
	const Dashboard *dashboard;
	const Interpolator *interpolator;
	TimeRange dashboard_range;
	TimeRange range;	    // in a PanelQuery the panel's own
	const TimeRange *text_range; // what $__from and $__to say, where that is another; or NULL
	const TimeContext *time;    // now and the dashboard's zone
	bool is_browser_zone;	    // the dashboard leaves the zone to the browser
	double width_px; // of the panel, or of the window for annotations
	FrameLimits limits;
	const UrlVariable *url; // var-… of the page
	size_t n_url;
	int depth;	    // of panels that show another panel's result
	uint32_t clone_id;  // of a repeated copy that is not the first, else 0: the panel's id
} QueryContext;

struct QueryBatch;

enum { QUERY_MAX_TARGETS = 200 }; // of one panel

/** One HTTP call of a batch: what to send, and how to read the answer. */
typedef struct QueryCall {
	const char *path, *query; // as in ExchangeSpec
	const char *body;         // or NULL
	const char *content_type; // NULL: JSON
	const char *const *headers;
	json_object *target; // for calls of one target
	/** Adds what the answer holds to `result`; `was_cached` as Grafana's header says. */
	void (*read)(const struct QueryBatch *batch, const struct QueryCall *call,
		     json_object *answer, bool was_cached, QueryResult *result);
	Exchange *exchange; // once started
} QueryCall;

/** Targets that go to one data source together. */
typedef struct QueryBatch {
	const QueryContext *context;
	const Panel *panel; // NULL for annotations and variables
	const DataSource *source;
	const struct SourceType *type;
	json_object *targets;	    // array: those asked, as they are saved
	json_object *sent;	    // array: those that go to /api/ds/query, as they are sent
	bool is_expression;	    // the server computes some targets from others
	Interpolator interpolator;  // the context's, with __interval
	int64_t interval_ms;
	double max_points;
	const char *error;	  // a target that can't be asked
	Frames *local;		  // frames that need no call
	QueryCall *calls;
	size_t n_calls, max_calls;
	struct PanelQuery *shared; // -- Dashboard --: the other panel's queries
	json_object *shared_target;
} QueryBatch;

/**
 * Plans targets of one data source.
 *
 * targets     array of target objects
 * least_text  "Min interval", or NULL for the data source's own
 * max_points  of the answer
 */
QueryBatch *query_batch_new(const QueryContext *context, const Panel *panel,
			    const DataSource *source, json_object *targets,
			    const char *least_text, double max_points);

/** `interpolator` with __interval and __interval_ms before all else. */
Interpolator query_push_interval(Arena *arena, const Interpolator *interpolator,
				 int64_t interval_ms);

/** Sends all calls and appends them to `exchanges`. */
void query_batch_start(QueryBatch *batch, Session *session, GPtrArray *exchanges);

/** Reads the answers once every call is done: frames and the first error into `result`. */
void query_batch_finish(const QueryBatch *batch, QueryResult *result);

/* --- For data source types, while they prepare a batch --- */

/** Adds a target as it is sent, with data source, interval and points; `target` is taken. */
void query_batch_send(QueryBatch *batch, json_object *target);

/** Adds a call of another route than /api/ds/query; false when there are too many. */
bool query_batch_call(QueryBatch *batch, const QueryCall *call);

/** Adds a frame made here. */
void query_batch_add(QueryBatch *batch, Frame *frame);

/** Whether the server computes one of these targets from others. */
bool query_has_expression(json_object *targets);

/** A new object with the members of a target; texts inside are shared, not copied. */
json_object *target_copy(json_object *target);

/** Sets a text member; NULL removes it. */
void target_set(json_object *target, const char *key, const char *text);
