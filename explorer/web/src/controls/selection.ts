import { ExpressionField } from "../edit/expressionField.ts";
import type { Vocabulary } from "../edit/vocabulary.ts";
import { fill, h } from "../page/dom.ts";
import type { Session, Shown } from "../state/session.ts";
import type { Cut } from "../state/view.ts";
import { BrushPanel } from "./brush.ts";
import { section } from "./section.ts";

interface CutRow {
    readonly element: HTMLElement;
    readonly field: ExpressionField;
    readonly on: HTMLInputElement;
}

/** The phase space: conditions that are typed, and ranges that are drawn. All must hold. */
export class SelectionControl {
    readonly element: HTMLElement;
    readonly newCut: ExpressionField;
    readonly newRange: ExpressionField;
    readonly #session: Session;
    readonly #vocabulary: Vocabulary;
    readonly #cutList = h("div", { class: "cuts" });
    readonly #brushList = h("div", { class: "brushes" });
    #rows: CutRow[] = [];
    #brushes: BrushPanel[] = [];
    #brushesOf = "";

    constructor(session: Session, vocabulary: Vocabulary) {
        this.#session = session;
        this.#vocabulary = vocabulary;
        this.newCut = this.#field("New cut", "new-cut", "add a cut: pT_ll > 300", true, (condition) => {
            if (condition === "") return;
            session.store.set({ cuts: [...session.store.view.cuts, { condition, on: true }] });
            this.newCut.clear(condition);
        });
        this.newRange = this.#field(
            "New range of an observable",
            "new-range",
            "add a range of …",
            false,
            (expression) => {
                if (expression === "") return;
                session.store.set({ brushes: [...session.store.view.brushes, { expression, from: null, to: null }] });
                this.newRange.clear(expression);
            },
        );
        const published = session.measurement.phaseSpace;
        this.element = section(
            "Phase space",
            "section-selection",
            published === undefined ? null : h("p", { class: "about" }, "published: ", h("code", {}, published)),
            this.#cutList,
            this.newCut.element,
            this.#brushList,
            this.newRange.element,
        );
        session.listen((shown) => this.#show(shown));
    }

    #show(shown: Shown): void {
        const { cuts, brushes } = shown.view;
        if (cuts.length !== this.#rows.length) {
            this.#rows = cuts.map((_, index) => this.#row(index));
            fill(this.#cutList, ...this.#rows.map((row) => row.element));
        }
        this.#rows.forEach((row, index) => {
            row.field.set(cuts[index]!.condition);
            row.on.checked = cuts[index]!.on;
            row.field.refuse(shown.errors.get(`cut ${index}`) ?? null);
        });
        const key = brushes.map((brush) => brush.expression).join("\n");
        if (key !== this.#brushesOf) {
            this.#brushesOf = key;
            this.#brushes = brushes.map((brush, index) => new BrushPanel(this.#session, index, brush.expression));
            fill(this.#brushList, ...this.#brushes.map((brush) => brush.element));
        }
        for (const brush of this.#brushes) brush.show(shown);
        const full = cuts.length + brushes.length >= this.#session.measurement.limits.cuts;
        this.newCut.element.hidden = full;
        this.newRange.element.hidden = full;
    }

    #row(index: number): CutRow {
        const change = (part: Partial<Cut>) => {
            const { cuts } = this.#session.store.view;
            this.#session.store.set({ cuts: cuts.with(index, { ...cuts[index]!, ...part }) });
        };
        const remove = () => {
            this.#session.store.set({ cuts: this.#session.store.view.cuts.toSpliced(index, 1) });
            this.newCut.input.focus();
        };
        const on = h("input", {
            type: "checkbox",
            "aria-label": `Cut ${index + 1} counts`,
            onchange: () => change({ on: on.checked }),
            "data-test": `cut-${index}-on`,
        });
        const field = this.#field(`Cut ${index + 1}`, `cut-${index}`, "", true, (condition) =>
            condition === "" ? remove() : change({ condition }),
        );
        const element = h(
            "div",
            { class: "row tight" },
            on,
            field.element,
            h(
                "button",
                {
                    type: "button",
                    class: "icon",
                    title: "Take this cut away",
                    "aria-label": `Take away cut ${index + 1}`,
                    onclick: remove,
                    "data-test": `cut-${index}-remove`,
                },
                "×",
            ),
        );
        return { element, field, on };
    }

    #field(
        name: string,
        test: string,
        placeholder: string,
        condition: boolean,
        committed: (text: string) => void,
    ): ExpressionField {
        return new ExpressionField({
            client: this.#session.client,
            vocabulary: this.#vocabulary,
            name,
            test,
            placeholder,
            condition,
            committed,
        });
    }
}
