#pragma once

#include "api/grafana/query.h"

/** One query variable on its way to its options. */
typedef struct VariableCall {
	const QueryContext *context; // its interpolator knows all variables this one needs
	const DataSource *source;
	json_object *variable; // as in the dashboard
	json_object *query;    // text or object
	const char *name;
	QueryCall call; // path NULL: the options are known without one
	json_object *sent; // array: what /api/ds/query is asked, or NULL
	/** Turns the answer into options; for calls of other routes. */
	void (*read)(struct VariableCall *call, json_object *answer);
	/** Turns frames into options; NULL: the standard way. */
	void (*read_frames)(struct VariableCall *call, const Frames *frames);
	VariableOption *options;
	size_t n_options, max_options;
	Exchange *exchange;
} VariableCall;

/** Plans a variable's call; NULL when its data source can't be asked. Nothing is sent. */
VariableCall *variable_call_new(const QueryContext *context, json_object *variable);

void variable_call_start(VariableCall *call, Session *session, GPtrArray *exchanges);

/** Reads the options; false when there was no good answer: the saved value then stays. */
bool variable_call_finish(VariableCall *call);

/* --- For data source types --- */

/** The query as text: itself, or its "query" member; "" for none. */
const char *variable_query_text(const VariableCall *call);

/** Asks /api/ds/query for `target`, which is taken and given the data source. */
void variable_call_ds_query(VariableCall *call, json_object *target);

/** Adds an option; `value` NULL is the text. */
void variable_call_add(VariableCall *call, const char *text, const char *value);

/** Every text of a JSON array is an option. */
void variable_call_add_all(VariableCall *call, json_object *texts);

/** The data source's resources: "api/datasources/uid/<uid>/resources". */
const char *variable_call_resources(const VariableCall *call);

/** Its proxy, where Grafana has one: "api/datasources/proxy/1"; NULL when there is none. */
const char *source_proxy(Arena *arena, const DataSource *source);
