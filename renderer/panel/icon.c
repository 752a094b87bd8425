#include "renderer/panel/icon.h"

#include <stdlib.h>
#include <string.h>

/*
 * Every icon is one path on a grid of 24 units, drawn as a line of 2 units with round ends; a dot
 * is a line without length.
 */
enum { GRID = 24, LINE = 2 };

static void add_line(Path *path, double x1, double y1, double x2, double y2)
{
	path_move_to(path, x1, y1);
	path_line_to(path, x2, y2);
}

static void add_dot(Path *path, double x, double y)
{
	add_line(path, x, y, x, y);
}

static void add_circle(Path *path, double x, double y, double radius)
{
	path_move_to(path, x + radius, y);
	path_arc(path, (Point){ x, y }, radius, 0, 2 * G_PI);
	path_close(path);
}

/* The outline at `radius` around a polygon whose corners turn clockwise. */
static void add_round_polygon(Path *path, const Point *corners, int n, double radius)
{
	for (int i = 0; i < n; i++) {
		Point before = corners[(i + n - 1) % n], at = corners[i];
		Point after = corners[(i + 1) % n];
		double from = atan2(at.y - before.y, at.x - before.x) - G_PI_2;
		double to = atan2(after.y - at.y, after.x - at.x) - G_PI_2;

		if (to < from)
			to += 2 * G_PI;
		if (i == 0)
			path_move_to(path, at.x + radius * cos(from), at.y + radius * sin(from));
		path_arc(path, at, radius, from, to);
	}
	path_close(path);
}

/* Four lines of a text, every second one shorter by `cut` at its left or its right. */
static void add_text_lines(Path *path, double cut_left, double cut_right)
{
	for (int line = 0; line < 4; line++) {
		double left = 3 + (line % 2) * cut_left, right = 21 - (line % 2) * cut_right;

		add_line(path, left, 6 + 4 * line, right, 6 + 4 * line);
	}
}

static void trace_align_left(Path *path)
{
	add_text_lines(path, 0, 4);
}

static void trace_align_right(Path *path)
{
	add_text_lines(path, 4, 0);
}

static void trace_angle_down(Path *path)
{
	add_line(path, 7.75, 9.9, 12, 14.15);
	path_line_to(path, 16.25, 9.9);
}

static void trace_angle_right(Path *path)
{
	add_line(path, 9.9, 7.75, 14.15, 12);
	path_line_to(path, 9.9, 16.25);
}

static void trace_clock_nine(Path *path)
{
	add_circle(path, 12, 12, 9);
	add_line(path, 12, 7, 12, 12);
	path_line_to(path, 9, 12);
}

static void trace_exclamation_triangle(Path *path)
{
	static const Point corners[] = { { 12, 5 }, { 20, 19 }, { 4, 19 } };

	add_round_polygon(path, corners, G_N_ELEMENTS(corners), 2);
	add_line(path, 12, 9, 12, 13);
	add_dot(path, 12, 17);
}

/* A box open at its upper right, which an arrow leaves. */
static void trace_external_link(Path *path)
{
	add_line(path, 18, 12, 18, 19);
	path_arc(path, (Point){ 16, 19 }, 2, 0, G_PI_2);
	path_arc(path, (Point){ 5, 19 }, 2, G_PI_2, G_PI);
	path_arc(path, (Point){ 5, 8 }, 2, G_PI, G_PI * 1.5);
	path_line_to(path, 12, 6);
	add_line(path, 9, 15, 21, 3);
	add_line(path, 15, 3, 21, 3);
	path_line_to(path, 21, 9);
}

/* A flash of lightning. */
static void trace_bolt(Path *path)
{
	static const Point corners[] = { { 7.73, 3 }, { 14.73, 3 }, { 13.12, 9 }, { 19, 9 },
					 { 8.1, 21 }, { 10.19, 13 }, { 5.05, 13 } };

	path_move_to(path, corners[0].x, corners[0].y);
	for (size_t i = 1; i < G_N_ELEMENTS(corners); i++)
		path_line_to(path, corners[i].x, corners[i].y);
	path_close(path);
}

/* An upright page with lines on it and its corner folded. */
static void trace_file(Path *path)
{
	path_move_to(path, 13, 3);
	path_arc(path, (Point){ 7, 5 }, 2, 1.5 * G_PI, G_PI);
	path_arc(path, (Point){ 7, 19 }, 2, G_PI, G_PI_2);
	path_arc(path, (Point){ 17, 19 }, 2, G_PI_2, 0);
	path_line_to(path, 19, 9);
	path_line_to(path, 13, 3);
	path_arc(path, (Point){ 15, 7 }, 2, G_PI, G_PI_2);
	path_line_to(path, 19, 9);
	add_line(path, 9, 9, 10, 9);
	add_line(path, 9, 13, 15, 13);
	add_line(path, 9, 17, 15, 17);
}

/* A page lying on its side with lines on it and its corner folded. */
static void trace_file_landscape(Path *path)
{
	add_line(path, 21, 10, 21, 17);
	path_arc(path, (Point){ 19, 17 }, 2, 0, G_PI_2);
	path_arc(path, (Point){ 5, 17 }, 2, G_PI_2, G_PI);
	path_arc(path, (Point){ 5, 7 }, 2, G_PI, G_PI * 1.5);
	path_line_to(path, 16, 5);
	path_line_to(path, 21, 10);
	path_line_to(path, 16, 10);
	path_line_to(path, 16, 5);
	add_line(path, 7, 11, 11, 11);
	add_line(path, 7, 15, 17, 15);
}

/* Two arcs that meet in the dent above and run out into a rounded right angle below. */
static void trace_heart(Path *path)
{
	const double radius = 5.27, dent = G_PI_4;
	const Point left = { 12 - radius * cos(dent), 9.4 };
	const Point right = { 12 + radius * cos(dent), 9.4 };

	path_move_to(path, 12, 9.4 - radius * sin(dent));
	path_arc(path, right, radius, -3 * G_PI_4, G_PI_4);
	path_arc(path, (Point){ 12, 18.1 }, 1.8, G_PI_4, 3 * G_PI_4);
	path_arc(path, left, radius, 3 * G_PI_4, 7 * G_PI_4);
	path_close(path);
}

static void trace_heart_break(Path *path)
{
	trace_heart(path);
	add_line(path, 12, 6, 10, 10);
	path_line_to(path, 13.5, 12);
	path_line_to(path, 11, 15.5);
}

static void trace_info_circle(Path *path)
{
	add_circle(path, 12, 12, 9);
	add_dot(path, 12, 8.5);
	add_line(path, 12, 12.75, 12, 15.25);
}

static void trace_angle_left(Path *path)
{
	add_line(path, 14.1, 7.75, 9.85, 12);
	path_line_to(path, 14.1, 16.25);
}

static void trace_arrow_down(Path *path)
{
	add_line(path, 12, 7, 12, 17);
	add_line(path, 7, 12, 12, 17);
	path_line_to(path, 17, 12);
}

static void trace_arrow_up(Path *path)
{
	add_line(path, 12, 17, 12, 7);
	add_line(path, 7, 12, 12, 7);
	path_line_to(path, 17, 12);
}

static void trace_arrow_from_right(Path *path)
{
	add_line(path, 3, 5, 3, 19);
	add_line(path, 7, 12, 21, 12);
	add_line(path, 17, 8, 21, 12);
	path_line_to(path, 17, 16);
}

static void trace_enter(Path *path)
{
	add_line(path, 19, 7, 19, 11);
	path_arc(path, (Point){ 17, 11 }, 2, 0, G_PI_2);
	path_line_to(path, 5, 13);
	add_line(path, 8, 10, 5, 13);
	path_line_to(path, 8, 16);
}

/* A sheet with a folded corner and the letters "log" over its right side. */
static void trace_gf_logs(Path *path)
{
	add_line(path, 13, 22.5, 3.5, 22.5);
	path_arc(path, (Point){ 3.5, 20.2 }, 2.3, G_PI_2, G_PI);
	path_arc(path, (Point){ 3.5, 3.5 }, 2.3, G_PI, 1.5 * G_PI);
	path_line_to(path, 10.6, 1.2);
	path_line_to(path, 17.8, 8.3);
	path_line_to(path, 13, 8.3);
	path_arc(path, (Point){ 13, 5.9 }, 2.4, G_PI_2, G_PI);
	path_line_to(path, 10.6, 1.2);
	add_line(path, 5.9, 12.5, 5.9, 18);
	path_line_to(path, 8.9, 18);
	add_circle(path, 13.05, 15.35, 2.9);
	path_move_to(path, 22.3, 13.1);
	path_arc(path, (Point){ 20.5, 15.35 }, 2.9, -0.9, -2 * G_PI + 0.2);
	path_line_to(path, 21.3, 15.5);
}

/* Two braces, each with its tip outwards. */
static void trace_brackets_curly(Path *path)
{
	add_line(path, 9, 4, 8, 4);
	path_curve_to(path, 4.5, 4, 8, 11, 4, 12);
	path_curve_to(path, 8, 13, 4.5, 20, 8, 20);
	path_line_to(path, 9, 20);
	add_line(path, 15, 4, 16, 4);
	path_curve_to(path, 19.5, 4, 16, 11, 20, 12);
	path_curve_to(path, 16, 13, 19.5, 20, 16, 20);
	path_line_to(path, 15, 20);
}

/* The four signs of arithmetic in a box. */
static void trace_calculator_alt(Path *path)
{
	path_round_rect(path, (Rect){ 3, 3, 18, 18 }, 2, 2, 2, 2);
	add_line(path, 6.5, 8.5, 10, 8.5);
	add_line(path, 8.25, 6.75, 8.25, 10.25);
	add_line(path, 14, 8.5, 17.5, 8.5);
	add_line(path, 7, 14.5, 9.5, 17);
	add_line(path, 9.5, 14.5, 7, 17);
	add_line(path, 14, 14.75, 17.5, 14.75);
	add_line(path, 14, 17.25, 17.5, 17.25);
}

/* A funnel with a rim, cut off aslant below. */
static void trace_filter(Path *path)
{
	path_move_to(path, 4, 3);
	path_line_to(path, 20, 3);
	path_arc(path, (Point){ 20, 4 }, 1, -G_PI_2, 0);
	path_line_to(path, 21, 7.17);
	path_line_to(path, 14, 13.9);
	path_line_to(path, 14, 19);
	path_line_to(path, 10, 21);
	path_line_to(path, 10, 13.9);
	path_line_to(path, 3, 7.17);
	path_arc(path, (Point){ 4, 4 }, 1, G_PI, 1.5 * G_PI);
	path_close(path);
	add_line(path, 3, 7, 21, 7);
}

/* A capital A. */
static void trace_font(Path *path)
{
	add_line(path, 5.5, 20, 12, 4);
	path_line_to(path, 18.5, 20);
	add_line(path, 8.3, 14, 15.7, 14);
}

/* Three lines with their numbers as dots. */
static void trace_list_ol(Path *path)
{
	for (int i = 0; i < 3; i++) {
		add_dot(path, 4, 6 + 6 * i);
		add_line(path, 9, 6 + 6 * i, 21, 6 + 6 * i);
	}
}

/* A drop upside down with a hole in it. */
static void trace_map_marker(Path *path)
{
	path_move_to(path, 12, 21);
	path_line_to(path, 6.5, 14.7);
	path_arc(path, (Point){ 12, 10 }, 7.2, 0.78 * G_PI, 2.22 * G_PI);
	path_close(path);
	add_circle(path, 12, 10, 2.5);
}

static void trace_question_circle(Path *path)
{
	add_circle(path, 12, 12, 9);
	path_move_to(path, 9.5, 9.5);
	path_arc(path, (Point){ 12, 9.5 }, 2.5, G_PI, 2.3 * G_PI);
	path_line_to(path, 12, 13);
	add_dot(path, 12, 16.5);
}

/* A knob at the right end of its slot. */
static void trace_toggle_on(Path *path)
{
	path_round_rect(path, (Rect){ 2, 7, 20, 10 }, 5, 5, 5, 5);
	add_circle(path, 17, 12, 2);
}

/* Five corners with dents between them. */
static void trace_star(Path *path)
{
	static const Point right[] = { { 12, 3.5 },    { 14.8, 9 },    { 21, 9.9 },
				       { 16.5, 14.2 }, { 17.6, 20.4 }, { 12, 17.5 } };
	const int n = G_N_ELEMENTS(right);

	path_move_to(path, right[0].x, right[0].y);
	for (int i = 1; i < n; i++)
		path_line_to(path, right[i].x, right[i].y);
	for (int i = n - 2; i > 0; i--)
		path_line_to(path, 24 - right[i].x, right[i].y);
	path_close(path);
}

static void trace_check(Path *path)
{
	add_line(path, 5, 12.5, 9.5, 17);
	path_line_to(path, 19, 7.5);
}

static void trace_cloud(Path *path)
{
	path_move_to(path, 17.5, 18);
	path_line_to(path, 6, 18);
	path_arc(path, (Point){ 6, 15 }, 3, G_PI_2, 1.5 * G_PI);
	path_arc(path, (Point){ 12, 12 }, 6, G_PI, 2 * G_PI - 0.36);
	path_arc(path, (Point){ 17, 14 }, 4, 1.5 * G_PI + 0.2, 2.5 * G_PI);
	path_close(path);
}

static void trace_cube(Path *path)
{
	static const Point corners[] = { { 12, 3 },  { 20, 7.5 },  { 20, 16.5 },
					 { 12, 21 }, { 4, 16.5 }, { 4, 7.5 } };

	for (size_t i = 0; i < G_N_ELEMENTS(corners); i++)
		path_line_to(path, corners[i].x, corners[i].y);
	path_close(path);
	add_line(path, 4, 7.5, 12, 12);
	path_line_to(path, 20, 7.5);
	add_line(path, 12, 12, 12, 21);
}

/* Half of an ellipse whose middle is at `y`, below it or above. */
static void add_half_ellipse(Path *path, double y, double height)
{
	const double middle = 12, half = 7, curve = 0.55;

	path_move_to(path, middle - half, y);
	path_curve_to(path, middle - half, y + height * curve, middle - half * curve, y + height,
		      middle, y + height);
	path_curve_to(path, middle + half * curve, y + height, middle + half, y + height * curve,
		      middle + half, y);
}

static void trace_database(Path *path)
{
	add_half_ellipse(path, 6, -3);
	for (int y = 6; y <= 18; y += 6)
		add_half_ellipse(path, y, 3);
	add_line(path, 5, 6, 5, 18);
	add_line(path, 19, 6, 19, 18);
	add_dot(path, 8, 11.5);
	add_dot(path, 8, 17.5);
}

static void trace_ellipsis_v(Path *path)
{
	for (int i = -1; i <= 1; i++)
		add_circle(path, 12, 12 + 7 * i, 1);
}

static void trace_exclamation_circle(Path *path)
{
	add_circle(path, 12, 12, 9);
	add_line(path, 12, 8, 12, 12);
	add_dot(path, 12, 16);
}

/* A flame with a tongue to the left. */
static void trace_fire(Path *path)
{
	path_move_to(path, 12, 21);
	path_curve_to(path, 7.5, 21, 5, 17.8, 5, 14.2);
	path_curve_to(path, 5, 11, 7, 9.5, 7.5, 7);
	path_curve_to(path, 8.8, 8, 9.3, 9, 9.5, 10);
	path_curve_to(path, 11.5, 8.5, 12.3, 6, 12, 3);
	path_curve_to(path, 16.5, 5.5, 19, 10, 19, 14.2);
	path_curve_to(path, 19, 17.8, 16.5, 21, 12, 21);
	path_close(path);
}

/* Two bars and the glass between them. */
static void trace_hourglass(Path *path)
{
	add_line(path, 5, 3, 19, 3);
	add_line(path, 5, 21, 19, 21);
	path_move_to(path, 7, 3);
	path_curve_to(path, 7, 8, 11, 10, 12, 12);
	path_curve_to(path, 13, 10, 17, 8, 17, 3);
	path_move_to(path, 7, 21);
	path_curve_to(path, 7, 16, 11, 14, 12, 12);
	path_curve_to(path, 13, 14, 17, 16, 17, 21);
}

static void trace_user(Path *path)
{
	add_circle(path, 12, 8, 5);
	path_move_to(path, 3, 21);
	path_arc(path, (Point){ 12, 21.7 }, 9, G_PI + 0.1, 2 * G_PI - 0.1);
}

static void trace_times(Path *path)
{
	add_line(path, 7.25, 7.25, 16.75, 16.75);
	add_line(path, 16.75, 7.25, 7.25, 16.75);
}

static void trace_angle_double_left(Path *path)
{
	for (int x = 11; x <= 16; x += 5) {
		add_line(path, x, 9, x - 3, 12);
		path_line_to(path, x, 15);
	}
}

static void trace_angle_double_down(Path *path)
{
	for (int y = 8; y <= 13; y += 5) {
		add_line(path, 9, y, 12, y + 3);
		path_line_to(path, 15, y);
	}
}

static void trace_angle_double_up(Path *path)
{
	for (int y = 11; y <= 16; y += 5) {
		add_line(path, 9, y, 12, y - 3);
		path_line_to(path, 15, y);
	}
}

static void trace_angle_up(Path *path)
{
	add_line(path, 7.75, 14.1, 12, 9.85);
	path_line_to(path, 16.25, 14.1);
}

static void trace_angle_double_right(Path *path)
{
	for (int x = 8; x <= 13; x += 5) {
		add_line(path, x, 9, x + 3, 12);
		path_line_to(path, x, 15);
	}
}

static void trace_bars(Path *path)
{
	for (int y = 6; y <= 18; y += 6)
		add_line(path, 3, y, 21, y);
}

/* Four small squares. */
static void trace_apps(Path *path)
{
	for (int i = 0; i < 4; i++)
		path_round_rect(path, (Rect){ 3 + i % 2 * 11, 3 + i / 2 * 11, 7, 7 }, 1, 1, 1, 1);
}

static void trace_plus(Path *path)
{
	add_line(path, 5, 12, 19, 12);
	add_line(path, 12, 5, 12, 19);
}

/* Two legs around the upper left corner, with marks along their inner sides. */
static void trace_ruler_combined(Path *path)
{
	static const Point corners[] = { { 3, 3 }, { 21, 3 }, { 21, 9 }, { 9, 9 }, { 9, 21 }, { 3, 21 } };

	for (size_t i = 0; i < G_N_ELEMENTS(corners); i++)
		path_line_to(path, corners[i].x, corners[i].y);
	path_close(path);
	for (int mark = 9; mark <= 17; mark += 4) {
		add_line(path, mark, 7, mark, 9);
		add_line(path, 7, mark, 9, mark);
	}
}

static void trace_search(Path *path)
{
	add_circle(path, 11, 11, 8);
	add_line(path, 16.7, 16.7, 21, 21);
}

static void trace_search_minus(Path *path)
{
	trace_search(path);
	add_line(path, 8, 11, 14, 11);
}

static void trace_step_backward(Path *path)
{
	add_line(path, 6, 5, 6, 19);
	add_line(path, 18, 6, 9.5, 12);
	path_line_to(path, 18, 18);
	path_close(path);
}

/* Two arcs that follow each other, each with the corner of an arrow at its tail. */
static void trace_sync(Path *path)
{
	const Point middle = { 12, 12 };
	const double radius = 9, tail = 0.46, head = 3.03;

	for (int i = 0; i < 2; i++) {
		double side = i == 0 ? 1 : -1, turn = i == 0 ? 0 : G_PI;

		path_move_to(path, middle.x + side * radius * cos(tail),
			     middle.y + side * radius * sin(tail));
		path_arc(path, middle, radius, turn + tail, turn + head);
		add_line(path, middle.x + side * 3.1, middle.y + side * 4, middle.x + side * 8,
			 middle.y + side * 4);
		path_line_to(path, middle.x + side * 8, middle.y + side * 9);
	}
}

typedef struct {
	const char *name;
	void (*trace)(Path *path);
	bool is_solid; // filled, too
} Icon;

/* Sorted by name. */
static const Icon icons[] = {
	{ "align-left", trace_align_left },
	{ "align-right", trace_align_right },
	{ "angle-double-down", trace_angle_double_down },
	{ "angle-double-left", trace_angle_double_left },
	{ "angle-double-right", trace_angle_double_right },
	{ "angle-double-up", trace_angle_double_up },
	{ "angle-down", trace_angle_down },
	{ "angle-left", trace_angle_left },
	{ "angle-right", trace_angle_right },
	{ "angle-up", trace_angle_up },
	{ "apps", trace_apps },
	{ "arrow-down", trace_arrow_down },
	{ "arrow-from-right", trace_arrow_from_right },
	{ "arrow-up", trace_arrow_up },
	{ "bars", trace_bars },
	{ "bolt", trace_bolt },
	{ "brackets-curly", trace_brackets_curly },
	{ "calculator-alt", trace_calculator_alt },
	{ "check", trace_check },
	{ "clock-nine", trace_clock_nine },
	{ "cloud", trace_cloud },
	{ "cube", trace_cube },
	{ "database", trace_database },
	{ "ellipsis-v", trace_ellipsis_v },
	{ "enter", trace_enter },
	{ "exclamation-circle", trace_exclamation_circle },
	{ "exclamation-triangle", trace_exclamation_triangle },
	{ "external-link-alt", trace_external_link },
	{ "favorite", trace_star, true },
	{ "file-alt", trace_file },
	{ "file-landscape-alt", trace_file_landscape },
	{ "filter", trace_filter },
	{ "fire", trace_fire },
	{ "font", trace_font },
	{ "gf-logs", trace_gf_logs },
	{ "heart", trace_heart },
	{ "heart-break", trace_heart_break },
	{ "hourglass", trace_hourglass },
	{ "info-circle", trace_info_circle },
	{ "list-ol", trace_list_ol },
	{ "map-marker", trace_map_marker },
	{ "plus", trace_plus },
	{ "question-circle", trace_question_circle },
	{ "ruler-combined", trace_ruler_combined },
	{ "search", trace_search },
	{ "search-minus", trace_search_minus },
	{ "star", trace_star },
	{ "step-backward", trace_step_backward },
	{ "sync", trace_sync },
	{ "times", trace_times },
	{ "toggle-on", trace_toggle_on },
	{ "user", trace_user },
};

static int compare_name(const void *name, const void *icon)
{
	return strcmp(name, ((const Icon *)icon)->name);
}

bool icon_layout(Scene *scene, const char *name, Rect box, Color color)
{
	const Icon *icon = bsearch(name, icons, G_N_ELEMENTS(icons), sizeof(Icon), compare_name);

	if (!icon)
		return false;
	Path *path = path_new();

	icon->trace(path);
	/* The browser moves pictures to whole pixels, so that they look alike everywhere. */
	scene_push_transform(scene, (Point){ js_round(box.x), js_round(box.y) }, 0,
			     box.width / GRID);
	if (icon->is_solid) {
		Path *inside = path_new();

		icon->trace(inside);
		scene_take_fill(scene, inside, PAINT_COLOR(color), (FillStyle){ 0 });
	}
	scene_take_stroke(scene, path, PAINT_COLOR(color),
			  (StrokeStyle){ .width_px = LINE, .cap = CAP_ROUND, .join = JOIN_ROUND });
	scene_pop_transform(scene);
	return true;
}
