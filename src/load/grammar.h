/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef LOAD_GRAMMAR_H
#define LOAD_GRAMMAR_H

#include "str.h"
#include "traps.h"
#include "tree.h"

#include <stdint.h>

/*
 * What a YAML file is made of, in its order: libyaml scans it into tokens, and YAML's grammar
 * is read from those here, as libyaml's own parser would read it (a test compares the two).
 * libyaml's parser costs a tenth of a reading for what safari has no use for: anchors, tags,
 * copies of its events. Where it would stop, it is asked, and says why in its own words.
 * libyaml.h is the only file with <yaml.h>.
 */
enum part_kind {
	PART_SCALAR,
	PART_MAP,  /* begins; its keys and values follow, then PART_END */
	PART_LIST, /* begins; its items follow, then PART_END */
	PART_END,
	PART_FINISH,          /* of the file, well */
	PART_FAULT,           /* of syntax: nothing follows */
	PART_REFERENCE,       /* an anchor, an alias or a tag: nothing follows */
	PART_SECOND_DOCUMENT, /* begins: nothing follows */
};

struct part {
	enum part_kind kind;
	enum node_style style;
	uint32_t line, col; /* from 1; of a fault, within it */
	uint32_t end_line, end_col;
	struct str text;         /* of a scalar, until the next part is asked for */
	struct yaml_fault fault; /* of PART_FAULT and PART_REFERENCE */
};

struct grammar;

/* `bytes`, not empty, must stay while it is read. Ends the program where memory is out. */
struct grammar *grammar_open(struct str bytes);

void grammar_close(struct grammar *g);

/*
 * Maps and lists that are begun and not ended must not be more than GRAMMAR_MAX_DEPTH: the
 * caller stops there.
 */
enum {
	GRAMMAR_MAX_DEPTH = TREE_MAX_DEPTH + 1,
};

/* The next part; good until the next call. */
const struct part *grammar_next(struct grammar *g);

#endif
