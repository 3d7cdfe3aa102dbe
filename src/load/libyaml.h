/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef LOAD_LIBYAML_H
#define LOAD_LIBYAML_H

#include "grammar.h"
#include "str.h"

#include <stdbool.h>
#include <yaml.h>

/* libyaml as it is begun, and what it says where it stops. */

/* Of UTF-8; the bytes, not empty, must stay. The caller deletes the parser. */
void libyaml_begin(yaml_parser_t *parser, struct str bytes);

/* The fault that the parser, or its scanner, has stopped at, as a part. */
void libyaml_fault(const yaml_parser_t *parser, struct part *ret_part);

/*
 * Whether libyaml's own parser, from the beginning on, comes to something that nothing follows:
 * a fault, a reference, a second document. Not looked for after the first event `until`.
 */
bool libyaml_stops(struct str bytes, yaml_event_type_t until, struct part *ret_part);

#endif
