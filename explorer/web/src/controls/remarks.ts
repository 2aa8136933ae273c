import type { ViewAnswer } from "../api/types.ts";
import { cutsFor } from "../edit/defined.ts";
import { fill, h } from "../page/dom.ts";
import type { BinsControl } from "./bins.ts";
import type { Session, Shown } from "../state/session.ts";
import type { View } from "../state/view.ts";
import { count, percent } from "../text/number.ts";

/** What is to be known of the plot: bins that break a rule, events outside, the server's remarks and errors. */
export class Remarks {
    readonly element = h("div", { class: "remarks", "data-test": "remarks" });
    readonly #session: Session;
    readonly #bins: BinsControl;

    constructor(session: Session, bins: BinsControl) {
        this.#session = session;
        this.#bins = bins;
        session.listen((shown) => this.#show(shown));
    }

    #show({ view, answer, errors }: Shown): void {
        const unplaced = [...errors]
            .filter(([field]) => !PLACED.test(field))
            .map(([, error]) =>
                h(
                    "div",
                    { class: "problem", role: "alert", "data-test": "error" },
                    error.message,
                    this.#advice(error.message, view),
                ),
            );
        fill(
            this.element,
            ...unplaced,
            ...(answer === null
                ? []
                : [
                      this.#rules(answer, view),
                      this.#others(view),
                      outside(answer),
                      ...tests(answer),
                      ...answer.remarks,
                  ].map((line) => (typeof line === "string" ? h("p", { class: "quiet" }, line) : line))),
        );
    }

    /** Cuts that leave the events for which an expression is defined, of those axes that a message is about. */
    #advice(message: string, view: View): HTMLElement | null {
        const known = view.cuts.filter((cut) => cut.on).map((cut) => cut.condition);
        const meant = [view.x, view.y].filter((axis) => axis !== null && message.includes(axis.expression));
        const cuts = meant.flatMap((axis) => cutsFor(axis!.expression)).filter((cut) => !known.includes(cut));
        if (cuts.length === 0) return null;
        return h(
            "div",
            { class: "advice" },
            "Add the cut",
            ...cuts.map((condition) =>
                h(
                    "button",
                    {
                        type: "button",
                        "data-test": "advised-cut",
                        onclick: () => this.#session.store.set({ cuts: [...view.cuts, { condition, on: true }] }),
                    },
                    h("code", {}, condition),
                ),
            ),
        );
    }

    #rules(answer: ViewAnswer, view: View): HTMLElement | null {
        if (answer.flags.length === 0) return null;
        const { fewEvents, largeError } = this.#session.measurement.rules;
        const few = answer.flags.filter((flag) => flag.fewEvents).map((flag) => flag.bin + 1);
        const large = answer.flags.filter((flag) => flag.largeError).map((flag) => flag.bin + 1);
        const where = (broken: number[]) => {
            const named = bins(broken);
            return answer.y === undefined && named.length < 30
                ? named
                : `${broken.length} of ${answer.value.length} bins`;
        };
        const parts = [
            few.length === 0 ? "" : `N_eff below ${count(fewEvents)} in ${where(few)}`,
            large.length === 0 ? "" : `statistical error above ${percent(largeError)} in ${where(large)}`,
        ].filter((part) => part !== "");
        const advice = this.#bins.isEven(view)
            ? ["Ask for fewer bins or loosen cuts; these have equal N_eff."]
            : ["Widen bins or loosen cuts, or ", this.#mend()];
        return h(
            "p",
            { class: "rules", "data-test": "rules" },
            h("span", { class: "triangle" }, "▲"),
            ` ${parts.join("; ")}: too few events to rely on. `,
            ...advice,
        );
    }

    /** That the bins to begin with are not those that are published. */
    #others({ x }: View): string | null {
        const published = this.#session.tooManyPublished(x);
        if (published === null) return null;
        const { bins } = this.#session.measurement.limits;
        return `Of ${x.expression} ${count(published)} bins are published, and an axis has ${bins} at most: these are others.`;
    }

    #mend(): HTMLElement {
        return h(
            "button",
            { type: "button", class: "link", onclick: () => this.#bins.apply("nEff"), "data-test": "mend-bins" },
            "make bins of equal N_eff",
        );
    }
}

/** Errors that are shown beside a field of their own. */
const PLACED = /^(x\.|y\.|x$|y$|cut |brush |count$|from$|to$|method$|predictions|inverse|sources)/;

const OWN_EVENTS = "these are the result's own events, so that p is too large to mean much";

/** What is to be said of the comparisons with predictions, once where it is the same of several. */
function tests({ predictions }: ViewAnswer): string[] {
    const of = new Map<string, string[]>();
    for (const { name, scaled, ownEvents, test, untested } of predictions) {
        const remarks = [
            test?.remark ?? untested ?? "",
            ownEvents && test?.pValue != null ? OWN_EVENTS : "",
            scaled ? "scaled to the measured sum, so that χ² is of the shape" : "",
        ];
        for (const remark of remarks) if (remark !== "") of.set(remark, [...(of.get(remark) ?? []), name]);
    }
    return [...of].map(([remark, names]) => `${names.join(", ")}: ${remark}`);
}

function outside({ outside, x }: ViewAnswer): string | null {
    const parts = [];
    if (outside.below.events > 0) parts.push(`${count(outside.below.events)} below ${x.edges[0]}`);
    if (outside.above.events > 0) parts.push(`${count(outside.above.events)} from ${x.edges.at(-1)} on`);
    if (outside.slices !== undefined && outside.slices.events > 0)
        parts.push(`${count(outside.slices.events)} in no slice`);
    return parts.length === 0 ? null : `Selected events outside the bins: ${parts.join(", ")}.`;
}

/** `bin 3`, `bins 1, 4–7`. */
export function bins(numbers: readonly number[]): string {
    const runs: string[] = [];
    for (let i = 0; i < numbers.length;) {
        let j = i;
        while (numbers[j + 1] === numbers[j]! + 1) j++;
        runs.push(j === i ? `${numbers[i]}` : `${numbers[i]}–${numbers[j]}`);
        i = j + 1;
    }
    return `${numbers.length === 1 ? "bin" : "bins"} ${runs.join(", ")}`;
}
