#include "renderer/arena.h"

#include <stdint.h>

static void test_memory_is_zeroed_and_aligned(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);

	arena_strdup(arena, "x");
	double *small = arena_new_array(arena, double, 3);
	double *large = arena_new_array(arena, double, 100000);

	g_assert_cmpuint((uintptr_t)small % sizeof(double), ==, 0);
	g_assert_cmpfloat(small[2], ==, 0);
	g_assert_cmpfloat(large[99999], ==, 0);
}

static void test_texts_are_copied(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);

	g_assert_null(arena_strdup(arena, NULL));
	g_assert_cmpstr(arena_strndup(arena, "series", 3), ==, "ser");
	g_assert_cmpstr(arena_printf(arena, "%d-%s", 7, "a"), ==, "7-a");
	g_assert_cmpstr(arena_take_string(arena, g_string_new("long")), ==, "long");
}

static void test_full_past_its_limit(void)
{
	g_autoptr(Arena) arena = arena_new(1000);

	arena_alloc(arena, 1, 900);
	g_assert_false(arena_is_full(arena));
	arena_alloc(arena, 1, 900);
	g_assert_true(arena_is_full(arena));
}

static void note_order(void *data)
{
	GString *order = *(GString **)data;

	g_string_append_c(order, ((char *)data)[sizeof(GString *)]);
}

static void test_taken_things_go_last_first(void)
{
	g_autoptr(GString) order = g_string_new(NULL);
	struct {
		GString *order;
		char name;
	} first = { order, 'a' }, second = { order, 'b' };
	Arena *arena = arena_new(1000);

	arena_take(arena, &first, note_order);
	arena_take(arena, &second, note_order);
	arena_free(arena);
	g_assert_cmpstr(order->str, ==, "ba");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/arena/memory-is-zeroed-and-aligned", test_memory_is_zeroed_and_aligned);
	g_test_add_func("/arena/texts-are-copied", test_texts_are_copied);
	g_test_add_func("/arena/full-past-its-limit", test_full_past_its_limit);
	g_test_add_func("/arena/taken-things-go-last-first", test_taken_things_go_last_first);
	return g_test_run();
}
