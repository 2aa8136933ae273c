import { minIndex } from "d3-array";
import { type D3DragEvent, drag } from "d3-drag";
import { pointer, selectAll } from "d3-selection";
import { fill, s } from "../page/dom.ts";
import { exact } from "../text/number.ts";
import type { Drawing } from "./result.ts";
import { type Scale, endsOf, numberAt } from "./scale.ts";

type Dragged = D3DragEvent<SVGElement, unknown, unknown>;

export interface EdgeTarget {
    /** Hears of edges while one is dragged, and once more, `done`, when it is let go. */
    edges(edges: number[], done: boolean): void;
    say(text: string): void;
}

/**
 * The edges of the bins as things to drag, laid over a plot that is drawn anew below it. One edge at a time has the
 * keyboard: arrows move it, Page Up and Page Down choose another one.
 */
export class EdgeHandles {
    readonly element = s("svg", { class: "handles", hidden: true });
    readonly #target: EdgeTarget;
    readonly #lines = s("g", { class: "edge-lines" });
    readonly #strip = s("rect", { class: "strip", "data-test": "edge-strip" });
    /** Stays the same while the handle moves: a double click is of what was pressed. */
    readonly #grip = s("rect", { x: -6, width: 12, height: 15, rx: 4 });
    readonly #handle = s("g", { class: "handle", tabindex: 0, role: "slider", "data-test": "edge" }, this.#grip);
    #edges: number[] = [];
    #scale: Scale | null = null;
    #drawing: Drawing | null = null;
    #unit = "";
    #current = 1;
    #dragging = false;

    constructor(target: EdgeTarget) {
        this.#target = target;
        this.element.append(
            s("title", {}, "Drag an edge; double-click to add one, or on one to take it away"),
            this.#lines,
            this.#strip,
            this.#handle,
        );
        selectAll<SVGElement, unknown>([this.#strip, this.#handle]).call(
            drag<SVGElement, unknown>()
                .container(this.element)
                .on("start", (event: Dragged) => this.#press(event))
                .on("drag", (event: Dragged) => this.#moveTo(numberAt(this.#scale!, event.x), false))
                .on("end", () => this.#release()),
        );
        this.element.addEventListener("dblclick", (event) => this.#toggle(event));
        this.#handle.addEventListener("keydown", (event) => this.#key(event));
    }

    /** While an edge is dragged the axis keeps its ends, or all would slide away under the hand. */
    get heldDomain(): readonly [number, number] | undefined {
        return this.#dragging && this.#scale !== null ? endsOf(this.#scale.domain()) : undefined;
    }

    focus(): void {
        this.#handle.focus();
    }

    show(drawing: Drawing, edges: readonly number[], unit: string): void {
        this.#drawing = drawing;
        this.#scale = drawing.x;
        this.#unit = unit;
        if (!this.#dragging) this.#edges = [...edges];
        this.#current = Math.min(this.#current, this.#edges.length - 1);
        this.#paint();
    }

    #paint(): void {
        if (this.#drawing === null || this.#scale === null) return;
        const { box, ratio } = this.#drawing;
        const scale = this.#scale;
        const bottom = ratio.top + ratio.height;
        this.element.setAttribute("width", this.#drawing.picture.getAttribute("width")!);
        this.element.setAttribute("height", this.#drawing.picture.getAttribute("height")!);
        const place = (edge: number) => scale(edge).toFixed(1);
        fill(
            this.#lines,
            ...this.#edges.map((edge, i) =>
                s(
                    "g",
                    { transform: `translate(${place(edge)} 0)`, class: i === this.#current ? "edge current" : "edge" },
                    s("path", { d: `M0,${box.top}V${bottom}` }),
                    s("path", { class: "knob", d: `M0,${bottom + 1}l4,6h-8z` }),
                ),
            ),
        );
        for (const [name, value] of Object.entries({
            x: box.left - 10,
            y: bottom - 12,
            width: box.width + 20,
            height: 26,
        })) {
            this.#strip.setAttribute(name, String(value));
        }
        const edge = this.#edges[this.#current]!;
        this.#grip.setAttribute("y", String(bottom - 3));
        this.#handle.setAttribute("transform", `translate(${place(edge)} 0)`);
        this.#describe(edge);
    }

    #describe(edge: number): void {
        const text = `${exact(edge)} ${this.#unit}`.trim();
        const values: Record<string, string> = {
            "aria-label": `Edge ${this.#current + 1} of ${this.#edges.length}; arrows move it, Page Up and Page Down choose another one`,
            "aria-valuenow": String(edge),
            "aria-valuemin": String(this.#edges[this.#current - 1] ?? edge),
            "aria-valuemax": String(this.#edges[this.#current + 1] ?? edge),
            "aria-valuetext": text,
        };
        for (const [name, value] of Object.entries(values)) this.#handle.setAttribute(name, value);
    }

    #press({ x, sourceEvent }: Dragged): void {
        // Else the browser would take the keyboard from the handle.
        sourceEvent.preventDefault();
        this.#current = this.#nearest(x);
        this.#dragging = true;
        this.#handle.focus({ preventScroll: true });
        this.#paint();
    }

    #release(): void {
        this.#dragging = false;
        this.#target.edges(this.#edges, true);
    }

    #moveTo(value: number, done: boolean): void {
        const [below, above] = [
            this.#edges[this.#current - 1] ?? -Infinity,
            this.#edges[this.#current + 1] ?? Infinity,
        ];
        if (!(value > below && value < above) || value === this.#edges[this.#current]) return;
        this.#edges = this.#edges.with(this.#current, value);
        this.#paint();
        this.#target.edges(this.#edges, done);
    }

    #toggle(event: MouseEvent): void {
        const scale = this.#scale;
        if (scale === null || event.target === this.element) return;
        const [place] = pointer(event, this.element);
        const near = this.#nearest(place);
        if (Math.abs(scale(this.#edges[near]!) - place) < 6) this.#remove(near);
        else this.#add(place);
    }

    #remove(index: number): void {
        if (this.#edges.length <= 2) return;
        this.#target.say(`Edge ${exact(this.#edges[index]!)} taken away`);
        this.#edges = this.#edges.toSpliced(index, 1);
        this.#current = Math.min(index, this.#edges.length - 1);
        this.#target.edges(this.#edges, true);
    }

    #add(place: number): void {
        const value = numberAt(this.#scale!, place);
        const index = this.#edges.findIndex((edge) => edge >= value);
        if (this.#edges[index] === value) return;
        this.#current = index < 0 ? this.#edges.length : index;
        this.#edges = this.#edges.toSpliced(this.#current, 0, value);
        this.#target.say(`Edge ${exact(value)} added`);
        this.#target.edges(this.#edges, true);
    }

    #key(event: KeyboardEvent): void {
        const scale = this.#scale!;
        const edge = this.#edges[this.#current]!;
        const pixels = event.shiftKey ? 10 : 1;
        const step = (by: number) => this.#moveTo(numberAt(scale, scale(edge) + by), true);
        const choose = (index: number) => {
            this.#current = Math.max(0, Math.min(this.#edges.length - 1, index));
            this.#paint();
        };
        const keys: Record<string, () => void> = {
            ArrowRight: () => step(pixels),
            ArrowUp: () => step(pixels),
            ArrowLeft: () => step(-pixels),
            ArrowDown: () => step(-pixels),
            PageUp: () => choose(this.#current + 1),
            PageDown: () => choose(this.#current - 1),
            Home: () => choose(0),
            End: () => choose(this.#edges.length - 1),
            Delete: () => this.#remove(this.#current),
            Backspace: () => this.#remove(this.#current),
            Insert: () => this.#split(),
            "+": () => this.#split(),
        };
        const action = keys[event.key];
        if (action === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        action();
    }

    /** Adds an edge in the middle of the bin on the right. */
    #split(): void {
        const scale = this.#scale!;
        const [left, right] = [this.#edges[this.#current]!, this.#edges[this.#current + 1]];
        if (right !== undefined) this.#add((scale(left) + scale(right)) / 2);
    }

    #nearest(place: number): number {
        return minIndex(this.#edges, (edge) => Math.abs(this.#scale!(edge) - place));
    }
}
