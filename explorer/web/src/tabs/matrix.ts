import { max } from "d3-array";
import { scalePow } from "d3-scale";
import type { Num, ViewAnswer } from "../api/types.ts";
import { fill, h } from "../page/dom.ts";
import { DIVERGING, isLight } from "../plot/heatColours.ts";
import { exact, significant } from "../text/number.ts";

/** Room for the numbers on the left of the cells, and below them. */
const LEFT = 46;
const BELOW = 20;

/** The covariance or the correlation of all bins, cell by cell; arrows or the pointer choose a cell to read. */
export class MatrixTab {
    readonly element: HTMLElement;
    readonly #what: "covariance" | "correlation";
    readonly #say: (text: string) => void;
    readonly #canvas = h("canvas", { class: "matrix", tabindex: 0, role: "img", "data-test": "matrix" });
    readonly #readout = h("p", { class: "matrix-readout" });
    readonly #cursor = h("div", { class: "matrix-cell" });
    readonly #scale = h("canvas", { class: "matrix-scale", height: 1, width: 128 });
    readonly #ends = h("div", { class: "matrix-ends" });
    #answer: ViewAnswer | null = null;
    #ink = "";
    #cell: [number, number] = [0, 0];

    constructor(what: "covariance" | "correlation", say: (text: string) => void) {
        this.#what = what;
        this.#say = say;
        const about =
            what === "covariance"
                ? "Of all bins, of the chosen sources. Colours are stretched (the cube root of the value), so that small entries are seen too."
                : "Of all bins, of the chosen sources.";
        this.element = h(
            "div",
            { class: "matrix-tab" },
            this.#readout,
            h("div", { class: "matrix-frame" }, this.#canvas, this.#cursor),
            h("div", { class: "matrix-key" }, this.#scale, this.#ends),
            h("p", { class: "quiet" }, about),
        );
        this.#canvas.addEventListener("pointermove", (event) => this.#point(event));
        this.#canvas.addEventListener("keydown", (event) => this.#key(event));
        new ResizeObserver(() => this.#paint()).observe(this.element);
    }

    show(answer: ViewAnswer): void {
        const ink = getComputedStyle(this.element).color;
        if (answer === this.#answer && ink === this.#ink) return;
        this.#answer = answer;
        this.#ink = ink;
        const last = answer.value.length - 1;
        this.#cell = [Math.min(this.#cell[0], last), Math.min(this.#cell[1], last)];
        this.#paint();
    }

    get #matrix(): Num[][] | undefined {
        return this.#answer?.[this.#what];
    }

    /** How wide all cells are together. */
    get #size(): number {
        return Math.max(40, Math.min(this.element.clientWidth - LEFT, 680));
    }

    #paint(): void {
        const matrix = this.#matrix;
        if (matrix === undefined || this.element.clientWidth === 0) return;
        const size = this.#size;
        const cell = size / matrix.length;
        const pen = this.#pen(size + LEFT, size + BELOW);
        const correlation = this.#what === "correlation";
        const most = correlation ? 1 : (max(matrix.flat(), (value) => Math.abs(value ?? 0)) ?? 0);
        const share = scalePow([-most, most], [0, 1]).exponent(correlation ? 1 : 1 / 3);
        matrix.forEach((row, i) =>
            row.forEach((value, j) => {
                const colour = value === null ? "#888" : DIVERGING(share(value));
                const [left, top] = [LEFT + j * cell, size - (i + 1) * cell];
                pen.fillStyle = colour;
                pen.fillRect(left, top, cell + 0.5, cell + 0.5);
                if (cell < 34) return;
                pen.fillStyle = isLight(colour) ? "#000" : "#fff";
                pen.fillText(significant(value, correlation ? 2 : 1), left + cell / 2, top + cell / 2);
            }),
        );
        this.#separate(pen, cell, matrix.length, size);
        this.#edges(pen, cell, size);
        this.#paintKey(most);
        this.#describe();
    }

    /** A canvas of that size, sharp on every screen. */
    #pen(width: number, height: number): CanvasRenderingContext2D {
        const sharp = devicePixelRatio;
        this.#canvas.width = width * sharp;
        this.#canvas.height = height * sharp;
        this.#canvas.style.width = `${width}px`;
        this.#canvas.style.height = `${height}px`;
        const pen = this.#canvas.getContext("2d")!;
        pen.scale(sharp, sharp);
        pen.font = `11px ${getComputedStyle(document.body).fontFamily}`;
        pen.textAlign = "center";
        pen.textBaseline = "middle";
        return pen;
    }

    /** The edges of some bins, below and on the left: of one slice those of x, of several where each slice begins. */
    #edges(pen: CanvasRenderingContext2D, cell: number, size: number): void {
        const { x, y } = this.#answer!;
        const bins = x.edges.length - 1;
        const [edges, step] = y === undefined ? [x.edges, cell] : [y.edges, cell * bins];
        const every = Math.ceil(44 / step);
        pen.fillStyle = this.#ink;
        edges.forEach((edge, i) => {
            if (i % every !== 0) return;
            const text = significant(edge, 3);
            const half = pen.measureText(text).width / 2;
            pen.textAlign = "center";
            pen.fillText(text, Math.min(LEFT + i * step, LEFT + size - half), size + 12);
            pen.textAlign = "right";
            pen.fillText(text, LEFT - 5, Math.max(7, size - i * step));
        });
    }

    /** Lines between the slices. */
    #separate(pen: CanvasRenderingContext2D, cell: number, n: number, size: number): void {
        const bins = this.#answer!.x.edges.length - 1;
        pen.strokeStyle = "#000";
        pen.lineWidth = 1;
        for (let at = bins; at < n; at += bins) {
            pen.strokeRect(LEFT + at * cell, 0, 0, size);
            pen.strokeRect(LEFT, size - at * cell, size, 0);
        }
    }

    #paintKey(most: number): void {
        const pen = this.#scale.getContext("2d")!;
        for (let i = 0; i < 128; i++) {
            pen.fillStyle = DIVERGING(i / 127);
            pen.fillRect(i, 0, 1, 1);
        }
        const end = significant(most, 2);
        fill(this.#ends, h("span", {}, `−${end}`), h("span", {}, "0"), h("span", {}, end));
    }

    #describe(): void {
        const answer = this.#answer;
        const [i, j] = this.#cell;
        const value = this.#matrix?.[i]?.[j];
        if (answer === null || value === undefined) return;
        const sign = this.#what === "correlation" ? "ρ" : "cov";
        const text = `${sign}(${binName(answer, i)}; ${binName(answer, j)}) = ${significant(value, 3)}`;
        this.#readout.textContent = text;
        const cell = this.#size / answer.value.length;
        Object.assign(this.#cursor.style, {
            left: `${LEFT + j * cell - 1}px`,
            top: `${this.#size - (i + 1) * cell - 1}px`,
            width: `${cell + 2}px`,
            height: `${cell + 2}px`,
        });
        this.#canvas.setAttribute(
            "aria-label",
            `${this.#what} of ${answer.value.length} bins; arrows choose a cell. ${text}`,
        );
    }

    #point(event: PointerEvent): void {
        const n = this.#matrix?.length ?? 0;
        const bounds = this.#canvas.getBoundingClientRect();
        const index = (place: number) => Math.max(0, Math.min(n - 1, Math.floor((place / this.#size) * n)));
        this.#cell = [index(this.#size - (event.clientY - bounds.top)), index(event.clientX - bounds.left - LEFT)];
        this.#describe();
    }

    #key(event: KeyboardEvent): void {
        const steps: Record<string, [number, number]> = {
            ArrowUp: [1, 0],
            ArrowDown: [-1, 0],
            ArrowRight: [0, 1],
            ArrowLeft: [0, -1],
        };
        const step = steps[event.key];
        const last = (this.#matrix?.length ?? 1) - 1;
        if (step === undefined) return;
        event.preventDefault();
        const within = (index: number) => Math.max(0, Math.min(last, index));
        this.#cell = [within(this.#cell[0] + step[0]), within(this.#cell[1] + step[1])];
        this.#describe();
        this.#say(this.#readout.textContent ?? "");
    }
}

/** The range of a bin, of a slice too where there are several. */
function binName(answer: ViewAnswer, index: number): string {
    const bins = answer.x.edges.length - 1;
    const range = (edges: readonly number[], bin: number) => `${exact(edges[bin]!)}–${exact(edges[bin + 1]!)}`;
    const x = range(answer.x.edges, index % bins);
    return answer.y === undefined ? x : `${x} in ${range(answer.y.edges, Math.floor(index / bins))}`;
}
