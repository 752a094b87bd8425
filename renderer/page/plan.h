#pragma once

#include "renderer/model/dashboard.h"
#include "renderer/model/variable.h"

/** A row's header or a panel at its place; of repeated ones every copy is an item. */
typedef struct {
	const DashboardRow *row; // NULL: a panel
	Panel *panel;		 // NULL: a row
	size_t n_hidden;	 // panels of a collapsed row
	const VariableValue *scoped; // the copy's own values, the panel's before the row's
	size_t n_scoped;
	Rect box; // px from the grid's corner; copies of a panel may stand between pixels
} PageItem;

typedef struct {
	PageItem *items;
	size_t n;
	double height_px;  // of the grid
	bool is_truncated; // there are more copies than are laid out
} PagePlan;

enum { PAGE_MAX_ITEMS = 8000 };

/**
 * Lays a dashboard's rows and panels out: rows and panels are repeated, collapsed rows keep their
 * panels, gaps close.
 *
 * grid_width_px  between the page's margins
 *
 * Items come in the dashboard's order. The plan and all it refers to live as long as the arena
 * and the dashboard.
 * Source: Grafana 12.3, dashboard-scene/scene/layout-default.
 */
PagePlan page_plan(Arena *arena, const Dashboard *dashboard, const Variables *variables,
		   double grid_width_px);
