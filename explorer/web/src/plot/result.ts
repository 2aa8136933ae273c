import type { AxisAnswer, Num, ViewAnswer } from "../api/types.ts";
import { freshId, s } from "../page/dom.ts";
import { axisLabel } from "../text/label.ts";
import { labelSvg, labelWidth, textWidth } from "../text/labelView.ts";
import { significant } from "../text/number.ts";
import { type Box, band, clipPath, drawn, frame, steps } from "./marks.ts";
import { extentOf, linearEnds, logEnds, ratioHalfWidth } from "./range.ts";
import { type Scale, endsOf, scaleOf } from "./scale.ts";

export interface Look {
    readonly width: number;
    readonly height: number;
    readonly logX: boolean;
    readonly logY: boolean;
    /** Ends of the horizontal axis when they are not the first and last edge. */
    readonly domain?: readonly [number, number] | undefined;
    /** The colour of each prediction, by its name. */
    readonly inks: ReadonlyMap<string, string>;
    readonly title?: string | undefined;
}

export interface Drawing {
    readonly picture: SVGSVGElement;
    readonly x: Scale;
    readonly box: Box;
    readonly ratio: Box;
}

/** Height of the triangles below the frame with which edges are dragged. */
const KNOBS = 7;

/** The numbers of one slice, of all that a view's answer has. */
export function sliceOf(answer: ViewAnswer, slice: number): (list: readonly Num[]) => Num[] {
    const bins = answer.x.edges.length - 1;
    return (list) => list.slice(slice * bins, (slice + 1) * bins);
}

/** The result with its bands, predictions, and the ratio of both below. */
export function drawResult(answer: ViewAnswer, slice: number, look: Look): Drawing {
    const size = Math.max(11, Math.min(17, look.width / 52));
    const { box, ratio } = boxes(look, size);
    const part = sliceOf(answer, slice);
    const x = horizontal(answer, look, box);
    const [value, stat, total] = [part(answer.value), part(answer.stat), part(answer.total)];
    const predictions = answer.predictions.map((p) => ({
        ink: look.inks.get(p.name) ?? "ink-0",
        value: part(p.value),
    }));
    const y = vertical(
        value,
        total,
        predictions.map((p) => p.value),
        look.logY,
        box,
    );
    const clip = freshId("clip");
    const clipRatio = freshId("clip");
    const edges = answer.x.edges;
    const picture = s("svg", {
        width: look.width,
        height: look.height,
        class: "result",
        role: "img",
        "aria-label": describe(answer, slice),
    });
    picture.append(s("defs", {}, clipPath(clip, box), clipPath(clipRatio, ratio)));
    const bands = (centre: readonly Num[], errors: Record<"total" | "stat", Num[]>, y: Scale, clip: string) =>
        (answer.statInTotal ? (["total", "stat"] as const) : (["total"] as const)).map((of) =>
            drawn(band(edges, plus(centre, errors[of], -1), plus(centre, errors[of], 1), x, y), `band-${of}`, clip),
        );
    picture.append(
        ...bands(value, { total, stat }, y, clip),
        drawn(steps(edges, value, x, y), "nominal", clip),
        ...predictions.map((p) => drawn(steps(edges, p.value, x, y), `curve ${p.ink}`, clip)),
        marks(answer, slice, x, box, size),
        frame(box, x, y, { size, xLabels: false }),
    );
    const ratios = predictions.map((p) => ({ ...p, value: over(p.value, value) }));
    const [relTotal, relStat] = [over(total, value), over(stat, value)];
    const half = ratioHalfWidth([
        ...relTotal,
        ...ratios.flatMap((p) => p.value.map((r) => (r === null ? null : r - 1))),
    ]);
    const r = scaleOf(false, [1 - half, 1 + half], [ratio.top + ratio.height, ratio.top]);
    const one = value.map((): Num => 1);
    picture.append(
        ...bands(one, { total: relTotal, stat: relStat }, r, clipRatio),
        s("path", { d: `M${ratio.left},${r(1)}h${ratio.width}`, class: "nominal" }),
        ...ratios.map((p) => drawn(steps(edges, p.value, x, r), `curve ${p.ink}`, clipRatio)),
        frame(ratio, x, r, { size, xLabels: true, yTicks: ratio.height < 6 * size ? 2 : 3, room: KNOBS }),
        ...titles(answer, look, box, ratio, size),
    );
    return { picture, x, box, ratio };
}

function boxes(look: Look, size: number): { box: Box; ratio: Box } {
    const left = 5.1 * size;
    const top = look.title === undefined ? 0.8 * size : 2 * size;
    const width = Math.max(40, look.width - left - 1.6 * size);
    const inner = Math.max(60, look.height - top - 3.3 * size - KNOBS);
    const gap = 0.6 * size;
    const upper = Math.round(0.74 * (inner - gap));
    return {
        box: { left, top, width, height: upper },
        ratio: { left, top: top + upper + gap, width, height: inner - gap - upper },
    };
}

function horizontal(answer: ViewAnswer, look: Look, box: Box): Scale {
    return scaleOf(look.logX, look.domain ?? endsOf(answer.x.edges), [box.left, box.left + box.width]);
}

function vertical(value: Num[], total: Num[], curves: Num[][], log: boolean, box: Box): Scale {
    const all = [value, plus(value, total, 1), ...curves];
    const ends = log ? logEnds(extentOf(all)) : linearEnds(extentOf([...all, plus(value, total, -1)]));
    // What is not above 0 has its place at the low end of a logarithmic axis.
    return scaleOf(log, ends, [box.top + box.height, box.top]).clamp(log);
}

/** Bins that break a rule: a hatched foot and a triangle. */
function marks(answer: ViewAnswer, slice: number, x: Scale, box: Box, size: number): SVGGElement {
    const bins = answer.x.edges.length - 1;
    const bottom = box.top + box.height;
    const group = s("g", { class: "marks" });
    for (const { bin } of answer.flags) {
        if (Math.floor(bin / bins) !== slice) continue;
        const [left, right] = [x(answer.x.edges[bin % bins]!), x(answer.x.edges[(bin % bins) + 1]!)];
        const middle = (left + right) / 2;
        const half = Math.min(0.42 * size, (right - left) / 2);
        group.append(
            s("rect", { x: left, y: bottom - 4, width: right - left, height: 4 }),
            s("path", { d: `M${middle},${bottom - 6 - 1.8 * half}l${half},${1.8 * half}h${-2 * half}z` }),
        );
    }
    return group;
}

function titles(answer: ViewAnswer, look: Look, box: Box, ratio: Box, size: number): SVGElement[] {
    const larger = 1.15 * size;
    const middle = box.top + box.height / 2;
    const vertical = verticalLabel(answer);
    const quotient = "Pred. / result";
    const out: SVGElement[] = [
        labelSvg(axisLabel(answer.x), larger, {
            x: ratio.left + ratio.width,
            y: look.height - 0.55 * size,
            "text-anchor": "end",
        }),
        labelSvg(vertical, Math.min(larger, (larger * box.height) / labelWidth(vertical, larger)), {
            x: 0,
            y: 0,
            "text-anchor": "middle",
            transform: `translate(${1.15 * size} ${middle}) rotate(-90)`,
        }),
        s(
            "text",
            {
                "font-size": size,
                "text-anchor": "middle",
                transform: `translate(${1.15 * size} ${ratio.top + ratio.height / 2}) rotate(-90)`,
            },
            textWidth(quotient, size) < ratio.height ? quotient : "ratio",
        ),
    ];
    if (look.title !== undefined) out.push(labelSvg(look.title, larger, { x: box.left, y: 1.35 * size }));
    return out;
}

/** `1/σ dσ/dx [1/GeV]`, of a yield `dN/dx`; a published observable by its label. */
function verticalLabel(answer: ViewAnswer): string {
    const quantity = answer.selection.unit === "" || answer.selection.unit === "events" ? "N" : "σ";
    const of = (axis: AxisAnswer, letter: string) => (axis.label === axis.expression ? letter : `{${axis.label}}`);
    const x = `d${of(answer.x, "x")}`;
    const derivative =
        answer.y === undefined || answer.normalised ? `d${quantity}/${x}` : `d²${quantity}/${x} d${of(answer.y, "y")}`;
    const name = answer.normalised ? `1/${quantity} ${derivative}` : derivative;
    return answer.unit === "" ? name : `${name} [${answer.unit}]`;
}

function describe(answer: ViewAnswer, slice: number): string {
    const value = sliceOf(answer, slice)(answer.value);
    const edges = answer.x.edges;
    const { low, high } = extentOf([value]);
    return (
        `${answer.x.expression} in ${edges.length - 1} bins from ${edges[0]} to ${edges.at(-1)} ${answer.x.unit}: ` +
        `from ${significant(low)} to ${significant(high)} ${answer.unit}. The tab Table has the numbers.`
    );
}

function plus(value: readonly Num[], error: readonly Num[], sign: number): Num[] {
    return value.map((v, i) => {
        const e = error[i];
        return v === null || e === null || e === undefined ? null : v + sign * e;
    });
}

/** Quotients; null where they are undefined. */
export function over(above: readonly Num[], below: readonly Num[]): Num[] {
    return above.map((a, i) => {
        const b = below[i];
        return a === null || b === null || b === undefined || b === 0 ? null : a / b;
    });
}
