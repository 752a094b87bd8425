#pragma once

#include <stdbool.h>

#include <json-c/json.h>

/*
 * Making and changing JSON, for the migrations. A dashboard's JSON belongs to one render, so that
 * it is changed in place. Every json_object * that is handed over ("take") is one reference.
 */

/**
 * JSON from a text with single quotes and placeholders:
 *
 *     json_make("{'id':'byName','options':%s,'fill'?:%v}", alias, fill)
 *
 * %s  a text; NULL is null
 * %g  a double, %d an int, %b an int as boolean
 * %v  a json_object * that stays the caller's; NULL is null
 *
 * A key with ? is left out when its value is null. Returns a new reference. The text is the
 * program's, never input: a mistake in it is a programming error.
 */
json_object *json_make(const char *form, ...);

/** Sets `key` of an object; what `json` is otherwise is left alone. NULL sets null. */
void json_set(json_object *json, const char *key, json_object *take_value);

/** The object under `key`, made (in place of anything else there) if there is none. */
json_object *json_need_object(json_object *json, const char *key);
json_object *json_need_array(json_object *json, const char *key);

/** Renames a key, if it is there, keeping the value. */
void json_rename(json_object *json, const char *from, const char *to);

/** Puts every key of `from` into `into`, over what is there; values are shared. */
void json_assign(json_object *into, json_object *from);

/** Elements of an array; 0 for anything else. */
size_t json_length(json_object *json);

/** One element of an array; NULL beyond its end. */
json_object *json_at(json_object *json, size_t index);

/** A number as int, cut to least..most; the fallback for anything else and for NaN. */
int json_get_int(json_object *json, const char *path, int fallback, int least, int most);

/* JavaScript's view of values. */
bool json_is_truthy(json_object *json);
bool json_is_number(json_object *json);

/** A number, or a text that is one (Number()), else NAN. */
double json_to_number(json_object *json);
