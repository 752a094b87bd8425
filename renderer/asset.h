#pragma once

#include <stddef.h>

#include <glib.h>
#include <json-c/json.h>

#include "renderer/arena.h"
#include "renderer/model/dashboard.h"

/**
 * A file that Grafana serves beside its frontend and that a panel names: an icon, a list of
 * places, shapes of a map.
 */
typedef struct {
	const char *path; // as the panel writes it: "img/icons/unicons/cog.svg"
	GBytes *bytes;	  // NULL: it did not come
} Asset;

typedef struct Assets {
	Asset *items;
	size_t n;
} Assets;

enum { ASSETS_MAX = 48 };

/**
 * The files that the panel's options, field config and transformations name, each once, and those
 * that its type takes where nothing is named; `bytes` are NULL.
 *
 * Only paths that lie in the folders of Grafana's own files count: letters, digits, '_', '-', '.'
 * and '/', no step upwards, a known ending. Nothing else is ever asked for.
 */
Assets *assets_named_by(Arena *arena, const Panel *panel);

/** The file's bytes, or NULL; `assets` may be NULL. */
GBytes *assets_find(const Assets *assets, const char *path);

/** The file as JSON, parsed once a call; the arena keeps it. NULL when it is none. */
json_object *assets_find_json(Arena *arena, const Assets *assets, const char *path);
