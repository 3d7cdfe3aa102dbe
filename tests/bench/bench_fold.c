/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opening a carnet of 100,000 events: reading every line with its checksum and folding it,
 * beside the raw event loop of libyaml over the same lines written as a YAML list. The heap
 * keeps its pages from round to round, as in bench_load.c.
 */
#define _DEFAULT_SOURCE

#include "bench.h"
#include "event.h"
#include "load.h"
#include "walk.h"

#include <malloc.h>
#include <yaml.h>

enum {
	N_EVENTS = 100000,
	ROUNDS = 21,
};

static const char journey_text[] =
	"safari: 1\nparcours: mesure\ntitre: Une mesure\ndépart: porte\nétapes:\n"
	"  porte:\n    texte: Par où ?\n    choix: {gauche: À gauche, droite: À droite}\n"
	"    suite:\n      - {si: porte = gauche, vers: salle}\n      - sinon: cour\n"
	"  salle: {texte: La salle., vers: carnet}\n"
	"  cour:\n    champs: {nom: {libellé: Un nom, facultatif: oui}}\n    vers: carnet\n"
	"  carnet:\n    texte: On recommence ?\n    choix: {oui: Oui, non: Non}\n"
	"    suite:\n      - {si: carnet = oui, vers: porte}\n      - sinon: bout\n"
	"  bout: {fin: réussie, titre: Le bout}\n";

struct subject {
	const struct journey *journey;
	struct buf carnet, yaml;
	size_t n_folded;
};

static bool fetch(void *ctx, struct str path, struct buf *ret_bytes, const char **ret_reason)
{
	(void)ctx;
	(void)path;
	(void)ret_reason;
	buf_add(ret_bytes, str_from(journey_text));
	return true;
}

static void add_line(struct subject *s, const struct event *e)
{
	size_t from = s->carnet.len;
	event_write(&s->carnet, e, (struct stamp){STR("2027-03-12T18:04:05Z"), 1000 + e->n * 37});
	buf_add(&s->yaml, STR("- "));
	buf_add(&s->yaml, str_slice(buf_str(&s->carnet), from, s->carnet.len));
}

/* The walker goes round and round, answering; one answer in four is taken back. */
static void make_carnet(struct subject *s)
{
	struct walk *w = walk_create(s->journey, STR("porte"));
	struct event e;
	walk_begin_event(w, STR("mesure"), &e);
	walk_fold(w, &e);
	add_line(s, &e);
	for (int i = 1; i < N_EVENTS; i++) {
		const struct step *here = walk_step(w);
		bool is_question = here->n_options > 0;
		enum outcome outcome =
			i % 4 == 3 ? walk_back(w, 1, &e)
				   : walk_go(w, is_question ? walk_option_answer(w, 0) : NULL, &e);
		if (outcome != OUTCOME_OK) {
			abort();
		}
		walk_fold(w, &e);
		add_line(s, &e);
	}
	walk_destroy(w);
}

static void run_fold(void *ctx)
{
	struct subject *s = ctx;
	struct walk *w = walk_create(s->journey, STR("porte"));
	struct str rest = buf_str(&s->carnet), line;
	s->n_folded = 0;
	while (str_next_line(&rest, &line)) {
		struct arena arena = {0};
		struct event e;
		struct str utc;
		if (event_read(&arena, line, &e, &utc) != EVENT_READ) {
			abort();
		}
		walk_fold(w, &e);
		s->n_folded++;
		arena_finish(&arena);
	}
	walk_destroy(w);
}

static void run_yaml(void *ctx)
{
	struct subject *s = ctx;
	yaml_parser_t parser;
	yaml_parser_initialize(&parser);
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)s->yaml.ptr, s->yaml.len);
	for (;;) {
		yaml_event_t event;
		if (!yaml_parser_parse(&parser, &event)) {
			abort();
		}
		int type = event.type;
		yaml_event_delete(&event);
		if (type == YAML_STREAM_END_EVENT) {
			break;
		}
	}
	yaml_parser_delete(&parser);
}

int main(void)
{
	mallopt(M_MMAP_THRESHOLD, 1 << 30);
	mallopt(M_TRIM_THRESHOLD, 1 << 30);
	struct load_sources sources = {0};
	struct diags diags = {0};
	struct journey *j = load_journey(STR("mesure.yaml"), (struct load_files){fetch, NULL},
	                                 &sources, &diags);
	if (j == NULL) {
		fprintf(stderr, "%.*s\n", STR_ARG(diags.list[0].message));
		return 1;
	}
	struct subject s = {.journey = j};
	make_carnet(&s);
	struct bench_ratio r = bench_pairs(NULL, run_fold, run_yaml, &s, ROUNDS);
	printf("events   bytes      fold ms   libyaml ms  ratio (10 %%–90 %%)\n");
	printf("%6zu %9zu %9.3f %9.3f     %.3f (%.3f–%.3f)\n", s.n_folded, s.carnet.len,
	       r.a_s * 1e3, r.b_s * 1e3, r.median, r.low, r.high);
	buf_finish(&s.carnet);
	buf_finish(&s.yaml);
	journey_destroy(j);
	load_sources_finish(&sources);
	diags_finish(&diags);
	return 0;
}
