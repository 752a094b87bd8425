#pragma once

#include "renderer/scene.h"
#include "renderer/theme.h"

/**
 * The buttons below what is split into pages, on the first page.
 *
 * is_small  only the current page between the first and the last
 * summary   text beside the buttons, or NULL
 */
typedef struct {
	size_t n_pages;
	bool is_small;
	const char *summary;
} Pagination;

/**
 * Draws in the middle between `left` and `right`, buttons from `top` on.
 *
 * Source: Grafana 12.3, grafana-ui Pagination.
 */
void pagination_draw(Scene *scene, TextContext *text, const Theme *theme,
		     const Pagination *pagination, double left, double right, double top);
