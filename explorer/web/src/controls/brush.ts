import { max } from "d3-array";
import { type D3BrushEvent, brushX } from "d3-brush";
import { select } from "d3-selection";
import { Slot } from "../api/slot.ts";
import type { BrushAnswer, BrushRequest, Num } from "../api/types.ts";
import { h, s } from "../page/dom.ts";
import { band } from "../plot/marks.ts";
import { type Scale, endsOf, numberAt, rounded, scaleOf } from "../plot/scale.ts";
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
    readonly #histogram = s("path", { class: "content" });
    readonly #drawn = s("g");
    readonly #picture = s(
        "svg",
        { class: "brush", height: HEIGHT, "aria-hidden": "true", "data-test": "brush" },
        this.#histogram,
        this.#drawn,
    );
    readonly #range = brushX<unknown>();
    readonly #ends: Record<"from" | "to", HTMLInputElement>;
    readonly #error = errorLine("brush-error");
    #edges: readonly number[] | null = null;
    #content: readonly Num[] = [];
    #asked = "";
    #dragging = false;

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
        // Without a source the range was moved by #paint.
        this.#range.on("start brush end", (event: D3BrushEvent<unknown>) => {
            if (event.sourceEvent === undefined) return;
            this.#dragging = event.type !== "end";
            if (event.type !== "start") this.#set(this.#chosen(event), !this.#dragging);
        });
        this.#picture.addEventListener("dblclick", () => this.#set({ from: null, to: null }, true));
        void this.#findEdges(expression);
    }

    show({ view, errors }: Shown): void {
        const brush = view.brushes[this.#index];
        if (brush === undefined) return;
        showError(this.#error, errors.get(`brush ${this.#index}`)?.message ?? null);
        for (const name of ["from", "to"] as const) {
            if (document.activeElement !== this.#ends[name] || this.#dragging)
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
        return scaleOf(false, endsOf(this.#edges), [0, this.#picture.clientWidth || 260]);
    }

    #paint(): void {
        const scale = this.#scale;
        const brush = this.#session.store.view.brushes[this.#index];
        if (scale === null || brush === undefined) return;
        const content = this.#content.map((value) => value ?? 0);
        const y = scaleOf(false, [0, max(content) || 1], [HEIGHT - 1, 2]);
        const none = content.map(() => 0);
        this.#histogram.setAttribute("d", band(this.#edges!, none, content, scale, y));
        if (this.#dragging) return;
        const width = scale.range()[1]!;
        const open = brush.from === null && brush.to === null;
        const ends: [number, number] = [
            brush.from === null ? 0 : clamp(scale(brush.from), width),
            brush.to === null ? width : clamp(scale(brush.to), width),
        ];
        select(this.#drawn)
            .call(
                this.#range.extent([
                    [0, 0],
                    [width, HEIGHT],
                ]),
            )
            .call(this.#range.move, open ? null : ends);
    }

    /** What the drawn range means: an end at the border is open, and so stays an open end of a range that is moved. */
    #chosen({ selection, mode }: D3BrushEvent<unknown>): Partial<Brush> {
        const scale = this.#scale;
        const brush = this.#session.store.view.brushes[this.#index];
        if (scale === null || brush === undefined) return {};
        if (selection === null) return { from: null, to: null };
        const [left, right] = selection as [number, number];
        if (right - left < 3) return {};
        const moved = (mode as string) === "drag";
        return {
            from: left <= 0 || (moved && brush.from === null) ? null : numberAt(scale, left),
            to: right >= scale.range()[1]! || (moved && brush.to === null) ? null : numberAt(scale, right),
        };
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
        const [low, high] = endsOf(scale.domain());
        const width = high - low;
        const step = width / (event.shiftKey ? 10 : 100);
        const now = brush[name] ?? (name === "from" ? low : high);
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
}

function clamp(place: number, width: number): number {
    return Math.max(0, Math.min(width, place));
}
