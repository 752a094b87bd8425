#pragma once

#include <string.h>

#include "renderer/arena.h"

/** Parses JSON written with ' for ", so that it reads well in C; it lives with the arena. */
static inline json_object *quoted_json(Arena *arena, const char *text)
{
	g_autofree char *json = g_strdelimit(g_strdup(text), "'", '"');
	json_object *parsed = json_tokener_parse(json);

	g_assert_true(parsed || strcmp(text, "null") == 0);
	return arena_take_json(arena, parsed);
}
