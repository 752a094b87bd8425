#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <glib.h>
#include <json-c/json.h>

/**
 * Memory that lives as long as one render and is freed at once.
 *
 * Frames, fields and the texts in them are shared freely between the steps that rename, filter,
 * join and reduce them, so no single step could free them; the arena does. It is not locked: one
 * render, one thread, one arena.
 */
typedef struct Arena Arena;

/** limit  bytes after which arena_is_full() says so; allocation itself still succeeds */
Arena *arena_new(size_t limit);
void arena_free(Arena *arena);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Arena, arena_free)

/** Zeroed memory for `count` elements of `size` bytes, aligned for any type; never NULL. */
void *arena_alloc(Arena *arena, size_t count, size_t size);
#define arena_new_array(arena, type, count) ((type *)arena_alloc((arena), (count), sizeof(type)))
#define arena_new_one(arena, type) ((type *)arena_alloc((arena), 1, sizeof(type)))

/** Copies of text; NULL stays NULL. */
char *arena_strdup(Arena *arena, const char *text);
char *arena_strndup(Arena *arena, const char *text, size_t length);
char *arena_printf(Arena *arena, const char *format, ...) G_GNUC_PRINTF(2, 3);

/** Copies a GLib string and frees it. */
char *arena_take_string(Arena *arena, GString *string);

/** Frees `data` with `destroy` when the arena goes; last taken, first freed. */
void arena_take(Arena *arena, void *data, GDestroyNotify destroy);

/** Keeps one reference of `object` (the caller's) until the arena goes; returns it. */
json_object *arena_take_json(Arena *arena, json_object *object);

size_t arena_used(const Arena *arena);
bool arena_is_full(const Arena *arena);
