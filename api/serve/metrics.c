#include "api/serve/metrics.h"

#include "api/prometheus.h"
#include "api/serve/status.h"

#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

struct Metrics {
	pthread_mutex_t lock;
	GHashTable *requests; // status as label -> uint64_t; few, as our tables hold them all
	GHashTable *renders;  // status and encoding as labels -> uint64_t
	uint64_t failures[STATUS_N_CODES];
	uint64_t bytes;
	Histogram durations;
	int64_t start_s;
};

Metrics *metrics_new(void)
{
	Metrics *metrics = g_new0(Metrics, 1);

	pthread_mutex_init(&metrics->lock, NULL);
	metrics->requests = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	metrics->renders = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	metrics->start_s = g_get_real_time() / G_USEC_PER_SEC;
	return metrics;
}

void metrics_free(Metrics *metrics)
{
	if (!metrics)
		return;
	g_hash_table_unref(metrics->requests);
	g_hash_table_unref(metrics->renders);
	pthread_mutex_destroy(&metrics->lock);
	g_free(metrics);
}

/* Adds one to the counter with these labels (taken). */
static void count(GHashTable *counters, char *take_labels)
{
	uint64_t *counter = g_hash_table_lookup(counters, take_labels);

	if (counter) {
		g_free(take_labels);
	} else {
		counter = g_new0(uint64_t, 1);
		g_hash_table_insert(counters, take_labels, counter);
	}
	(*counter)++;
}

void metrics_add(Metrics *metrics, const MetricsEvent *event)
{
	pthread_mutex_lock(&metrics->lock);
	count(metrics->requests, g_strdup_printf("status=\"%d\"", event->status));
	if (event->is_render) {
		count(metrics->renders, g_strdup_printf("status=\"%d\",encoding=\"%s\"",
							event->status, event->encoding));
		histogram_add(&metrics->durations, event->seconds);
	}
	if (event->has_error)
		metrics->failures[event->code]++;
	metrics->bytes += event->bytes;
	pthread_mutex_unlock(&metrics->lock);
}

static int compare_labels(gconstpointer a, gconstpointer b)
{
	return g_strcmp0(a, b);
}

static void print_counters(GString *text, const char *name, const char *help, GHashTable *counters)
{
	GList *labels = g_list_sort(g_hash_table_get_keys(counters), compare_labels);

	prometheus_head(text, name, "counter", help);
	for (GList *at = labels; at; at = at->next) {
		uint64_t *counter = g_hash_table_lookup(counters, at->data);

		prometheus_count(text, name, at->data, *counter);
	}
	g_list_free(labels);
}

static void print_failures(GString *text, const Metrics *metrics)
{
	const char *name = "paneld_failures_total";

	prometheus_head(text, name, "counter", "Requests that ended with an error, by its kind.");
	for (int code = 0; code < STATUS_N_CODES; code++) {
		g_autofree char *label = g_strdup_printf("kind=\"%s\"", status_of_code(code).kind);

		prometheus_count(text, name, label, metrics->failures[code]);
	}
}

/* The second number of statm: resident pages; 0 where there is no /proc. */
static double resident_bytes(void)
{
	unsigned long total, resident = 0;
	FILE *file = fopen("/proc/self/statm", "re");

	if (!file)
		return 0;
	if (fscanf(file, "%lu %lu", &total, &resident) != 2)
		resident = 0;
	fclose(file);
	return (double)resident * (double)sysconf(_SC_PAGESIZE);
}

static double cpu_seconds(void)
{
	struct timespec used = { 0 };

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
	return (double)used.tv_sec + (double)used.tv_nsec / 1e9;
}

static void print_process(GString *text, const Metrics *metrics)
{
	prometheus_head(text, "paneld_build_info", "gauge", "The version that runs.");
	g_string_append(text, "paneld_build_info{version=\"" PANELD_VERSION "\"} 1\n");
	prometheus_one(text, "process_resident_memory_bytes", "gauge", "Resident memory.",
		       resident_bytes());
	prometheus_one(text, "process_cpu_seconds_total", "counter", "User and system time.",
		       cpu_seconds());
	prometheus_one(text, "process_start_time_seconds", "gauge", "Start, seconds since 1970.",
		       (double)metrics->start_s);
}

void metrics_print(Metrics *metrics, PoolCounts counts, GString *text)
{
	pthread_mutex_lock(&metrics->lock);
	print_counters(text, "paneld_http_requests_total", "Requests by status.",
		       metrics->requests);
	print_counters(text, "paneld_render_requests_total",
		       "Render requests by status and encoding.", metrics->renders);
	prometheus_histogram(text, "paneld_render_duration_seconds",
			     "From a render request's arrival to its answer.", &metrics->durations);
	print_failures(text, metrics);
	prometheus_one(text, "paneld_rejected_total", "counter",
		       "Requests refused since too many were waiting.",
		       (double)metrics->failures[RENDER_ERROR_BUSY]);
	prometheus_one(text, "paneld_response_bytes_total", "counter", "Bytes of all bodies sent.",
		       (double)metrics->bytes);
	prometheus_one(text, "paneld_renders_in_flight", "gauge", "Renders running now.",
		       (double)counts.running);
	prometheus_one(text, "paneld_renders_waiting", "gauge", "Renders waiting for a worker.",
		       (double)counts.waiting);
	prometheus_one(text, "paneld_renders_shared_total", "counter",
		       "Requests answered by a render that was under way for an equal one.",
		       (double)counts.shared);
	print_process(text, metrics);
	pthread_mutex_unlock(&metrics->lock);
}
