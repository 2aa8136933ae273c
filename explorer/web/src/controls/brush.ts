import { Slot } from "../api/slot.ts";
import type { BrushAnswer, BrushRequest, Num } from "../api/types.ts";
import { fill, h, s } from "../page/dom.ts";
import { rounded } from "../plot/edgeHandles.ts";
import { extentOf } from "../plot/range.ts";
import { type Scale, linearScale } from "../plot/scale.ts";
import type { Session, Shown } from "../state/session.ts";
import { type Brush, whereOf } from "../state/view.ts";
import { labelHtml } from "../text/labelView.ts";
import { exact } from "../text/number.ts";
import { errorLine, showError, showFailure } from "./section.ts";

const HEIGHT = 46;
const BINS = 50;

/** A small histogram of the events that the other conditions leave, on which a range is drawn. */
export class BrushPanel {
    readonly element: HTMLElement;
    readonly #session: Session;
    readonly #index: number;
    readonly #slot: Slot<BrushRequest, BrushAnswer>;
    /** For the pointer; the fields of the two ends are for everybody. */
    readonly #picture = s("svg", {
        class: "brush",
        height: HEIGHT,
        "aria-hidden": "true",
        "data-test": "brush",
    });
    readonly #ends: Record<"from" | "to", HTMLInputElement>;
    readonly #error = errorLine("brush-error");
    #edges: readonly number[] | null = null;
    #content: readonly Num[] = [];
    #asked = "";
    #drag: ((place: number) => Partial<Brush>) | null = null;

    constructor(session: Session, index: number, expression: string) {
        this.#session = session;
        this.#index = index;
        this.#slot = new Slot((request) => session.client.brush(request));
        const end = (name: "from" | "to") => {
            const input = h("input", {
                type: "text",
                inputmode: "decimal",
                "aria-label": `${expression} ${name}`,
                placeholder: name === "from" ? "lowest" : "highest",
                "data-test": `brush-${name}`,
            });
            input.addEventListener("change", () => this.#typed(name, input));
            input.addEventListener("keydown", (event) => this.#nudge(name, event));
            return input;
        };
        this.#ends = { from: end("from"), to: end("to") };
        const label = session.measurement.observables.find((o) => o.column === expression)?.label;
        this.element = h(
            "div",
            { class: "brush-panel", "data-test": `brush-${index}` },
            h(
                "div",
                { class: "row tight head" },
                h(
                    "span",
                    { class: "name", title: expression },
                    label === undefined ? h("code", {}, expression) : labelHtml(label),
                ),
                this.#ends.from,
                h("span", {}, "–"),
                this.#ends.to,
                h(
                    "button",
                    {
                        type: "button",
                        class: "icon",
                        title: "Take this range away",
                        "aria-label": `Take away the range of ${expression}`,
                        onclick: () => this.#remove(),
                        "data-test": "brush-remove",
                    },
                    "×",
                ),
            ),
            this.#picture,
            this.#error,
        );
        this.#picture.addEventListener("pointerdown", (event) => this.#press(event));
        this.#picture.addEventListener("pointermove", (event) => this.#move(event));
        this.#picture.addEventListener("pointerup", () => this.#release());
        this.#picture.addEventListener("pointercancel", () => this.#release());
        this.#picture.addEventListener("dblclick", () => this.#set({ from: null, to: null }, true));
        void this.#findEdges(expression);
    }

    show({ view, errors }: Shown): void {
        const brush = view.brushes[this.#index];
        if (brush === undefined) return;
        showError(this.#error, errors.get(`brush ${this.#index}`)?.message ?? null);
        for (const name of ["from", "to"] as const) {
            if (document.activeElement !== this.#ends[name] || this.#drag !== null)
                this.#ends[name].value = brush[name] === null ? "" : String(brush[name]);
        }
        this.#ask();
        this.#paint();
    }

    async #findEdges(expression: string): Promise<void> {
        const published = this.#session.measurement.observables.find((o) => o.column === expression)?.edges;
        try {
            const range = published === undefined ? {} : { from: published[0]!, to: published.at(-1)! };
            const request = { expression, where: [], method: "equal" as const, count: BINS, ...range };
            this.#edges = (await this.#session.client.bins(`edges${this.#index}`, request)).edges;
            this.#ask();
        } catch (error) {
            showFailure(this.#error, error);
        }
    }

    /** Asks for the histogram of what the other conditions leave. */
    #ask(): void {
        const { view } = this.#session.store;
        const brush = view.brushes[this.#index];
        if (this.#edges === null || brush === undefined) return;
        const request = {
            client: this.#session.client.name,
            slot: `brush${this.#index}`,
            expression: brush.expression,
            edges: [...this.#edges],
            where: whereOf(view, this.#index),
        };
        const key = JSON.stringify(request);
        if (key === this.#asked) return;
        this.#asked = key;
        this.#slot.ask(
            request,
            ({ value }) => {
                this.#content = value;
                this.#paint();
            },
            () => (this.#asked = ""),
        );
    }

    get #scale(): Scale | null {
        if (this.#edges === null) return null;
        return linearScale([this.#edges[0]!, this.#edges.at(-1)!], [0, this.#picture.clientWidth || 260]);
    }

    #paint(): void {
        const scale = this.#scale;
        const brush = this.#session.store.view.brushes[this.#index];
        if (scale === null || brush === undefined) return;
        const top = extentOf([this.#content]).high;
        const y = linearScale([0, top > 0 ? top : 1], [HEIGHT - 1, 2]);
        let path = `M0,${HEIGHT}`;
        this.#content.forEach(
            (value, i) => (path += `V${y.at(value ?? 0).toFixed(1)}H${scale.at(this.#edges![i + 1]!).toFixed(1)}`),
        );
        const [left, right] = [scale.at(brush.from ?? scale.domain[0]), scale.at(brush.to ?? scale.domain[1])];
        fill(
            this.#picture,
            s("path", { d: `${path}V${HEIGHT}Z`, class: "content" }),
            s("rect", {
                x: Math.min(left, right),
                y: 0,
                width: Math.abs(right - left),
                height: HEIGHT,
                class: brush.from === null && brush.to === null ? "open" : "chosen",
            }),
            s("path", { d: `M${left},0V${HEIGHT}M${right},0V${HEIGHT}`, class: "ends" }),
        );
    }

    #press(event: PointerEvent): void {
        const scale = this.#scale;
        const brush = this.#session.store.view.brushes[this.#index];
        if (scale === null || brush === undefined || event.button !== 0) return;
        event.preventDefault();
        this.#picture.setPointerCapture(event.pointerId);
        this.#drag = this.#gesture(scale, brush, this.#place(event));
    }

    /** What moving the pointer from `start` means: an end, the whole range, or a new range. */
    #gesture(scale: Scale, brush: Brush, start: number): (place: number) => Partial<Brush> {
        const [left, right] = [scale.at(brush.from ?? scale.domain[0]), scale.at(brush.to ?? scale.domain[1])];
        const grain = Math.abs(scale.invert(1) - scale.invert(0));
        const at = (place: number) => rounded(scale.invert(place), grain);
        const open = brush.from === null && brush.to === null;
        if (Math.abs(start - left) < 6)
            return (place) => ({ from: place <= 0 ? null : Math.min(at(place), brush.to ?? Infinity) });
        if (Math.abs(start - right) < 6)
            return (place) => ({ to: place >= scale.range[1] ? null : Math.max(at(place), brush.from ?? -Infinity) });
        if (!open && start > left && start < right) {
            return (place) => ({
                from: brush.from === null ? null : at(left + place - start),
                to: brush.to === null ? null : at(right + place - start),
            });
        }
        return (place) => {
            const [from, to] = [Math.min(place, start), Math.max(place, start)];
            return to - from < 3 ? {} : { from: at(Math.max(0, from)), to: at(Math.min(scale.range[1], to)) };
        };
    }

    #move(event: PointerEvent): void {
        if (this.#drag !== null) this.#set(this.#drag(this.#place(event)), false);
    }

    #release(): void {
        if (this.#drag === null) return;
        this.#drag = null;
        this.#set({}, true);
    }

    #typed(name: "from" | "to", input: HTMLInputElement): void {
        const text = input.value.trim();
        if (text !== "" && !Number.isFinite(Number(text))) showError(this.#error, `'${text}' is not a number.`);
        else this.#set({ [name]: text === "" ? null : Number(text) }, true);
    }

    /** Arrows move an end by a hundredth of the panel, with Shift by a tenth. */
    #nudge(name: "from" | "to", event: KeyboardEvent): void {
        const sign = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
        const scale = this.#scale;
        const brush = this.#session.store.view.brushes[this.#index];
        if (sign === 0 || scale === null || brush === undefined) return;
        event.preventDefault();
        const width = scale.domain[1] - scale.domain[0];
        const step = width / (event.shiftKey ? 10 : 100);
        const now = brush[name] ?? scale.domain[name === "from" ? 0 : 1];
        const value = rounded(now + sign * step, width / 1000);
        this.#ends[name].value = exact(value).replace("−", "-");
        this.#set({ [name]: value }, true);
    }

    #set(change: Partial<Brush>, done: boolean): void {
        const { store } = this.#session;
        const brush = store.view.brushes[this.#index];
        if (brush !== undefined)
            store.set(
                { brushes: store.view.brushes.with(this.#index, { ...brush, ...change }) },
                done ? "step" : "passing",
            );
    }

    #remove(): void {
        const { store } = this.#session;
        store.set({ brushes: store.view.brushes.toSpliced(this.#index, 1) });
    }

    #place(event: PointerEvent): number {
        return event.clientX - this.#picture.getBoundingClientRect().left;
    }
}
