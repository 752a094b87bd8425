#pragma once

#include <curl/curl.h>
#include <glib.h>
#include <json-c/json.h>

/* Releasing what libraries hand out, on every way out of a function. */
static inline void json_object_release(json_object *object)
{
	json_object_put(object);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(json_object, json_object_release)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(json_tokener, json_tokener_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CURL, curl_easy_cleanup)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CURLU, curl_url_cleanup)
