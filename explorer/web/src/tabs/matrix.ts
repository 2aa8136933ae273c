import type { Num, ViewAnswer } from "../api/types.ts";
import { fill, h } from "../page/dom.ts";
import { DIVERGING, colourAt, isLight } from "../plot/heatColours.ts";
import { exact, significant } from "../text/number.ts";

/** The covariance or the correlation of all bins, cell by cell; arrows or the pointer choose a cell to read. */
export class MatrixTab {
  readonly element: HTMLElement;
  readonly #what: "covariance" | "correlation";
  readonly #say: (text: string) => void;
  readonly #canvas = h("canvas", { class: "matrix", tabindex: 0, role: "img", "data-test": "matrix" });
  readonly #readout = h("p", { class: "matrix-readout" });
  readonly #scale = h("canvas", { class: "matrix-scale", height: 1, width: 128 });
  readonly #ends = h("div", { class: "matrix-ends" });
  #answer: ViewAnswer | null = null;
  #cell: [number, number] = [0, 0];

  constructor(what: "covariance" | "correlation", say: (text: string) => void) {
    this.#what = what;
    this.#say = say;
    const about = what === "covariance"
      ? "Of all bins, of the chosen sources. Colours are stretched (the cube root of the value), so that small entries are seen too."
      : "Of all bins, of the chosen sources.";
    this.element = h("div", { class: "matrix-tab" }, this.#readout, this.#canvas, h("div", { class: "matrix-key" }, this.#scale, this.#ends), h("p", { class: "quiet" }, about));
    this.#canvas.addEventListener("pointermove", (event) => this.#point(event));
    this.#canvas.addEventListener("keydown", (event) => this.#key(event));
    new ResizeObserver(() => this.#paint()).observe(this.element);
  }

  show(answer: ViewAnswer): void {
    if (answer === this.#answer) return;
    this.#answer = answer;
    const last = answer.value.length - 1;
    this.#cell = [Math.min(this.#cell[0], last), Math.min(this.#cell[1], last)];
    this.#paint();
  }

  get #matrix(): Num[][] | undefined {
    return this.#answer?.[this.#what];
  }

  #paint(): void {
    const matrix = this.#matrix;
    const size = Math.min(this.element.clientWidth, 720);
    if (matrix === undefined || size === 0) return;
    const n = matrix.length;
    const sharp = devicePixelRatio;
    const cell = size / n;
    this.#canvas.width = this.#canvas.height = size * sharp;
    this.#canvas.style.width = this.#canvas.style.height = `${size}px`;
    const pen = this.#canvas.getContext("2d")!;
    pen.scale(sharp, sharp);
    const most = this.#what === "correlation" ? 1 : Math.max(...matrix.flat().map((v) => Math.abs(v ?? 0)));
    pen.font = `${Math.min(13, cell / 3)}px ${getComputedStyle(document.body).fontFamily}`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    matrix.forEach((row, i) => row.forEach((value, j) => {
      const colour = colourAt(DIVERGING, this.#share(value, most));
      const [left, top] = [j * cell, (n - 1 - i) * cell];
      pen.fillStyle = value === null ? "#888" : `rgb(${colour.join()})`;
      pen.fillRect(left, top, cell + 0.5, cell + 0.5);
      if (cell < 34) return;
      pen.fillStyle = isLight(colour) ? "#000" : "#fff";
      pen.fillText(this.#what === "correlation" ? significant(value, 2) : significant(value, 1), left + cell / 2, top + cell / 2);
    }));
    this.#separate(pen, cell, n, size);
    this.#key0(most);
    this.#describe();
  }

  /** Lines between the slices. */
  #separate(pen: CanvasRenderingContext2D, cell: number, n: number, size: number): void {
    const bins = this.#answer!.x.edges.length - 1;
    pen.strokeStyle = "#000";
    pen.lineWidth = 1;
    for (let at = bins; at < n; at += bins) {
      pen.strokeRect(at * cell, -1, 0, size + 2);
      pen.strokeRect(-1, size - at * cell, size + 2, 0);
    }
  }

  #share(value: Num, most: number): number {
    if (value === null || most === 0) return 0.5;
    const part = value / most;
    return 0.5 + 0.5 * (this.#what === "correlation" ? part : Math.cbrt(part));
  }

  #key0(most: number): void {
    const pen = this.#scale.getContext("2d")!;
    for (let i = 0; i < 128; i++) {
      pen.fillStyle = `rgb(${colourAt(DIVERGING, i / 127).join()})`;
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
    this.#canvas.setAttribute("aria-label", `${this.#what} of ${answer.value.length} bins; arrows choose a cell. ${text}`);
  }

  #point(event: PointerEvent): void {
    const n = this.#matrix?.length ?? 0;
    const bounds = this.#canvas.getBoundingClientRect();
    const index = (share: number) => Math.max(0, Math.min(n - 1, Math.floor(share * n)));
    this.#cell = [index(1 - (event.clientY - bounds.top) / bounds.height), index((event.clientX - bounds.left) / bounds.width)];
    this.#describe();
  }

  #key(event: KeyboardEvent): void {
    const steps: Record<string, [number, number]> = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
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
