import type { Measurement } from "../api/types.ts";
import { h } from "../page/dom.ts";
import { copy } from "./export.ts";

/** What to cite when these numbers are used. */
export function citeTab(measurement: Measurement, say: (text: string) => void): HTMLElement {
    const copied = async () => {
        await copy(measurement.bibtex);
        say("BibTeX copied");
    };
    return h(
        "div",
        { class: "cite" },
        h("p", {}, "Whoever uses these numbers cites:"),
        h("ul", {}, ...measurement.citations.map(({ text, key }) => h("li", {}, text, " ", h("code", {}, key)))),
        h(
            "div",
            { class: "row" },
            h("button", { type: "button", onclick: () => void copied(), "data-test": "copy-bibtex" }, "Copy BibTeX"),
        ),
        h("pre", { class: "program", tabindex: 0, "data-test": "bibtex" }, measurement.bibtex),
    );
}
