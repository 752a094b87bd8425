#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/**
 * A text being written into room of a fixed size.
 *
 * What does not fit is cut between two UTF-8 characters, and nothing is added after that. The
 * text is terminated after every call; size must be at least 1.
 */
typedef struct {
	char *text;
	size_t size;
	size_t length;
	bool is_cut;
} Buffer;

static inline Buffer buffer_in(char *text, size_t size)
{
	text[0] = '\0';
	return (Buffer){ .text = text, .size = size };
}

static inline void buffer_put_bytes(Buffer *buffer, const char *bytes, size_t count)
{
	size_t room = buffer->size - 1 - buffer->length;

	if (buffer->is_cut)
		return;
	if (count > room) {
		count = room;
		while (count > 0 && ((unsigned char)bytes[count] & 0xC0) == 0x80)
			count--;
		buffer->is_cut = true;
	}
	memcpy(buffer->text + buffer->length, bytes, count);
	buffer->length += count;
	buffer->text[buffer->length] = '\0';
}

static inline void buffer_put(Buffer *buffer, const char *text)
{
	buffer_put_bytes(buffer, text, strlen(text));
}

/** character  ASCII */
static inline void buffer_put_char(Buffer *buffer, char character)
{
	buffer_put_bytes(buffer, &character, 1);
}

static inline void buffer_repeat(Buffer *buffer, char character, int count)
{
	while (count-- > 0 && !buffer->is_cut)
		buffer_put_char(buffer, character);
}
