#pragma once

#include <glib.h>

#include "renderer/error.h"

/** How an error of RENDER_ERROR looks from outside. */
typedef struct Status {
	int http;         // 499 when nobody is left to read it
	const char *kind; // one word for metrics
} Status;

/** The row of `error`'s code; an error of another domain counts as RENDER_ERROR_INTERNAL. */
Status status_of_error(const GError *error);

/** The row of a code; `code` from 0 to STATUS_N_CODES - 1. */
Status status_of_code(RenderError code);

enum { STATUS_N_CODES = RENDER_ERROR_INTERNAL + 1 };
