#include "renderer/panel/log-rows.h"

#include "renderer/json.h"
#include "renderer/panel/log-ansi.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_ROWS = 100000, MAX_LEVEL_BYTES = 16 * 1024, MAX_COMPARED_BYTES = 64 * 1024 };

/* --- Levels --- */

static const struct {
	const char *word;
	LogLevel level;
} words[] = {
	{ "emerg", LOG_CRITICAL },     { "fatal", LOG_CRITICAL },  { "alert", LOG_CRITICAL },
	{ "crit", LOG_CRITICAL },      { "critical", LOG_CRITICAL }, { "warn", LOG_WARNING },
	{ "warning", LOG_WARNING },    { "err", LOG_ERROR },	   { "eror", LOG_ERROR },
	{ "error", LOG_ERROR },	       { "info", LOG_INFO },	   { "information", LOG_INFO },
	{ "informational", LOG_INFO }, { "notice", LOG_INFO },	   { "dbug", LOG_DEBUG },
	{ "debug", LOG_DEBUG },	       { "trace", LOG_TRACE },	   { "unknown", LOG_UNKNOWN },
};

static bool find_word(const char *text, size_t length, LogLevel *level)
{
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (strlen(words[i].word) == length &&
		    g_ascii_strncasecmp(words[i].word, text, length) == 0) {
			*level = words[i].level;
			return true;
		}
	return false;
}

LogLevel log_level_of_key(const char *key)
{
	static const LogLevel syslog[] = { LOG_CRITICAL, LOG_CRITICAL, LOG_CRITICAL, LOG_ERROR,
					   LOG_WARNING,	 LOG_INFO,     LOG_INFO,     LOG_DEBUG };
	LogLevel level = LOG_UNKNOWN;

	if (key[0] >= '0' && key[0] <= '7' && !key[1])
		return syslog[key[0] - '0'];
	find_word(key, strlen(key), &level);
	return level;
}

static bool is_word(char c)
{
	return g_ascii_isalnum(c) || c == '_';
}

LogLevel log_level_of_line(const char *line)
{
	const char *end = line + strnlen(line, MAX_LEVEL_BYTES);

	for (const char *at = line; at < end;) {
		at += ansi_code_length(at);
		const char *start = at;
		LogLevel level;

		while (at < end && is_word(*at))
			at++;
		if (at > start && find_word(start, (size_t)(at - start), &level))
			return level;
		if (at == start && at < end)
			at++;
	}
	return LOG_UNKNOWN;
}

const char *log_level_text(LogLevel level)
{
	static const char *const texts[] = {
		[LOG_CRITICAL] = "crit", [LOG_ERROR] = "error", [LOG_WARNING] = "warn",
		[LOG_INFO] = "info",	 [LOG_DEBUG] = "debug", [LOG_TRACE] = "trace",
		[LOG_UNKNOWN] = "",
	};

	return texts[level];
}

/* --- Columns --- */

static const Field *named(const Frame *frame, const char *name)
{
	for (size_t i = 0; i < frame->n_fields; i++)
		if (frame->fields[i].name && strcmp(frame->fields[i].name, name) == 0)
			return &frame->fields[i];
	return NULL;
}

static const Field *typed(const Frame *frame, const char *name, FieldType type)
{
	const Field *field = named(frame, name);

	return field && field->type == type ? field : NULL;
}

LogFields log_fields(const Frame *frame)
{
	LogFields fields = { .labels = typed(frame, "labels", FIELD_OTHER) };
	bool is_dataplane = g_strcmp0(frame_meta_text(frame, "type"), "log-lines") == 0;

	if (is_dataplane) {
		fields.time = typed(frame, "timestamp", FIELD_TIME);
		fields.body = typed(frame, "body", FIELD_STRING);
		fields.level = typed(frame, "severity", FIELD_STRING);
		fields.id = typed(frame, "id", FIELD_STRING);
	} else {
		fields.time = frame_first_of_type((Frame *)frame, FIELD_TIME);
		fields.body = frame_first_of_type((Frame *)frame, FIELD_STRING);
		fields.level = named(frame, "level");
		if (!fields.level)
			fields.level = named(frame, "detected_level");
		fields.nanoseconds = named(frame, "tsNs");
		fields.id = named(frame, "id");
	}
	if (!fields.time || !fields.body)
		return (LogFields){ 0 };
	return fields;
}

/* --- Rows --- */

static Labels labels_of_json(Arena *arena, json_object *json)
{
	Labels labels = { 0 };

	if (!json_object_is_type(json, json_type_object))
		return labels;
	labels.items = arena_new_array(
		arena, Label, MIN((size_t)json_object_object_length(json), LOG_MAX_LABELS) + 1);
	json_object_object_foreach(json, key, value) {
		if (labels.n == LOG_MAX_LABELS)
			break;
		labels.items[labels.n++] =
			(Label){ key, value ? json_object_get_string(value) : "null" };
	}
	return labels;
}

static Labels row_labels(Arena *arena, const Frame *frame, const LogFields *fields, size_t row)
{
	if (!fields->labels)
		return fields->body->labels;
	Value value = field_value(frame, fields->labels, row);

	return value.kind == VALUE_JSON ? labels_of_json(arena, value.json) : (Labels){ 0 };
}

static const char *body_text(Arena *arena, Value value)
{
	switch (value.kind) {
	case VALUE_STRING:
		return value.string;
	case VALUE_ABSENT:
	case VALUE_NULL:
		return "";
	case VALUE_JSON:
		return json_object_to_json_string_ext(value.json, JSON_C_TO_STRING_PLAIN);
	default:
		return value_to_text(arena, value);
	}
}

static LogLevel row_level(Arena *arena, const Frame *frame, const LogFields *fields,
			  const LogRow *row)
{
	Value value = fields->level ? field_value(frame, fields->level, row->row)
				    : (Value){ .kind = VALUE_ABSENT };
	const char *label = labels_get(&row->labels, "level");

	if (value_is_truthy(value))
		return log_level_of_key(value_to_text(arena, value));
	if (!label)
		label = labels_get(&row->labels, "detected_level");
	return label ? log_level_of_key(label) : log_level_of_line(row->body);
}

/* Loki's older frames have nanoseconds since 1970 as a text. */
static int nanos_of(const Frame *frame, const LogFields *fields, size_t row)
{
	enum { DIGITS = 6 };
	Value value = fields->nanoseconds ? field_value(frame, fields->nanoseconds, row)
					  : (Value){ .kind = VALUE_ABSENT };

	if (value.kind == VALUE_STRING && strlen(value.string) > DIGITS)
		return atoi(value.string + strlen(value.string) - DIGITS);
	return fields->time->nanos ? fields->time->nanos[row] : 0;
}

static void add_frame(Arena *arena, LogRows *rows, const Frame *frame)
{
	const LogFields fields = log_fields(frame);

	if (!fields.time)
		return;
	for (size_t i = 0; i < frame->n_rows && rows->n < MAX_ROWS; i++) {
		LogRow *row = &rows->items[rows->n];

		*row = (LogRow){
			.frame = frame,
			.row = i,
			.time_ms = field_number(frame, fields.time, i),
			.nanos = nanos_of(frame, &fields, i),
			.body = body_text(arena, field_value(frame, fields.body, i)),
			.labels = row_labels(arena, frame, &fields, i),
			.order = rows->n++,
		};
		row->level = row_level(arena, frame, &fields, row);
	}
}

/* --- Order --- */

static int compare_times(const LogRow *a, const LogRow *b)
{
	if (a->time_ms != b->time_ms)
		return a->time_ms > b->time_ms ? 1 : a->time_ms < b->time_ms ? -1 : 0;
	return (a->nanos > b->nanos) - (a->nanos < b->nanos);
}

/* `data` is the sign of the order; of equals the first comes first. */
static int compare_rows(const void *left, const void *right, void *data)
{
	const LogRow *a = left, *b = right;
	int result = *(const int *)data * compare_times(a, b);

	return result ? result : (a->order > b->order) - (a->order < b->order);
}

static void sort(LogRows *rows, int sign)
{
	g_qsort_with_data(rows->items, (int)rows->n, sizeof(LogRow), compare_rows, &sign);
	for (size_t i = 0; i < rows->n; i++)
		rows->items[i].order = i;
}

/* --- Repetitions --- */

/* 2025-01-15T12:00:00.123Z, or with a comma and an offset; its length, or 0. */
static size_t iso_date(const char *text)
{
	static const char form[] = "dddd-dd-ddTdd:dd:dd.";
	size_t n = 0;

	for (; form[n]; n++) {
		bool fits = form[n] == 'd'   ? g_ascii_isdigit(text[n])
			    : form[n] == '.' ? text[n] == '.' || text[n] == ','
					     : text[n] == form[n];

		if (!fits)
			return 0;
	}
	size_t digits = strspn(text + n, "0123456789");

	if (!digits)
		return 0;
	n += digits;
	if (text[n] == 'Z')
		return n + 1;
	if ((text[n] == '+' || text[n] == '-') && g_ascii_isdigit(text[n + 1]) &&
	    g_ascii_isdigit(text[n + 2]) && text[n + 3] == ':' && g_ascii_isdigit(text[n + 4]) &&
	    g_ascii_isdigit(text[n + 5]))
		return n + strlen("+00:00");
	return 0;
}

/* How much of a line at `text` does not count. */
static size_t ignored(const char *text, const char *strategy)
{
	size_t n = ansi_code_length(text);

	if (n)
		return n;
	if (strcmp(strategy, "exact") == 0)
		return iso_date(text);
	if (strcmp(strategy, "numbers") == 0)
		return strspn(text, "0123456789");
	while (is_word(text[n]))
		n++;
	return n;
}

bool log_is_same(const char *left, const char *right, const char *strategy)
{
	for (size_t n = 0; n < MAX_COMPARED_BYTES; n++) {
		for (size_t skip; (skip = ignored(left, strategy)) > 0;)
			left += skip;
		for (size_t skip; (skip = ignored(right, strategy)) > 0;)
			right += skip;
		if (*left != *right)
			return false;
		if (!*left)
			return true;
		left++;
		right++;
	}
	return true;
}

static void drop_repetitions(LogRows *rows, const char *strategy)
{
	size_t kept = 0;

	for (size_t i = 0; i < rows->n; i++) {
		LogRow *last = kept ? &rows->items[kept - 1] : NULL;

		if (last && log_is_same(rows->items[i].body, last->body, strategy))
			last->duplicates++;
		else
			rows->items[kept++] = rows->items[i];
	}
	rows->n = kept;
}

/* --- All of it --- */

static Labels common_labels(Arena *arena, const LogRows *rows)
{
	Labels common = { 0 };

	if (rows->n == 0)
		return common;
	const Labels *first = &rows->items[0].labels;

	common.items = arena_new_array(arena, Label, first->n + 1);
	for (size_t l = 0; l < MIN(first->n, LOG_MAX_LABELS); l++) {
		const Label *label = &first->items[l];
		bool is_common = true;

		for (size_t i = 1; i < rows->n && is_common; i++)
			is_common = g_strcmp0(labels_get(&rows->items[i].labels, label->key),
					      label->value) == 0;
		if (is_common)
			common.items[common.n++] = *label;
	}
	return common;
}

LogRows log_rows(const PanelContext *context)
{
	const char *order = json_get_text(context->options, "sortOrder", "Descending");
	const char *strategy = json_get_text(context->options, "dedupStrategy", "none");
	bool drops = strcmp(strategy, "exact") == 0 || strcmp(strategy, "numbers") == 0 ||
		     strcmp(strategy, "signature") == 0;
	LogRows rows = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < context->frames->n; i++)
		n += context->frames->items[i]->n_rows;
	rows.items = arena_new_array(context->arena, LogRow, MIN(n, MAX_ROWS) + 1);
	for (size_t i = 0; i < context->frames->n; i++)
		add_frame(context->arena, &rows, context->frames->items[i]);
	sort(&rows, 1);
	rows.common = common_labels(context->arena, &rows);
	if (drops)
		drop_repetitions(&rows, strategy);
	if (strcmp(order, "Ascending") != 0)
		sort(&rows, -1);
	return rows;
}
