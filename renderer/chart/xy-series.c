#include "renderer/chart/xy-series.h"

#include "renderer/data/matcher.h"
#include "renderer/data/names.h"
#include "renderer/json.h"

#include <math.h>
#include <string.h>

enum { MAX_SERIES = 1000, MAX_WORDS = 64 };

/* --- Words that names have in common --- */

typedef struct {
	char **items;
	size_t n;
} Words;

/* How many words all names begin and end with; nothing was compared where `is_known` is false. */
typedef struct {
	size_t prefix, suffix;
	bool is_known;
} CommonWords;

static Words split_words(Arena *arena, const char *text)
{
	Words words = { arena_new_array(arena, char *, MAX_WORDS), 0 };

	do {
		size_t length = strcspn(text, " \t\r\n");

		words.items[words.n++] = arena_printf(arena, "%.*s", (int)length, text);
		text += length;
		if (!*text)
			return words;
		text += strspn(text, " \t\r\n");
	} while (words.n < MAX_WORDS);
	return words;
}

static size_t shortest_of(const Words *names, size_t n)
{
	size_t shortest = 0;

	for (size_t i = 1; i < n; i++)
		if (names[i].n < names[shortest].n)
			shortest = i;
	return shortest;
}

/* The first name is compared only if it is the shortest, as in the browser. */
static CommonWords find_common_words(const Words *names, size_t n)
{
	size_t shortest = shortest_of(names, n);
	const Words *base = &names[shortest];
	CommonWords common = { .prefix = base->n, .suffix = base->n };

	for (size_t i = 1; i < n; i++) {
		size_t same_first = 0, same_last = 0;

		if (i == shortest)
			continue;
		common.is_known = true;
		while (same_first < base->n &&
		       strcmp(names[i].items[same_first], base->items[same_first]) == 0)
			same_first++;
		/* Places are counted from the front in both, however long they are. */
		while (same_last < base->n &&
		       strcmp(names[i].items[base->n - 1 - same_last],
			      base->items[base->n - 1 - same_last]) == 0)
			same_last++;
		common.prefix = MIN(common.prefix, same_first);
		common.suffix = MIN(common.suffix, same_last);
	}
	return common;
}

static void append_words(GString *text, const Words *words, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		if (text->len)
			g_string_append_c(text, ' ');
		g_string_append(text, words->items[i]);
	}
}

static void strip_common_words(Arena *arena, XySeries *series, size_t n)
{
	Words *names = arena_new_array(arena, Words, n + 1);

	for (size_t i = 0; i < n; i++)
		names[i] = split_words(arena, series[i].name);
	CommonWords common = find_common_words(names, n);

	for (size_t i = 0; common.is_known && i < n; i++) {
		GString *name = g_string_new(NULL);

		append_words(name, &names[i], common.prefix, names[i].n - common.suffix);
		series[i].name = arena_take_string(arena, name);
	}
}

static bool are_equal(const char *const *names, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (strcmp(names[i], names[0]) != 0)
			return false;
	return true;
}

const char *xy_axis_title(Arena *arena, const char *const *names, size_t n)
{
	Words *words = arena_new_array(arena, Words, n + 1);
	GString *title = g_string_new(NULL);

	if (n == 0 || are_equal(names, n)) {
		g_string_free(title, TRUE);
		return n ? names[0] : "";
	}
	for (size_t i = 0; i < n; i++)
		words[i] = split_words(arena, names[i]);
	CommonWords common = find_common_words(words, n);
	const Words *first = &words[0];

	if (!common.is_known)
		common.prefix = common.suffix = first->n;
	if (first->n > 1 || common.prefix != 1 || common.suffix != 1) {
		append_words(title, first, 0, common.prefix);
		append_words(title, first, first->n - common.suffix, first->n);
	}
	return arena_take_string(arena, title);
}

/* --- What is hidden --- */

typedef struct {
	bool viz, legend;
} Hidden;

static void read_hidden(json_object *json, Hidden *hidden)
{
	hidden->viz = json_get_bool(json, "viz", hidden->viz);
	hidden->legend = json_get_bool(json, "legend", hidden->legend);
}

static bool field_is_matched(const PanelContext *context, json_object *matcher, Field *field,
			     Frame *frame)
{
	FieldMatcher *found = field_matcher_new(context->arena, json_get_text(matcher, "id", ""),
						json_get(matcher, "options"), NULL);

	return found && field_matches(found, context->arena, field, frame, context->frames);
}

/*
 * What the dashboard itself hides. A click on a legend is saved as an override, too, with a
 * reference to the system: that only takes the series' points away.
 */
static Hidden hidden_for_good(const PanelContext *context, Field *field, Frame *frame)
{
	json_object *overrides = json_get_array(context->field_config, "overrides");
	size_t n = overrides ? json_object_array_length(overrides) : 0;
	Hidden hidden = { false, false };

	read_hidden(json_get_object(context->field_config, "defaults.custom.hideFrom"), &hidden);
	for (size_t i = 0; i < n; i++) {
		json_object *rule = json_object_array_get_idx(overrides, i);
		json_object *list = json_get_array(rule, "properties");

		if (!list || json_get(rule, "__systemRef") ||
		    !field_is_matched(context, json_get(rule, "matcher"), field, frame))
			continue;
		for (size_t p = 0; p < json_object_array_length(list); p++) {
			json_object *property = json_object_array_get_idx(list, p);

			if (strcmp(json_get_text(property, "id", ""), "custom.hideFrom") == 0)
				read_hidden(json_get_object(property, "value"), &hidden);
		}
	}
	return hidden;
}

/* --- Mapping --- */

/* One entry of `options.series`. Matchers that are not given are NULL. */
typedef struct {
	const PanelContext *context;
	bool is_manual;
	json_object *json;
	FieldMatcher *x, *y, *color, *size;
	GArray *series; // of XySeries
} Mapping;

static FieldMatcher *matcher_of(Mapping *mapping, const char *path, const char *type)
{
	Arena *arena = mapping->context->arena;
	json_object *matcher = json_get_object(mapping->json, path);

	if (matcher)
		return field_matcher_new(arena, json_get_text(matcher, "id", ""),
					 json_get(matcher, "options"), NULL);
	return type ? field_matcher_new(arena, "byType",
					arena_take_json(arena, json_object_new_string(type)), NULL)
		    : NULL;
}

static bool is_complete(const Mapping *mapping)
{
	return !mapping->is_manual || (json_get(mapping->json, "frame.matcher") &&
				       json_get(mapping->json, "x.matcher") &&
				       json_get(mapping->json, "y.matcher"));
}

static bool takes_frame(const Mapping *mapping, size_t index)
{
	if (!json_get(mapping->json, "frame"))
		return true;
	return strcmp(json_get_text(mapping->json, "frame.matcher.id", ""), "byIndex") == 0 &&
	       json_get_number(mapping->json, "frame.matcher.options", -1) == (double)index;
}

static Field *find_field(const Mapping *mapping, const FieldMatcher *matcher, Frame *frame,
			 bool takes_times)
{
	const PanelContext *context = mapping->context;

	for (size_t i = 0; matcher && i < frame->n_fields; i++) {
		Field *field = &frame->fields[i];

		if (field->type != FIELD_NUMBER && !(takes_times && field->type == FIELD_TIME))
			continue;
		if (field_matches(matcher, context->arena, field, frame, context->frames))
			return field;
	}
	return NULL;
}

static XySeries make_series(const Mapping *mapping, Frame *frame, Field *y, Hidden hidden)
{
	const PanelContext *context = mapping->context;
	const FieldConfig *size = NULL;
	XySeries series = {
		.name = json_get_text(mapping->json, "name.fixed", NULL),
		.frame = frame,
		.y = y,
		.color_field = find_field(mapping, mapping->color, frame, false),
		.size_field = find_field(mapping, mapping->size, frame, false),
		.size_px = custom_number(&y->config, "pointSize.fixed", 5),
		.is_shown = !custom_boolean(&y->config, "hideFrom.viz", false),
		.in_legend = !hidden.legend,
	};

	if (!series.name)
		series.name = field_display_name(context->arena, y, frame, context->frames);
	if (series.size_field) {
		size = &series.size_field->config;
		series.size_px = NAN;
		series.min_size_px = custom_number(size, "pointSize.min", 5);
		series.max_size_px = custom_number(size, "pointSize.max", 100);
	}
	return series;
}

static void map_frame(Mapping *mapping, Frame *frame)
{
	const PanelContext *context = mapping->context;
	Field *x = find_field(mapping, mapping->x, frame, true);

	for (size_t i = 0; x && i < frame->n_fields && mapping->series->len < MAX_SERIES; i++) {
		Field *y = &frame->fields[i];

		if (y == x || y->type != FIELD_NUMBER || !mapping->y ||
		    !field_matches(mapping->y, context->arena, y, frame, context->frames))
			continue;
		Hidden hidden = hidden_for_good(context, y, frame);
		XySeries series = make_series(mapping, frame, y, hidden);

		series.x = x;
		if (hidden.viz || (!mapping->is_manual &&
				   (y == series.color_field || y == series.size_field)))
			continue;
		g_array_append_val(mapping->series, series);
		if (mapping->is_manual)
			return;
	}
}

static void map_entry(Mapping *mapping)
{
	const Frames *frames = mapping->context->frames;

	if (!is_complete(mapping))
		return;
	mapping->x = matcher_of(mapping, "x.matcher", "number");
	mapping->y = matcher_of(mapping, "y.matcher", "number");
	mapping->color = matcher_of(mapping, "color.matcher", NULL);
	mapping->size = matcher_of(mapping, "size.matcher", NULL);
	for (size_t i = 0; i < frames->n; i++)
		if (takes_frame(mapping, i))
			map_frame(mapping, frames->items[i]);
}

/* Series without a field for their colour have one of the palette or a fixed one. */
static void set_colors(const PanelContext *context, XySeries *series, size_t n)
{
	int next = 0;

	for (size_t i = 0; i < n; i++) {
		const FieldConfig *config = &series[i].y->config;
		const char *mode = config->color_mode ? config->color_mode : "palette-classic";

		if (series[i].color_field)
			continue;
		if (strcmp(mode, "palette-classic") == 0) {
			series[i].color = theme_palette(context->theme, next++);
			series[i].has_color = true;
		} else if (strcmp(mode, "fixed") == 0) {
			series[i].color = theme_color(context->theme, config->color_fixed);
			series[i].has_color = true;
		}
	}
}

XySeries *xy_series(const PanelContext *context, size_t *n)
{
	json_object *list = json_get_array(context->options, "series");
	size_t n_entries = list ? json_object_array_length(list) : 0;
	g_autoptr(GArray) found = g_array_new(FALSE, TRUE, sizeof(XySeries));
	bool is_manual = strcmp(json_get_text(context->options, "mapping", "auto"), "manual") == 0;

	for (size_t i = 0; i < MAX(n_entries, 1) && found->len < MAX_SERIES; i++) {
		Mapping mapping = { .context = context, .is_manual = is_manual, .series = found };

		mapping.json = n_entries ? json_object_array_get_idx(list, i) : NULL;
		map_entry(&mapping);
	}
	*n = found->len;
	XySeries *series = arena_new_array(context->arena, XySeries, found->len + 1);

	if (found->len)
		memcpy(series, found->data, found->len * sizeof(XySeries));
	set_colors(context, series, *n);
	strip_common_words(context->arena, series, *n);
	return series;
}
