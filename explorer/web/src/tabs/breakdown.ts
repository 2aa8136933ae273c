import { max, quantile } from "d3-array";
import type { Num, Source, ViewAnswer } from "../api/types.ts";
import { errorLine, showError } from "../controls/section.ts";
import { fill, freshId, h, s } from "../page/dom.ts";
import { clipPath, drawn, frame, steps, swatch } from "../plot/marks.ts";
import { over, sliceOf } from "../plot/result.ts";
import { endsOf, scaleOf } from "../plot/scale.ts";
import type { Session, Shown } from "../state/session.ts";
import { axisLabel } from "../text/label.ts";
import { labelSvg } from "../text/labelView.ts";
import { percent } from "../text/number.ts";

const INKS = 6;

const KINDS: Record<Source["kind"], string> = { statistical: "stat", systematic: "syst", other: "other" };

interface Row {
    readonly source: Source;
    readonly ink: string;
    readonly input: HTMLInputElement;
    readonly size: HTMLElement;
}

/** The error of each source beside the total, and which of them count. */
export class BreakdownTab {
    readonly element: HTMLElement;
    readonly #session: Session;
    readonly #rows: readonly Row[];
    readonly #plot = h("div", { class: "breakdown-plot", "data-test": "breakdown-plot" });
    readonly #error = errorLine("sources-error");
    readonly #total = h("td", { class: "number" });

    constructor(session: Session) {
        this.#session = session;
        this.#rows = session.measurement.sources.map((source, i) => ({
            source,
            ink: `ink-${i % INKS} dash-${Math.floor(i / INKS) % 3}`,
            input: h("input", {
                type: "checkbox",
                "data-test": `source-${source.name}`,
                "aria-label": `${source.name} counts`,
                onchange: () => this.#choose(),
            }),
            size: h("td", { class: "number" }),
        }));
        const button = (text: string, test: string, sources: () => readonly string[] | null) =>
            h(
                "button",
                { type: "button", "data-test": test, onclick: () => session.store.set({ sources: sources() }) },
                text,
            );
        const ofKind = (kind: Source["kind"]) => () =>
            session.measurement.sources
                .filter((source) => source.kind === kind && source.inTotal)
                .map((source) => source.name);
        this.element = h(
            "div",
            {},
            h(
                "div",
                { class: "row segments", role: "group", "aria-label": "Sources" },
                button("all", "sources-all", () => null),
                button("statistical", "sources-statistical", ofKind("statistical")),
                button("systematic", "sources-systematic", ofKind("systematic")),
            ),
            this.#plot,
            h(
                "table",
                { class: "sources", "aria-label": "Sources of uncertainty" },
                h(
                    "thead",
                    {},
                    h(
                        "tr",
                        {},
                        h("th", {}, "Source"),
                        h("th", {}, "Kind"),
                        h("th", { class: "number", title: "Over the bins, weighted by their content" }, "Mean error"),
                    ),
                ),
                h(
                    "tbody",
                    {},
                    h(
                        "tr",
                        {},
                        h("th", { scope: "row" }, swatch("nominal"), " total of the chosen"),
                        h("td", {}),
                        this.#total,
                    ),
                    ...this.#rows.map((row) => this.#tableRow(row)),
                ),
            ),
            this.#error,
        );
        new ResizeObserver(() => this.show(session.shown)).observe(this.#plot);
    }

    show({ view, answer, errors }: Shown): void {
        showError(this.#error, [...errors].find(([field]) => field.startsWith("sources"))?.[1].message ?? null);
        for (const { source, input } of this.#rows)
            input.checked = view.sources === null ? source.inTotal : view.sources.includes(source.name);
        if (answer === null) return;
        this.#total.textContent = percent(meanError(answer, answer.total));
        for (const { source, size } of this.#rows)
            size.textContent = percent(meanError(answer, answer.sources[source.name] ?? []));
        const width = this.#plot.clientWidth;
        if (width > 60) this.#draw(answer, view.slice ?? 0, view.logX, width);
    }

    #choose(): void {
        const chosen = this.#rows.filter((row) => row.input.checked).map((row) => row.source);
        const all = this.#rows.every((row) => row.input.checked === row.source.inTotal);
        this.#session.store.set({ sources: all ? null : chosen.map((source) => source.name) });
    }

    #tableRow({ source, ink, input, size }: Row): HTMLElement {
        const title = `${source.description}${source.description === "" ? "" : " "}(${source.recipe}${source.columns > 0 ? `, ${source.columns} columns` : ""})`;
        const highlight = () => this.#highlight(source.name);
        const none = () => this.#highlight(null);
        return h(
            "tr",
            { title, onpointerenter: highlight, onpointerleave: none, onfocusin: highlight, onfocusout: none },
            h("th", { scope: "row" }, h("label", {}, input, " ", swatch(`curve ${ink}`), ` ${source.name}`)),
            h("td", {}, KINDS[source.kind]),
            size,
        );
    }

    /** Shows one curve before all others. */
    #highlight(name: string | null): void {
        const curves = [...this.#plot.querySelectorAll<SVGElement>(".curve")];
        const drawn = curves.some((curve) => curve.dataset["source"] === name);
        for (const curve of curves) curve.classList.toggle("dimmed", drawn && curve.dataset["source"] !== name);
    }

    #draw(answer: ViewAnswer, chosen: number, logX: boolean, width: number): void {
        const slice = answer.y === undefined || chosen >= answer.y.edges.length - 1 ? 0 : chosen;
        const part = sliceOf(answer, slice);
        const value = part(answer.value).map((v) => (v === null ? null : Math.abs(v)));
        const percents = (errors: readonly Num[]) =>
            over(part(errors), value).map((share) => (share === null ? null : 100 * share));
        const total = percents(answer.total);
        const curves = this.#rows
            .filter((row) => row.input.checked)
            .map((row) => ({ row, errors: percents(answer.sources[row.source.name] ?? []) }));
        const height = Math.round(Math.min(0.62 * width, 420));
        const size = Math.max(11, Math.min(15, width / 40));
        const box = { left: 3.6 * size, top: 0.7 * size, width: width - 5.2 * size, height: height - 3.9 * size };
        const edges = answer.x.edges;
        const x = scaleOf(logX, endsOf(edges), [box.left, box.left + box.width]);
        const y = scaleOf(false, [0, topOf(total)], [box.top + box.height, box.top]);
        const clip = freshId("clip");
        fill(
            this.#plot,
            s(
                "svg",
                {
                    width,
                    height,
                    role: "img",
                    "aria-label": "Relative error of each source in each bin; the table below has their means",
                },
                s("defs", {}, clipPath(clip, box)),
                ...curves.map(({ row, errors }) => {
                    const curve = drawn(steps(edges, errors, x, y), `curve ${row.ink}`, clip);
                    curve.dataset["source"] = row.source.name;
                    return curve;
                }),
                drawn(steps(edges, total, x, y), "nominal", clip),
                frame(box, x, y, { size, xLabels: true }),
                labelSvg(axisLabel(answer.x), 1.1 * size, {
                    x: box.left + box.width,
                    y: height - 0.5 * size,
                    "text-anchor": "end",
                }),
                s(
                    "text",
                    {
                        "font-size": 1.1 * size,
                        "text-anchor": "middle",
                        transform: `translate(${1.1 * size} ${box.top + box.height / 2}) rotate(-90)`,
                    },
                    "error [%]",
                ),
            ),
        );
    }
}

/** The mean of the relative errors of all bins, each bin with the weight of its content. */
function meanError(answer: ViewAnswer, errors: readonly Num[]): number | null {
    const bins = answer.x.edges.length - 1;
    let [sum, all] = [0, 0];
    answer.value.forEach((value, i) => {
        const width = answer.x.edges[(i % bins) + 1]! - answer.x.edges[i % bins]!;
        sum += (errors[i] ?? 0) * width;
        all += Math.abs(value ?? 0) * width;
    });
    return all === 0 ? null : sum / all;
}

/** What holds nine tenths of the totals in full, and is seen to go on for the others. */
function topOf(total: readonly Num[]): number {
    const errors = total.filter((error) => error !== null);
    return Math.max(1e-3, Math.min((max(errors) ?? 1) * 1.1, (quantile(errors, 0.9) ?? 1) * 1.8));
}
