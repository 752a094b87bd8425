#include "renderer/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

enum { BLOCK_BYTES = 64 * 1024 };

typedef struct Block {
	struct Block *next;
	size_t size;
	size_t used;
	alignas(max_align_t) char bytes[];
} Block;

typedef struct Taken {
	struct Taken *next;
	void *data;
	GDestroyNotify destroy;
} Taken;

struct Arena {
	Block *blocks;
	Taken *taken;
	size_t used;
	size_t limit;
};

Arena *arena_new(size_t limit)
{
	Arena *arena = g_new0(Arena, 1);

	arena->limit = limit;
	return arena;
}

void arena_free(Arena *arena)
{
	if (!arena)
		return;
	for (Taken *taken = arena->taken; taken; taken = taken->next)
		taken->destroy(taken->data);
	for (Block *block = arena->blocks; block;) {
		Block *next = block->next;

		g_free(block);
		block = next;
	}
	g_free(arena);
}

static Block *block_new(size_t size)
{
	Block *block = g_malloc0(sizeof(Block) + size);

	block->size = size;
	return block;
}

/* A large piece gets a block of its own behind the first, which keeps its free room. */
static void *alloc_large(Arena *arena, size_t size)
{
	Block *block = block_new(size);

	block->used = size;
	if (arena->blocks) {
		block->next = arena->blocks->next;
		arena->blocks->next = block;
	} else {
		arena->blocks = block;
	}
	return block->bytes;
}

static void *alloc_bytes(Arena *arena, size_t size)
{
	size = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	arena->used += size;
	if (size > BLOCK_BYTES / 4)
		return alloc_large(arena, size);
	if (!arena->blocks || arena->blocks->size - arena->blocks->used < size) {
		Block *block = block_new(BLOCK_BYTES);

		block->next = arena->blocks;
		arena->blocks = block;
	}
	void *bytes = arena->blocks->bytes + arena->blocks->used;

	arena->blocks->used += size;
	return bytes;
}

void *arena_alloc(Arena *arena, size_t count, size_t size)
{
	g_assert(size == 0 || count <= (SIZE_MAX / 2) / size);
	return alloc_bytes(arena, count * size);
}

char *arena_strdup(Arena *arena, const char *text)
{
	return text ? arena_strndup(arena, text, strlen(text)) : NULL;
}

char *arena_strndup(Arena *arena, const char *text, size_t length)
{
	char *copy = alloc_bytes(arena, length + 1);

	memcpy(copy, text, length);
	return copy;
}

char *arena_printf(Arena *arena, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_autofree char *text = g_strdup_vprintf(format, args);
	va_end(args);
	return arena_strdup(arena, text);
}

char *arena_take_string(Arena *arena, GString *string)
{
	char *copy = arena_strndup(arena, string->str, string->len);

	g_string_free(string, TRUE);
	return copy;
}

void arena_take(Arena *arena, void *data, GDestroyNotify destroy)
{
	Taken *taken = arena_new_one(arena, Taken);

	*taken = (Taken){ .next = arena->taken, .data = data, .destroy = destroy };
	arena->taken = taken;
}

static void put_json(void *object)
{
	json_object_put(object);
}

json_object *arena_take_json(Arena *arena, json_object *object)
{
	if (object)
		arena_take(arena, object, put_json);
	return object;
}

size_t arena_used(const Arena *arena)
{
	return arena->used;
}

bool arena_is_full(const Arena *arena)
{
	return arena->used > arena->limit;
}
