import type { Num, ViewAnswer } from "../api/types.ts";
import { fill, h } from "../page/dom.ts";
import { count, exact, significant, withErrors } from "../text/number.ts";

/** The numbers of the plot, for those who read and for screen readers. */
export class TableTab {
    readonly element = h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Table of the result" });
    #shown: ViewAnswer | null = null;

    show(answer: ViewAnswer): void {
        if (answer === this.#shown) return;
        this.#shown = answer;
        const head = [
            "Bin",
            `Value${answer.unit === "" ? "" : ` [${answer.unit}]`}`,
            "Stat",
            "Syst",
            "Total",
            "N_eff",
            ...answer.predictions.map((p) => p.name),
        ];
        const slices = answer.y === undefined ? 1 : answer.y.edges.length - 1;
        const bodies = Array.from({ length: slices }, (_, slice) => body(answer, slice, head.length));
        fill(
            this.element,
            h(
                "table",
                { class: "numbers", "data-test": "numbers" },
                h(
                    "caption",
                    {},
                    `${answer.x.expression}${answer.x.unit === "" ? "" : ` in ${answer.x.unit}`}; ${answer.statOf === "" ? "" : `stat is ${answer.statOf}`}`,
                ),
                h("thead", {}, h("tr", {}, ...head.map((name) => h("th", { scope: "col" }, name)))),
                ...bodies,
            ),
        );
    }
}

function body(answer: ViewAnswer, slice: number, columns: number): HTMLElement {
    const bins = answer.x.edges.length - 1;
    const broken = new Map(answer.flags.map((flag) => [flag.bin, flag]));
    const out = h("tbody", {});
    if (answer.y !== undefined) {
        const range = `${exact(answer.y.edges[slice]!)} – ${exact(answer.y.edges[slice + 1]!)} ${answer.y.unit}`;
        out.append(h("tr", {}, h("th", { scope: "rowgroup", colspan: columns }, `${answer.y.expression}: ${range}`)));
    }
    for (let bin = 0; bin < bins; bin++) {
        const i = slice * bins + bin;
        const at = (list: readonly Num[]) => list[i] ?? null;
        const { value, errors } = withErrors(at(answer.value), at(answer.stat), at(answer.syst), at(answer.total));
        const flag = broken.get(i);
        const why = flag === undefined ? "" : flag.fewEvents ? "few events" : "large statistical error";
        out.append(
            h(
                "tr",
                { class: flag === undefined ? "" : "flagged" },
                h(
                    "th",
                    { scope: "row" },
                    `${exact(answer.x.edges[bin]!)} – ${exact(answer.x.edges[bin + 1]!)}`,
                    flag === undefined
                        ? null
                        : h("span", { class: "triangle", title: why, role: "img", "aria-label": why }, " ▲"),
                ),
                h("td", {}, value),
                ...errors.map((error) => h("td", {}, error)),
                h("td", {}, count(at(answer.nEff))),
                ...answer.predictions.map((p) => h("td", {}, significant(at(p.value), 4))),
            ),
        );
    }
    return out;
}
