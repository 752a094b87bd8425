#include "api/grafana/call-counts.h"

#include "api/prometheus.h"

#include <pthread.h>

struct CallCounts {
	pthread_mutex_t lock; // for all below
	uint64_t ended[N_FAILURES];
	Histogram durations;
};

CallCounts *call_counts_new(void)
{
	CallCounts *counts = g_new0(CallCounts, 1);

	pthread_mutex_init(&counts->lock, NULL);
	return counts;
}

void call_counts_free(CallCounts *counts)
{
	if (!counts)
		return;
	pthread_mutex_destroy(&counts->lock);
	g_free(counts);
}

void call_counts_add(void *data, Failure failure, int64_t time_us)
{
	CallCounts *counts = data;

	pthread_mutex_lock(&counts->lock);
	counts->ended[failure]++;
	histogram_add(&counts->durations, (double)time_us / G_USEC_PER_SEC);
	pthread_mutex_unlock(&counts->lock);
}

void call_counts_print(CallCounts *counts, GString *text)
{
	const char *name = "paneld_upstream_calls_total";

	pthread_mutex_lock(&counts->lock);
	prometheus_head(text, name, "counter",
			"Calls of Grafana, by how they failed; none is success.");
	for (int failure = 0; failure < N_FAILURES; failure++) {
		g_autofree char *label = g_strdup_printf("failure=\"%s\"", failure_name(failure));

		prometheus_count(text, name, label, counts->ended[failure]);
	}
	prometheus_histogram(text, "paneld_upstream_duration_seconds",
			     "From the start of a call of Grafana to its end.", &counts->durations);
	pthread_mutex_unlock(&counts->lock);
}
