#pragma once

#include <json-c/json.h>

#include "renderer/arena.h"

/**
 * JavaScript's JSON.stringify(json, null, " "): a line an element, indented by a space a level.
 * Past 64 KiB the rest is left out.
 */
const char *json_stringify(Arena *arena, json_object *json);

/** `text` read as JSON and written by json_stringify(); `text` itself where it is none. */
const char *json_stringify_again(Arena *arena, const char *text);
