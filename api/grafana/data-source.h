#pragma once

#include "api/grafana/settings.h"

#include "renderer/model/interpolate.h"

typedef enum {
	SOURCE_UNKNOWN, // no such data source, or not for this user
	SOURCE_PLAIN,
	SOURCE_MIXED,      // -- Mixed --: each target has its own
	SOURCE_DASHBOARD,  // -- Dashboard --: another panel's result
	SOURCE_EXPRESSION, // computed by the server from other targets
} SourceKind;

/** What a dashboard's `datasource` leads to. */
typedef struct SourceRef {
	SourceKind kind;
	const DataSource *source; // SOURCE_PLAIN only
	const char *name;         // as it was written, for messages
} SourceRef;

/**
 * Finds the data source of a reference: nothing, a name, a uid, {type, uid}, or a variable.
 *
 * Source: Grafana 12.3, features/plugins/datasource_srv.ts.
 */
SourceRef data_source_resolve(Arena *arena, const Settings *settings,
			      const Interpolator *interpolator, json_object *reference);

/** Whether a reference is to the server's expressions: no variables are looked at. */
bool data_source_is_expression(json_object *reference);

/** {type, uid}, as queries carry it; the caller's. */
json_object *data_source_reference(const DataSource *source);
