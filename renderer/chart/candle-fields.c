#include "renderer/chart/candle-fields.h"

#include "renderer/chart/graph-data.h"
#include "renderer/data/join.h"
#include "renderer/data/names.h"
#include "renderer/json.h"

#include <string.h>

/* How a part is called in the options, and the names it has by itself. */
static const struct {
	const char *key;
	const char *names[3];
} parts[CANDLE_N_PARTS] = {
	[CANDLE_OPEN] = { "fields.open", { "open", "o" } },
	[CANDLE_HIGH] = { "fields.high", { "high", "h", "max" } },
	[CANDLE_LOW] = { "fields.low", { "low", "l", "min" } },
	[CANDLE_CLOSE] = { "fields.close", { "close", "c" } },
	[CANDLE_VOLUME] = { "fields.volume", { "volume", "v" } },
};

/* Fields while parts are looked for: those of the frame, and at most two that are made up. */
typedef struct {
	const PanelContext *context;
	Frame *frame;
	Field *fields;
	int n;
	int part[CANDLE_N_PARTS];
	int *used; // fields that parts took, in order
	int n_used;
} Search;

/* --- Finding --- */

static const char *wanted_name(const Search *search, CandlePart part)
{
	return json_get_text(search->context->options, parts[part].key, "");
}

static const char *shown_name(const Search *search, int index)
{
	return field_display_name(search->context->arena, &search->frame->fields[index],
				  search->frame, NULL);
}

static int find_by_name(const Search *search, const char *name)
{
	for (int i = 0; name[0] && i < search->n; i++)
		if (strcmp(search->fields[i].name, name) == 0 ||
		    strcmp(shown_name(search, i), name) == 0)
			return i;
	return -1;
}

static bool is_called(const char *name, CandlePart part)
{
	for (size_t i = 0; i < G_N_ELEMENTS(parts[part].names) && parts[part].names[i]; i++)
		if (strcmp(parts[part].names[i], name) == 0)
			return true;
	return false;
}

static int find_by_default(const Search *search, CandlePart part)
{
	for (int i = 0; i < search->n; i++) {
		g_autofree char *lower = g_utf8_strdown(shown_name(search, i), -1);

		if (is_called(lower, part) || is_called(search->fields[i].name, part))
			return i;
	}
	return -1;
}

static void use(Search *search, CandlePart part, int index)
{
	search->part[part] = index;
	for (int i = 0; i < search->n_used; i++)
		if (search->used[i] == index)
			return;
	search->used[search->n_used++] = index;
}

static void find_parts(Search *search)
{
	for (int part = 0; part < CANDLE_N_PARTS; part++) {
		int found = find_by_name(search, wanted_name(search, part));

		search->part[part] = -1;
		if (found < 0)
			found = find_by_default(search, part);
		if (found >= 0)
			use(search, part, found);
	}
}

/* --- Making up --- */

/* A copy of a field whose values are a row later or earlier. */
static int add_shifted(Search *search, int from, const char *name, bool is_next)
{
	Field field = search->fields[from];
	size_t n = search->frame->n_rows;
	double *values = arena_new_array(search->context->arena, double, n + 1);

	for (size_t row = 0; row < n; row++) {
		size_t last = n > 1 ? n - 1 : 0;
		size_t source = is_next ? MIN(row + 1, last) : row > 0 ? row - 1 : 0;

		values[row] = field.numbers[source];
	}
	field.name = name;
	field.numbers = values;
	field.state = (FieldState){ 0 };
	search->fields[search->n] = field;
	return search->n++;
}

static int first_number(const Search *search)
{
	for (int i = 0; i < search->n; i++)
		if (search->fields[i].type == FIELD_NUMBER)
			return i;
	return -1;
}

static void make_up_parts(Search *search)
{
	int *part = search->part;
	int number = first_number(search);

	if (part[CANDLE_OPEN] < 0 && part[CANDLE_CLOSE] < 0 && number >= 0)
		use(search, CANDLE_OPEN, number);
	if (part[CANDLE_OPEN] >= 0 && part[CANDLE_CLOSE] < 0 && !wanted_name(search, CANDLE_CLOSE)[0])
		use(search, CANDLE_CLOSE,
		    add_shifted(search, part[CANDLE_OPEN], "Next open", true));
	if (part[CANDLE_CLOSE] >= 0 && part[CANDLE_OPEN] < 0 && !wanted_name(search, CANDLE_OPEN)[0])
		use(search, CANDLE_OPEN,
		    add_shifted(search, part[CANDLE_CLOSE], "Previous close", false));
	if (part[CANDLE_HIGH] < 0 && !wanted_name(search, CANDLE_HIGH)[0])
		part[CANDLE_HIGH] = part[CANDLE_OPEN];
	if (part[CANDLE_LOW] < 0 && !wanted_name(search, CANDLE_LOW)[0])
		part[CANDLE_LOW] = part[CANDLE_OPEN];
}

/* What a mode does not draw is a field like any other. */
static void release(Search *search, CandlePart part)
{
	int kept = 0;

	for (int i = 0; i < search->n_used; i++)
		if (search->used[i] != search->part[part] ||
		    (part != CANDLE_VOLUME && search->part[part] == search->part[CANDLE_OPEN]))
			search->used[kept++] = search->used[i];
	search->n_used = kept;
	search->part[part] = -1;
}

/* --- The frame --- */

/* All frames as one, times ascending. */
static Frame *align(const PanelContext *context)
{
	Join join = frames_join(context->arena, context->frames, FIELD_TIME, NULL);

	if (context->frames->n > 1)
		join_take_frame_names(context->arena, &join);
	return join.frame;
}

static bool takes_all(const Search *search)
{
	return json_get_bool(search->context->options, "includeAllFields", false);
}

static void add_field(CandleFields *candles, const Search *search, int index)
{
	int place = (int)candles->frame->n_fields++;
	Field *field = &candles->frame->fields[place];

	*field = search->fields[index];
	field->state.series_index = place - 1;
	for (int part = 0; part < CANDLE_N_PARTS; part++)
		if (search->part[part] == index)
			candles->fields[part] = place;
}

/* Time first, then the parts or all. */
static void build_frame(CandleFields *candles, const Search *search)
{
	candles->frame = frame_new(search->context->arena, (size_t)search->n + 1,
				   search->frame->n_rows);
	candles->frame->fields[0] = search->fields[0];
	candles->frame->n_fields = 1;
	for (int part = 0; part < CANDLE_N_PARTS; part++)
		candles->fields[part] = -1;
	if (takes_all(search))
		for (int i = 1; i < search->n; i++)
			add_field(candles, search, i);
	else
		for (int i = 0; i < search->n_used; i++)
			if (search->used[i] > 0)
				add_field(candles, search, search->used[i]);
}

static CandleMode parse_mode(json_object *options)
{
	const char *mode = json_get_text(options, "mode", "candles+volume");

	if (strcmp(mode, "candles") == 0)
		return CANDLES_ONLY;
	return strcmp(mode, "volume") == 0 ? VOLUME_ONLY : CANDLES_AND_VOLUME;
}

static void decide_drawing(CandleFields *candles)
{
	const int *fields = candles->fields;
	bool has_ends = fields[CANDLE_OPEN] >= 0 && fields[CANDLE_CLOSE] >= 0;

	candles->draws_volume = has_ends && candles->mode != CANDLES_ONLY &&
				fields[CANDLE_VOLUME] >= 0;
	candles->draws_price = has_ends && candles->mode != VOLUME_ONLY &&
			       fields[CANDLE_HIGH] >= 0 && fields[CANDLE_LOW] >= 0;
}

bool candle_fields_find(const PanelContext *context, CandleFields *candles)
{
	Range fill = { (double)context->range.from_ms, (double)context->range.to_ms };
	int series_index = 0;
	Frame *frame = context->frames->n ? align(context) : NULL;

	if (frame && frame->n_rows)
		frame = graph_frame(context, frame, fill, &series_index);
	if (!frame || !frame->n_rows || frame->fields[0].type != FIELD_TIME)
		return false;
	Search search = {
		.context = context,
		.frame = frame,
		.fields = arena_new_array(context->arena, Field, frame->n_fields + 2),
		.n = (int)frame->n_fields,
		.used = arena_new_array(context->arena, int, frame->n_fields + 2),
	};

	memcpy(search.fields, frame->fields, frame->n_fields * sizeof(Field));
	find_parts(&search);
	make_up_parts(&search);
	candles->mode = parse_mode(context->options);
	if (candles->mode == VOLUME_ONLY) {
		release(&search, CANDLE_HIGH);
		release(&search, CANDLE_LOW);
	} else if (candles->mode == CANDLES_ONLY) {
		release(&search, CANDLE_VOLUME);
	}
	build_frame(candles, &search);
	decide_drawing(candles);
	return true;
}
