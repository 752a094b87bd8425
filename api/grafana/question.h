#pragma once

#include "api/grafana/query.h"
#include "api/grafana/session.h"

#include "renderer/answer.h"

/** What one panel asks of Grafana's API besides queries, on its way. */
typedef struct QuestionQuery QuestionQuery;

/**
 * Asks what the panel's type needs to know: lists of dashboards, annotations or alert rules. Most
 * types ask nothing. What is sent is added to `exchanges`.
 *
 * context  with the panel's interpolator and range
 *
 * Source: the calls of Grafana 12.3's panels; search in features/search/service/sql.ts.
 */
QuestionQuery *question_query_start(Session *session, const QueryContext *context,
				    const Panel *panel, GPtrArray *exchanges);

/**
 * Asks for the dashboards of each link that lists them by tags: an answer named "links" for each
 * list, in their order. What is sent is added to `exchanges`.
 */
QuestionQuery *question_links_start(Session *session, const QueryContext *context,
				    GPtrArray *exchanges);

/** The answers, once every call is done; a call that failed says why. */
const Answers *question_query_finish(Arena *arena, QuestionQuery *query);
