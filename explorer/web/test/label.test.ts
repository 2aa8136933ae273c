import assert from "node:assert/strict";
import { test } from "node:test";
import { axisLabel, parseLabel } from "../src/text/label.ts";

/** `base|sub:T|sup:ll`, with `i:` for italic and `b:` for bold. */
function written(label: string): string {
    return parseLabel(label)
        .map((p) => `${p.level === "base" ? "" : p.level + ":"}${p.italic ? "i:" : ""}${p.bold ? "b:" : ""}${p.text}`)
        .join("|");
}

test("scripts, with braces or without, with dollars around or not", () => {
    assert.equal(written("p_{T}^{\\ell\\ell}"), "i:p|sub:T|sup:ℓℓ");
    assert.equal(written("$p_{T}^{ll}$"), "i:p|sub:T|sup:ll");
    assert.equal(written("p_T"), "i:p|sub:T");
});

test("a letter that carries a script is italic; one that ends a word is not", () => {
    assert.equal(written("m^{2}"), "i:m|sup:2");
    assert.equal(written("fb^{-1}"), "fb|sup:−1");
});

test("a group starts a word of its own: the d before it stays upright", () => {
    assert.equal(written("d{p_{T}}"), "d|i:p|sub:T");
});

test("a name in backslashes is its letter, and takes one space with it", () => {
    assert.equal(written("\\tau_{21}"), "τ|sub:21");
    assert.equal(written("\\Delta R"), "ΔR");
});

test("stars make italic and bold", () => {
    assert.equal(written("*m*_{j1}"), "i:m|sub:j1");
    assert.equal(written("**Unfurl** now"), "b:Unfurl| now");
});

test("escaped characters stand for themselves", () => {
    assert.equal(written("a\\_b"), "a_b");
});

test("a formula on an axis is shown as it was typed, a published label by its markup", () => {
    const axis = { expression: "pT_l2/pT_ll", unit: "" };
    assert.equal(written(axisLabel({ ...axis, label: "pT_l2/pT_ll" })), "pT_l2/pT_ll");
    assert.equal(written(axisLabel({ expression: "pT_ll", label: "p_{T}", unit: "GeV" })), "i:p|sub:T| [GeV]");
});
