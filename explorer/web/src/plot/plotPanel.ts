import type { ViewAnswer } from "../api/types.ts";
import { fill, h } from "../page/dom.ts";
import type { Session, Shown } from "../state/session.ts";
import { axisLabel } from "../text/label.ts";
import { exact } from "../text/number.ts";
import { EdgeHandles } from "./edgeHandles.ts";
import { wantsLog } from "./range.ts";
import { Readout } from "./readout.ts";
import { type Look, drawResult } from "./result.ts";

/** The names of the colours of predictions; the style sheet has the colours. */
const INKS = 6;

export function inksOf(session: Session): ReadonlyMap<string, string> {
    return new Map(session.measurement.predictions.map((p, i) => [p.name, `ink-${i % INKS}`]));
}

/** Whether the contents are drawn on a logarithmic axis. */
export function logYOf(shown: Shown): boolean {
    return shown.view.logY ?? (shown.answer !== null && wantsLog(shown.answer.value));
}

/** The plot: one histogram with its edges to drag, or slices side by side. */
export class PlotPanel {
    readonly element = h("div", { class: "plot", "data-test": "plot" });
    readonly handles: EdgeHandles;
    readonly #session: Session;
    readonly #inks: ReadonlyMap<string, string>;
    readonly #pictures = h("div", { class: "pictures" });
    readonly #readouts: Readout[] = [];
    #drawn: ViewAnswer | null = null;
    #looks = "";

    constructor(session: Session, say: (text: string) => void) {
        this.#session = session;
        this.#inks = inksOf(session);
        this.handles = new EdgeHandles({
            edges: (edges, done) =>
                session.store.set({ x: { ...session.store.view.x, edges } }, done ? "step" : "passing"),
            say,
        });
        this.element.append(this.#pictures, this.handles.element);
        new ResizeObserver(() => this.#draw(session.shown)).observe(this.element);
        session.listen((shown) => this.#draw(shown));
    }

    #draw(shown: Shown): void {
        const { answer, view } = shown;
        if (answer === null) {
            if (shown.errors.size > 0) fill(this.#pictures, this.#nothing());
            return;
        }
        const { clientWidth: width, clientHeight: height } = this.element;
        if (width < 80 || height < 80) return;
        const slices = answer.y === undefined ? 1 : answer.y.edges.length - 1;
        const alone = slices === 1 ? 0 : view.slice !== null && view.slice < slices ? view.slice : null;
        const look = { logX: view.logX, logY: logYOf(shown), inks: this.#inks, domain: this.handles.heldDomain };
        const looks = JSON.stringify([width, height, alone, look.logX, look.logY, look.domain]);
        if (answer === this.#drawn && looks === this.#looks) return;
        this.#drawn = answer;
        this.#looks = looks;
        this.element.classList.toggle("grid", alone === null);
        this.handles.element.toggleAttribute("hidden", alone === null);
        if (alone === null) this.#drawGrid(answer, slices, look, width, height);
        else this.#drawOne(shown, answer, alone, slices > 1, { ...look, width, height });
    }

    /** In place of the plot, when the first question of all was refused. */
    #nothing(): HTMLElement {
        const { store } = this.#session;
        return h(
            "div",
            { class: "nothing" },
            h("p", {}, "This link cannot be shown: see what is marked."),
            h(
                "button",
                { type: "button", onclick: () => store.set(store.first), "data-test": "begin-anew" },
                "Begin with the first observable",
            ),
        );
    }

    #drawOne(shown: Shown, answer: ViewAnswer, slice: number, ofMany: boolean, look: Look): void {
        const drawing = drawResult(answer, slice, { ...look, title: ofMany ? sliceTitle(answer, slice) : undefined });
        fill(this.#pictures, drawing.picture);
        const same = shown.view.x.expression === answer.x.expression;
        this.handles.show(
            drawing,
            (same ? this.#session.edgesOf(shown.view.x) : null) ?? answer.x.edges,
            answer.x.unit,
        );
        this.#readout(0).attach(this.element, drawing, answer, slice, look.inks);
        if (ofMany) {
            this.#pictures.append(
                h(
                    "button",
                    {
                        type: "button",
                        class: "back",
                        onclick: () => this.#session.store.set({ slice: null }),
                        "data-test": "all-slices",
                    },
                    "← all slices",
                ),
            );
        }
    }

    #drawGrid(
        answer: ViewAnswer,
        slices: number,
        look: Omit<Look, "width" | "height">,
        width: number,
        height: number,
    ): void {
        const columns = columnsFor(slices, width, height);
        const rows = Math.ceil(slices / columns);
        const size = { width: Math.floor(width / columns) - 2, height: Math.max(220, Math.floor(height / rows) - 2) };
        const cells = Array.from({ length: slices }, (_, slice) => {
            const drawing = drawResult(answer, slice, { ...look, ...size, title: sliceTitle(answer, slice) });
            const cell = h(
                "div",
                { class: "cell" },
                drawing.picture,
                h(
                    "button",
                    {
                        type: "button",
                        class: "enlarge",
                        title: "Show this slice alone",
                        "aria-label": `Show slice ${slice + 1} alone`,
                        onclick: () => this.#session.store.set({ slice }),
                        "data-test": `slice-${slice}`,
                    },
                    "⤢",
                ),
            );
            this.#readout(slice).attach(cell, drawing, answer, slice, look.inks);
            return cell;
        });
        this.element.onpointermove = null;
        fill(this.#pictures, ...cells);
    }

    #readout(index: number): Readout {
        return (this.#readouts[index] ??= new Readout());
    }
}

/** How many panels stand side by side so that each is about a fifth wider than high. */
function columnsFor(slices: number, width: number, height: number): number {
    let [best, columns] = [Infinity, 1];
    for (let c = 1; c <= slices; c++) {
        const shape = width / c / Math.max(220, height / Math.ceil(slices / c));
        const badness = Math.abs(Math.log(shape / 1.2));
        if (badness < best) [best, columns] = [badness, c];
    }
    return columns;
}

function sliceTitle(answer: ViewAnswer, slice: number): string {
    const y = answer.y!;
    return `${exact(y.edges[slice]!)} ≤ ${axisLabel({ ...y, unit: "" })} < ${exact(y.edges[slice + 1]!)} ${y.unit}`;
}
