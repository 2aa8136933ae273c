import assert from "node:assert/strict";
import { test } from "node:test";
import { bins } from "../src/controls/remarks.ts";
import { DIVERGING, isLight } from "../src/plot/heatColours.ts";
import { band, steps } from "../src/plot/marks.ts";
import { ratioHalfWidth, wantsLog } from "../src/plot/range.ts";
import { numberAt, rounded, scaleOf, ticksOf } from "../src/plot/scale.ts";
import { count, probability, significant, withErrors } from "../src/text/number.ts";

const labels = (log: boolean, domain: [number, number], count: number) =>
    ticksOf(scaleOf(log, domain, [0, 1]), count).flatMap(({ label }) => (label === null ? [] : [label]));

test("what is logarithmic needs an end above 0", () => {
    assert.equal(scaleOf(true, [1, 100], [0, 10])(10), 5);
    assert.equal(scaleOf(true, [0, 100], [0, 10])(10), 1);
});

test("ticks are at round numbers", () => {
    assert.deepEqual(labels(false, [200, 1000], 5), ["200", "400", "600", "800", "1000"]);
    assert.deepEqual(labels(false, [-0.1, 0.3], 4), ["−0.1", "0.0", "0.1", "0.2", "0.3"]);
    assert.deepEqual(labels(false, [0, 2e-5], 2), ["0", "1.0·10⁻⁵", "2.0·10⁻⁵"]);
    assert.deepEqual(labels(false, [1.21, 1.29], 1), ["1.25"], "one has the digits of its step");
    assert.deepEqual(labels(true, [1e-4, 1], 5), ["10⁻⁴", "10⁻³", "0.01", "0.1", "1"]);
    assert.deepEqual(labels(true, [200, 1000], 5), ["200", "300", "500", "700", "1000"]);
    assert.deepEqual(labels(true, [200, 300], 5), ["200", "220", "240", "260", "280", "300"]);
    assert.deepEqual(labels(true, [1e-12, 1], 5), ["10⁻¹²", "10⁻¹⁰", "10⁻⁸", "10⁻⁶", "10⁻⁴", "0.01", "1"]);
});

test("small ticks divide the distance between two labels evenly", () => {
    for (let width = 1; width < 100; width *= 1.07) {
        const ticks = ticksOf(scaleOf(false, [0, width], [0, 1]), 5);
        const small = ticks.filter(({ label }) => label === null).map(({ at }) => at);
        assert.ok(ticks.every(({ at }) => small.includes(at)));
    }
});

test("the outline of a histogram breaks where there is no number", () => {
    const same = scaleOf(false, [0, 10], [0, 10]);
    assert.equal(steps([0, 1, 3], [2, 4], same, same), "M0,2L1,2L1,4L3,4");
    assert.equal(steps([0, 1, 2, 3], [2, null, 4], same, same), "M0,2L1,2M2,4L3,4");
    assert.equal(band([0, 1, 2], [1, null], [2, 3], same, same), "M0,2L1,2L1,1L0,1Z");
});

test("an axis is logarithmic where contents differ by more than a factor of 40 and none is negative", () => {
    assert.equal(wantsLog([1, 39]), false);
    assert.equal(wantsLog([1, 41, null]), true);
    assert.equal(wantsLog([-1, 1, 100]), false);
});

test("the axis of ratios holds nearly all, and one wild bin does not widen it", () => {
    assert.equal(ratioHalfWidth([0.01, -0.08, 0.02]), 0.1);
    assert.equal(ratioHalfWidth([...Array<number>(30).fill(0.04), 0.12]), 0.2);
    assert.equal(ratioHalfWidth([...Array<number>(30).fill(0.04), 5]), 0.05);
});

test("a dragged edge has the roundest number within a pixel", () => {
    assert.equal(rounded(231.4871, 0.7), 231.5);
    assert.equal(rounded(231.4871, 3), 232);
    assert.equal(rounded(0.34567, 0.001), 0.346);
    assert.equal(numberAt(scaleOf(false, [200, 1000], [0, 1143]), 45), 231.5);
});

test("from blue through white to red, and text on it is black or white as is read better", () => {
    assert.deepEqual([0, 0.5, 1].map(DIVERGING), ["rgb(33, 102, 172)", "rgb(255, 255, 255)", "rgb(178, 24, 43)"]);
    assert.deepEqual([0, 0.25, 0.5, 0.75, 1].map(DIVERGING).map(isLight), [false, true, true, true, false]);
});

test("a value has the decimals that give its smallest error two digits", () => {
    assert.deepEqual(withErrors(1809.4567, 7.234, 36.19), { value: "1809.5", errors: ["7.2", "36.2"] });
    assert.deepEqual(withErrors(12345.6, 150, 1200), { value: "12\u2009346", errors: ["150", "1200"] });
    assert.deepEqual(withErrors(null, 1), { value: "–", errors: ["1.0"] });
});

test("numbers as people write them", () => {
    assert.equal(significant(0.000012345), "1.23·10⁻⁵");
    assert.equal(significant(-0.5, 2), "−0.50");
    assert.equal(count(418014), "418\u2009014");
    assert.equal(probability(3.2e-7), "3·10⁻⁷");
    assert.equal(bins([3, 5, 6, 7]), "bins 3, 5–7");
});
