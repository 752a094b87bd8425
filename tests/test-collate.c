#include "renderer/data/collate.h"

#include <glib.h>

static void assert_before(const char *left, const char *right, bool is_numeric)
{
	g_assert_cmpint(collate_texts(left, right, is_numeric), <, 0);
	g_assert_cmpint(collate_texts(right, left, is_numeric), >, 0);
}

static void test_ignores_case_and_accents(void)
{
	g_assert_cmpint(collate_texts("Thé", "the", false), ==, 0);
	assert_before("Apfel", "birne", false);
}

static void test_puts_signs_before_digits_before_letters(void)
{
	assert_before("_tea", "-tea", false);
	assert_before("tea bag", "tea-bag", false);
	assert_before("%", "1", false);
	assert_before("9", "a", false);
	assert_before("tea", "teabag", false);
}

static void test_compares_numbers_in_texts(void)
{
	assert_before("shelf 9", "shelf 10", true);
	assert_before("shelf 10", "shelf 9", false);
	g_assert_cmpint(collate_texts("shelf 007", "shelf 7", true), ==, 0);
	assert_before("0", "1", true);
	assert_before("999999999999999999999999", "1000000000000000000000000", true);
	assert_before("10", "a", true);
}

static void test_sorts_naturally(void)
{
	static const char *const ascending[] = {
		"", " a", "_", "-", "/", "0", "1", "02", "2a", "10", "a", "A 1", "a1", "a01b",
		"a2", "a10", "b", "é", "f", "ж",
	};

	for (size_t i = 0; i + 1 < G_N_ELEMENTS(ascending); i++) {
		g_test_message("%s < %s", ascending[i], ascending[i + 1]);
		assert_before(ascending[i], ascending[i + 1], true);
	}
	g_assert_cmpint(collate_texts("ABC", "abc", true), ==, 0);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/collate/case-and-accents", test_ignores_case_and_accents);
	g_test_add_func("/collate/kinds", test_puts_signs_before_digits_before_letters);
	g_test_add_func("/collate/numbers", test_compares_numbers_in_texts);
	g_test_add_func("/collate/natural", test_sorts_naturally);
	return g_test_run();
}
