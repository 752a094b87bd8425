/*
 * Finds where rows are, joins places to lines, and measures. Cells of geometry columns are
 * GeoJSON. Source: Grafana 12.3, features/transformers/spatial; OpenLayers, sphere.js.
 */
#include "renderer/transform/types.h"

#include "renderer/geo/location.h"
#include "renderer/json.h"
#include "renderer/transform/rows.h"

#include <math.h>
#include <string.h>

#define EARTH_RADIUS 6371008.8 // of OpenLayers' measures
#define RADIANS (G_PI / 180)

/* --- Columns --- */

static Field geo_field(Arena *arena, const char *name, Geometry *const *rows, size_t n)
{
	Value *values = arena_new_array(arena, Value, n + 1);

	for (size_t i = 0; i < n; i++)
		if (rows[i])
			values[i] = (Value){ .kind = VALUE_JSON,
					     .json = geometry_to_json(arena, rows[i]) };
	return field_of_values(name, FIELD_GEO, values);
}

/* A copy of the frame with a field before its own. */
static Frame *put_first(Arena *arena, const Frame *frame, const Field *field)
{
	Frame *out = frame_new(arena, frame->n_fields + 1, frame->n_rows);

	out->name = frame->name;
	out->ref_id = frame->ref_id;
	out->meta = frame->meta;
	out->fields[0] = *field;
	for (size_t i = 0; i < frame->n_fields; i++)
		out->fields[i + 1] = frame->fields[i];
	return out;
}

/* --- Measures --- */

static double distance(Point a, Point b)
{
	double down = sin((b.y - a.y) * RADIANS / 2), across = sin((b.x - a.x) * RADIANS / 2);
	double part = down * down + across * across * cos(a.y * RADIANS) * cos(b.y * RADIANS);

	return 2 * EARTH_RADIUS * atan2(sqrt(part), sqrt(1 - part));
}

static double length_of(const Geometry *geometry)
{
	double length = 0;

	for (size_t i = 1; i < geometry->n_points; i++)
		length += distance(geometry->points[i - 1], geometry->points[i]);
	for (size_t i = 0; i < geometry->n_parts; i++)
		length += length_of(geometry->parts[i]);
	return length;
}

static double ring_area(const Geometry *ring)
{
	double area = 0;

	for (size_t i = 0; i < ring->n_points; i++) {
		Point a = ring->points[i], b = ring->points[(i + 1) % ring->n_points];

		area += (b.x - a.x) * RADIANS * (2 + sin(a.y * RADIANS) + sin(b.y * RADIANS));
	}
	return fabs(area * EARTH_RADIUS * EARTH_RADIUS / 2);
}

static double area_of(const Geometry *geometry)
{
	double area = 0;

	for (size_t i = 0; i < geometry->n_parts; i++) {
		if (geometry->kind == GEO_COLLECTION)
			area += area_of(geometry->parts[i]);
		else
			area += (i == 0 ? 1 : -1) * ring_area(geometry->parts[i]);
	}
	return area;
}

/* Headings are those from the first place; a row has that of the row behind it. */
static void set_headings(Geometry *const *rows, size_t n, double *out)
{
	Point from = { 0 };

	for (size_t i = 0; i < n; i++)
		out[i] = n > 1 ? value_absent() : 0;
	if (n < 2 || !rows[0])
		return;
	from = geometry_center(rows[0]);
	for (size_t i = 1; i < n; i++) {
		if (!rows[i])
			continue;
		Point to = geometry_center(rows[i]);
		double degrees = atan2(to.x - from.x, to.y - from.y) / RADIANS;

		out[i - 1] = out[i] = degrees < 0 ? degrees + 360 : degrees;
	}
}

static Field measured(Arena *arena, Geometry *const *rows, size_t n, json_object *options)
{
	const char *calculation = json_get_text(options, "calculate.calc", "heading");
	const char *name = json_get_text(options, "calculate.field", calculation);
	bool is_area = strcmp(calculation, "area") == 0;
	bool is_distance = strcmp(calculation, "distance") == 0;
	double *numbers = arena_new_array(arena, double, n + 1);
	Field field = field_of_numbers(name, FIELD_NUMBER, numbers);

	field.config.unit = is_area ? "areaM2" : is_distance ? "lengthm" : "degree";
	if (!is_area && !is_distance) {
		set_headings(rows, n, numbers);
		return field;
	}
	for (size_t i = 0; i < n; i++)
		numbers[i] = !rows[i]  ? value_absent()
			     : is_area ? area_of(rows[i])
				       : length_of(rows[i]);
	return field;
}

/* --- Lines --- */

/* One row: the line through all places. */
static Frame *as_line(Arena *arena, const Frame *frame, const Locations *locations)
{
	Geometry *line = arena_new_one(arena, Geometry);
	bool is_point = !locations->name || strcmp(locations->name, "Point") == 0;
	Frame *out = frame_new(arena, 1, 1);

	line->kind = GEO_LINE;
	line->points = arena_new_array(arena, Point, frame->n_rows + 1);
	for (size_t i = 0; i < frame->n_rows; i++)
		if (locations->rows[i])
			line->points[line->n_points++] = geometry_center(locations->rows[i]);
	out->name = frame->name;
	out->ref_id = frame->ref_id;
	out->meta = frame->meta;
	out->fields[0] = geo_field(arena, is_point ? "Line" : locations->name, &line, 1);
	return out;
}

/* A line from the place of each row to its other place. */
static Frame *build_lines(const TransformContext *context, Frame *frame, json_object *options)
{
	Arena *arena = context->arena;
	Locations from = locations_of(arena, frame, json_get_object(options, "source"),
				      context->assets);
	Locations to = locations_of(arena, frame, json_get_object(options, "modify.target"),
				    context->assets);
	Geometry **lines = arena_new_array(arena, Geometry *, frame->n_rows + 1);

	if (!from.rows || !to.rows)
		return frame;
	for (size_t i = 0; i < frame->n_rows; i++)
		if (from.rows[i] && to.rows[i])
			lines[i] = geometry_line(arena, geometry_center(from.rows[i]),
						 geometry_center(to.rows[i]));
	Field field = geo_field(arena, "Geometry", lines, frame->n_rows);

	return put_first(arena, frame, &field);
}

/* --- The transformation --- */

static Frame *place(const TransformContext *context, Frame *frame, json_object *options)
{
	Arena *arena = context->arena;
	const char *action = json_get_text(options, "action", "prepare");
	const char *operation = json_get_text(options, "modify.op", "");
	bool is_modify = strcmp(action, "modify") == 0;

	if (is_modify && strcmp(operation, "lineBuilder") == 0)
		return build_lines(context, frame, options);
	Locations locations = locations_of(arena, frame, json_get_object(options, "source"),
					   context->assets);

	if (!locations.rows || (is_modify && strcmp(operation, "asLine") != 0))
		return frame;
	if (is_modify)
		return as_line(arena, frame, &locations);
	Frame *out = frame;

	if (locations.is_derived) {
		Field field = geo_field(arena, locations.name, locations.rows, frame->n_rows);

		out = put_first(arena, frame, &field);
	}
	if (strcmp(action, "calculate") != 0)
		return out;
	Field field = measured(arena, locations.rows, frame->n_rows, options);

	return frame_add_field(arena, out, &field);
}

static Frames *run(const TransformContext *context, Frames *frames, json_object *options,
		   GError **error)
{
	Frames *out = frames_new(context->arena);

	for (size_t i = 0; i < frames->n; i++) {
		Frame *frame = frames->items[i];

		if (!transform_has_room(context, frame->n_rows, frame->n_fields + 2, error))
			return NULL;
		frames_append(context->arena, out, place(context, frame, options));
	}
	return out;
}

const Transform transform_spatial = { "spatial", run };
