/*
 * Runs a fuzz target without libFuzzer, as a plain test: over every file of the corpus folders
 * named as arguments, then at some places, spread over the file: cut there, and with the byte
 * changed. The first argument is the number of places; 0 leaves the files as they are.
 */
#include <glib.h>

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const uint8_t changes[] = { 0, '%', '&', '/', '"', 0x80, 0xff };

/* The copy has exactly `size` bytes, so that AddressSanitizer sees a read behind them. */
static void run_copy(const uint8_t *data, size_t size)
{
	g_autofree uint8_t *copy = g_memdup2(data, size);

	LLVMFuzzerTestOneInput(copy, size);
}

static void run_mutations(uint8_t *data, size_t size, size_t n_places)
{
	if (n_places == 0)
		return;
	size_t step = 1 + size / n_places;

	for (size_t at = 0; at < size; at += step) {
		uint8_t kept = data[at];

		run_copy(data, at);
		for (size_t i = 0; i < G_N_ELEMENTS(changes); i++) {
			data[at] = changes[i];
			run_copy(data, size);
		}
		data[at] = kept;
	}
}

static bool run_file(const char *path, size_t n_places)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *text = NULL;
	size_t size;

	if (!g_file_get_contents(path, &text, &size, &error)) {
		fprintf(stderr, "%s\n", error->message);
		return false;
	}
	run_copy((uint8_t *)text, size);
	run_mutations((uint8_t *)text, size, n_places);
	return true;
}

static int run_folder(const char *path, size_t n_places)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GDir) folder = g_dir_open(path, 0, &error);
	int n = 0;

	if (!folder) {
		fprintf(stderr, "%s\n", error->message);
		return 0;
	}
	for (const char *name = g_dir_read_name(folder); name; name = g_dir_read_name(folder)) {
		g_autofree char *file = g_build_filename(path, name, NULL);

		n += run_file(file, n_places);
	}
	return n;
}

int main(int argc, char **argv)
{
	size_t n_places = argc > 1 ? (size_t)g_ascii_strtoull(argv[1], NULL, 10) : 0;
	int n = 0;

	for (int i = 2; i < argc; i++)
		n += run_folder(argv[i], n_places);
	printf("%d inputs\n", n);
	return n > 0 ? 0 : 1;
}
