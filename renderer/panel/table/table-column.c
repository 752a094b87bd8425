#include "renderer/panel/table/table-column.h"

#include "renderer/data/json-stringify.h"
#include "renderer/data/names.h"
#include "renderer/json.h"

#include <math.h>
#include <string.h>

enum { DEFAULT_WIDTH = 150, LEAST_WIDTH = 50, MOST_WIDTH = 100000 };

/* --- Cell types --- */

typedef struct {
	const char *id;
	CellType type;
	const char *mode; // of a type that older dashboards named together with its mode
} CellTypeName;

/* Sorted as in Grafana's schema; the last ones only as `displayMode`. */
static const CellTypeName cell_types[] = {
	{ "auto", CELL_AUTO, NULL },
	{ "color-text", CELL_COLOR_TEXT, NULL },
	{ "color-background", CELL_COLOR_BACKGROUND, NULL },
	{ "gauge", CELL_GAUGE, NULL },
	{ "sparkline", CELL_SPARKLINE, NULL },
	{ "json-view", CELL_JSON, NULL },
	{ "image", CELL_IMAGE, NULL },
	{ "data-links", CELL_DATA_LINKS, NULL },
	{ "actions", CELL_ACTIONS, NULL },
	{ "pill", CELL_PILL, NULL },
	{ "markdown", CELL_MARKDOWN, NULL },
	{ "geo", CELL_GEO, NULL },
	{ "custom", CELL_CUSTOM, NULL },
	{ "basic", CELL_GAUGE, "basic" },
	{ "gradient-gauge", CELL_GAUGE, "gradient" },
	{ "lcd-gauge", CELL_GAUGE, "lcd" },
	{ "color-background-solid", CELL_COLOR_BACKGROUND, "basic" },
};

static const CellTypeName *find_type(const char *id, bool is_display_mode)
{
	for (size_t i = 0; id && i < G_N_ELEMENTS(cell_types); i++)
		if (strcmp(cell_types[i].id, id) == 0 && (is_display_mode || !cell_types[i].mode))
			return &cell_types[i];
	return &cell_types[0];
}

/* What dashboards before 9.5 and data sources still write as `displayMode` goes first. */
CellType table_cell_type(const Field *field, json_object **cell, const char **mode)
{
	const char *display_mode = custom_text(&field->config, "displayMode", "");
	json_object *options = custom_json(&field->config, "cellOptions");
	const CellTypeName *found;

	if (display_mode[0]) {
		found = find_type(display_mode, true);
		*cell = NULL;
		*mode = found->mode;
		return found->type == CELL_CUSTOM ? CELL_AUTO : found->type;
	}
	found = find_type(json_get_text(options, "type", NULL), false);
	*cell = options;
	*mode = json_get_text(options, "mode", NULL);
	return found->type;
}

static bool has_lists(const Field *field, size_t n_rows)
{
	enum { MAX_LOOKED_AT = 1000 };

	for (size_t row = 0; field->values && row < MIN(n_rows, MAX_LOOKED_AT); row++)
		if (field->values[row].kind == VALUE_JSON &&
		    json_object_is_type(field->values[row].json, json_type_array))
			return true;
	return false;
}

static bool begins_with_series(const Frame *frame, const Field *field)
{
	Value first = field_value(frame, field, 0);

	return first.kind == VALUE_FRAME && frame_is_time_series(first.frame);
}

/* What the type comes out as for the field's values. */
static CellType drawn_type(const TableColumn *column)
{
	const Field *field = column->field;

	switch (column->type) {
	case CELL_AUTO:
		if (field->type == FIELD_GEO)
			return CELL_GEO;
		return field->type == FIELD_FRAME && begins_with_series(column->frame, field)
			       ? CELL_SPARKLINE
			       : CELL_AUTO;
	case CELL_PILL:
		if (field->type == FIELD_STRING)
			return CELL_PILL;
		return field->type == FIELD_OTHER && has_lists(field, column->frame->n_rows)
			       ? CELL_PILL
			       : CELL_AUTO;
	case CELL_MARKDOWN:
		return field->type == FIELD_STRING ? CELL_MARKDOWN : CELL_AUTO;
	default:
		return column->type;
	}
}

/* --- One column --- */

static TextAlign alignment(const TableColumn *column)
{
	const char *align = custom_text(&column->field->config, "align", "auto");
	bool is_text = column->type == CELL_AUTO || column->type == CELL_COLOR_TEXT ||
		       column->type == CELL_COLOR_BACKGROUND;

	if (strcmp(align, "center") == 0)
		return ALIGN_CENTER;
	if (strcmp(align, "right") == 0)
		return ALIGN_RIGHT;
	if (strcmp(align, "auto") == 0 || !align[0])
		return is_text && column->field->type == FIELD_NUMBER ? ALIGN_RIGHT : ALIGN_LEFT;
	return ALIGN_LEFT;
}

static bool is_hidden(const Field *field)
{
	return field->type == FIELD_NESTED_FRAMES ||
	       custom_boolean(&field->config, "hideFrom.viz", false);
}

static void read_column(TableColumn *column, Frame *frame, Field *field, const char *name)
{
	const FieldConfig *config = &field->config;
	json_object *reducers = custom_json(config, "footer.reducers");

	column->frame = frame;
	column->field = field;
	column->source = field;
	column->name = name;
	column->type = table_cell_type(field, &column->cell, &column->mode);
	column->drawn = drawn_type(column);
	column->align = alignment(column);
	column->wraps = custom_boolean(config, "wrapText", false);
	column->wraps_header = custom_boolean(config, "wrapHeaderText", false);
	column->is_filterable = custom_boolean(config, "filterable", false);
	column->has_dynamic_height = json_get_bool(column->cell, "dynamicHeight", false);
	if (json_object_is_type(reducers, json_type_array) && json_object_array_length(reducers)) {
		column->reducers = reducers;
		column->n_reducers = json_object_array_length(reducers);
	}
}

/* --- Widths --- */

static double width_of(const Field *field)
{
	double width = custom_number(&field->config, "width", 0);

	return isfinite(width) ? CLAMP(width, 0, MOST_WIDTH) : 0;
}

/* What fixed columns leave is shared alike; no column gets less than its least width. */
static void share_widths(TableColumns *columns, double available_px)
{
	double fixed = 0;
	size_t n_auto = 0;

	for (size_t i = 0; i < columns->n; i++) {
		double width = columns->items[i].width = width_of(columns->items[i].field);

		fixed += width;
		n_auto += width == 0;
	}
	for (size_t i = 0; i < columns->n; i++) {
		double least = custom_number(&columns->items[i].field->config, "minWidth",
					     DEFAULT_WIDTH);

		if (columns->items[i].width == 0)
			columns->items[i].width =
				fmin(MOST_WIDTH, fmax(least, (available_px - fixed) / (double)n_auto));
	}
}

static void place(TableColumns *columns, double left_px)
{
	double x = left_px;

	for (size_t i = 0; i < columns->n; i++) {
		TableColumn *column = &columns->items[i];

		column->x = x;
		column->track = floor(fmax(LEAST_WIDTH, column->width) * 64) / 64;
		x += column->track;
	}
	columns->width = x;
	if (columns->n)
		columns->items[columns->n - 1].is_last = true;
}

/* --- Styles that depend on other columns --- */

static bool is_styled_as_text(const TableColumn *column)
{
	if (column->type == CELL_AUTO)
		return column->drawn == CELL_AUTO;
	return column->type == CELL_COLOR_TEXT || column->type == CELL_COLOR_BACKGROUND ||
	       column->type == CELL_JSON;
}

static bool wraps(const TableColumns *columns, size_t index)
{
	return columns->items[index].wraps || columns->has_dynamic_height;
}

/*
 * Of CSS rules that say different things the one counts that was made last, and each is made once,
 * for the first column that needs it. Those of wrapped text overrule those of JSON unless a column
 * of text comes before the first of JSON, and those of a bounded height unless a column that is
 * aligned alike comes before the first wrapped one.
 */
static void settle_styles(TableColumns *columns)
{
	size_t first_wrapped = 0;
	bool has_aligned[] = { [ALIGN_LEFT] = false, [ALIGN_CENTER] = false, [ALIGN_RIGHT] = false };

	while (first_wrapped < columns->n && !(wraps(columns, first_wrapped) &&
					       is_styled_as_text(&columns->items[first_wrapped])))
		has_aligned[columns->items[first_wrapped++].align] = true;
	for (size_t i = first_wrapped; i < columns->n; i++) {
		TableColumn *column = &columns->items[i];

		column->keeps_blanks = columns->items[first_wrapped].type != CELL_JSON;
		column->is_clamped = has_aligned[column->align];
	}
}

/* Only columns that are seen whole stay in place when the table is scrolled. */
static size_t count_frozen(const TableColumns *columns, double available_px, size_t wanted)
{
	size_t n = 0;

	for (double left = available_px; n < columns->n && n < wanted; n++) {
		left -= columns->items[n].width;
		if (left < 0)
			break;
	}
	return n;
}

/* Cells are looked up by name, so the last field of a name fills all columns of that name. */
static void find_sources(Arena *arena, Frame *frame, const Frames *frames, TableColumns *columns)
{
	g_autoptr(GHashTable) last = g_hash_table_new(g_str_hash, g_str_equal);

	for (size_t i = 0; i < frame->n_fields; i++)
		g_hash_table_insert(last,
				    (void *)field_display_name(arena, &frame->fields[i], frame,
							       frames),
				    &frame->fields[i]);
	for (size_t i = 0; i < columns->n; i++)
		columns->items[i].source = g_hash_table_lookup(last, columns->items[i].name);
}

TableColumns table_columns(const PanelContext *context, Frame *frame, double available_px,
			   double left_px, size_t n_frozen)
{
	Arena *arena = context->arena;
	TableColumns columns = { .items = arena_new_array(arena, TableColumn,
							  frame->n_fields + 1) };

	frames_cache_names(arena, context->frames);
	for (size_t i = 0; i < frame->n_fields; i++) {
		Field *field = &frame->fields[i];
		TableColumn *column = &columns.items[columns.n];

		if (is_hidden(field))
			continue;
		read_column(column, frame, field,
			    field_display_name(arena, field, frame, context->frames));
		columns.has_dynamic_height |= column->has_dynamic_height;
		columns.n++;
	}
	find_sources(arena, frame, context->frames, &columns);
	share_widths(&columns, available_px);
	place(&columns, left_px);
	settle_styles(&columns);
	columns.n_frozen = count_frozen(&columns, available_px, n_frozen);
	return columns;
}

/* --- Values --- */

/* Pills with mappings take their colours from those alone. */
static const Field *shown_field(Arena *arena, const TableColumn *column)
{
	if (column->type != CELL_PILL || column->field->config.n_mappings == 0)
		return column->field;
	Field *field = arena_new_one(arena, Field);

	*field = *column->field;
	field->config.color_mode = "fixed";
	return field;
}

void table_column_prepare(const PanelContext *context, TableColumn *column)
{
	if (column->display)
		return;
	DisplayProcessor *display = arena_new_one(context->arena, DisplayProcessor);

	*display = display_processor(column->frame, shown_field(context->arena, column),
				     &context->display);
	column->display = display;
	column->longest = arena_new_one(context->arena, FormattedValue);
}

static size_t text_length(const FormattedValue *value)
{
	return (size_t)(g_utf8_strlen(value->prefix, -1) + g_utf8_strlen(value->text, -1) +
			g_utf8_strlen(value->suffix, -1));
}

const FormattedValue *table_column_longest(const TableColumn *column, const FormattedValue *value)
{
	if (text_length(value) > text_length(column->longest))
		*column->longest = *value;
	return column->longest;
}

Value table_column_value(const TableColumn *column, size_t row)
{
	return field_value(column->frame, column->source, row);
}

const char *table_display_text(Arena *arena, const DisplayValue *value)
{
	const FormattedValue *formatted = &value->formatted;

	if (!formatted->prefix[0] && !formatted->suffix[0] && value->long_text)
		return value->long_text;
	return arena_printf(arena, "%s%s%s", formatted->prefix, display_plain_text(value),
			    formatted->suffix);
}

static bool shows_json(const TableColumn *column)
{
	return column->type == CELL_JSON || column->field->type == FIELD_OTHER;
}

const char *table_column_text(Arena *arena, const TableColumn *column, Value value,
			      const DisplayValue *display)
{
	const char *text = table_display_text(arena, display);

	if (!shows_json(column))
		return text;
	return arena_printf(arena, "%s%s%s", display->formatted.prefix,
			    value.kind == VALUE_JSON ? json_stringify(arena, value.json)
						     : json_stringify_again(arena, text),
			    display->formatted.suffix);
}

size_t table_count_links(const FieldConfig *config)
{
	size_t n = 0;

	for (size_t i = 0; config->links && i < json_object_array_length(config->links); i++) {
		json_object *link = json_object_array_get_idx(config->links, i);

		n += json_get_text(link, "url", "")[0] != '\0' || json_get(link, "internal") ||
		     json_get(link, "onClick");
	}
	return n;
}
