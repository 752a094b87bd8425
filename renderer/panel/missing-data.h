#pragma once

#include "renderer/panel/panel.h"

/** Fields that a panel type can't draw without. */
typedef struct {
	bool string, number, time;
} DataNeeds;

/**
 * What a panel says in place of a picture: that there are no data (in the dashboard's words, its
 * `noValue`), what they lack, or that nothing can be made of them.
 *
 * Source: Grafana 12.3, features/panel/components/PanelDataErrorView.tsx.
 */
const char *missing_data_text(const PanelContext *context, DataNeeds needs);
