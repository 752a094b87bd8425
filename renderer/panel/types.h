#pragma once

#include "renderer/panel/panel.h"

/* One line for each file that draws a panel type; renderer/panel/panel.c has the table. */
extern const PanelType panel_alertlist;
extern const PanelType panel_annolist;
extern const PanelType panel_barchart;
extern const PanelType panel_bargauge;
extern const PanelType panel_candlestick;
extern const PanelType panel_canvas;
extern const PanelType panel_dashlist;
extern const PanelType panel_datagrid;
extern const PanelType panel_debug;
extern const PanelType panel_flamegraph;
extern const PanelType panel_gauge;
extern const PanelType panel_geomap;
extern const PanelType panel_gettingstarted;
extern const PanelType panel_heatmap;
extern const PanelType panel_histogram;
extern const PanelType panel_live;
extern const PanelType panel_logs;
extern const PanelType panel_missing_plugin;
extern const PanelType panel_news;
extern const PanelType panel_nodegraph;
extern const PanelType panel_piechart;
extern const PanelType panel_radialbar;
extern const PanelType panel_stat;
extern const PanelType panel_state_timeline;
extern const PanelType panel_status_history;
extern const PanelType panel_table;
extern const PanelType panel_text;
extern const PanelType panel_timeseries;
extern const PanelType panel_traces;
extern const PanelType panel_trend;
extern const PanelType panel_unknown;
extern const PanelType panel_welcome;
extern const PanelType panel_xychart;
