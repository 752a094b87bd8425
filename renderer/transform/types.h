#pragma once

#include "renderer/transform/transform.h"

/* Each transformation's row, for the table in transform.c. */
extern const Transform transform_calculate_field;
extern const Transform transform_concatenate;
extern const Transform transform_config_from_data;
extern const Transform transform_convert_field_type;
extern const Transform transform_extract_fields;
extern const Transform transform_field_lookup;
extern const Transform transform_filter_by_ref_id;
extern const Transform transform_filter_by_value;
extern const Transform transform_filter_fields_by_name;
extern const Transform transform_format_string;
extern const Transform transform_format_time;
extern const Transform transform_group_by;
extern const Transform transform_group_to_nested_table;
extern const Transform transform_grouping_to_matrix;
extern const Transform transform_heatmap;
extern const Transform transform_histogram;
extern const Transform transform_join_by_field;
extern const Transform transform_join_by_labels;
extern const Transform transform_labels_to_fields;
extern const Transform transform_limit;
extern const Transform transform_merge;
extern const Transform transform_organize;
extern const Transform transform_partition_by_values;
extern const Transform transform_prepare_time_series;
extern const Transform transform_reduce;
extern const Transform transform_regression;
extern const Transform transform_rename_by_regex;
extern const Transform transform_rows_to_fields;
extern const Transform transform_series_to_columns;
extern const Transform transform_series_to_rows;
extern const Transform transform_sort_by;
extern const Transform transform_spatial;
extern const Transform transform_time_series_table;
extern const Transform transform_transpose;
