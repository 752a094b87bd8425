#include "renderer/model/interpolate-format.h"

#include <math.h>
#include <string.h>

#include "renderer/data/moment.h"
#include "renderer/data/number.h"
#include "renderer/model/date-math.h"

typedef void (*Writer)(GString *out, const Formatted *subject, const char *arguments);
typedef void (*Escape)(GString *out, const char *value);

static const char *first_value(const Formatted *subject)
{
	return subject->n_values ? subject->values[0] : "";
}

static void append_plain(GString *out, const char *value)
{
	g_string_append(out, value);
}

static void append_joined(GString *out, const Formatted *subject, const char *separator,
			  Escape append)
{
	for (size_t i = 0; i < subject->n_values; i++) {
		if (i)
			g_string_append(out, separator);
		append(out, subject->values[i]);
	}
}

/* Puts a backslash before each of `characters`. */
static void append_escaped(GString *out, const char *value, const char *characters)
{
	for (; *value; value++) {
		if (strchr(characters, *value))
			g_string_append_c(out, '\\');
		g_string_append_c(out, *value);
	}
}

static void write_glob(GString *out, const Formatted *subject, const char *arguments)
{
	bool has_braces = subject->is_list && subject->n_values > 1;

	g_string_append(out, has_braces ? "{" : "");
	append_joined(out, subject, ",", append_plain);
	g_string_append(out, has_braces ? "}" : "");
}

static void write_csv(GString *out, const Formatted *subject, const char *arguments)
{
	append_joined(out, subject, ",", append_plain);
}

static void write_pipe(GString *out, const Formatted *subject, const char *arguments)
{
	append_joined(out, subject, "|", append_plain);
}

static void write_join(GString *out, const Formatted *subject, const char *arguments)
{
	g_autofree char *separator = arguments ? g_strndup(arguments, strcspn(arguments, ":"))
					       : g_strdup(",");

	append_joined(out, subject, separator, append_plain);
}

static void write_distributed(GString *out, const Formatted *subject, const char *arguments)
{
	for (size_t i = 0; i < subject->n_values; i++) {
		if (i)
			g_string_append_printf(out, ",%s=", subject->name);
		g_string_append(out, subject->values[i]);
	}
}

static void append_regex(GString *out, const char *value)
{
	append_escaped(out, value, "\\^$*+?.()|[]{}/");
}

static void write_regex(GString *out, const Formatted *subject, const char *arguments)
{
	bool has_group = subject->is_list && subject->n_values != 1;

	g_string_append(out, has_group ? "(" : "");
	append_joined(out, subject, "|", append_regex);
	g_string_append(out, has_group ? ")" : "");
}

static void append_lucene(GString *out, const char *value)
{
	if (isnan(js_number(value)))
		append_escaped(out, value, "!*+-=<> \t\n\v\f\r&|()[]{}^~?:\\/\"");
	else
		g_string_append(out, value);
}

static void write_lucene(GString *out, const Formatted *subject, const char *arguments)
{
	if (!subject->is_list) {
		append_lucene(out, first_value(subject));
	} else if (subject->n_values == 0) {
		g_string_append(out, "__empty__");
	} else {
		g_string_append(out, "(\"");
		append_joined(out, subject, "\" OR \"", append_lucene);
		g_string_append(out, "\")");
	}
}

static void append_json(GString *out, const char *value)
{
	json_object *text = json_object_new_string(value);

	g_string_append(out, json_object_to_json_string_ext(
				     text, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
	json_object_put(text);
}

static void write_json(GString *out, const Formatted *subject, const char *arguments)
{
	if (!subject->is_list) {
		g_string_append(out, first_value(subject));
		return;
	}
	g_string_append_c(out, '[');
	append_joined(out, subject, ",", append_json);
	g_string_append_c(out, ']');
}

static void append_html(GString *out, const char *value)
{
	for (; *value; value++) {
		switch (*value) {
		case '&':
			g_string_append(out, "&amp;");
			break;
		case '<':
			g_string_append(out, "&lt;");
			break;
		case '>':
			g_string_append(out, "&gt;");
			break;
		case '\'':
			g_string_append(out, "&#39;");
			break;
		case '"':
			g_string_append(out, "&quot;");
			break;
		default:
			g_string_append_c(out, *value);
		}
	}
}

static void write_html(GString *out, const Formatted *subject, const char *arguments)
{
	append_joined(out, subject, ", ", append_html);
}

static void append_single_quoted(GString *out, const char *value)
{
	g_string_append_c(out, '\'');
	append_escaped(out, value, "'");
	g_string_append_c(out, '\'');
}

static void write_single_quote(GString *out, const Formatted *subject, const char *arguments)
{
	append_joined(out, subject, ",", append_single_quoted);
}

static void append_double_quoted(GString *out, const char *value)
{
	g_string_append_c(out, '"');
	append_escaped(out, value, "\"");
	g_string_append_c(out, '"');
}

static void write_double_quote(GString *out, const Formatted *subject, const char *arguments)
{
	append_joined(out, subject, ",", append_double_quoted);
}

static void append_sql(GString *out, const char *value)
{
	g_string_append_c(out, '\'');
	for (; *value; value++) {
		if (*value == '\'')
			g_string_append_c(out, '\'');
		if (*value == '"')
			g_string_append_c(out, '\\');
		g_string_append_c(out, *value);
	}
	g_string_append_c(out, '\'');
}

static void write_sql(GString *out, const Formatted *subject, const char *arguments)
{
	append_joined(out, subject, ",", append_sql);
}

/* Letters, digits and `kept` stay, every other byte becomes %XX. */
static void append_encoded(GString *out, const char *value, const char *kept)
{
	for (; *value; value++) {
		if (g_ascii_isalnum(*value) || strchr(kept, *value))
			g_string_append_c(out, *value);
		else
			g_string_append_printf(out, "%%%02X", (unsigned char)*value);
	}
}

#define KEPT_IN_COMPONENT "-_.~"
#define KEPT_IN_URI	  KEPT_IN_COMPONENT ";,/?:@&=+$#"
#define KEPT_IN_URL	  KEPT_IN_COMPONENT "@:$,;"

static void append_component(GString *out, const char *value)
{
	append_encoded(out, value, KEPT_IN_COMPONENT);
}

void append_url_parameter(GString *out, const char *name, const char *value)
{
	append_encoded(out, name, KEPT_IN_URL);
	g_string_append_c(out, '=');
	append_encoded(out, value, KEPT_IN_URL);
}

/* A list has its braces encoded with it, even with one element. */
static void append_encoded_list(GString *out, const Formatted *subject, const char *kept)
{
	g_autoptr(GString) plain = g_string_new(subject->is_list ? "{" : "");

	append_joined(plain, subject, ",", append_plain);
	g_string_append(plain, subject->is_list ? "}" : "");
	append_encoded(out, plain->str, kept);
}

static void write_percent_encode(GString *out, const Formatted *subject, const char *arguments)
{
	append_encoded_list(out, subject, KEPT_IN_COMPONENT);
}

static void write_uri_encode(GString *out, const Formatted *subject, const char *arguments)
{
	append_encoded_list(out, subject, KEPT_IN_URI);
}

static void write_query_parameter(GString *out, const Formatted *subject, const char *arguments)
{
	g_autofree char *key = g_strdup_printf("var-%s", subject->name);

	if (subject->url_state == URL_STATE_SKIPPED)
		return;
	if (subject->url_state == URL_STATE_VARIABLE && subject->url_value) {
		append_url_parameter(out, key, subject->url_value);
		return;
	}
	for (size_t i = 0; i < subject->n_values; i++) {
		g_string_append(out, i ? "&" : "");
		if (subject->url_state == URL_STATE_VARIABLE) {
			append_url_parameter(out, key, subject->values[i]);
		} else {
			g_string_append_printf(out, "%s=", key);
			append_component(out, subject->values[i]);
		}
	}
}

/* customqueryparam:name:prefix, both optional */
static void write_custom_query_parameter(GString *out, const Formatted *subject,
					 const char *arguments)
{
	g_auto(GStrv) parts = g_strsplit(arguments ? arguments : "", ":", -1);
	const char *name = parts[0] && *parts[0] ? parts[0] : subject->name;
	const char *prefix = parts[0] && parts[1] ? parts[1] : "";

	for (size_t i = 0; i < subject->n_values; i++) {
		g_string_append(out, i ? "&" : "");
		append_component(out, name);
		g_string_append_c(out, '=');
		append_component(out, prefix);
		append_component(out, subject->values[i]);
	}
}

static void write_text(GString *out, const Formatted *subject, const char *arguments)
{
	if (!subject->texts)
		append_joined(out, subject, ",", append_plain);
	for (size_t i = 0; subject->texts && i < subject->n_texts; i++)
		g_string_append_printf(out, "%s%s", i ? " + " : "", subject->texts[i]);
}

static void write_date(GString *out, const Formatted *subject, const char *arguments)
{
	const char *form = arguments ? arguments : "iso";
	const char *value = first_value(subject);
	double time_ms = subject->is_list ? NAN : trunc(js_parse_float(value));
	char text[256];

	if (isnan(time_ms)) {
		g_string_append(out, "NaN");
	} else if (strcmp(form, "ms") == 0) {
		g_string_append(out, value);
	} else if (strcmp(form, "seconds") == 0) {
		number_to_text(js_round(time_ms / 1000), text, sizeof(text));
		g_string_append(out, text);
	} else if (!date_is_valid(time_ms)) {
		g_string_append(out, "Invalid date");
	} else {
		g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
		bool is_iso = strcmp(form, "iso") == 0;

		moment_format(time_ms, is_iso || !subject->zone ? utc : subject->zone,
			      is_iso ? "YYYY-MM-DD[T]HH:mm:ss.SSS[Z]" : form, text, sizeof(text));
		g_string_append(out, text);
	}
}

static const struct {
	const char *id;
	Writer write;
} formats[] = {
	{ "csv", write_csv },
	{ "customqueryparam", write_custom_query_parameter },
	{ "date", write_date },
	{ "distributed", write_distributed },
	{ "doublequote", write_double_quote },
	{ "glob", write_glob },
	{ "html", write_html },
	{ "join", write_join },
	{ "json", write_json },
	{ "lucene", write_lucene },
	{ "percentencode", write_percent_encode },
	{ "pipe", write_pipe },
	{ "queryparam", write_query_parameter },
	{ "raw", write_csv },
	{ "regex", write_regex },
	{ "singlequote", write_single_quote },
	{ "sqlstring", write_sql },
	{ "text", write_text },
	{ "uriencode", write_uri_encode },
};

void interpolate_format(GString *out, const char *format, const Formatted *subject)
{
	size_t length = format ? strcspn(format, ":") : 0;
	const char *arguments = format && format[length] ? format + length + 1 : NULL;
	Writer write = write_glob;

	for (size_t i = 0; i < G_N_ELEMENTS(formats); i++)
		if (strlen(formats[i].id) == length && strncmp(formats[i].id, format, length) == 0)
			write = formats[i].write;
	write(out, subject, arguments);
}
