import { ascending, extent, min } from "d3-array";
import type { Num } from "../api/types.ts";

/** What of a histogram's numbers the vertical axis is to hold. */
export interface Extent {
    readonly low: number;
    readonly high: number;
    /** The smallest number above 0. */
    readonly least: number;
}

export function extentOf(lists: readonly (readonly Num[])[]): Extent {
    const all = lists.flat().filter((value) => value !== null);
    const [low = Infinity, high = -Infinity] = extent(all);
    return { low, high, least: min(all, (value) => (value > 0 ? value : Infinity)) ?? Infinity };
}

/** The ends of a linear axis of contents: from 0, with room above. */
export function linearEnds({ low, high }: Extent): [number, number] {
    if (!Number.isFinite(high)) return [0, 1];
    const top = Math.max(high, 0);
    const bottom = Math.min(low, 0);
    const room = 0.08 * (top - bottom || 1);
    return [bottom < 0 ? bottom - room : 0, top + room];
}

/** The ends of a logarithmic axis. */
export function logEnds({ high, least }: Extent): [number, number] {
    if (!(high > 0) || !Number.isFinite(least)) return [0.1, 1];
    const room = Math.max(0.12, 0.06 * Math.log10(high / least));
    return [least * 10 ** -room, high * 10 ** room];
}

/** Whether the numbers differ by so much that they are better seen on a logarithmic axis. */
export function wantsLog(values: readonly Num[]): boolean {
    const { low, high, least } = extentOf([values]);
    return low >= 0 && high / least > 40;
}

const HALF_WIDTHS = [0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1];

/** How far from 1 the axis of ratios goes on both sides: what holds all `deviations`, or nearly all where some are large. */
export function ratioHalfWidth(deviations: readonly Num[]): number {
    const sizes = deviations
        .filter((deviation) => deviation !== null)
        .map(Math.abs)
        .sort(ascending);
    const all = sizes.at(-1) ?? 0;
    const most = all <= 0.5 ? all : (sizes[Math.ceil(0.95 * sizes.length) - 1] ?? 0);
    return HALF_WIDTHS.find((half) => half >= most) ?? 1;
}
