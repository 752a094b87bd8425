#include "renderer/answer.h"

#include <string.h>

json_object *answers_find(const Answers *answers, const char *name)
{
	for (size_t i = 0; answers && i < answers->n; i++)
		if (strcmp(answers->items[i].name, name) == 0)
			return answers->items[i].json;
	return NULL;
}

const char *answers_failure(const Answers *answers)
{
	for (size_t i = 0; answers && i < answers->n; i++)
		if (answers->items[i].failure)
			return answers->items[i].failure;
	return NULL;
}
