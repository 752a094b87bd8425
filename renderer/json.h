#pragma once

#include <stdbool.h>

#include <json-c/json.h>

/**
 * JavaScript's JSON.parse(): the whole text must be strict JSON, nested at most 32 deep.
 *
 * Returns a new reference; NULL for null and for anything else.
 */
json_object *json_parse(const char *text);

/*
 * Reading JSON that may hold anything: a missing key, a null and a wrong type give the fallback.
 * `path` is keys joined by dots ("legend.calcs"). Nothing is copied; texts live as long as `json`.
 */
json_object *json_get(json_object *json, const char *path); // NULL for null
const char *json_get_text(json_object *json, const char *path, const char *fallback);
double json_get_number(json_object *json, const char *path, double fallback); // numbers only
bool json_get_bool(json_object *json, const char *path, bool fallback);
json_object *json_get_array(json_object *json, const char *path);  // NULL for anything else
json_object *json_get_object(json_object *json, const char *path); // NULL for anything else
