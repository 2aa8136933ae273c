import { area, line } from "d3-shape";
import type { Num } from "../api/types.ts";
import { h, s } from "../page/dom.ts";
import { type Scale, ticksOf } from "./scale.ts";

/** Where a panel's frame is, in pixels of its picture. */
export interface Box {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
}

/** A bin's end with the two numbers of the bin; D3's steps have their values at points, and a bin beside a gap would have no width. */
type Corner = readonly [place: number, from: Num, to: Num];

function corners(edges: readonly number[], low: readonly Num[], high: readonly Num[]): Corner[] {
    return low.flatMap((from, i): Corner[] => [edges[i]!, edges[i + 1]!].map((edge) => [edge, from, high[i] ?? null]));
}

const isNumber = ([, from, to]: Corner) => from !== null && to !== null;

/** The outline of a histogram, interrupted where there is no number. */
export function steps(edges: readonly number[], values: readonly Num[], x: Scale, y: Scale): string {
    const outline = line<Corner>(
        ([edge]) => x(edge),
        ([, value]) => y(value!),
    );
    return outline.defined(isNumber)(corners(edges, values, values)) ?? "";
}

/** The areas between two numbers of each bin. */
export function band(edges: readonly number[], low: readonly Num[], high: readonly Num[], x: Scale, y: Scale): string {
    const between = area<Corner>(
        ([edge]) => x(edge),
        ([, from]) => y(from!),
        ([, , to]) => y(to!),
    );
    return between.defined(isNumber)(corners(edges, low, high)) ?? "";
}

/** A path cut off at a frame. */
export function drawn(path: string, className: string, clip: string): SVGPathElement {
    return s("path", { d: path, class: className, "clip-path": `url(#${clip})` });
}

export function clipPath(id: string, box: Box): SVGClipPathElement {
    return s("clipPath", { id }, s("rect", { x: box.left, y: box.top, width: box.width, height: box.height }));
}

export interface AxisLook {
    readonly size: number;
    /** Whether numbers stand below; else another panel does, and nothing is written close to it. */
    readonly xLabels: boolean;
    readonly yTicks?: number;
    /** Room between the frame and the numbers below it. */
    readonly room?: number;
}

/** A frame with ticks inside on all sides, as figures of the field have them, and numbers on the left and below. */
export function frame(box: Box, x: Scale, y: Scale, look: AxisLook): SVGGElement {
    const group = s("g", { class: "axes" });
    const [right, bottom] = [box.left + box.width, box.top + box.height];
    let path = "";
    for (const { at, label } of ticksOf(x, Math.max(2, box.width / (8 * look.size)))) {
        const place = round(x(at));
        const length = label === null ? 4 : 8;
        path += `M${place},${bottom}v${-length}M${place},${box.top}v${length}`;
        if (look.xLabels && label !== null) {
            group.append(
                s(
                    "text",
                    {
                        x: place,
                        y: bottom + 1.25 * look.size + (look.room ?? 0),
                        "text-anchor": "middle",
                        "font-size": look.size,
                    },
                    label,
                ),
            );
        }
    }
    for (const { at, label } of ticksOf(y, look.yTicks ?? Math.max(2, box.height / (4 * look.size)))) {
        const place = round(y(at));
        const length = label === null ? 4 : 8;
        path += `M${box.left},${place}h${length}M${right},${place}h${-length}`;
        const crowded = !look.xLabels && place > bottom - 0.6 * look.size;
        if (label !== null && !crowded) {
            group.append(
                s(
                    "text",
                    { x: box.left - 6, y: place + 0.35 * look.size, "text-anchor": "end", "font-size": look.size },
                    label,
                ),
            );
        }
    }
    group.prepend(
        s("path", { d: path, class: "ticks" }),
        s("rect", { x: box.left, y: box.top, width: box.width, height: box.height, class: "frame" }),
    );
    return group;
}

/** The sign of a curve in a legend. */
export function swatch(className: string): SVGSVGElement {
    return s(
        "svg",
        { class: "swatch", width: 26, height: 12, "aria-hidden": "true" },
        s("path", { d: "M1,6H25", class: className }),
    );
}

/** The sign of a band in a legend. */
export function patch(className: string): HTMLElement {
    return h("span", { class: `patch ${className}`, "aria-hidden": "true" });
}

function round(place: number): number {
    return Math.round(place * 100) / 100;
}
