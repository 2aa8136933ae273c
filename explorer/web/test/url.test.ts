import assert from "node:assert/strict";
import { test } from "node:test";
import { edgesToText, fromHash, textToEdges, toHash } from "../src/state/url.ts";
import { type View, conditionOf, conditionsOf } from "../src/state/view.ts";

const FIRST: View = {
    x: { expression: "pT_ll", edges: null },
    y: null,
    cuts: [],
    brushes: [],
    normalised: false,
    sources: null,
    predictions: ["prior"],
    inverse: "pseudo-inverse",
    logX: false,
    logY: null,
    tab: "breakdown",
    slice: null,
};

const FULL: View = {
    x: { expression: "tau2_trackj1/tau1_trackj1", edges: [0, 0.1, 0.4, 1] },
    y: { expression: "`odd & name`+1e+3", edges: [200, 300, 600] },
    cuts: [
        { condition: "pT_ll > 300 && abs(y_ll) < 1", on: true },
        { condition: "a == 100 % b", on: false },
    ],
    brushes: [
        { expression: "pT_l1", from: 50, to: null },
        { expression: "eta_l1", from: -1.5, to: 2 },
    ],
    normalised: true,
    sources: ["bootstrap_data", "trackEff"],
    predictions: [],
    inverse: "hartlap",
    logX: true,
    logY: false,
    tab: "correlation",
    slice: 1,
};

test("the view to begin with has an empty address, and an empty address is that view", () => {
    assert.equal(toHash(FIRST, FIRST), "");
    assert.deepEqual(fromHash("", FIRST), FIRST);
    assert.deepEqual(fromHash("#", FIRST), FIRST);
});

test("a view comes back from its address as it was, in every part", () => {
    assert.deepEqual(fromHash("#" + toHash(FULL, FIRST), FIRST), FULL);
});

test("names may hold commas and what looks like an escaped one", () => {
    const view: View = { ...FIRST, sources: ["JES, up", "plain"], predictions: ["a,b", "50%2C %,"] };
    const hash = toHash(view, FIRST);
    assert.equal(hash, "sources=JES%2C%20up,plain&predictions=a%2Cb,50%252C%20%25%2C");
    assert.deepEqual(fromHash("#" + hash, FIRST), view);
    assert.deepEqual(fromHash("#sources=a,b", FIRST).sources, ["a", "b"]);
    const first: View = { ...FIRST, predictions: ["a,b"] };
    assert.deepEqual(fromHash("#" + toHash({ ...first, predictions: ["a", "b"] }, first), first).predictions, [
        "a",
        "b",
    ]);
});

test("an address is readable, and has no character that ends it or a part of it", () => {
    const hash = toHash({ ...FIRST, x: { expression: "log(m/pT)", edges: [1, 2, 4] } }, FIRST);
    assert.equal(hash, "x=log(m/pT)&bins=1,2,4");
    assert.doesNotMatch(toHash(FULL, FIRST), /[\s#"<>]/);
});

test("what cannot be read in an address is left as it was", () => {
    const view = fromHash("#bins=3,2,1&tab=nonsense&slice=-1&range=pT&x=%E0%A4%A&unknown=1", FIRST);
    assert.deepEqual({ ...view, x: FIRST.x }, FIRST);
    assert.equal(view.x.edges, null);
});

test("bins of one width are written short, and read as the same numbers", () => {
    const edges = textToEdges("25@200..600")!;
    assert.equal(edges.length, 26);
    assert.equal(edges[1], 216);
    assert.equal(edgesToText(edges), "25@200..600");
    assert.deepEqual(textToEdges(edgesToText([0, 0.1, 0.2, 0.3])), [0, 0.1, 0.2, 0.3]);
});

test("edges may be typed with blanks, commas or both, and must rise", () => {
    assert.deepEqual(textToEdges(" 1 2,3 ; 5e1 "), [1, 2, 3, 50]);
    for (const wrong of ["", "1", "1 1", "2 1", "1 x 3", "3@5..1"]) assert.equal(textToEdges(wrong), null, wrong);
});

test("a range is a condition, of a formula in parentheses, and none while it is open", () => {
    assert.equal(conditionOf({ expression: "pT_ll", from: 200, to: 300 }), "pT_ll >= 200 && pT_ll < 300");
    assert.equal(conditionOf({ expression: "a + b", from: null, to: 1 }), "(a + b) < 1");
    assert.equal(conditionOf({ expression: "a", from: null, to: null }), null);
});

test("conditions are cuts that count, then ranges, each with where it came from", () => {
    assert.deepEqual(
        conditionsOf(FULL).map(({ of, index }) => `${of} ${index}`),
        ["cut 0", "brush 0", "brush 1"],
    );
    assert.deepEqual(
        conditionsOf(FULL, 0).map(({ of, index }) => `${of} ${index}`),
        ["cut 0", "brush 1"],
    );
});
