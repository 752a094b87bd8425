#pragma once

#include "api/grafana/query.h"
#include "api/grafana/version.h"

#include "renderer/model/variable.h"

struct VariableCall;

/**
 * What a data source's frontend does around a query. One row of source_types[] names each; a type
 * without a row passes its targets on with all variables expanded, by the first row's rules.
 */
typedef struct SourceType {
	const char *id;       // plugin id, as in the settings
	const char *old_id;   // before it was renamed, or NULL
	const char *interval; // the least one when jsonData.timeInterval has none; NULL: 1 ms
	bool reads_interval;  // jsonData.timeInterval counts
	VersionFeature ds_query;  // since when /api/ds/query is asked and not /api/tsdb/query
	const char *empty_target; // JSON merged into a target with nothing of its own, or NULL

	/* How variables are written into its texts: a format's id, or a function; see interpolate.h. */
	const char *format;
	VariableFormatter formatter;

	bool sees_hidden; // hidden targets are prepared too: others may refer to them
	/** Whether a target is asked at all; NULL: all are. */
	bool (*is_asked)(json_object *target);
	/** Turns one saved target into what is sent, called or made; NULL: expand all texts. */
	void (*prepare)(QueryBatch *batch, json_object *target);
	/** Called once when all targets are prepared, for types that send them together; or NULL. */
	void (*complete)(QueryBatch *batch);
	/** Reshapes the frames of a batch; `first` is where they begin in `result`. Or NULL. */
	void (*finish)(const QueryBatch *batch, QueryResult *result, size_t first);

	/** Plans the call that gives a query variable's options; false: there is none. Or NULL. */
	bool (*ask_options)(struct VariableCall *call);
} SourceType;

/** The rules of a plugin id; never NULL. */
const SourceType *source_type_find(const char *id);

extern const SourceType source_elasticsearch;
extern const SourceType source_grafana;
extern const SourceType source_graphite;
extern const SourceType source_influxdb;
extern const SourceType source_loki;
extern const SourceType source_mssql;
extern const SourceType source_mysql;
extern const SourceType source_postgres;
extern const SourceType source_prometheus;
extern const SourceType source_testdata;
