import { bisectRight } from "d3-array";
import type { ViewAnswer } from "../api/types.ts";
import { fill, h } from "../page/dom.ts";
import { count, exact, percent, significant, withErrors } from "../text/number.ts";
import { swatch } from "./marks.ts";
import type { Drawing } from "./result.ts";

/** What the numbers of the bin under the pointer are. */
export class Readout {
    readonly element = h("div", { class: "readout", hidden: true });

    /** Follows the pointer over a plot. */
    attach(
        area: HTMLElement,
        drawing: Drawing,
        answer: ViewAnswer,
        slice: number,
        inks: ReadonlyMap<string, string>,
    ): void {
        area.onpointermove = (event) => {
            if (event.buttons !== 0) return this.#hide();
            const bounds = area.getBoundingClientRect();
            const bin = bisectRight(answer.x.edges, drawing.x.invert(event.clientX - bounds.left)) - 1;
            const { box, ratio } = drawing;
            const height = event.clientY - bounds.top;
            if (bin < 0 || bin > answer.x.edges.length - 2 || height < box.top || height > ratio.top + ratio.height)
                return this.#hide();
            this.#show(answer, slice, bin, inks);
            const right = event.clientX - bounds.left > bounds.width / 2;
            this.element.style.left = right ? `${drawing.box.left + 12}px` : "auto";
            this.element.style.right = right ? "auto" : "20px";
            area.append(this.element);
        };
        area.onpointerleave = () => this.#hide();
    }

    #hide(): void {
        this.element.hidden = true;
    }

    #show(answer: ViewAnswer, slice: number, bin: number, inks: ReadonlyMap<string, string>): void {
        const i = slice * (answer.x.edges.length - 1) + bin;
        const { value, errors } = withErrors(answer.value[i] ?? null, answer.stat[i] ?? null, answer.syst[i] ?? null);
        const flag = answer.flags.find((f) => f.bin === i);
        fill(
            this.element,
            h(
                "p",
                {},
                h("b", {}, `${exact(answer.x.edges[bin]!)} – ${exact(answer.x.edges[bin + 1]!)} ${answer.x.unit}`),
            ),
            h("p", {}, `${value} ± ${errors[0]} (stat) ± ${errors[1]} (syst) ${answer.unit}`),
            ...answer.predictions.map((p) =>
                h(
                    "p",
                    {},
                    swatch(`curve ${inks.get(p.name)}`),
                    ` ${p.name}: ${significant(p.value[i] ?? null, 4)} (${percent(ratio(p.value[i], answer.value[i]), 2)})`,
                ),
            ),
            h(
                "p",
                { class: "quiet" },
                `N_eff ${count(answer.nEff[i] ?? null)}${flag === undefined ? "" : flag.fewEvents ? ": few events" : ": large error"}`,
            ),
        );
        this.element.hidden = false;
    }
}

function ratio(a: number | null | undefined, b: number | null | undefined): number | null {
    return a === null || a === undefined || b === null || b === undefined || b === 0 ? null : a / b;
}
