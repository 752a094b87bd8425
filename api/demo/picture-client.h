#pragma once

#include <glib.h>

/** A picture to ask the service for, as Grafana does. */
typedef struct PictureOrder {
	const char *service;    // "http://127.0.0.1:8081"
	const char *auth_token;
	const char *url;        // what to draw
	const char *render_key, *domain;
	int width_px, height_px;
} PictureOrder;

/** The address of GET /render with its parameters; free with g_free(). */
char *picture_order_address(const PictureOrder *order);

/**
 * Asks for the picture and waits for it.
 *
 * Returns its bytes; free with g_bytes_unref().
 * Errors: RENDER_ERROR_UPSTREAM with what the service said, RENDER_ERROR_TOO_LARGE.
 */
GBytes *picture_fetch(const PictureOrder *order, GError **error);
