/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each line becomes a question to engine/moves; its answer is compared with the record. */
#include "retrace.h"

#include "i18n.h"
#include "walk_state.h"

#include <jansson.h>

static struct str string_at(const json_t *line, const char *key)
{
	const json_t *value = json_object_get(line, key);
	if (!json_is_string(value)) {
		return (struct str){0};
	}
	return (struct str){json_string_value(value), json_string_length(value)};
}

static int add_piece(const char *piece, size_t len, void *text)
{
	buf_add(text, (struct str){piece, len});
	return 0;
}

/* The line's `rép` as an answer to the step; NULL: the line has none. */
static const struct answer *answer_to(struct walk *w, const json_t *line, step_id step)
{
	json_t *value = json_object_get(line, "rép");
	if (value == NULL) {
		return NULL;
	}
	struct buf text = {0};
	(void)json_dump_callback(value, add_piece, &text, JSON_ENCODE_ANY | JSON_COMPACT);
	const struct answer *a = answer_from_json(w, step, buf_str(&text));
	buf_finish(&text);
	return a;
}

static const struct answer *answer_at(struct walk *w, const json_t *line)
{
	return answer_to(w, line, walk_here(w)->step);
}

static enum outcome ask_go(struct walk *w, const json_t *line, struct event *e)
{
	const struct step *s = walk_step(w);
	struct str by = string_at(line, "par"), choice = string_at(line, "choix");
	if (str_eq(by, STR("saut"))) {
		step_id to = journey_step(walk_journey(w), string_at(line, "à"));
		return to != STEP_NONE ? walk_jump(w, to, e) : OUTCOME_NOT_THERE;
	}
	if (str_eq(by, STR("carrefour")) && s->hub != NULL) {
		return walk_enter(w, hub_item_find(s->hub, choice), e);
	}
	if (str_eq(by, STR("détour"))) {
		return walk_detour(w, option_find(s->options, s->n_options, choice), e);
	}
	return walk_go(w, answer_at(w, line), e);
}

/* Of a form that is being filled all fields are in the line, and one of them is new. */
static enum outcome ask_field(struct walk *w, const struct answer *a, struct event *e)
{
	const struct answer *own = walk_here(w)->answer;
	bool has_own = own != NULL && own->kind == ANSWER_FIELDS;
	uint32_t field = INDEX_NONE;
	for (uint32_t i = 0; i < a->fields.n; i++) {
		const struct answer *now = a->fields.list[i];
		const struct answer *before =
			has_own && i < own->fields.n ? own->fields.list[i] : NULL;
		bool is_said = now != NULL && now->kind != ANSWER_OPEN;
		if (now != NULL && !answer_eq(now, before) && (is_said || field == INDEX_NONE)) {
			field = i;
		}
	}
	return field != INDEX_NONE ? walk_answer_field(w, field, a->fields.list[field], e)
	                           : OUTCOME_MALFORMED;
}

static enum outcome ask_answer(struct walk *w, const json_t *line, struct event *e)
{
	const struct answer *a = answer_at(w, line);
	enum outcome outcome = a != NULL ? walk_answer(w, a, e) : OUTCOME_MALFORMED;
	bool is_part = outcome != OUTCOME_OK && a != NULL && a->kind == ANSWER_FIELDS;
	return is_part ? ask_field(w, a, e) : outcome;
}

static enum outcome ask_correct(struct walk *w, const json_t *line, struct event *e)
{
	step_id step = journey_step(walk_journey(w), string_at(line, "étape"));
	const struct answer *a = step != STEP_NONE ? answer_to(w, line, step) : NULL;
	return a != NULL ? walk_correct(w, step, a, e) : OUTCOME_NOT_THERE;
}

/* Of the step that it says: one that lies behind may be written on. */
static enum outcome ask_note(struct walk *w, const json_t *line, struct event *e)
{
	const struct journey *j = walk_journey(w);
	step_id step = journey_step(j, string_at(line, "étape"));
	walk_write_note(w, string_at(line, "quoi"), string_at(line, "texte"), e);
	if (step == STEP_NONE) {
		return OUTCOME_NOT_THERE;
	}
	e->step = j->steps[step].id;
	return OUTCOME_OK;
}

static uint32_t steps_at(const json_t *line)
{
	json_int_t n = json_integer_value(json_object_get(line, "pas"));
	return n > 0 && n < UINT32_MAX ? (uint32_t)n : 1;
}

static enum outcome ask_back(struct walk *w, const json_t *line, struct event *e)
{
	return walk_back(w, steps_at(line), e);
}

static enum outcome ask_redo(struct walk *w, const json_t *line, struct event *e)
{
	return walk_redo(w, steps_at(line), e);
}

static enum outcome ask_restart(struct walk *w, const json_t *line, struct event *e)
{
	(void)line;
	return walk_restart(w, e);
}

static enum outcome ask_end(struct walk *w, const json_t *line, struct event *e)
{
	(void)line;
	return walk_end(w, e);
}

/* What a walker does, as a carnet names it; the key that says at which step. */
static const struct {
	const char *name, *at;
	enum outcome (*ask)(struct walk *w, const json_t *line, struct event *e);
} deeds[] = {
	{"aller", "de", ask_go},   {"répondre", "étape", ask_answer},
	{"noter", "", ask_note},   {"reculer", "", ask_back},
	{"refaire", "", ask_redo}, {"recommencer", "", ask_restart},
	{"fin", "", ask_end},      {"corriger", "", ask_correct},
};

enum {
	N_DEEDS = sizeof deeds / sizeof deeds[0],
};

static enum retrace_outcome retrace(struct walk *w, const json_t *line, size_t deed,
                                    struct buf *reason)
{
	struct event e;
	struct str at = string_at(line, deeds[deed].at), to = string_at(line, "à");
	struct str here = walk_here_name(w);
	if (walk_step(w) == NULL || (at.len > 0 && !str_eq(at, here))) {
		buf_addf(reason, _("on est à « %.*s », et non à « %.*s »"), STR_ARG(here),
		         STR_ARG(at));
		return RETRACE_ELSEWHERE;
	}
	if (deeds[deed].ask(w, line, &e) != OUTCOME_OK) {
		buf_addf(reason, _("à « %.*s », le parcours ne permet pas cela"), STR_ARG(here));
		return RETRACE_REFUSED;
	}
	if (to.len > 0 && !str_eq(to, e.to)) {
		buf_addf(reason, _("de « %.*s », on arrive à « %.*s », et non à « %.*s »"),
		         STR_ARG(here), STR_ARG(e.to), STR_ARG(to));
		return RETRACE_LED_AWAY;
	}
	walk_fold(w, &e);
	return RETRACE_DONE;
}

enum retrace_outcome retrace_line(struct walk *w, struct str text, struct buf *reason)
{
	json_t *line = json_loadb(text.ptr, text.len, 0, NULL);
	struct str name = string_at(line, "e");
	enum retrace_outcome outcome = name.len > 0 ? RETRACE_PASSED_OVER : RETRACE_UNREADABLE;
	for (size_t i = 0; i < N_DEEDS; i++) {
		if (str_eq(name, str_from(deeds[i].name))) {
			outcome = retrace(w, line, i, reason);
			break;
		}
	}
	if (outcome == RETRACE_UNREADABLE) {
		buf_add(reason, str_from(_("ce n'est pas une ligne de carnet")));
	}
	json_decref(line);
	return outcome;
}

/* Where the record begins, if this is the first line of a carnet. */
static bool find_start(struct str text, struct buf *ret_start)
{
	json_t *line = json_loadb(text.ptr, text.len, 0, NULL);
	bool is_first = str_eq(string_at(line, "e"), STR("carnet"));
	if (is_first) {
		buf_add(ret_start, string_at(line, "début"));
	}
	json_decref(line);
	return is_first;
}

static bool says_something(struct str line)
{
	return str_trim(line).len > 0 && line.ptr[0] != '#';
}

void retraced_finish(struct retraced *r)
{
	buf_finish(&r->reason);
	buf_finish(&r->here);
	*r = (struct retraced){0};
}

void retrace_record(const struct journey *j, struct str record, struct retraced *ret)
{
	struct buf start = {0};
	struct str rest = record, line;
	struct walk *w = NULL;
	ret->well = true;
	while (ret->well && str_next_line(&rest, &line)) {
		ret->line++;
		if (!says_something(line)) {
			continue;
		}
		if (w == NULL) {
			bool is_head = find_start(line, &start);
			w = walk_create(j, buf_str(&start));
			walk_settle(w);
			if (is_head) {
				continue;
			}
		}
		enum retrace_outcome outcome = retrace_line(w, line, &ret->reason);
		ret->well = outcome == RETRACE_DONE || outcome == RETRACE_PASSED_OVER;
		ret->n_done += outcome == RETRACE_DONE;
	}
	if (w == NULL) {
		w = walk_create(j, buf_str(&start));
	}
	buf_add(&ret->here, walk_step_name(w, walk_here(w)->step));
	walk_destroy(w);
	buf_finish(&start);
}
