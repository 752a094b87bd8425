#pragma once

#include <glib.h>

/**
 * A Grafana of one dashboard, "shop", on a port of this machine: it answers what a render asks,
 * from the files of samples/ inside the binary. Like Grafana it wants to know who asks: every
 * path but /api/health needs the cookie "renderKey" it was started with, and gets 401 without.
 */
typedef struct SampleGrafana SampleGrafana;

/**
 * Starts to serve on 127.0.0.1.
 *
 * port        0 lets the system choose
 * render_key  copied
 *
 * Errors: RENDER_ERROR_INTERNAL when the port can't be had.
 */
SampleGrafana *sample_grafana_new(int port, const char *render_key, GError **error);
void sample_grafana_free(SampleGrafana *grafana);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SampleGrafana, sample_grafana_free)

/** "http://127.0.0.1:40001/" */
const char *sample_grafana_base(const SampleGrafana *grafana);
