#pragma once

#include "api/grafana/version.h"

#include "renderer/arena.h"
#include "renderer/model/dashboard.h"
#include "renderer/model/variable.h"

/** What the frontend settings say of a Grafana, as far as a picture needs it. */
typedef struct Settings {
	json_object *json;
	Version version;
	const char *version_text;   // "12.3.0", or ""
	const char *name_space;     // of /apis: "default", "org-2"; NULL when not told
	DataSource *data_sources;   // those the user may query, and the built-in ones
	size_t n_data_sources;
	const DataSource *standard; // the default one, or NULL
} Settings;

/**
 * Reads the answer of /api/frontend/settings.
 *
 * json  is kept alive by the arena
 *
 * Errors: RENDER_ERROR_UPSTREAM when it is no object.
 */
Settings *settings_parse(Arena *arena, json_object *json, GError **error);

/** Whether panels of this type are drawn without data (text, dashboard list). */
bool settings_skips_query(const Settings *settings, const char *panel_type);

/**
 * Whether Grafana has a plugin for this panel, or for the type that it was saved as. Plugins that
 * are not installed, and those still in development that nobody switched on, are not in the list.
 */
bool settings_has_plugin(const Settings *settings, const Panel *panel);

/** By uid, by name, or by type (the default one, else the first); NULL when there is none. */
const DataSource *settings_source_by_uid(const Settings *settings, const char *uid);
const DataSource *settings_source_by_name(const Settings *settings, const char *name);
const DataSource *settings_source_by_type(const Settings *settings, const char *type);

/** A feature toggle that is on. */
bool settings_toggle(const Settings *settings, const char *name);
