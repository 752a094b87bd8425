#pragma once

#include "renderer/answer.h"
#include "renderer/model/interpolate.h"
#include "renderer/page/plan.h"
#include "renderer/scene.h"
#include "renderer/theme.h"

/** A dashboard's page, without what the panels show. */
typedef struct {
	Arena *arena;
	TextContext *text;
	const Theme *theme;
	const Dashboard *dashboard;
	const Variables *variables;
	const Interpolator *interpolator;
	const Answers *links; // an answer for each link that lists dashboards; may be NULL
	const TimeRange *range;
	GTimeZone *zone;
	int64_t now_ms;
	double width_px;
	bool hides_time, hides_variables, hides_links;
} PageContext;

/** The page with everything at its place, in px from its corner. */
typedef struct {
	PagePlan plan; // boxes are the page's
	double height_px;
} PageLayout;

PageLayout page_layout(const PageContext *page);

/** Draws the controls above the panels, and the headers of rows; panels are the caller's. */
void page_draw(Scene *scene, const PageContext *page, const PageLayout *layout);
