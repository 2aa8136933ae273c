import assert from "node:assert/strict";
import { test } from "node:test";
import { type Name, accept, callAt, candidates, wordAt } from "../src/edit/complete.ts";
import { cutsFor } from "../src/edit/defined.ts";
import { nearestIn, wrongPart } from "../src/edit/problem.ts";

const column = (name: string): Name => ({ name, kind: "column", about: "" });
const DELTA_R: Name = { name: "deltaR", kind: "function", about: "" };
const NAMES = [
    column("pT_ll"),
    column("pT_l1"),
    column("tau1_trackj1"),
    column("tau2_trackj1"),
    column("odd name"),
    DELTA_R,
];
const FUNCTIONS = [{ name: "deltaR", arguments: ["eta1", "phi1", "eta2", "phi2"], about: "" }];

/** A text with `|` where the caret is. */
function at(text: string): { text: string; caret: number } {
    return { text: text.replace("|", ""), caret: text.indexOf("|") };
}

test("the word at the caret, and none in a number", () => {
    assert.deepEqual(wordAt(at("tau2/ta|u1")), { from: 5, to: 9, word: "tau1" });
    assert.equal(wordAt(at("pT > 30|")).word, "");
});

test("names that begin with what was typed come before those that contain it, then those that have its letters", () => {
    assert.deepEqual(
        candidates(NAMES, "pT_l").map((n) => n.name),
        ["pT_ll", "pT_l1"],
    );
    assert.deepEqual(
        candidates(NAMES, "trackj").map((n) => n.name),
        ["tau1_trackj1", "tau2_trackj1"],
    );
    assert.deepEqual(
        candidates(NAMES, "t2j").map((n) => n.name),
        ["tau2_trackj1"],
    );
    assert.deepEqual(candidates(NAMES, "xyz"), []);
});

test("a column takes the word's place, and leaves what is around it", () => {
    assert.deepEqual(accept(at("tau2_trackj1/ta|+1"), NAMES[2]!), { text: "tau2_trackj1/tau1_trackj1+1", caret: 25 });
});

test("a function brings its parentheses, with the caret within, unless they are there", () => {
    assert.deepEqual(accept(at("del|"), DELTA_R), { text: "deltaR()", caret: 7 });
    assert.deepEqual(accept(at("del|(1)"), DELTA_R), { text: "deltaR(1)", caret: 6 });
});

test("a name that is no plain word is put in back-quotes", () => {
    assert.equal(accept(at("|"), NAMES[4]!).text, "`odd name`");
});

test("which argument of which call the caret stands in", () => {
    assert.equal(callAt(at("deltaR(a, abs(b, c), |"), FUNCTIONS)?.argument, 2);
    assert.equal(callAt(at("deltaR(a, (b + |"), FUNCTIONS)?.argument, 1);
    assert.equal(callAt(at("deltaR(a) + |"), FUNCTIONS), null);
});

test("an error marks the word that begins at its place, or the one character there", () => {
    assert.deepEqual(wrongPart("tau2/tau9 + 1", 5), [5, 9]);
    assert.deepEqual(wrongPart("a + @", 4), [4, 5]);
    assert.deepEqual(wrongPart("a +", 3), [3, 4]);
});

test("cuts are proposed for columns that are divided by, or of which a root or logarithm is taken", () => {
    assert.deepEqual(cutsFor("tau2_trackj1/tau1_trackj1 + 1/tau1_trackj1"), ["tau1_trackj1 != 0"]);
    assert.deepEqual(cutsFor("log(m)/ sqrt( pT )"), ["m > 0", "pT > 0"]);
    assert.deepEqual(cutsFor("a/log(b + c) / (d)"), []);
    assert.deepEqual(cutsFor("pT_ll + 1"), []);
});

test("a message may propose a name", () => {
    assert.equal(nearestIn("no column 'pT_lq' in the measurement. Did you mean 'pT_l1'?\n  available  pT_l1"), "pT_l1");
    assert.equal(nearestIn("no column 'foo' in the measurement."), undefined);
});
