#pragma once

#include <stdbool.h>

/** A version of Grafana; an unreadable one is taken for the newest known. */
typedef struct Version {
	int major, minor;
} Version;

/** Reads "12.3.0", "7.5.17", "13.0.0-pre". */
Version version_parse(const char *text);

/**
 * What came with one version or another. Names say what is true from that version on; the table
 * in version.c says when, and from where that is known.
 */
typedef enum {
	FEATURE_DS_QUERY,            // TestData and Flux are asked by POST /api/ds/query
	FEATURE_SQL_DS_QUERY,        // SQL too, all by /api/ds/query, answered with JSON frames
	FEATURE_DATA_SOURCE_UID,     // queries name their data source by {type, uid}
	FEATURE_PROMETHEUS_DS_QUERY, // Prometheus too
	FEATURE_LOKI_DS_QUERY,       // Loki too
	FEATURE_ELASTIC_DS_QUERY,    // Elasticsearch too
	FEATURE_INFLUX_DS_QUERY,     // InfluxQL too
	FEATURE_DS_TYPE_PARAMETER,   // /api/ds/query?ds_type=
	FEATURE_QUERY_HEADERS,       // X-Panel-Id and others
	FEATURE_LIBRARY_ELEMENTS,    // a dashboard no longer holds its library panels' models
	FEATURE_RESOURCES_BY_UID,    // /api/datasources/uid/<uid>/resources
	FEATURE_ANNOTATIONS_BY_UID,  // /api/annotations?dashboardUID=
	FEATURE_GRAPHITE_SECONDS,    // Graphite's from and until are always unix seconds
	FEATURE_GRAPHITE_REF_ID,     // Graphite's targets carry their refId in the series' names
	FEATURE_REFRESHED_VARIABLES, // schema 29: no query variable is kept as it was saved
	FEATURE_SCENES,              // the dashboard's frontend is built on scenes
	FEATURE_DASHBOARD_DTO,       // dashboards by /apis/dashboard.grafana.app/v1beta1/…/dto
} VersionFeature;

bool version_has(Version version, VersionFeature feature);
