#pragma once

#include "api/grafana/query.h"

/** One condition of an ad hoc variable. */
typedef struct AdhocFilter {
	const char *key;
	const char *operator; // "=", "!=", "=~", "!~", "<", ">"
	const char *value;
} AdhocFilter;

typedef struct AdhocFilters {
	AdhocFilter *items;
	size_t n;
} AdhocFilters;

/**
 * The filters the dashboard's ad hoc variables give for a data source: from the URL
 * (var-x=key|op|value) where it has them, else as saved.
 *
 * Source: scenes 6.42, variables/adhoc.
 */
AdhocFilters adhoc_filters(const QueryContext *context, const DataSource *source);
