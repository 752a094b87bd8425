#pragma once

/* PANELD_VERSION comes from meson.build. */

/**
 * The version told to Grafana, which asks for features by grafana-image-renderer's numbers: scaling
 * and full height from 3.4.0, PDF from 3.10.0. The protocol spoken here is that of its version 5.
 *
 * Source: Grafana 12.3, pkg/services/rendering/rendering.go, capabilities.
 */
#define RENDERER_PROTOCOL_VERSION "5.0.0"
