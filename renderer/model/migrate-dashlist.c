#include "renderer/model/migrate-panel.h"

#include <glib.h>

#include "renderer/json.h"
#include "renderer/model/json-edit.h"

/*
 * The dashboard list of Grafana before 6.3 has its settings on the panel itself.
 * Source: Grafana 12.3, plugins/panel/dashlist/migrations.ts.
 */
void migrate_dashlist(json_object *panel, double version)
{
	static const struct {
		const char *old, *option;
	} settings[] = {
		{ "folderId", "folderId" },   { "headings", "showHeadings" },
		{ "limit", "maxItems" },      { "query", "query" },
		{ "recent", "showRecentlyViewed" }, { "search", "showSearch" },
		{ "starred", "showStarred" }, { "tags", "tags" },
	};
	json_object *options = json_need_object(panel, "options");

	for (size_t i = 0; i < G_N_ELEMENTS(settings); i++) {
		json_object *old = json_get(panel, settings[i].old);

		if (old && !json_get(options, settings[i].option))
			json_set(options, settings[i].option, json_object_get(old));
	}
}
