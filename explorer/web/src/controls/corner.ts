import { fill, h } from "../page/dom.ts";
import type { Session, Shown } from "../state/session.ts";
import { count, percent, withErrors } from "../text/number.ts";

/** The cross section (or yield) of the selected events, in the corner; read out when it has come to rest. */
export class Corner {
    readonly element = h("div", { class: "corner", "data-test": "selection" });
    readonly #session: Session;
    readonly #say: (text: string) => void;
    #timer = 0;
    #said = "";

    constructor(session: Session, say: (text: string) => void) {
        this.#session = session;
        this.#say = say;
        session.listen((shown) => this.#show(shown));
    }

    #show({ answer }: Shown): void {
        if (answer === null) return;
        const { measurement } = this.#session;
        const { value, stat, syst, events, nEff, unit } = answer.selection;
        const { value: shown, errors } = withErrors(value, stat, syst);
        const sign = measurement.normalisation.kind === "crossSection" ? "σ" : "N";
        fill(
            this.element,
            h(
                "p",
                { class: "value" },
                h("i", {}, sign),
                " = ",
                h("b", {}, shown),
                ` ± ${errors[0]} `,
                h("small", {}, "stat"),
                ` ± ${errors[1]} `,
                h("small", {}, "syst"),
                ` ${unit}`,
            ),
            h(
                "p",
                { class: "quiet" },
                `${count(events)} of ${count(measurement.events)} events (${percent(events / measurement.events, 3)})`,
            ),
            h("p", { class: "quiet" }, `N_eff ${count(nEff)}`),
        );
        const text = `Selected: ${shown} ± ${errors[0]} ± ${errors[1]} ${unit}, ${events} events`;
        clearTimeout(this.#timer);
        this.#timer = window.setTimeout(() => {
            if (text !== this.#said) this.#say(text);
            this.#said = text;
        }, 800);
    }
}
