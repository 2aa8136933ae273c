import { ExpressionField } from "../edit/expressionField.ts";
import type { Vocabulary } from "../edit/vocabulary.ts";
import { h } from "../page/dom.ts";
import type { Session } from "../state/session.ts";
import { edgesToText, textToEdges } from "../state/url.ts";
import { whereOf } from "../state/view.ts";
import { errorLine, section, showError, showFailure } from "./section.ts";

/** A second observable, in whose bins the first is shown. */
export class SlicesControl {
    readonly element: HTMLElement;
    readonly field: ExpressionField;
    readonly #session: Session;
    readonly #error = errorLine("slices-error");

    constructor(session: Session, vocabulary: Vocabulary) {
        this.#session = session;
        const store = session.store;
        this.field = new ExpressionField({
            client: session.client,
            vocabulary,
            name: "Observable of the slices",
            test: "slices",
            placeholder: "none: in bins of …",
            condition: false,
            committed: (expression) =>
                store.set({ y: expression === "" ? null : { expression, edges: null }, slice: null }),
        });
        const count = h("input", {
            type: "number",
            min: 1,
            max: 20,
            "aria-label": "Number of slices",
            "data-test": "slices-count",
            onchange: () => this.#divide(Number(count.value)),
        });
        const edges = h("input", {
            type: "text",
            spellcheck: "false",
            autocomplete: "off",
            "aria-label": "Edges of the slices",
            "data-test": "slices-edges",
            onchange: () => this.#typed(edges.value),
        });
        const bins = h("div", { class: "row" }, count, h("span", {}, "with edges"), edges);
        const remove = h(
            "button",
            {
                type: "button",
                class: "icon",
                title: "No slices",
                "aria-label": "Take the slices away",
                onclick: () => store.set({ y: null, slice: null }),
                "data-test": "slices-remove",
            },
            "×",
        );
        this.element = section(
            "Slices",
            "section-slices",
            h("div", { class: "row tight" }, this.field.element, remove),
            bins,
            this.#error,
        );
        session.listen(({ view, errors }) => {
            this.field.set(view.y?.expression ?? "");
            this.field.refuse(errors.get("y.expression") ?? null);
            bins.hidden = view.y === null;
            remove.hidden = view.y === null;
            showError(this.#error, (errors.get("y.edges") ?? errors.get("y"))?.message ?? null);
            const known = view.y?.edges;
            if (!known) return;
            if (document.activeElement !== edges) edges.value = edgesToText(known).replaceAll(",", ", ");
            if (document.activeElement !== count) count.value = String(known.length - 1);
        });
    }

    #divide(count: number): void {
        const { view } = this.#session.store;
        const axis = view.y;
        if (axis === null) return;
        this.#session.client
            .bins("slices", { expression: axis.expression, where: whereOf(view), method: "nEff", count })
            .then(
                ({ edges }) =>
                    this.#session.store.view.y === axis &&
                    this.#session.store.set({ y: { ...axis, edges }, slice: null }),
            )
            .catch((error: unknown) => showFailure(this.#error, error));
    }

    #typed(text: string): void {
        const edges = textToEdges(text);
        const axis = this.#session.store.view.y;
        if (edges === null) showError(this.#error, "Edges are at least two rising numbers, such as 200, 300, 600.");
        else if (axis !== null) this.#session.store.set({ y: { ...axis, edges }, slice: null });
    }
}
