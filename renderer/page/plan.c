#include "renderer/page/plan.h"

#include <string.h>

#include "renderer/model/json-edit.h"
#include "renderer/model/repeat.h"
#include "renderer/page/grid.h"

/* A panel before its row is repeated, with room for its own copies. */
typedef struct {
	Panel *panel;
	GridCell cell;
	const VariableValue *variable; // repeats it, or NULL
	size_t n_copies;
} Entry;

/* A row, or at the beginning no row, with the panels behind it. */
typedef struct {
	const DashboardRow *row;
	double y;
	size_t first, n; // of the entries
} Group;

/* A cell of the grid. */
typedef struct {
	const DashboardRow *row; // NULL: `entry` is a panel
	const Entry *entry;
	size_t n_hidden;
	const VariableValue *scoped;
	size_t n_scoped;
	GridCell cell;
} Piece;

typedef struct {
	Arena *arena;
	const Dashboard *dashboard;
	const Variables *variables;
	GArray *entries, *groups, *pieces;
	bool is_truncated;
} Layout;

static Entry *entry_at(const Layout *layout, size_t index)
{
	return &g_array_index(layout->entries, Entry, index);
}

static Group *group_at(const Layout *layout, size_t index)
{
	return &g_array_index(layout->groups, Group, index);
}

static const VariableValue *repeating(const Layout *layout, const char *name)
{
	const VariableValue *variable = variables_find(layout->variables, name);

	return variable && variable_can_repeat(variable) ? variable : NULL;
}

/* --- What the dashboard has --- */

static GridCell panel_cell(const Panel *panel)
{
	return (GridCell){ panel->grid_x, panel->grid_y, panel->grid_width,
			   CLAMP(panel->grid_height, 1, GRID_MAX_ROWS) };
}

static void add_group(Layout *layout, const DashboardRow *row)
{
	Group group = { .row = row, .y = row ? row->grid_y : -1, .first = layout->entries->len };

	for (size_t i = 0; i < layout->dashboard->n_panels; i++) {
		Panel *panel = &layout->dashboard->panels[i];
		Entry entry = { .panel = panel, .cell = panel_cell(panel), .n_copies = 1 };

		if (panel->row == row)
			g_array_append_val(layout->entries, entry);
	}
	group.n = layout->entries->len - group.first;
	g_array_append_val(layout->groups, group);
}

static void read_dashboard(Layout *layout)
{
	add_group(layout, NULL);
	for (size_t i = 0; i < layout->dashboard->n_rows; i++)
		if (!layout->dashboard->rows[i].is_hidden)
			add_group(layout, &layout->dashboard->rows[i]);
}

/* --- Repeated panels --- */

static size_t copies_per_line(const Entry *entry)
{
	size_t most = (size_t)MAX(entry->panel->max_per_row, 1);

	return entry->panel->repeats_down ? 1 : MIN(entry->n_copies, most);
}

static size_t copy_lines(const Entry *entry)
{
	size_t per_line = copies_per_line(entry);

	return (entry->n_copies + per_line - 1) / per_line;
}

static void move_down(Layout *layout, double below_y, double rows)
{
	for (guint i = 0; i < layout->groups->len; i++)
		if (group_at(layout, i)->y > below_y)
			group_at(layout, i)->y += rows;
	for (guint i = 0; i < layout->entries->len; i++)
		if (entry_at(layout, i)->cell.y > below_y)
			entry_at(layout, i)->cell.y += rows;
}

/* In a row that is repeated by the same variable, a panel has one value left and one copy. */
static void repeat_panel(Layout *layout, const Group *group, Entry *entry)
{
	const char *name = entry->panel->repeat;
	const VariableValue *variable = repeating(layout, name);

	if (!name)
		return;
	if (!entry->panel->repeats_down) {
		entry->cell.x = 0;
		entry->cell.width = GRID_COLUMNS;
	}
	if (!variable || (group->row && g_strcmp0(group->row->repeat, name) == 0))
		return;
	double height = entry->cell.height;

	entry->variable = variable;
	entry->n_copies = MIN(repeat_n_copies(variable), PAGE_MAX_ITEMS);
	entry->cell.height *= (double)copy_lines(entry);
	if (entry->cell.height > height)
		move_down(layout, entry->cell.y, entry->cell.height - height);
}

static void repeat_panels(Layout *layout)
{
	for (guint g = 0; g < layout->groups->len; g++) {
		const Group *group = group_at(layout, g);

		if (group->row && group->row->is_collapsed)
			continue;
		for (size_t i = 0; i < group->n; i++)
			repeat_panel(layout, group, entry_at(layout, group->first + i));
	}
}

/* --- Repeated rows --- */

/* Of what is around the row in schema v2, the first copy. */
static size_t outer_scope(const Layout *layout, const DashboardRow *row, VariableValue *scoped)
{
	size_t n = 0;

	for (size_t i = 0; i < json_length(row->outer_repeats); i++) {
		const char *name = json_object_get_string(json_at(row->outer_repeats, i));
		const VariableValue *variable = repeating(layout, name);

		if (variable)
			scoped[n++] = repeat_copy(layout->arena, variable, 0);
	}
	return n;
}

static void scope_row(const Layout *layout, const DashboardRow *row, size_t copy, Piece *piece)
{
	if (!row)
		return;
	const VariableValue *variable = repeating(layout, row->repeat);
	VariableValue *scoped = arena_new_array(layout->arena, VariableValue,
						json_length(row->outer_repeats) + 1);
	size_t n = 0;

	if (variable)
		scoped[n++] = repeat_copy(layout->arena, variable, copy);
	piece->n_scoped = n + outer_scope(layout, row, scoped + n);
	piece->scoped = scoped;
}

static bool add_piece(Layout *layout, Piece piece)
{
	layout->is_truncated |= layout->pieces->len >= PAGE_MAX_ITEMS;
	if (layout->is_truncated)
		return false;
	g_array_append_val(layout->pieces, piece);
	return true;
}

/* One copy of a row with its panels, `down` rows of the grid below the first. */
static bool add_copy(Layout *layout, const Group *group, size_t copy, double down)
{
	const DashboardRow *row = group->row;
	Piece piece = { .row = row, .cell = { 0, group->y + down, GRID_COLUMNS, 1 } };

	scope_row(layout, row, copy, &piece);
	if (row && row->is_collapsed)
		piece.n_hidden = group->n;
	if (row && !row->is_headless && !add_piece(layout, piece))
		return false;
	for (size_t i = 0; i < group->n && !(row && row->is_collapsed); i++) {
		Piece panel = { .entry = entry_at(layout, group->first + i),
				.scoped = piece.scoped,
				.n_scoped = piece.n_scoped };

		panel.cell = panel.entry->cell;
		panel.cell.y += down;
		if (!add_piece(layout, panel))
			return false;
	}
	return true;
}

/* The rows of the grid that a row's panels take. */
static double content_rows(const Layout *layout, const Group *group)
{
	double top = G_MAXDOUBLE, bottom = 0;

	for (size_t i = 0; i < group->n; i++) {
		GridCell cell = entry_at(layout, group->first + i)->cell;

		top = MIN(top, cell.y);
		bottom = MAX(bottom, cell.y + cell.height);
	}
	return group->n > 0 ? bottom - top : 0;
}

static void repeat_rows(Layout *layout)
{
	double moved = 0;

	for (guint g = 0; g < layout->groups->len; g++) {
		const Group *group = group_at(layout, g);
		const VariableValue *variable =
			group->row ? repeating(layout, group->row->repeat) : NULL;
		size_t n = variable ? repeat_n_copies(variable) : 1;
		double pitch = content_rows(layout, group) + 1;

		for (size_t copy = 0; copy < n; copy++)
			if (!add_copy(layout, group, copy, moved + (double)copy * pitch))
				return;
		moved += (double)(n - 1) * pitch;
	}
}

/* --- Where everything stands --- */

/* The copies of a panel share its cell. On a narrow page they stand below each other. */
static Rect copy_box(const Entry *entry, Rect whole, size_t index, bool is_narrow)
{
	size_t per_line = is_narrow ? 1 : copies_per_line(entry);
	size_t lines = is_narrow ? entry->n_copies : copy_lines(entry);
	double width = (whole.width - (double)(per_line - 1) * GRID_GAP_PX) / (double)per_line;
	double height = (whole.height - (double)(lines - 1) * GRID_GAP_PX) / (double)lines;

	return (Rect){ whole.x + (double)(index % per_line) * (width + GRID_GAP_PX),
		       whole.y + (double)(index / per_line) * (height + GRID_GAP_PX),
		       MAX(width, 0), MAX(height, 0) };
}

static void scope_copy(Arena *arena, const Piece *piece, size_t index, PageItem *item)
{
	VariableValue *scoped = arena_new_array(arena, VariableValue, piece->n_scoped + 1);

	scoped[0] = repeat_copy(arena, piece->entry->variable, index);
	for (size_t i = 0; i < piece->n_scoped; i++)
		scoped[i + 1] = piece->scoped[i];
	item->scoped = scoped;
	item->n_scoped = piece->n_scoped + 1;
}

static void add_items(Layout *layout, const Piece *piece, Rect box, double width_px,
		      PagePlan *plan)
{
	size_t n = piece->entry ? piece->entry->n_copies : 1;

	for (size_t i = 0; i < n; i++) {
		PageItem item = { .row = piece->row,
				  .panel = piece->entry ? piece->entry->panel : NULL,
				  .n_hidden = piece->n_hidden,
				  .scoped = piece->scoped,
				  .n_scoped = piece->n_scoped,
				  .box = box };

		if (plan->n >= PAGE_MAX_ITEMS) {
			layout->is_truncated = true;
			return;
		}
		if (piece->entry && piece->entry->variable)
			scope_copy(layout->arena, piece, i, &item);
		if (n > 1)
			item.box = copy_box(piece->entry, box, i, width_px < GRID_NARROW_PX);
		plan->items[plan->n++] = item;
	}
}

static PagePlan place(Layout *layout, double width_px)
{
	GArray *pieces = layout->pieces;
	g_autofree GridCell *cells = g_new(GridCell, pieces->len + 1);
	PagePlan plan = { .items = arena_new_array(layout->arena, PageItem, PAGE_MAX_ITEMS) };

	for (guint i = 0; i < pieces->len; i++)
		cells[i] = g_array_index(pieces, Piece, i).cell;
	grid_compact(cells, pieces->len, width_px);
	for (guint i = 0; i < pieces->len; i++) {
		Rect box = grid_rect(cells[i], width_px);

		plan.height_px = MAX(plan.height_px, rect_bottom(box));
		add_items(layout, &g_array_index(pieces, Piece, i), box, width_px, &plan);
	}
	plan.is_truncated = layout->is_truncated;
	return plan;
}

PagePlan page_plan(Arena *arena, const Dashboard *dashboard, const Variables *variables,
		   double grid_width_px)
{
	g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(Entry));
	g_autoptr(GArray) groups = g_array_new(FALSE, FALSE, sizeof(Group));
	g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
	Layout layout = { arena, dashboard, variables, entries, groups, pieces, false };

	read_dashboard(&layout);
	repeat_panels(&layout);
	repeat_rows(&layout);
	return place(&layout, grid_width_px);
}
