#pragma once

#include <glib.h>
#include <json-c/json.h>

#include "renderer/arena.h"

/* JSON for tests; json-c takes 'single quotes', too. NULL is JSON's null. */
static inline json_object *parse_json(Arena *arena, const char *text)
{
	enum json_tokener_error error;
	json_object *json = json_tokener_parse_verbose(text, &error);

	g_assert_cmpint(error, ==, json_tokener_success);
	return arena_take_json(arena, json);
}
