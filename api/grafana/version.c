#include "api/grafana/version.h"

#include <stdlib.h>

/* Read from the sources of 6.6, 7.4, 7.5, 8.5, 9.4 and 12.3 and, between them, the changelog. */
static const Version since[] = {
	[FEATURE_DS_QUERY] = { 7, 0 },
	[FEATURE_SQL_DS_QUERY] = { 8, 0 },
	[FEATURE_DATA_SOURCE_UID] = { 8, 3 },
	[FEATURE_PROMETHEUS_DS_QUERY] = { 8, 3 },
	[FEATURE_LOKI_DS_QUERY] = { 9, 1 },
	[FEATURE_ELASTIC_DS_QUERY] = { 10, 3 },
	[FEATURE_INFLUX_DS_QUERY] = { 10, 3 },
	[FEATURE_DS_TYPE_PARAMETER] = { 9, 5 },
	[FEATURE_QUERY_HEADERS] = { 9, 0 },
	[FEATURE_LIBRARY_ELEMENTS] = { 9, 0 },
	[FEATURE_RESOURCES_BY_UID] = { 9, 5 },
	[FEATURE_ANNOTATIONS_BY_UID] = { 9, 0 },
	[FEATURE_GRAPHITE_SECONDS] = { 9, 4 },
	[FEATURE_GRAPHITE_REF_ID] = { 12, 0 },
	[FEATURE_REFRESHED_VARIABLES] = { 8, 0 },
	[FEATURE_SCENES] = { 11, 3 },
	[FEATURE_DASHBOARD_DTO] = { 12, 2 },
};

Version version_parse(const char *text)
{
	Version version = { 0 };
	char *end = NULL;

	if (!text || *text < '0' || *text > '9')
		return (Version){ .major = 999 };
	version.major = (int)strtol(text, &end, 10);
	if (*end == '.')
		version.minor = (int)strtol(end + 1, NULL, 10);
	return version;
}

bool version_has(Version version, VersionFeature feature)
{
	Version first = since[feature];

	return version.major > first.major ||
	       (version.major == first.major && version.minor >= first.minor);
}
