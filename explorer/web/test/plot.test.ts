import assert from "node:assert/strict";
import { test } from "node:test";
import { bins } from "../src/controls/remarks.ts";
import { rounded } from "../src/plot/edgeHandles.ts";
import { band, steps } from "../src/plot/marks.ts";
import { ratioHalfWidth, wantsLog } from "../src/plot/range.ts";
import { linearScale, logScale } from "../src/plot/scale.ts";
import { count, probability, significant, withErrors } from "../src/text/number.ts";

const labels = (scale: ReturnType<typeof linearScale>, n: number) =>
    scale.ticks(n).flatMap((t) => (t.label === null ? [] : [t.label]));

test("a scale and its inverse undo each other, and lead from end to end", () => {
    for (const scale of [linearScale([200, 1000], [40, 440]), logScale([200, 1000], [40, 440])]) {
        assert.equal(scale.at(200), 40);
        assert.ok(Math.abs(scale.at(1000) - 440) < 1e-9);
        assert.ok(Math.abs(scale.invert(scale.at(345)) - 345) < 1e-9);
    }
});

test("ticks are at round numbers", () => {
    assert.deepEqual(labels(linearScale([200, 1000], [0, 1]), 5), ["200", "400", "600", "800", "1000"]);
    assert.deepEqual(
        labels(linearScale([-0.1, 0.3], [0, 1]), 4),
        ["−0.1", "0.0", "0.1", "0.2", "0.3"].map((t) => (t === "0.0" ? "0" : t)),
    );
    assert.deepEqual(labels(logScale([1e-4, 1], [0, 1]), 5), ["10⁻⁴", "10⁻³", "0.01", "0.1", "1"]);
    assert.deepEqual(labels(logScale([200, 1000], [0, 1]), 5), ["200", "300", "500", "700", "1000"]);
});

test("the outline of a histogram breaks where there is no number", () => {
    const same = linearScale([0, 10], [0, 10]);
    assert.equal(steps([0, 1, 3], [2, 4], same, same), "M0,2H1V4H3");
    assert.equal(steps([0, 1, 2, 3], [2, null, 4], same, same), "M0,2H1M2,4H3");
    assert.equal(band([0, 1, 2], [1, null], [2, 3], same, same), "M0,1V2H1V1Z");
});

test("an axis is logarithmic where contents differ by more than a factor of 40 and none is negative", () => {
    assert.equal(wantsLog([1, 39]), false);
    assert.equal(wantsLog([1, 41, null]), true);
    assert.equal(wantsLog([-1, 1, 100]), false);
});

test("the axis of ratios holds nearly all, and one wild bin does not widen it", () => {
    assert.equal(ratioHalfWidth([0.01, -0.08, 0.02]), 0.1);
    assert.equal(ratioHalfWidth([...Array<number>(30).fill(0.04), 5]), 0.05);
});

test("a dragged edge has the roundest number within a pixel", () => {
    assert.equal(rounded(231.4871, 0.7), 231.5);
    assert.equal(rounded(231.4871, 3), 232);
    assert.equal(rounded(0.34567, 0.001), 0.346);
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
