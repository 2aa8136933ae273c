import { ExpressionField } from "../edit/expressionField.ts";
import type { Vocabulary } from "../edit/vocabulary.ts";
import { fill, h } from "../page/dom.ts";
import type { Session } from "../state/session.ts";
import { labelHtml } from "../text/labelView.ts";
import { section, tick } from "./section.ts";

/** What is on the horizontal axis: a published observable or any expression. */
export class ObservableControl {
    readonly element: HTMLElement;
    readonly field: ExpressionField;
    readonly #session: Session;

    constructor(session: Session, vocabulary: Vocabulary) {
        this.#session = session;
        this.field = new ExpressionField({
            client: session.client,
            vocabulary,
            name: "Observable or expression",
            test: "observable",
            placeholder: "tau2_trackj1/tau1_trackj1",
            condition: false,
            committed: (expression) => expression !== "" && this.#choose(expression),
        });
        const step = (by: number, sign: string, name: string, key: string) =>
            h(
                "button",
                {
                    type: "button",
                    class: "icon",
                    title: `${name} (key ${key})`,
                    "aria-label": name,
                    onclick: () => this.step(by),
                    "data-test": `observable-${by < 0 ? "previous" : "next"}`,
                },
                sign,
            );
        const store = session.store;
        const normalised = tick("normalised", "normalised", "Divide by the integral (key n)", (on) =>
            store.set({ normalised: on }),
        );
        const logX = tick("log x", "log-x", "Logarithmic horizontal axis (key x)", (on) => store.set({ logX: on }));
        const logY = tick("log y", "log-y", "Logarithmic vertical axis (key y)", (on) => store.set({ logY: on }));
        const about = h("p", { class: "about" });
        this.element = section(
            "Observable",
            "section-observable",
            h(
                "div",
                { class: "row tight" },
                this.field.element,
                step(-1, "‹", "Previous observable", "["),
                step(1, "›", "Next observable", "]"),
            ),
            about,
            h("div", { class: "row ticks" }, normalised.element, logX.element, logY.element),
        );
        session.listen(({ view, answer, errors }) => {
            this.field.set(view.x.expression);
            this.field.refuse(errors.get("x.expression") ?? null);
            normalised.input.checked = view.normalised;
            logX.input.checked = view.logX;
            logX.input.disabled = answer !== null && !(answer.x.edges[0]! > 0);
            const observable = session.measurement.observables.find((o) => o.column === view.x.expression);
            if (observable === undefined) fill(about, "an expression of columns");
            else
                fill(
                    about,
                    labelHtml(observable.label + (observable.unit === "" ? "" : ` [${observable.unit}]`)),
                    observable.noValue ? `; none where ${observable.noValue}` : null,
                );
        });
        this.showLogY = (on) => (logY.input.checked = on);
    }

    /** Shows whether the vertical axis is logarithmic, which the numbers may decide. */
    readonly showLogY: (on: boolean) => void;

    /** Goes to the published observable `by` places on. */
    step(by: number): void {
        const observables = this.#session.measurement.observables;
        const index = observables.findIndex((o) => o.column === this.#session.store.view.x.expression);
        const next = observables[(index + by + observables.length) % observables.length];
        if (next !== undefined) this.#choose(next.column);
    }

    #choose(expression: string): void {
        this.#session.store.set({ x: { expression, edges: null }, logX: false, logY: null });
    }
}
