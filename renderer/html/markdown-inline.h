#pragma once

#include <cmark.h>

/** Struck text, bare links and boxes of tasks, in all that stands below `root`. */
void markdown_extend_inline(cmark_node *root);
