#include "api/grafana/call-counts.h"

#include <string.h>

static void test_counts_by_failure_and_time(void)
{
	g_autoptr(CallCounts) counts = call_counts_new();
	g_autoptr(GString) text = g_string_new(NULL);

	call_counts_add(counts, FAILURE_NONE, 4000);
	call_counts_add(counts, FAILURE_NONE, 5000);
	call_counts_add(counts, FAILURE_REFUSED, 90 * G_USEC_PER_SEC);
	call_counts_print(counts, text);
	const char *lines[] = {
		"# TYPE paneld_upstream_calls_total counter\n",
		"\npaneld_upstream_calls_total{failure=\"none\"} 2\n",
		"\npaneld_upstream_calls_total{failure=\"refused\"} 1\n",
		"\npaneld_upstream_calls_total{failure=\"tls_name\"} 0\n",
		"\npaneld_upstream_duration_seconds_bucket{le=\"0.005\"} 2\n",
		"\npaneld_upstream_duration_seconds_bucket{le=\"60\"} 2\n",
		"\npaneld_upstream_duration_seconds_bucket{le=\"+Inf\"} 3\n",
		"\npaneld_upstream_duration_seconds_sum 90.009000\n",
		"\npaneld_upstream_duration_seconds_count 3\n",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
		if (!strstr(text->str, lines[i]))
			g_error("no \"%s\" in:\n%s", lines[i], text->str);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/call-counts/by-failure-and-time", test_counts_by_failure_and_time);
	return g_test_run();
}
