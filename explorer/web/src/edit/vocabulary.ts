import type { FunctionInfo, Measurement } from "../api/types.ts";
import type { Name } from "./complete.ts";

/** The names of a measurement's expressions. */
export interface Vocabulary {
    /** The published observables, to choose one of. */
    readonly observables: readonly Name[];
    /** All columns, then all functions. */
    readonly names: readonly Name[];
    readonly functions: readonly FunctionInfo[];
}

export function vocabularyOf(measurement: Measurement): Vocabulary {
    const labels = new Map(measurement.observables.map((o) => [o.column, o.label]));
    const column = (name: string, unit: string): Name => ({
        name,
        kind: "column",
        about: unit,
        label: labels.get(name),
    });
    return {
        observables: measurement.observables.map((o) => column(o.column, o.unit)),
        names: [
            ...measurement.columns.map((c) => column(c.name, c.unit)),
            ...measurement.functions.map((f): Name => ({
                name: f.name,
                kind: "function",
                about: `(${f.arguments.join(", ")}) ${f.about}`,
            })),
        ],
        functions: measurement.functions,
    };
}
