#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests of the reference fold. Each is named by a sentence that is true of the rules of
format.md §7 and §8; what is expected was worked out by hand. Prints TAP."""

import contextlib
import io
import json
import os
import random
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True  # The source tree stays as it was.

import compare
from fold import Carnet, Journey, canonical, crc32c, fnv1a64

# a ─ b ─ c … are plain steps. `hub` offers x, y and the junction j (which leads to z). `item`
# steps end in a retour; `lost` and `astray` have a `sinon`, a step and a junction.
JOURNEY = {
    "parcours": "essai", "version": 1, "empreinte": "0", "départ": "a",
    "étapes": {
        "a": {"genre": "question", "options": ["oui", "non", "aide"]},
        "b": {"genre": "question", "options": ["un", "deux"]},
        "c": {"genre": "information"},
        "d": {"genre": "information"},
        "hub": {"genre": "carrefour", "articles": {"x": "x", "y": "y", "j": "z"}},
        "x": {"genre": "question", "options": ["oui", "non", "aide"]},
        "y": {"genre": "information"},
        "z": {"genre": "information"},
        "hub2": {"genre": "carrefour", "articles": {"x": "x"}},
        "lost": {"genre": "information", "sinon": "d"},
        "astray": {"genre": "information", "sinon": "j"},
        "j": {"genre": "jonction"},
        "set": {"genre": "plusieurs", "options": ["p", "q", "r"]},
        "quiz": {"genre": "quiz", "options": ["v", "f", "w"], "justes": ["v", "w"]},
        "guess": {"genre": "estimation", "justes": 76},
        "form": {"genre": "saisie", "champs": {
            "nom": {"type": "texte"},
            "âge": {"type": "nombre", "min": 0, "max": 120},
            "rôle": {"type": "liste", "options": ["élu", "agent"]}}},
        "note": {"genre": "note"},
        "end": {"genre": "fin"},
    },
}


def seal(fields):
    body = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))[:-1].encode("utf-8")
    return body + b',"crc":"%08x"}' % crc32c(body)


class Walk:
    """Writes a carnet, one event a call, and folds it."""

    def __init__(self, start="a", version=1):
        self.lines = [seal({"n": 0, "t": "2027-03-12T09:00:00Z", "ms": 0, "e": "carnet",
                            "format": 1, "parcours": "essai", "version": version,
                            "empreinte": "0", "programme": "essai", "début": start})]
        self.n = 0
        self.at = start

    def write(self, e, **facts):
        self.n += 1
        self.lines.append(seal({"n": self.n, "t": "", "ms": self.n, "e": e, **facts}))
        return self

    def go(self, to, par="vers", choix=None, de=None, **more):
        if choix is not None:
            more["choix"] = choix
        self.write("aller", de=de or self.at, à=to, par=par, **more)
        self.at = to
        return self

    def go_back(self, to, steps=1):
        self.at = to
        return self.write("reculer", pas=steps, à=to)

    def open(self, *withdrawn, version=2, à=None):
        if à is not None:
            self.at = à
        return self.write("ouvrir", version=version, empreinte="1", retirées=list(withdrawn),
                          à=à or self.at)

    def damage(self):
        """Spoil the last line."""
        self.lines[-1] = self.lines[-1][:9] + b"\xff" + self.lines[-1][10:]
        return self

    def data(self):
        return b"".join(line + b"\n" for line in self.lines)

    def carnet(self, journey=JOURNEY, data=None, finish=False):
        carnet = Carnet(Journey(journey), self.data() if data is None else data)
        for _ in carnet.lines():
            pass
        if finish:
            carnet.finish()
        return carnet

    def dump(self, journey=JOURNEY, finish=False):
        return self.carnet(journey, finish=finish).state.dump()


def steps(dump):
    return [p["step"] for p in dump["path"]]


def stacks(dump):
    return [p["stack"] for p in dump["path"]]


def changed(renommages=None, without=(), version=2, **steps_given):
    """The journey in a later version."""
    kept = {k: v for k, v in JOURNEY["étapes"].items() if k not in without}
    return {**JOURNEY, "version": version, "étapes": {**kept, **steps_given},
            "renommages": renommages or {}}


class ThePath(unittest.TestCase):

    def test_the_first_line_puts_one_place_at_its_first_step(self):
        self.assertEqual(Walk().dump(), {
            "cursor": 0, "path": [{"step": "a", "par": None, "stack": []}], "told": False,
            "prefill": {}, "facts": {"a": {"visites": 1, "fait": False, "réussi": False}},
            "ticks": {}, "once": [], "notes": {}, "kept": [], "consulted": [], "votes": {},
            "harvest": {}, "orphans": []})

    def test_a_move_leaves_the_answer_on_the_place_it_leaves(self):
        dump = Walk().go("b", rép="oui").dump()
        self.assertEqual(dump["path"], [
            {"step": "a", "par": None, "stack": [], "rép": "oui"},
            {"step": "b", "par": "vers", "stack": []}])
        self.assertEqual(dump["cursor"], 1)

    def test_a_null_is_an_answer_left_open_and_an_absent_one_leaves_what_was_there(self):
        dump = (Walk().write("répondre", étape="a", rép="oui").go("b")
                .go("c", rép=None).dump())
        self.assertEqual([p.get("rép", "-") for p in dump["path"]], ["oui", None, "-"])

    def test_a_move_after_going_back_cuts_the_tail_into_the_prefill(self):
        dump = (Walk().go("b", rép="oui").go("c", rép="un").go("d").go_back("a", 3)
                .go("c", rép="non").dump())
        self.assertEqual(steps(dump), ["a", "c"])
        self.assertEqual(dump["prefill"], {"b": "un"})

    def test_the_later_of_two_cut_answers_wins_even_if_it_is_null(self):
        dump = (Walk().go("b").go("b", rép="un").go("c", rép=None).go_back("a", 3)
                .go("c").dump())
        self.assertEqual(dump["prefill"], {"b": None})

    def test_prefill_stays_when_its_step_is_reached_again(self):
        dump = Walk().go("b").go("c", rép="un").go_back("a", 2).go("b").dump()
        self.assertEqual(dump["prefill"], {"b": "un"})
        self.assertNotIn("rép", dump["path"][1])

    def test_back_and_redo_move_the_cursor_only(self):
        walk = Walk().go("b", rép="oui").go("c", rép="un").go_back("a", 2)
        self.assertEqual((walk.dump()["cursor"], len(walk.dump()["path"])), (0, 3))
        walk.write("refaire", pas=1, à="b")
        self.assertEqual(walk.dump()["cursor"], 1)
        self.assertEqual(walk.dump()["prefill"], {})

    def test_back_and_redo_never_leave_the_path(self):
        walk = Walk().go("b").go_back("a", 9)
        self.assertEqual(walk.dump()["cursor"], 0)
        walk.write("refaire", pas=9, à="b")
        self.assertEqual(walk.dump()["cursor"], 1)

    def test_starting_over_keeps_one_place_and_turns_all_answers_into_prefill(self):
        dump = (Walk().go("b", rép="oui").go("c", rép="un").go_back("a", 2)
                .write("noter", étape="a", quoi="marge", texte="gardé")
                .write("recommencer").dump())
        self.assertEqual(dump["path"], [{"step": "a", "par": None, "stack": []}])
        self.assertEqual(dump["cursor"], 0)
        self.assertEqual(dump["prefill"], {"a": "oui", "b": "un"})
        self.assertEqual(dump["notes"], {"a/marge": "gardé"})

    def test_starting_over_goes_to_the_step_of_the_first_line_not_of_the_journey(self):
        self.assertEqual(steps(Walk(start="c").go("d").write("recommencer").dump()), ["c"])

    def test_the_end_event_is_a_mark_that_changes_nothing(self):
        before = Walk().go("end").dump()
        self.assertEqual(Walk().go("end").write("fin").dump(), before)


class CallsAndReturns(unittest.TestCase):

    def test_a_detour_pushes_the_place_and_a_return_appends_its_step_anew(self):
        dump = (Walk().go("c", "détour", "aide").go("a", "retour").dump())
        self.assertEqual(steps(dump), ["a", "c", "a"])
        self.assertEqual(stacks(dump), [[], ["a"], []])
        self.assertEqual(dump["cursor"], 2)

    def test_ways_on_within_a_call_keep_its_stack(self):
        dump = (Walk().go("c", "détour", "aide").go("d", "vers").go("b", "suite")
                .go("z", "ensuite").dump())
        self.assertEqual(stacks(dump), [[], ["a"], ["a"], ["a"], ["a"]])

    def test_a_return_brings_the_answer_that_the_place_holds_at_that_time(self):
        dump = (Walk().write("répondre", étape="a", rép="oui").go("c", "détour", "aide")
                .write("répondre", étape="a", rép="non").go("a", "retour").dump())
        self.assertEqual([p.get("rép", "-") for p in dump["path"]], ["non", "-", "non"])

    def test_a_stack_holds_a_place_not_the_last_place_of_its_step(self):
        # The first `b` called; another `b`, answered, lies inside the call.
        dump = (Walk("b").go("b", "détour", "un").go("c", rép="deux").go("b", "retour").dump())
        self.assertEqual(stacks(dump), [[], ["b"], ["b"], []])
        self.assertNotIn("rép", dump["path"][3])

    def test_detours_nest_inside_hubs_and_unwind_one_by_one(self):
        dump = (Walk("hub").go("x", "carrefour", "x").go("c", "détour", "aide")
                .go("x", "retour").go("hub", "retour", rép="oui").dump())
        self.assertEqual(stacks(dump), [[], ["hub"], ["hub", "x"], ["hub"], []])
        self.assertEqual(dump["path"][3]["rép"], "oui")

    def test_a_hub_inside_a_hub_returns_to_the_inner_one_first(self):
        dump = (Walk("hub").go("hub2", "carrefour", "y").go("x", "carrefour", "x")
                .go("hub2", "retour").go("hub", "retour").dump())
        self.assertEqual(stacks(dump), [[], ["hub"], ["hub", "hub2"], ["hub"], []])
        self.assertEqual(dump["ticks"], {"hub": ["y"], "hub2": ["x"]})

    def test_a_jump_to_a_new_step_leaves_a_stack_of_just_the_place_left(self):
        dump = (Walk("hub").go("x", "carrefour", "x").go("d", "saut").dump())
        self.assertEqual(stacks(dump), [[], ["hub"], ["x"]])

    def test_a_jump_to_a_visited_step_takes_the_stack_of_its_last_place(self):
        dump = (Walk().go("x").go("hub", "vers").go("x", "carrefour", "x")
                .go("hub", "retour").go("d").go("x", "saut").dump())
        self.assertEqual(stacks(dump)[-1], ["hub"])
        self.assertNotIn("rép", dump["path"][-1])

    def test_a_jump_to_the_step_where_one_is_keeps_its_stack(self):
        dump = Walk("hub").go("x", "carrefour", "x").go("x", "saut").dump()
        self.assertEqual(stacks(dump), [[], ["hub"], ["hub"]])

    def test_a_step_cut_from_the_path_is_no_longer_visited_for_a_jump(self):
        dump = (Walk("hub").go("x", "carrefour", "x").go_back("hub").go("x", "saut").dump())
        self.assertEqual(stacks(dump), [[], ["hub"]])
        self.assertEqual(dump["once"], [])  # The caller is the same, the call is a jump.

    def test_a_return_from_a_jump_restores_the_stack_of_the_place_left(self):
        dump = (Walk("hub").go("x", "carrefour", "x").go("d", "saut").go("x", "retour")
                .go("hub", "retour").dump())
        self.assertEqual(stacks(dump), [[], ["hub"], ["x"], ["hub"], []])
        self.assertEqual(dump["ticks"], {"hub": ["x"]})

    def test_a_return_whose_call_was_a_jump_takes_sinon_where_there_is_one(self):
        dump = Walk("d").write("répondre", étape="d", rép=None).go("lost", "saut").go(
            "d", "retour").dump()
        # `sinon` is d and so is the caller: it is a new place of d, not the caller's.
        self.assertEqual(dump["path"][2], {"step": "d", "par": "retour", "stack": []})

    def test_a_return_without_a_call_goes_to_sinon_with_an_empty_stack(self):
        carnet = Walk("lost").go("d", "retour").carnet()
        self.assertEqual(stacks(carnet.state.dump()), [[], []])
        self.assertEqual(carnet.state.repairs, [])

    def test_an_ending_ends_all_open_calls(self):
        dump = (Walk("hub").go("x", "carrefour", "x").go("end").go("c", "saut").dump())
        self.assertEqual(stacks(dump), [[], ["hub"], [], ["end"]])


class WhatConditionsSee(unittest.TestCase):

    def facts(self, walk, step):
        return walk.dump()["facts"].get(step)

    def test_the_answer_seen_is_the_last_held_strictly_before_the_cursor(self):
        walk = Walk().go("b", rép="oui").go("a", rép="un").write("répondre", étape="a", rép="non")
        self.assertEqual(self.facts(walk, "a")["rép"], "oui")
        self.assertEqual(self.facts(walk.go("c"), "a")["rép"], "non")

    def test_a_place_without_an_answer_hides_none_and_a_null_hides_one(self):
        walk = Walk().go("b", rép="oui").go("a").go("b")
        self.assertEqual(self.facts(walk, "a")["rép"], "oui")
        walk = Walk().go("b", rép="oui").go("a").go("b", rép=None)
        self.assertIsNone(self.facts(walk, "a")["rép"])

    def test_visits_count_places_up_to_the_cursor_not_entered_by_return(self):
        walk = Walk().go("c", "détour", "aide").go("a", "retour").go("a", rép="oui")
        self.assertEqual(self.facts(walk, "a")["visites"], 2)
        self.assertEqual(self.facts(walk.go_back("a", 3), "a")["visites"], 1)

    def test_a_step_is_done_when_left_by_a_way_on_or_a_return(self):
        for par in ("vers", "suite", "ensuite"):
            self.assertTrue(self.facts(Walk().go("b", par), "a")["fait"], par)
        walk = Walk().go("c", "détour", "aide").go("a", "retour")
        self.assertTrue(self.facts(walk, "c")["fait"])

    def test_a_step_left_by_a_call_or_a_jump_is_not_done(self):
        for par in ("détour", "saut"):
            self.assertFalse(self.facts(Walk().go("c", par), "a")["fait"], par)
        self.assertFalse(self.facts(Walk("hub").go("x", "carrefour", "x"), "hub")["fait"])

    def test_back_undoes_done(self):
        self.assertEqual(self.facts(Walk().go("b").go_back("a"), "a"),
                         {"visites": 1, "fait": False, "réussi": False})

    def test_a_quiz_succeeds_when_the_set_equals_the_right_ones(self):
        def result(answer):
            return self.facts(Walk("quiz").go("a", rép=answer), "quiz")["réussi"]
        self.assertTrue(result(["w", "v"]))
        self.assertFalse(result(["v"]))
        self.assertFalse(result("v"))
        self.assertFalse(result(None))

    def test_only_the_first_place_of_a_quiz_tells_success(self):
        walk = Walk("quiz").go("quiz", rép=["f"]).go("a", rép=["v", "w"])
        self.assertFalse(self.facts(walk, "quiz")["réussi"])
        walk = Walk("quiz").go("quiz", rép=["v", "w"]).go("a", rép=["f"])
        self.assertTrue(self.facts(walk, "quiz")["réussi"])

    def test_a_guess_succeeds_when_the_numbers_are_equal(self):
        self.assertTrue(self.facts(Walk("guess").go("a", rép=76.0), "guess")["réussi"])
        self.assertFalse(self.facts(Walk("guess").go("a", rép=75), "guess")["réussi"])

    def test_a_tick_needs_the_return_that_lands_on_the_hub(self):
        walk = Walk("hub").go("x", "carrefour", "x").go("c", rép="oui")
        self.assertEqual(walk.dump()["ticks"], {})
        walk.go("hub", "retour")
        self.assertEqual(walk.dump()["ticks"], {"hub": ["x"]})

    def test_a_tick_is_the_item_as_the_hub_names_it_not_the_step_reached(self):
        walk = Walk("hub").go("z", "carrefour", "j").go("hub", "retour")
        self.assertEqual(walk.dump()["ticks"], {"hub": ["j"]})

    def test_ticks_gather_over_the_places_of_a_hub_and_back_takes_them(self):
        walk = (Walk("hub").go("y", "carrefour", "y").go("hub", "retour")
                .go("x", "carrefour", "x").go("hub", "retour", rép="oui"))
        self.assertEqual(walk.dump()["ticks"], {"hub": ["x", "y"]})
        self.assertEqual(walk.go_back("x").dump()["ticks"], {"hub": ["y"]})

    def test_a_detour_that_returns_to_a_hub_ticks_nothing(self):
        walk = Walk("hub").go("y", "détour", "y").go("hub", "retour")
        self.assertEqual(walk.dump()["ticks"], {})
        self.assertEqual(walk.dump()["once"], ["hub.y"])

    def test_what_the_hub_does_not_name_as_an_item_is_not_ticked(self):
        walk = Walk("hub").go("z", "carrefour", "z").go("hub", "retour")
        self.assertEqual(walk.dump()["ticks"], {})

    def test_once_counts_on_the_path_so_back_gives_it_again(self):
        walk = Walk().go("c", "détour", "aide").go("a", "retour")
        self.assertEqual(walk.dump()["once"], ["a.aide"])
        self.assertEqual(walk.go_back("a", 2).dump()["once"], [])

    def test_once_counts_items_of_hubs_too_but_no_other_choice(self):
        walk = Walk("hub").go("z", "carrefour", "j").go("b", "vers", "oui")
        self.assertEqual(walk.dump()["once"], ["hub.j"])

    def test_a_move_and_back_change_nothing_that_conditions_see(self):
        rng, pars = random.Random(7), ("vers", "suite", "ensuite", "saut", "détour", "carrefour")
        names = [s for s in JOURNEY["étapes"] if s not in ("quiz", "guess")]
        for _ in range(60):
            walk = Walk(rng.choice(names))
            for _ in range(rng.randrange(12)):
                walk.go(rng.choice(names), rng.choice(pars), "aide", rép=rng.choice([None, "oui"]))
            before, home = walk.dump(), walk.at
            top = before["path"][-1]["stack"]
            if top and rng.random() < 0.5:
                walk.go(top[-1], "retour")
            else:
                walk.go(rng.choice(names), rng.choice(pars), "aide")
            after = walk.go_back(home).dump()
            for key in ("cursor", "facts", "ticks", "once"):
                self.assertEqual(after[key], before[key])
            self.assertEqual(after["path"][:-1], before["path"])


class AnswersSaved(unittest.TestCase):

    def test_an_answer_saved_lands_on_the_place_at_the_cursor_and_is_told(self):
        dump = Walk().go("b").write("répondre", étape="b", rép="un").dump()
        self.assertEqual(dump["path"][1]["rép"], "un")
        self.assertTrue(dump["told"])

    def test_an_answer_to_another_step_lands_on_its_last_place_and_is_not_told(self):
        dump = (Walk().go("b").go("a").go("c").go_back("a").go("c")
                .write("répondre", étape="a", rép="oui").dump())
        self.assertEqual([p.get("rép", "-") for p in dump["path"]], ["-", "-", "oui", "-"])
        self.assertFalse(dump["told"])

    def test_an_answer_to_a_step_that_lies_only_ahead_becomes_prefill(self):
        dump = Walk().go("b").go_back("a").write("répondre", étape="b", rép="un").dump()
        self.assertNotIn("rép", dump["path"][1])
        self.assertEqual(dump["prefill"], {"b": "un"})
        self.assertFalse(dump["told"])

    def test_an_event_off_the_path_leaves_told_and_one_on_it_takes_it(self):
        walk = Walk().write("répondre", étape="a", rép="oui").write("consulter", ressource="r")
        self.assertTrue(walk.dump()["told"])
        self.assertTrue(Walk().write("répondre", étape="a", rép="oui").write("fin").dump()["told"])
        self.assertFalse(walk.write("reculer", pas=0, à="a").dump()["told"])


class Editing(unittest.TestCase):

    def test_an_edit_replaces_the_answer_and_all_the_way_after_it(self):
        walk = Walk().go("b", rép="oui").go("c", rép="un").go("d")
        dump = walk.write("corriger", étape="a", rép="non", trajet=[
            {"à": "b", "par": "vers", "rép": "un"}, {"à": "z", "par": "suite"}]).dump()
        self.assertEqual(dump["path"], [
            {"step": "a", "par": None, "stack": [], "rép": "non"},
            {"step": "b", "par": "vers", "stack": [], "rép": "un"},
            {"step": "z", "par": "suite", "stack": []}])
        self.assertEqual(dump["cursor"], 2)
        self.assertFalse(dump["told"])

    def test_an_edit_cuts_what_followed_and_the_redo_tail_into_the_prefill(self):
        walk = Walk().go("b", rép="oui").go("x", rép="un").go("c", rép="non").go_back("x")
        dump = walk.write("corriger", étape="a", rép="non",
                          trajet=[{"à": "c", "par": "vers"}]).dump()
        self.assertEqual(dump["prefill"], {"b": "un", "x": "non"})

    def test_an_edit_means_the_last_place_strictly_before_the_cursor(self):
        walk = Walk().go("a", rép="oui").go("b", rép="oui").go("a")
        dump = walk.write("corriger", étape="a", rép="non",
                          trajet=[{"à": "c", "par": "vers"}]).dump()
        self.assertEqual([(p["step"], p.get("rép")) for p in dump["path"]],
                         [("a", "oui"), ("a", "non"), ("c", None)])

    def test_the_stacks_of_an_edit_follow_its_moves(self):
        walk = Walk().go("hub", rép="oui").go("c")
        dump = walk.write("corriger", étape="a", rép="non", trajet=[
            {"à": "hub", "par": "vers"}, {"à": "x", "par": "carrefour", "choix": "x"},
            {"à": "c", "par": "détour", "choix": "aide"}, {"à": "x", "par": "retour", "rép": "oui"},
            {"à": "hub", "par": "retour"}]).dump()
        self.assertEqual(stacks(dump), [[], [], ["hub"], ["hub", "x"], ["hub"], []])
        self.assertEqual(dump["path"][4]["rép"], "oui")
        self.assertNotIn("rép", dump["path"][2])
        self.assertEqual(dump["ticks"], {"hub": ["x"]})
        self.assertEqual(dump["once"], ["hub.x", "x.aide"])

    def test_an_edit_of_a_step_that_is_nowhere_before_starts_from_an_added_place(self):
        carnet = Walk().go("c").write("corriger", étape="b", rép="un",
                                      trajet=[{"à": "d", "par": "vers"}]).carnet()
        self.assertEqual(steps(carnet.state.dump()), ["a", "c", "b", "d"])
        self.assertEqual(len(carnet.state.repairs), 1)


class OffThePath(unittest.TestCase):

    def test_the_last_note_by_step_and_kind_wins_and_back_undoes_none(self):
        walk = (Walk().write("noter", étape="a", quoi="marge", texte="un").go("b")
                .write("noter", étape="a", quoi="marge", texte="deux")
                .write("noter", étape="a", quoi="note", texte="trois").go_back("a"))
        self.assertEqual(walk.dump()["notes"], {"a/marge": "deux", "a/note": "trois"})

    def test_a_draft_edits_by_code_points_and_stays_within_the_text(self):
        walk = (Walk().write("noter", étape="note", quoi="note", texte="été 🌍 là")
                .write("brouillon", étape="note", pos=4, ôté=1, mis="🌱🌱"))
        self.assertEqual(walk.dump()["notes"], {"note/note": "été 🌱🌱 là"})
        walk.write("brouillon", étape="note", quoi="note", pos=7, ôté=99, mis="ici")
        self.assertEqual(walk.dump()["notes"], {"note/note": "été 🌱🌱 ici"})
        walk.write("brouillon", étape="note", pos=99, ôté=1, mis="!")
        self.assertEqual(walk.dump()["notes"], {"note/note": "été 🌱🌱 ici!"})

    def test_a_draft_without_a_note_starts_from_an_empty_text(self):
        walk = Walk().write("brouillon", étape="a", quoi="marge", pos=0, ôté=0, mis="x")
        self.assertEqual(walk.dump()["notes"], {"a/marge": "x"})

    def test_a_resource_kept_and_let_go_is_not_kept(self):
        walk = (Walk().write("garder", ressource="r2", oui=True)
                .write("garder", ressource="r1", oui=True)
                .write("garder", ressource="r2", oui=False)
                .write("consulter", ressource="r3").write("consulter", ressource="r3"))
        self.assertEqual(walk.dump()["kept"], ["r1"])
        self.assertEqual(walk.dump()["consulted"], ["r3"])

    def test_the_last_votes_of_a_step_and_the_last_line_by_id_win(self):
        walk = (Walk().write("voter", étape="a", voix={"oui": 3, "non": 1})
                .write("voter", étape="a", voix={"oui": 4})
                .write("recueillir", étape="a", id="1", texte="vieux", étoile=True)
                .write("recueillir", étape="a", id="1", texte="neuf"))
        self.assertEqual(walk.dump()["votes"], {"a": {"oui": 4}})
        self.assertEqual(walk.dump()["harvest"],
                         {"a": {"1": {"étape": "a", "id": "1", "texte": "neuf"}}})


class TheFile(unittest.TestCase):

    def test_the_checksum_is_the_castagnoli_one(self):
        self.assertEqual(crc32c(b"123456789"), 0xE3069283)

    def test_a_line_already_folded_is_skipped(self):
        walk = Walk().go("b").go("c")
        data = walk.data() + walk.lines[1] + b"\n" + walk.lines[2] + b"\n"
        carnet = walk.carnet(data=data)
        self.assertEqual(steps(carnet.state.dump()), ["a", "b", "c"])
        self.assertEqual((carnet.repeated, carnet.damaged), (2, []))

    def test_a_damaged_line_is_skipped_and_named_and_leaves_a_gap(self):
        carnet = Walk().write("consulter", ressource="r").damage().go("b").carnet()
        self.assertEqual(steps(carnet.state.dump()), ["a", "b"])
        self.assertEqual(carnet.damaged, ["line 2: the crc differs"])
        self.assertEqual(carnet.gaps, ["line 3: n goes from 0 to 2"])

    def test_a_damaged_line_written_again_is_folded(self):
        walk = Walk().go("b")
        good = walk.lines[1]
        data = walk.damage().data() + good + b"\n"
        carnet = walk.carnet(data=data)
        self.assertEqual(steps(carnet.state.dump()), ["a", "b"])
        self.assertEqual(carnet.gaps, [])

    def test_a_number_that_was_passed_over_is_not_yet_folded(self):
        # The lines fold in the order of the file: 0, 2, then 1.
        walk = Walk().go("b").go("c")
        data = b"\n".join([walk.lines[0], walk.lines[2], walk.lines[1], walk.lines[2]])
        carnet = walk.carnet(data=data)
        self.assertEqual(steps(carnet.state.dump()), ["a", "b"])
        self.assertEqual((carnet.repeated, len(carnet.gaps)), (1, 1))

    def test_a_torn_tail_spoils_one_line_only(self):
        walk = Walk().go("b").go("c")
        torn = walk.data()[:-20]
        self.assertEqual(steps(walk.carnet(data=torn).state.dump()), ["a", "b"])
        data = torn + b"\n" + walk.lines[2] + b"\n"
        self.assertEqual(steps(walk.carnet(data=data).state.dump()), ["a", "b", "c"])

    def test_a_whole_last_line_without_its_newline_is_folded(self):
        walk = Walk().go("b")
        self.assertEqual(steps(walk.carnet(data=walk.data()[:-1]).state.dump()), ["a", "b"])

    def test_bad_json_and_bad_encoding_are_damage_whatever_their_crc(self):
        for body in (b'{"n":1,"e":"fin"', b'{"n":1,"e":"fin","x":NaN', b'{"n":1,"e":"f\xe9"',
                     b'{"n":1,"e":"fin","x":"\\ud800"', b'{"n":1,"e":"fin",', b'{"n":1'):
            line = body + b',"crc":"%08x"}' % crc32c(body)
            carnet = Walk().carnet(data=Walk().data() + line + b"\n")
            bad = body != b'{"n":1,"e":"fin"'
            self.assertEqual(len(carnet.damaged), bad, body)

    def test_an_unknown_event_is_skipped_and_is_no_damage(self):
        carnet = Walk().write("téléporter", à="c").go("b").carnet()
        self.assertEqual((carnet.unknown, carnet.damaged, carnet.gaps), (1, [], []))

    def test_an_event_without_what_it_needs_is_damage_and_changes_nothing(self):
        carnet = Walk().write("aller", de="a", à="b", par="magie").write(
            "aller", de="a", par="vers").write("reculer", pas=True, à="a").carnet()
        self.assertEqual(len(carnet.damaged), 3)
        self.assertEqual(steps(carnet.state.dump()), ["a"])

    def test_without_its_first_line_a_carnet_begins_at_the_start_of_the_journey(self):
        walk = Walk("a").damage().go("c", de="b")
        self.assertEqual(steps(walk.dump()), ["a", "b", "c"])

    def test_a_first_line_written_again_gives_the_beginning(self):
        walk = Walk("d")
        first = walk.lines[0]
        walk.damage().lines.append(first)
        self.assertEqual(steps(walk.dump()), ["d"])


class AfterDamage(unittest.TestCase):

    def test_a_move_from_elsewhere_first_goes_to_the_last_place_of_its_step(self):
        # The lost line went back from c to b.
        dump = Walk().go("b", rép="oui").go("c", rép="un").go("d", de="b", rép="deux").dump()
        self.assertEqual([(p["step"], p.get("rép")) for p in dump["path"]],
                         [("a", "oui"), ("b", "deux"), ("d", None)])

    def test_that_last_place_may_lie_in_the_redo_tail(self):
        # The lost line went forward again.
        dump = Walk().go("b", rép="oui").go("c").go_back("a", 2).go("d", de="b").dump()
        self.assertEqual([(p["step"], p["par"]) for p in dump["path"]],
                         [("a", None), ("b", "vers"), ("d", "vers")])

    def test_a_move_from_a_step_that_is_nowhere_adds_it_with_the_same_stack(self):
        walk = Walk("hub").go("x", "carrefour", "x").go("c").damage().go("d", rép=None)
        dump = walk.dump()
        self.assertEqual(dump["path"], [
            {"step": "hub", "par": None, "stack": []},
            {"step": "x", "par": "carrefour", "stack": ["hub"]},
            {"step": "c", "par": None, "stack": ["hub"], "rép": None},
            {"step": "d", "par": "vers", "stack": ["hub"]}])
        self.assertFalse(dump["facts"]["x"]["fait"])

    def test_a_return_to_another_step_takes_the_deepest_caller_with_it(self):
        # hub → x → (détour) c; the line that returned from c to x is lost.
        carnet = (Walk("hub").go("x", "carrefour", "x").go("c", "détour", "aide")
                  .go("hub", "retour", de="c").carnet())
        dump = carnet.state.dump()
        self.assertEqual(stacks(dump)[-1], [])
        self.assertEqual(dump["ticks"], {"hub": ["x"]})
        self.assertEqual(len(carnet.state.repairs), 1)

    def test_of_two_callers_with_that_step_the_innermost_is_taken(self):
        dump = (Walk("x").go("x", "détour", "aide").go("b", "détour", "aide")
                .go("c", "détour", "un").go("x", "retour").dump())
        self.assertEqual(stacks(dump), [[], ["x"], ["x", "x"], ["x", "x", "b"], ["x"]])

    def test_a_return_to_a_step_that_never_called_has_an_empty_stack(self):
        dump = Walk("hub").go("x", "carrefour", "x").go("d", "retour").dump()
        self.assertEqual(stacks(dump), [[], ["hub"], []])
        self.assertEqual(dump["ticks"], {})


class WhenTheJourneyChanged(unittest.TestCase):

    def test_opening_drops_the_places_of_withdrawn_steps_as_orphans(self):
        dump = (Walk().go("b", rép="oui").go("c", rép="un").go("d").open("b").dump())
        self.assertEqual(steps(dump), ["a", "c", "d"])
        self.assertEqual(dump["cursor"], 2)
        self.assertEqual(dump["orphans"], [{"step": "b", "rép": "un"}])

    def test_the_cursor_goes_to_the_last_that_remains_at_or_before_it(self):
        dump = Walk().go("b").go("c").go("d").go_back("c").open("c", à="b").dump()
        self.assertEqual((steps(dump), dump["cursor"]), (["a", "b", "d"], 1))

    def test_with_none_that_remains_there_is_a_new_place_at_the_start(self):
        carnet = Walk("b").go("b", rép="un").open("b", à="a").carnet()
        dump = carnet.state.dump()
        self.assertEqual(dump["path"], [{"step": "a", "par": None, "stack": []}])
        self.assertEqual(carnet.state.repairs, [])

    def test_a_redo_tail_that_remains_stays_behind_the_new_place(self):
        dump = Walk("b").go("c").go_back("b").open("b", à="a").dump()
        self.assertEqual((steps(dump), dump["cursor"]), (["a", "c"], 0))

    def test_the_rule_is_trusted_not_what_the_opening_says(self):
        carnet = Walk().go("b").open("b", à="c").carnet()
        self.assertEqual(steps(carnet.state.dump()), ["a"])
        self.assertEqual(len(carnet.state.repairs), 1)

    def test_a_step_withdrawn_then_brought_back_is_not_dropped_twice(self):
        dump = Walk().go("b").open("b", à="a").go("b").open(version=3).dump()
        self.assertEqual(steps(dump), ["a", "b"])

    def test_a_dropped_place_stays_in_stacks_as_an_empty_mark(self):
        dump = (Walk().go("hub").go("x", "carrefour", "x").go("c", "détour", "aide")
                .open("hub").dump())
        self.assertEqual(stacks(dump), [[], [None], [None, "x"]])
        self.assertEqual(dump["once"], ["x.aide"])

    def test_a_return_on_an_empty_mark_goes_to_the_last_place_with_a_shorter_stack(self):
        dump = (Walk().go("hub", rép="oui").go("x", "carrefour", "x").open("hub")
                .go("a", "retour").dump())
        self.assertEqual(dump["path"][-1],
                         {"step": "a", "par": "retour", "stack": [], "rép": "oui"})

    def test_a_return_on_an_empty_mark_takes_sinon_where_there_is_one(self):
        # hub → x → lost, x withdrawn: the call of the hub is still open on d.
        dump = (Walk("hub").go("x", "carrefour", "x").go("lost", "détour", "aide").open("x")
                .go("d", "retour").dump())
        self.assertEqual(stacks(dump), [[], ["hub", None], ["hub"]])

    def test_a_sinon_that_names_a_junction_may_lead_anywhere(self):
        carnet = (Walk("hub").go("x", "carrefour", "x").go("astray", "détour", "aide").open("x")
                  .go("z", "retour").carnet())
        self.assertEqual(stacks(carnet.state.dump()), [[], ["hub", None], ["hub"]])
        self.assertEqual(carnet.state.repairs, [])

    def test_an_empty_mark_is_no_caller_even_to_the_step_it_was(self):
        dump = (Walk("hub").go("x", "carrefour", "x", rép=None).open("hub")
                .go("hub", "retour").dump())
        self.assertEqual(dump["path"][-1], {"step": "hub", "par": "retour", "stack": []})
        self.assertEqual(dump["ticks"], {})

    def test_a_return_on_an_empty_mark_ticks_no_hub_that_came_later(self):
        dump = (Walk("hub").go("x", "carrefour", "x").open("hub").go("end").go("hub")
                .go("x", "saut").go("hub", "retour").dump())
        self.assertEqual(stacks(dump), [[None], [], [], [None], []])
        self.assertEqual(dump["ticks"], {})

    def test_starting_over_after_the_first_step_was_withdrawn_goes_to_the_start(self):
        dump = Walk("b").go("c").open("b").write("recommencer").dump()
        self.assertEqual(steps(dump), ["a"])

    def test_at_the_end_of_the_file_steps_that_do_not_exist_are_dropped(self):
        walk = Walk().go("b", rép="oui").go("c", rép="un")
        journey = changed(without=["b"])
        self.assertEqual(steps(walk.dump(journey)), ["a", "b", "c"])
        dump = walk.dump(journey, finish=True)
        self.assertEqual(steps(dump), ["a", "c"])
        self.assertEqual(dump["orphans"], [{"step": "b", "rép": "un"}])

    def test_an_answer_that_no_longer_fits_is_an_orphan_and_its_place_stays(self):
        walk = Walk().go("b", rép="oui").go("c", rép="un")
        journey = changed(b={"genre": "question", "options": ["deux"]})
        dump = walk.dump(journey, finish=True)
        self.assertEqual(steps(dump), ["a", "b", "c"])
        self.assertNotIn("rép", dump["path"][1])
        self.assertEqual(dump["orphans"], [{"step": "b", "rép": "un"}])
        self.assertEqual(walk.open().dump(journey)["orphans"], dump["orphans"])

    def test_every_kind_of_answer_is_judged_by_its_own_shape(self):
        journey = Journey(JOURNEY)
        for step, answer, fits in (
                ("a", "oui", True), ("a", "si", False), ("a", ["oui"], False), ("a", None, True),
                ("set", [], True), ("set", ["p", "s"], False), ("set", "p", False),
                ("guess", 3.5, True), ("guess", "3", False), ("c", "oui", False),
                ("form", {"nom": "Ana", "âge": 30}, True), ("form", {"âge": 130}, False),
                ("form", {"rôle": "maire"}, False), ("form", {"ville": "Lyon"}, False),
                ("form", {"nom": None, "rôle": "élu"}, True), ("nulle-part", "oui", True)):
            self.assertEqual(journey.fits(step, answer), fits, (step, answer))


class Renamings(unittest.TestCase):

    def test_steps_are_renamed_in_lines_before_the_first_opening_of_that_version(self):
        journey = changed({"2": {"étapes": {"vieux": "b"}}})
        walk = Walk().go("vieux", rép="oui").go("c").open(version=2).go("vieux")
        self.assertEqual(steps(walk.dump(journey)), ["a", "b", "c", "vieux"])

    def test_a_carnet_begun_at_that_version_is_not_renamed(self):
        journey = changed({"2": {"étapes": {"c": "b"}}})
        self.assertEqual(steps(Walk(version=2).go("c").dump(journey)), ["a", "c"])

    def test_versions_apply_in_order_and_one_that_was_skipped_applies_too(self):
        journey = changed({"10": {"étapes": {"m": "b"}}, "3": {"étapes": {"vieux": "m"}}},
                          version=10)
        self.assertEqual(steps(Walk().go("vieux").open(version=10).dump(journey)), ["a", "b"])

    def test_within_a_version_all_names_change_at_once(self):
        journey = changed({"2": {"étapes": {"b": "c", "c": "b"}}})
        self.assertEqual(steps(Walk().go("b").go("c").dump(journey)), ["a", "c", "b"])

    def test_many_steps_may_become_one(self):
        journey = changed({"2": {"étapes": {"v1": "b", "v2": "b"}}})
        dump = Walk().go("v1").go("v2").go("c").dump(journey)
        self.assertEqual(steps(dump), ["a", "b", "b", "c"])
        self.assertEqual(dump["facts"]["b"]["visites"], 2)

    def test_choices_are_renamed_by_the_old_names_of_their_steps(self):
        journey = changed({"2": {"étapes": {"vieux": "b"}, "choix": {"vieux.ein": "un"}}})
        walk = Walk("vieux").go("c", "détour", "ein").go("vieux", "retour").go("d", rép="ein")
        dump = walk.dump(journey)
        self.assertEqual(dump["path"][2]["rép"], "un")
        self.assertEqual(dump["once"], ["b.un"])

    def test_two_choices_of_a_set_that_become_one_are_held_once(self):
        journey = changed({"2": {"choix": {"set.p1": "p", "set.p2": "p"}}})
        dump = Walk("set").go("a", rép=["p1", "p2", "q"]).dump(journey)
        self.assertEqual(dump["path"][0]["rép"], ["p", "q"])

    def test_fields_and_options_of_fields_are_renamed(self):
        journey = changed({"2": {"champs": {"form.name": "nom"},
                                 "choix": {"form.rôle.maire": "élu"}}})
        dump = Walk("form").go("a", rép={"name": "maire", "rôle": "maire"}).dump(journey)
        self.assertEqual(dump["path"][0]["rép"], {"nom": "maire", "rôle": "élu"})

    def test_items_of_hubs_are_renamed_as_steps(self):
        journey = changed({"2": {"étapes": {"ix": "x"}}})
        dump = Walk("hub").go("ix", "carrefour", "ix").go("hub", "retour").dump(journey)
        self.assertEqual(dump["ticks"], {"hub": ["x"]})

    def test_an_edit_is_renamed_along_its_way(self):
        journey = changed({"2": {"étapes": {"vieux": "b"}, "choix": {"vieux.ein": "un"}}})
        walk = Walk().go("c", rép="oui").write("corriger", étape="a", rép="non", trajet=[
            {"à": "vieux", "par": "vers", "rép": "ein"},
            {"à": "d", "par": "détour", "choix": "ein"}])
        dump = walk.dump(journey)
        self.assertEqual(dump["path"][1]["rép"], "un")
        self.assertEqual(dump["once"], ["b.un"])

    def test_a_removed_step_goes_at_its_opening_and_its_name_may_be_given_again(self):
        journey = changed({"2": {"étapes": {"b": None, "vieux": "b"}}})
        walk = Walk().go("b", rép="oui").go("vieux", rép="un").go("c", rép="deux")
        self.assertEqual(steps(walk.dump(journey)), ["a", "b", "b", "c"])
        dump = walk.open("b").dump(journey)
        self.assertEqual(steps(dump), ["a", "b", "c"])
        self.assertEqual(dump["path"][1]["rép"], "deux")
        self.assertEqual(dump["orphans"], [{"step": "b", "rép": "un"}])

    def test_an_answer_whose_choice_was_removed_is_an_orphan_whole(self):
        journey = changed({"2": {"choix": {"set.q": None}}})
        dump = Walk("set").go("a", rép=["p", "q"]).dump(journey, finish=True)
        self.assertNotIn("rép", dump["path"][0])
        self.assertEqual(dump["orphans"], [{"step": "set", "rép": ["p", "q"]}])

    def test_votes_of_choices_that_become_one_add_up(self):
        journey = changed({"2": {"choix": {"b.ein": "un", "b.uno": "un"}}})
        dump = Walk().write("voter", étape="b", voix={"ein": 2, "uno": 3, "deux": 1}).dump(journey)
        self.assertEqual(dump["votes"], {"b": {"un": 5, "deux": 1}})


class Comparing(unittest.TestCase):

    def run_compare(self, walk, records, dump=False):
        with tempfile.TemporaryDirectory() as folder:
            def put(name, data):
                path = os.path.join(folder, name)
                with open(path, "wb") as file:
                    file.write(data)
                return path
            args = [put("j.json", json.dumps(JOURNEY).encode()), put("c.carnet", walk.data())]
            if dump:
                args.insert(0, "--dump")
            else:
                args.append(put("s.jsonl", "\n".join(records).encode("utf-8")))
            out = io.StringIO()
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
                status = compare.main(args)
            return status, out.getvalue()

    def test_what_the_command_dumps_it_finds_equal(self):
        walk = Walk().go("guess", rép="oui").go("b", rép=3.0).write("téléporter")
        status, text = self.run_compare(walk, None, dump=True)
        self.assertEqual(status, 0)
        status, line = self.run_compare(walk, text.splitlines())
        self.assertEqual((status, line.split(";")[0]), (0, "5 states equal"))

    def test_the_first_difference_names_its_place_both_values_and_the_event(self):
        walk = Walk().go("b", rép="oui")
        _, text = self.run_compare(walk, None, dump=True)
        status, said = self.run_compare(walk, text.replace('"rép":"oui"', '"rép":"non"')
                                        .splitlines())
        self.assertEqual(status, 1)
        for part in ("n=1: state.facts.a.rép differs", '"oui"', '"non"', '"e":"aller"'):
            self.assertIn(part, said)

    def test_a_hash_stands_for_a_state_and_a_wrong_one_is_found(self):
        walk = Walk()
        good = fnv1a64(canonical(walk.dump()))
        self.assertEqual(self.run_compare(walk, ['{"n":0,"hash":"%s"}' % good])[0], 0)
        self.assertEqual(self.run_compare(walk, ['{"n":0,"hash":"%016x"}' % 1])[0], 1)
        self.assertEqual(fnv1a64("a"), "af63dc4c8601ec8c")

    def test_a_missing_or_a_superfluous_state_is_a_difference(self):
        walk = Walk().go("b")
        _, text = self.run_compare(walk, None, dump=True)
        records = text.splitlines()[:2]
        self.assertEqual(self.run_compare(walk, records)[0], 0)
        self.assertEqual(self.run_compare(walk, records[:1])[0], 1)
        self.assertEqual(self.run_compare(walk, records + ['{"n":7,"state":{}}'])[0], 1)

    def test_states_that_cannot_be_read_give_no_verdict(self):
        for record in ("{", "[]", '{"n":0}'):
            self.assertEqual(self.run_compare(Walk(), [record])[0], 2, record)

    def test_numbers_compare_as_numbers_and_true_is_not_one(self):
        self.assertIsNone(compare.first_difference({"a": [3]}, {"a": [3.0]}))
        self.assertEqual(compare.first_difference({"a": [1]}, {"a": [True]}),
                         ("state.a[0]", 1, True))
        self.assertEqual(canonical({"b": 3.0, "a": [0.5, True]}), '{"a":[0.5,true],"b":3}')


def main():
    """Run every test and print TAP: `1..N`, then `ok k - sentence`."""
    sys.stdout.reconfigure(encoding="utf-8")
    suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules[__name__])
    tests = [test for group in suite for test in group]
    print(f"1..{len(tests)}")
    failed = 0
    for number, test in enumerate(tests, 1):
        result = unittest.TestResult()
        test.run(result)
        sentence = test._testMethodName.removeprefix("test_").replace("_", " ")
        bad = result.failures + result.errors
        failed += bool(bad)
        print(f"{'not ok' if bad else 'ok'} {number} - {sentence}")
        for _, trace in bad:
            for line in trace.splitlines():
                print(f"# {line}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
