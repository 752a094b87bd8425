#include "api/grafana/asset.h"

/*
 * Icons are named from the folder that holds Grafana's public files, the others from above it.
 * Source: Grafana 12.3, features/dimensions/resource.ts; every version has them in public/img,
 * too.
 */
static const char *request_path(Arena *arena, const char *path)
{
	return g_str_has_prefix(path, "img/") ? arena_printf(arena, "public/%s", path) : path;
}

AssetQuery *asset_query_start(Session *session, Arena *arena, const Panel *panel,
			      GPtrArray *exchanges)
{
	AssetQuery *query = arena_new_one(arena, AssetQuery);

	query->assets = assets_named_by(arena, panel);
	for (size_t i = 0; i < query->assets->n; i++) {
		ExchangeSpec spec = {
			.what = "a file of the panel",
			.path = request_path(arena, query->assets->items[i].path),
		};

		query->exchanges[i] = session_share(session, &spec);
		g_ptr_array_add(exchanges, query->exchanges[i]);
	}
	return query;
}

static void unref_bytes(void *bytes)
{
	g_bytes_unref(bytes);
}

static void keep(Arena *arena, const Exchange *exchange, Asset *asset)
{
	if (exchange_status(exchange) != 200)
		return;
	asset->bytes = exchange_bytes(exchange);
	arena_take(arena, asset->bytes, unref_bytes);
}

const Assets *asset_query_finish(Arena *arena, AssetQuery *query)
{
	for (size_t i = 0; i < query->assets->n; i++)
		keep(arena, query->exchanges[i], &query->assets->items[i]);
	return query->assets;
}
