#include "renderer/model/interpolate-macro.h"

#include <string.h>

#include "renderer/data/moment.h"
#include "renderer/model/interpolate-format.h"

/* NULL where the interpolator does not have what the macro needs. */
typedef const char *(*Reader)(Arena *arena, const Interpolator *interpolator,
			      const MacroCall *call);

static bool has_path(const MacroCall *call, const char *path)
{
	return g_strcmp0(call->path, path) == 0;
}

static const char *time_value(Arena *arena, const Interpolator *interpolator,
			      const MacroCall *call)
{
	const TimeRange *range = interpolator->range;
	bool is_from = strcmp(call->name, "__from") == 0;

	return range ? arena_printf(arena, "%" G_GINT64_FORMAT,
				    is_from ? range->from_ms : range->to_ms)
		     : NULL;
}

static const char *date_text(Arena *arena, const Interpolator *interpolator, int64_t time_ms,
			     const char *format)
{
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	char text[64];

	moment_format((double)time_ms, interpolator->zone ? interpolator->zone : utc, format, text,
		      sizeof(text));
	return arena_strdup(arena, text);
}

static const char *time_text(Arena *arena, const Interpolator *interpolator,
			     const MacroCall *call)
{
	const TimeRange *range = interpolator->range;
	bool is_from = strcmp(call->name, "__from") == 0;

	return range ? date_text(arena, interpolator, is_from ? range->from_ms : range->to_ms,
				 "YYYY-MM-DD HH:mm:ss")
		     : NULL;
}

static const char *zone_value(Arena *arena, const Interpolator *interpolator,
			      const MacroCall *call)
{
	return interpolator->zone_name;
}

/* The request's step is a scoped value; without a request the name stays. */
static const char *unknown_yet(Arena *arena, const Interpolator *interpolator,
			       const MacroCall *call)
{
	return NULL;
}

static const char *user_value(Arena *arena, const Interpolator *interpolator,
			      const MacroCall *call)
{
	if (has_path(call, "login"))
		return interpolator->user_login;
	if (has_path(call, "email"))
		return interpolator->user_email;
	return arena_printf(arena, "%" G_GINT64_FORMAT, interpolator->user_id);
}

static const char *org_value(Arena *arena, const Interpolator *interpolator,
			     const MacroCall *call)
{
	if (has_path(call, "name"))
		return interpolator->org_name;
	return arena_printf(arena, "%" G_GINT64_FORMAT, interpolator->org_id);
}

static const char *dashboard_value(Arena *arena, const Interpolator *interpolator,
				   const MacroCall *call)
{
	if (has_path(call, "uid"))
		return interpolator->dashboard_uid;
	return interpolator->dashboard_title;
}

/* An end of the range as URLs have it: date math as it is, instants in ISO 8601. */
static const char *url_time(Arena *arena, const Interpolator *interpolator, const char *raw,
			    int64_t time_ms)
{
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	char text[64];

	if (strstr(raw, "now"))
		return raw;
	moment_format((double)time_ms, utc, "YYYY-MM-DD[T]HH:mm:ss.SSS[Z]", text, sizeof(text));
	return arena_strdup(arena, text);
}

static const char *url_time_range(Arena *arena, const Interpolator *interpolator,
				  const MacroCall *call)
{
	const TimeRange *range = interpolator->range;
	GString *out;

	if (!range)
		return NULL;
	out = g_string_new(NULL);
	append_url_parameter(out, "from",
			     url_time(arena, interpolator, range->raw_from, range->from_ms));
	g_string_append_c(out, '&');
	append_url_parameter(out, "to",
			     url_time(arena, interpolator, range->raw_to, range->to_ms));
	if (interpolator->zone_name) {
		g_string_append_c(out, '&');
		append_url_parameter(out, "timezone", interpolator->zone_name);
	}
	return arena_take_string(arena, out);
}

static const char *all_variables(Arena *arena, const Interpolator *interpolator,
				 const MacroCall *call)
{
	Interpolator plain = { .variables = interpolator->variables,
			       .n_variables = interpolator->n_variables };
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < interpolator->n_variables; i++) {
		const VariableValue *variable = &interpolator->variables[i];
		const char *text = arena_printf(arena, "${%s:queryparam}", variable->name);

		if (variable->is_url_skipped)
			continue;
		text = interpolate(arena, &plain, text, NULL);
		if (*text)
			g_string_append_printf(out, "%s%s", out->len ? "&" : "", text);
	}
	return arena_take_string(arena, out);
}

/* Whether `parameter` ("a=b") has a name of the comma list `names`. */
static bool is_named(const char *parameter, const char *names)
{
	size_t length = strcspn(parameter, "=");
	g_auto(GStrv) list = g_strsplit(names, ",", -1);

	for (size_t i = 0; list[i]; i++)
		if (strlen(list[i]) == length && strncmp(list[i], parameter, length) == 0)
			return true;
	return false;
}

/* params, params:include:a,b and params:exclude:a,b */
static const char *url_parameters(Arena *arena, const char *search, const char *format)
{
	bool is_include = format && g_str_has_prefix(format, "include:");
	bool is_exclude = format && g_str_has_prefix(format, "exclude:");
	const char *names = is_include || is_exclude ? format + strlen("include:") : NULL;
	GString *out;

	if (!names)
		return search;
	g_auto(GStrv) parameters = g_strsplit(search + (*search == '?'), "&", -1);

	out = g_string_new("?");
	for (size_t i = 0; parameters[i]; i++)
		if (is_named(parameters[i], names) == is_include)
			g_string_append_printf(out, "%s%s", out->len > 1 ? "&" : "",
					       parameters[i]);
	return arena_take_string(arena, out);
}

static const char *page_url(Arena *arena, const Interpolator *interpolator, const MacroCall *call)
{
	const char *search = interpolator->url_search ? interpolator->url_search : "";

	if (!interpolator->url_path)
		return NULL;
	if (has_path(call, "path"))
		return interpolator->url_path;
	if (has_path(call, "params"))
		return url_parameters(arena, search, call->format);
	return arena_printf(arena, "%s%s", interpolator->url_path, search);
}

static const char *no_text(Arena *arena, const Interpolator *interpolator, const MacroCall *call)
{
	return "";
}

static const struct {
	const char *name;
	Reader value;
	Reader text;   // for the format `text`; NULL: the value
	bool is_final; // no format is applied
} macros[] = {
	{ "__all_variables", all_variables, no_text, true },
	{ "__dashboard", dashboard_value, no_text, false },
	{ "__from", time_value, time_text, false },
	{ "__interval", unknown_yet, NULL, false },
	{ "__interval_ms", unknown_yet, NULL, false },
	{ "__org", org_value, NULL, false },
	{ "__timezone", zone_value, NULL, false },
	{ "__to", time_value, time_text, false },
	{ "__url", page_url, no_text, false },
	{ "__url_time_range", url_time_range, no_text, true },
	{ "__user", user_value, NULL, false },
};

/* `include` and `exclude` are no formats. */
static bool is_parameters(const MacroCall *call)
{
	return strcmp(call->name, "__url") == 0 && has_path(call, "params");
}

bool builtin_macro(Arena *arena, const Interpolator *interpolator, const MacroCall *call,
		   MacroValue *result)
{
	for (size_t i = 0; i < G_N_ELEMENTS(macros); i++) {
		if (strcmp(macros[i].name, call->name) != 0)
			continue;
		const char *value = macros[i].value(arena, interpolator, call);

		result->is_final = macros[i].is_final || is_parameters(call);
		result->value = value ? value : call->whole;
		result->text = macros[i].text ? macros[i].text(arena, interpolator, call) : NULL;
		return true;
	}
	return false;
}
