#pragma once

#include <glib.h>
#include <json-c/json.h>

/** One panel of the sample dashboard: a folder samples/<type>/<case>. */
typedef struct SampleCase {
	char *name; // "timeseries/orders", which is also "case" of its queries
	char *title;
	int id;
	json_object *panel;
} SampleCase;

/**
 * The cases inside the binary, by panel id.
 *
 * Returns SampleCase *; free with g_ptr_array_unref(). A file inside that is no JSON is a
 * programming error.
 */
GPtrArray *sample_cases_load(void);

/** Parses a file inside the binary, "timeseries/orders/query.json"; NULL when there is none. */
json_object *sample_json_load(const char *name);
