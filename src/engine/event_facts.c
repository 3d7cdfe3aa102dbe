/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two tables say what a line of a carnet looks like: what each fact is called and where it
 * lies in struct event, and which facts each kind of event has. Writing and reading both go
 * by them, so a line that was written is read back.
 */
#include "event_facts.h"

#define RULE(key, form, type, member)                              \
	{                                                          \
		key, sizeof(key) - 1, form, offsetof(type, member) \
	}

const struct fact_rule fact_rules[FACT_N_KEYS] = {
	[FACT_N] = {"n", 1, FORM_HEAD, 0},
	[FACT_UTC] = {"t", 1, FORM_HEAD, 0},
	[FACT_MS] = {"ms", 2, FORM_HEAD, 0},
	[FACT_KIND] = {"e", 1, FORM_HEAD, 0},
	[FACT_FORMAT] = RULE("format", FORM_COUNT, struct event, format),
	[FACT_JOURNEY] = RULE("parcours", FORM_STRING, struct event, journey),
	[FACT_VERSION] = RULE("version", FORM_COUNT, struct event, version),
	[FACT_FINGERPRINT] = RULE("empreinte", FORM_STRING, struct event, fingerprint),
	[FACT_PROGRAM] = RULE("programme", FORM_STRING, struct event, program),
	[FACT_START] = RULE("début", FORM_STRING, struct event, start),
	[FACT_REMOVED] = RULE("retirées", FORM_STRINGS, struct event, removed),
	[FACT_COUNT] = RULE("pas", FORM_COUNT, struct event, count),
	[FACT_STEP] = RULE("étape", FORM_STRING, struct event, step),
	[FACT_FROM] = RULE("de", FORM_STRING, struct event, from),
	[FACT_TO] = RULE("à", FORM_STRING, struct event, to),
	[FACT_BY] = RULE("par", FORM_PASSAGE, struct event, by),
	[FACT_CHOICE] = RULE("choix", FORM_STRING, struct event, choice),
	[FACT_ANSWER] = RULE("rép", FORM_JSON, struct event, answer),
	[FACT_LEGS] = RULE("trajet", FORM_LEGS, struct event, legs),
	[FACT_WHAT] = RULE("quoi", FORM_STRING, struct event, what),
	[FACT_ID] = RULE("id", FORM_STRING, struct event, what),
	[FACT_AT] = RULE("pos", FORM_COUNT, struct event, at),
	[FACT_CUT] = RULE("ôté", FORM_COUNT, struct event, cut),
	[FACT_PUT] = RULE("mis", FORM_STRING, struct event, text),
	[FACT_TEXT] = RULE("texte", FORM_STRING, struct event, text),
	[FACT_RESOURCE] = RULE("ressource", FORM_STRING, struct event, resource),
	[FACT_KEEP] = RULE("oui", FORM_BOOL, struct event, keep),
	[FACT_BALLOT] = RULE("voix", FORM_OBJECT, struct event, object),
};

const struct fact_rule leg_rules[LEG_N_RULES] = {
	RULE("à", FORM_STRING, struct leg, to),
	RULE("par", FORM_PASSAGE, struct leg, by),
	RULE("choix", FORM_STRING, struct leg, choice),
	RULE("rép", FORM_JSON, struct leg, answer),
};

#define BIT(fact) (UINT32_C(1) << FACT_##fact)

const struct event_shape event_shapes[EVENT_N_KINDS] = {
	[EVENT_BEGIN] = {"carnet",
                         BIT(FORMAT) | BIT(JOURNEY) | BIT(VERSION) | BIT(FINGERPRINT) |
                                 BIT(PROGRAM) | BIT(START),
                         0, false},
	[EVENT_OPEN] = {"ouvrir", BIT(VERSION) | BIT(FINGERPRINT) | BIT(REMOVED) | BIT(TO), 0,
                        false},
	[EVENT_GO] = {"aller", BIT(FROM) | BIT(TO) | BIT(BY), BIT(CHOICE) | BIT(ANSWER), false},
	[EVENT_ANSWER] = {"répondre", BIT(STEP) | BIT(ANSWER), 0, false},
	[EVENT_CORRECT] = {"corriger", BIT(STEP) | BIT(ANSWER) | BIT(LEGS), 0, false},
	[EVENT_BACK] = {"reculer", BIT(COUNT) | BIT(TO), 0, false},
	[EVENT_REDO] = {"refaire", BIT(COUNT) | BIT(TO), 0, false},
	[EVENT_RESTART] = {"recommencer", 0, 0, false},
	[EVENT_END] = {"fin", 0, 0, false},
	[EVENT_NOTE] = {"noter", BIT(STEP) | BIT(WHAT) | BIT(TEXT), 0, false},
	[EVENT_DRAFT] = {"brouillon", BIT(STEP) | BIT(AT) | BIT(CUT) | BIT(PUT), BIT(WHAT), false},
	[EVENT_KEEP] = {"garder", BIT(RESOURCE) | BIT(KEEP), 0, false},
	[EVENT_CONSULT] = {"consulter", BIT(RESOURCE), 0, false},
	[EVENT_VOTE] = {"voter", BIT(STEP) | BIT(BALLOT), 0, false},
	[EVENT_GATHER] = {"recueillir", BIT(STEP) | BIT(ID), 0, true},
	[EVENT_FOREIGN] = {"", 0, 0, false}, /* matches no name that is written */
};

static const char *const passage_names[PASSAGE_N] = {
	[PASSAGE_NONE] = "",           [PASSAGE_VERS] = "vers",
	[PASSAGE_SUITE] = "suite",     [PASSAGE_DETOUR] = "détour",
	[PASSAGE_RETOUR] = "retour",   [PASSAGE_CARREFOUR] = "carrefour",
	[PASSAGE_ENSUITE] = "ensuite", [PASSAGE_SAUT] = "saut",
};

const char *passage_name(enum passage by)
{
	return passage_names[by];
}
