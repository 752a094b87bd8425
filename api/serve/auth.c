#include "api/serve/auth.h"

#include <glib.h>

#include <stdint.h>

enum { DIGEST_BYTES = 32 };

static void digest_token(const char *token, uint8_t *digest)
{
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
	gsize length = DIGEST_BYTES;

	g_checksum_update(checksum, (const guchar *)token, -1);
	g_checksum_get_digest(checksum, digest, &length);
}

/* Digests have one length, and how far two of them agree tells nothing about the tokens. */
static bool digest_equal(const uint8_t *a, const uint8_t *b)
{
	uint8_t difference = 0;

	for (int i = 0; i < DIGEST_BYTES; i++)
		difference |= a[i] ^ b[i];
	return difference == 0;
}

bool auth_token_is_valid(const char *const *tokens, const char *given)
{
	uint8_t given_digest[DIGEST_BYTES], digest[DIGEST_BYTES];
	bool is_valid = false;

	if (!given)
		return false;
	digest_token(given, given_digest);
	for (; *tokens; tokens++) {
		digest_token(*tokens, digest);
		is_valid |= digest_equal(digest, given_digest);
	}
	return is_valid;
}
