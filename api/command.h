#pragma once

#include "api/option.h"

#include <stdio.h>

enum { COMMAND_EXIT_USAGE = 2 }; // beside EXIT_SUCCESS and EXIT_FAILURE

/*
 * The commands that have a file of their own. Each takes the arguments behind its name,
 * NULL-terminated, and returns the exit status; what is wrong goes to standard error in one line.
 */
int command_serve(char *const *arguments);
int command_render(char *const *arguments);
int command_demo(char *const *arguments);

/** Append the options that only `paneld render` has, and all that `paneld demo` has. */
void command_render_help(GString *text);
void command_demo_help(GString *text);

/** Writes "paneld: <message>" to standard error and returns `status`. */
int command_complain(int status, const char *message);
