#pragma once

#include "api/grafana/session.h"

#include "renderer/asset.h"

/** Files of Grafana's own that one panel names, on their way. */
typedef struct AssetQuery {
	Assets *assets;
	Exchange *exchanges[ASSETS_MAX];
} AssetQuery;

/** Asks Grafana for each file the panel names; what is sent is added to `exchanges`. */
AssetQuery *asset_query_start(Session *session, Arena *arena, const Panel *panel,
			      GPtrArray *exchanges);

/** The files that came, once every call is done; a file that did not come has no bytes. */
const Assets *asset_query_finish(Arena *arena, AssetQuery *query);
