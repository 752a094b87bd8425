#include "renderer/panel/panel.h"

#include "renderer/panel/types.h"

#include <string.h>

/* Sorted by id; one line a type. */
static const PanelType *const panel_types[] = {
	&panel_alertlist,
	&panel_annolist,
	&panel_barchart,
	&panel_bargauge,
	&panel_candlestick,
	&panel_canvas,
	&panel_dashlist,
	&panel_datagrid,
	&panel_debug,
	&panel_flamegraph,
	&panel_gauge,
	&panel_geomap,
	&panel_gettingstarted,
	&panel_heatmap,
	&panel_histogram,
	&panel_live,
	&panel_logs,
	&panel_news,
	&panel_nodegraph,
	&panel_piechart,
	&panel_radialbar,
	&panel_stat,
	&panel_state_timeline,
	&panel_status_history,
	&panel_table,
	&panel_text,
	&panel_timeseries,
	&panel_traces,
	&panel_trend,
	&panel_welcome,
	&panel_xychart,
};

const PanelType *panel_type_find(const char *id)
{
	for (size_t i = 0; id && i < G_N_ELEMENTS(panel_types); i++)
		if (strcmp(panel_types[i]->id, id) == 0)
			return panel_types[i];
	return &panel_unknown;
}
