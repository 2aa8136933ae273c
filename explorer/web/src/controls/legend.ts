import type { PredictionAnswer, Source } from "../api/types.ts";
import { fill, h } from "../page/dom.ts";
import { patch, swatch } from "../plot/marks.ts";
import { inksOf } from "../plot/plotPanel.ts";
import type { Session, Shown } from "../state/session.ts";
import { probability, significant } from "../text/number.ts";
import { errorLine, showError } from "./section.ts";

interface Row {
    readonly name: string;
    readonly input: HTMLInputElement;
    readonly test: HTMLElement;
}

/** The key of the plot: the result, and the predictions to choose with how well each agrees. */
export class Legend {
    readonly element: HTMLElement;
    readonly #rows: readonly Row[];
    readonly #inverse: HTMLSelectElement;
    readonly #sources: readonly Source[];
    readonly #stat = h("span", { class: "key", "data-test": "key-stat" }, patch("band-stat"), " stat");
    readonly #totalOf = h("span", {}, "total");
    readonly #total = h("span", { class: "key", "data-test": "key-total" }, patch("band-total"), " ", this.#totalOf);
    readonly #error = errorLine("predictions-error");

    constructor(session: Session) {
        const { store, measurement } = session;
        this.#sources = measurement.sources;
        const inks = inksOf(session);
        const choose = () =>
            store.set({ predictions: this.#rows.filter((row) => row.input.checked).map((row) => row.name) });
        const rows: HTMLElement[] = [];
        this.#rows = measurement.predictions.map(({ name }) => {
            const input = h("input", { type: "checkbox", onchange: choose, "data-test": `prediction-${name}` });
            const test = h("span", { class: "test", "data-test": `test-${name}` });
            rows.push(
                h(
                    "div",
                    { class: "prediction" },
                    h("label", { class: "tick" }, input, " ", swatch(`curve ${inks.get(name)}`), ` ${name}`),
                    test,
                ),
            );
            return { name, input, test };
        });
        this.#inverse = h(
            "select",
            {
                "aria-label": "How the covariance is inverted for χ²",
                title: "How the covariance is inverted for χ²",
                "data-test": "inverse",
                onchange: () => store.set({ inverse: this.#inverse.value }),
            },
            ...measurement.inverses.map((name) => h("option", { value: name }, name)),
        );
        this.element = h(
            "div",
            { class: "legend", role: "group", "aria-label": "Result and predictions", "data-test": "legend" },
            h("span", { class: "key" }, swatch("nominal"), " result"),
            this.#stat,
            this.#total,
            ...rows,
            measurement.predictions.length === 0 ? null : h("label", { class: "key inverse" }, "χ² by ", this.#inverse),
            this.#error,
        );
        session.listen((shown) => this.#show(shown));
    }

    #show({ view, answer, answered, errors }: Shown): void {
        if (answer !== null) this.#nameBands(answer.statInTotal, answered?.sources ?? null);
        this.#inverse.value = view.inverse;
        showError(this.#error, (errors.get("predictions") ?? errors.get("inverse"))?.message ?? null);
        for (const { name, input, test } of this.#rows) {
            input.checked = view.predictions.includes(name);
            const prediction = answer?.predictions.find((p) => p.name === name);
            fill(test, ...(prediction === undefined || !input.checked ? [] : testOf(prediction)));
        }
    }

    /** Which bands there are, and what the outer one holds: it is the same as the inner one where all that counts is statistical. */
    #nameBands(stat: boolean, chosen: readonly string[] | null): void {
        const counted = this.#sources.filter(({ name, inTotal }) => chosen?.includes(name) ?? inTotal);
        this.#stat.hidden = !stat;
        this.#total.hidden = stat && counted.every(({ kind }) => kind === "statistical");
        this.#totalOf.textContent = `total${chosen === null ? "" : " of the chosen"}${stat ? "" : " (no stat)"}`;
    }
}

function testOf({ scaled, ownEvents, test, untested }: PredictionAnswer): (Node | string)[] {
    if (test === undefined) return [h("span", { class: "quiet", title: untested }, "no test")];
    const out: (Node | string)[] = [`χ²/n = ${significant(test.chiSquare, 3)}/${test.degreesOfFreedom}`];
    if (test.pValue !== null) out.push(h("b", {}, `  p = ${probability(test.pValue)}`));
    const notes = [
        test.pValue === null ? "no p-value" : ownEvents ? "p says little" : "",
        scaled || test.ofShape ? "shape" : "",
        test.leftOut.length > 0 ? `without ${test.leftOut.join(", ")}` : "",
    ].filter((note) => note !== "");
    if (notes.length > 0) out.push(h("span", { class: "quiet", title: test.remark }, ` (${notes.join("; ")})`));
    return out;
}
