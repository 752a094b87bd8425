#include "renderer/panel/trace-critical.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
	double start, end; // within the parent's time
	double last;	   // its end as it was measured
	size_t parent;	   // SIZE_MAX: none
	bool is_dropped;   // outside of its parent's time
	size_t first, n;   // of its children, the last to end first
	size_t next;	   // of them, to be looked at
} Span;

typedef struct {
	const TraceSpans *spans;
	Span *items;
	size_t *children;
	TraceSections *sections;
} Walk;

/* Children follow their parents, so the last span above in the tree is the parent. */
static void set_parents(Arena *arena, const TraceSpans *spans, Span *items)
{
	size_t *open = arena_new_array(arena, size_t, spans->n + 1);

	for (size_t i = 0; i < spans->n; i++) {
		int depth = spans->items[i].depth;

		open[depth] = i;
		items[i].parent = depth > 0 ? open[depth - 1] : SIZE_MAX;
	}
}

static void fit_into_parents(const TraceSpans *spans, Span *items)
{
	for (size_t i = 0; i < spans->n; i++) {
		Span *span = &items[i];

		span->start = spans->items[i].start_ms;
		span->end = span->last = span->start + spans->items[i].duration_ms;
		if (span->parent == SIZE_MAX)
			continue;
		const Span *parent = &items[span->parent];

		span->is_dropped = parent->is_dropped || span->start >= parent->end ||
				   (span->start < parent->start && span->end <= parent->start);
		span->start = fmax(span->start, parent->start);
		span->end = fmin(span->end, parent->end);
	}
}

static int compare_ends(const void *left, const void *right, void *data)
{
	const Span *items = data;
	size_t a = *(const size_t *)left, b = *(const size_t *)right;

	if (items[a].parent != items[b].parent)
		return items[a].parent < items[b].parent ? -1 : 1;
	if (items[a].last != items[b].last)
		return items[a].last > items[b].last ? -1 : 1;
	return (a > b) - (a < b);
}

static size_t *sort_children(Arena *arena, size_t n, Span *items)
{
	size_t *children = arena_new_array(arena, size_t, n + 1);

	for (size_t i = 0; i < n; i++)
		children[i] = i;
	g_qsort_with_data(children, (int)n, sizeof(*children), compare_ends, items);
	for (size_t i = 0; i < n; i++) {
		size_t parent = items[children[i]].parent;

		if (parent == SIZE_MAX)
			continue;
		if (items[parent].n++ == 0)
			items[parent].first = i;
	}
	return children;
}

/* The child that ended last before `before`; what is behind it need not be looked at again. */
static size_t last_child(Walk *walk, size_t at, double before)
{
	Span *span = &walk->items[at];

	while (span->next < span->n) {
		size_t child = walk->children[span->first + span->next++];

		if (!walk->items[child].is_dropped && walk->items[child].end < before)
			return child;
	}
	return SIZE_MAX;
}

static void add_section(Walk *walk, size_t span, double start, double end)
{
	if (start != end)
		walk->sections->items[walk->sections->n++] = (TraceSection){ span, start, end };
}

/* Each span is entered once, and left once for its parent. */
static void go_back(Walk *walk)
{
	size_t at = 0;
	double end = walk->items[0].end, before = INFINITY;

	while (at != SIZE_MAX) {
		size_t child = last_child(walk, at, before);

		if (child != SIZE_MAX) {
			add_section(walk, at, walk->items[child].end, end);
			at = child;
			end = walk->items[at].end;
			before = INFINITY;
			continue;
		}
		add_section(walk, at, walk->items[at].start, end);
		end = before = walk->items[at].start;
		at = walk->items[at].parent;
	}
}

static int compare_sections(const void *left, const void *right)
{
	const TraceSection *a = left, *b = right;

	if (a->span != b->span)
		return a->span < b->span ? -1 : 1;
	return (a->start_ms > b->start_ms) - (a->start_ms < b->start_ms);
}

TraceSections trace_critical_path(Arena *arena, const TraceSpans *spans)
{
	TraceSections sections = { .items = arena_new_array(arena, TraceSection, 2 * spans->n + 1) };
	Span *items = arena_new_array(arena, Span, spans->n + 1);

	if (spans->n == 0)
		return sections;
	set_parents(arena, spans, items);
	fit_into_parents(spans, items);
	Walk walk = { spans, items, sort_children(arena, spans->n, items), &sections };

	go_back(&walk);
	qsort(sections.items, sections.n, sizeof(TraceSection), compare_sections);
	return sections;
}
