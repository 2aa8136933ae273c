import type { Measurement } from "../api/types.ts";

export type Tab = "breakdown" | "covariance" | "correlation" | "table" | "export" | "cite";

export const TABS: readonly Tab[] = ["breakdown", "covariance", "correlation", "table", "export", "cite"];

/** One axis: what is on it, and its bins; null are those to begin with. */
export interface Axis {
    readonly expression: string;
    readonly edges: readonly number[] | null;
}

/** A condition that was typed, and whether it counts. */
export interface Cut {
    readonly condition: string;
    readonly on: boolean;
}

/** A range of an observable; null where it is open. */
export interface Brush {
    readonly expression: string;
    readonly from: number | null;
    readonly to: number | null;
}

/** Everything that is chosen: what the address holds after its `#`. */
export interface View {
    readonly x: Axis;
    readonly y: Axis | null;
    readonly cuts: readonly Cut[];
    readonly brushes: readonly Brush[];
    readonly normalised: boolean;
    /** Names of sources; null are all of the total. */
    readonly sources: readonly string[] | null;
    readonly predictions: readonly string[];
    readonly inverse: string;
    readonly logX: boolean;
    /** Null leaves it to the numbers. */
    readonly logY: boolean | null;
    readonly tab: Tab;
    /** The slice that is shown alone. */
    readonly slice: number | null;
}

/** What a stranger sees first: the first observable in its own bins beside the prior. */
export function firstView(measurement: Measurement): View {
    return {
        x: { expression: measurement.observables[0]?.column ?? "", edges: null },
        y: null,
        cuts: [],
        brushes: [],
        normalised: false,
        sources: null,
        predictions: measurement.predictions.slice(0, 1).map((prediction) => prediction.name),
        inverse: measurement.inverses[0] ?? "",
        logX: false,
        logY: null,
        tab: "breakdown",
        slice: null,
    };
}

/** A range as a condition; null when it is open at both ends. */
export function conditionOf(brush: Brush): string | null {
    const subject = /^[A-Za-z_][A-Za-z0-9_.]*$/.test(brush.expression) ? brush.expression : `(${brush.expression})`;
    const parts = [];
    if (brush.from !== null) parts.push(`${subject} >= ${brush.from}`);
    if (brush.to !== null) parts.push(`${subject} < ${brush.to}`);
    return parts.length === 0 ? null : parts.join(" && ");
}

/** Where a condition of a request came from. */
export interface Condition {
    readonly text: string;
    readonly of: "cut" | "brush";
    readonly index: number;
}

/** The conditions of a view in the order in which they are sent. */
export function conditionsOf(view: View, withoutBrush = -1): Condition[] {
    const conditions: Condition[] = [];
    view.cuts.forEach((cut, index) => {
        if (cut.on) conditions.push({ text: cut.condition, of: "cut", index });
    });
    view.brushes.forEach((brush, index) => {
        const text = conditionOf(brush);
        if (text !== null && index !== withoutBrush) conditions.push({ text, of: "brush", index });
    });
    return conditions;
}

/** The texts of {@link conditionsOf}. */
export function whereOf(view: View, withoutBrush = -1): string[] {
    return conditionsOf(view, withoutBrush).map((condition) => condition.text);
}
