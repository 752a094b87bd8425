#include "api/prometheus.h"

static const double bounds_s[HISTOGRAM_N_BOUNDS] = {
	0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
};

void histogram_add(Histogram *histogram, double seconds)
{
	size_t i = 0;

	while (i < HISTOGRAM_N_BOUNDS && seconds > bounds_s[i])
		i++;
	histogram->counts[i]++;
	histogram->sum_s += seconds;
}

void prometheus_head(GString *text, const char *name, const char *type, const char *help)
{
	g_string_append_printf(text, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

void prometheus_one(GString *text, const char *name, const char *type, const char *help,
		    double value)
{
	char number[G_ASCII_DTOSTR_BUF_SIZE];

	prometheus_head(text, name, type, help);
	g_ascii_formatd(number, sizeof(number), "%.15g", value);
	g_string_append_printf(text, "%s %s\n", name, number);
}

void prometheus_count(GString *text, const char *name, const char *labels, uint64_t value)
{
	g_string_append_printf(text, "%s{%s} %" G_GUINT64_FORMAT "\n", name, labels, value);
}

static void print_bucket(GString *text, const char *name, const char *bound, uint64_t below)
{
	g_string_append_printf(text, "%s_bucket{le=\"%s\"} %" G_GUINT64_FORMAT "\n", name, bound,
			       below);
}

void prometheus_histogram(GString *text, const char *name, const char *help,
			  const Histogram *histogram)
{
	uint64_t below = 0;
	char number[G_ASCII_DTOSTR_BUF_SIZE];

	prometheus_head(text, name, "histogram", help);
	for (size_t i = 0; i < HISTOGRAM_N_BOUNDS; i++) {
		below += histogram->counts[i];
		g_ascii_formatd(number, sizeof(number), "%g", bounds_s[i]);
		print_bucket(text, name, number, below);
	}
	below += histogram->counts[HISTOGRAM_N_BOUNDS];
	print_bucket(text, name, "+Inf", below);
	g_ascii_formatd(number, sizeof(number), "%.6f", histogram->sum_s);
	g_string_append_printf(text, "%s_sum %s\n%s_count %" G_GUINT64_FORMAT "\n", name, number,
			       name, below);
}
