#pragma once

/** What becomes of a legend that is larger than its share of the panel. */
typedef enum {
	LEGEND_CUT,  // cut there, as the browser's scrolled box is
	LEGEND_GROW, // the picture grows by what is missing
	LEGEND_FIT,  // the legend shrinks
} LegendOverflow;

/** What the picture and the legend in it tell each other; all zero: the browser's legend. */
typedef struct {
	LegendOverflow overflow;
	double grown_px;   // how much higher the picture is than it was asked for
	double missing_px; // set by legend_layout(): how much higher it must be to show all entries
} LegendRoom;
