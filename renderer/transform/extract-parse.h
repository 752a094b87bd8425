#pragma once

#include <stdbool.h>

#include <json-c/json.h>

#include "renderer/arena.h"

/** How the text of a cell becomes an object of named values. */
typedef struct Extractor Extractor;

/**
 * options  of extractFields: `format` (json, kvp, auto, delimiter, regexp), `delimiter`, `regExp`
 *
 * Returns NULL for an unknown format. Lives with the arena.
 * Source: Grafana 12.3, transformers/extractFields/fieldExtractors.ts.
 */
Extractor *extractor_new(Arena *arena, json_object *options);

/**
 * A text's values: an object or a list, with nulls where a named group took no part; or NULL
 * where there are none. Lives with the arena.
 */
json_object *extractor_parse(Extractor *extractor, Arena *arena, const char *text);

/** Whether its regular expression took too long too often: since then it finds nothing. */
bool extractor_gave_up(const Extractor *extractor);

/** What lodash's get() finds by a path such as `a.b[0]["c d"]`; NULL for nothing and null. */
json_object *json_path_get(json_object *json, const char *path);
