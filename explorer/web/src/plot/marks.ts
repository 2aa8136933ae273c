import type { Num } from "../api/types.ts";
import { h, s } from "../page/dom.ts";
import type { Scale } from "./scale.ts";

/** Where a panel's frame is, in pixels of its picture. */
export interface Box {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
}

/** The outline of a histogram, interrupted where there is no number. */
export function steps(edges: readonly number[], values: readonly Num[], x: Scale, y: Scale): string {
    let path = "";
    let pen = false;
    values.forEach((value, i) => {
        if (value === null) {
            pen = false;
            return;
        }
        const height = round(y.at(value));
        path += pen ? `V${height}` : `M${round(x.at(edges[i]!))},${height}`;
        path += `H${round(x.at(edges[i + 1]!))}`;
        pen = true;
    });
    return path;
}

/** The areas between two numbers of each bin. */
export function band(edges: readonly number[], low: readonly Num[], high: readonly Num[], x: Scale, y: Scale): string {
    let path = "";
    low.forEach((from, i) => {
        const to = high[i];
        if (from === null || to === null || to === undefined) return;
        const [left, right] = [round(x.at(edges[i]!)), round(x.at(edges[i + 1]!))];
        path += `M${left},${round(y.at(from))}V${round(y.at(to))}H${right}V${round(y.at(from))}Z`;
    });
    return path;
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
    for (const { at, label } of x.ticks(Math.max(2, box.width / (6.5 * look.size)))) {
        const place = round(x.at(at));
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
    for (const { at, label } of y.ticks(look.yTicks ?? Math.max(2, box.height / (4 * look.size)))) {
        const place = round(y.at(at));
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
