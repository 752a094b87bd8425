#pragma once

#include <glib.h>
#include <json-c/json.h>

/* JSON for tests, a new reference; json-c takes 'single quotes', too. NULL is JSON's null. */
static inline json_object *json_of(const char *text)
{
	enum json_tokener_error error;
	json_object *json = json_tokener_parse_verbose(text, &error);

	g_assert_cmpint(error, ==, json_tokener_success);
	return json;
}

static inline void assert_json(json_object *json, const char *expected)
{
	json_object *wanted = json_of(expected);

	if (!json_object_equal(json, wanted)) {
		g_test_message("has    %s", json_object_to_json_string(json));
		g_test_message("wanted %s", json_object_to_json_string(wanted));
		g_test_fail();
	}
	json_object_put(wanted);
}
