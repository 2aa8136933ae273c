import { h } from "./dom.ts";

/** What a key does when no field is being typed in. */
export interface Shortcut {
    readonly key: string;
    readonly about: string;
    readonly run: () => void;
}

const IN_PLACE: readonly (readonly [string, string])[] = [
    ["↓", "in a formula: all names; Enter takes one"],
    ["Esc", "in a formula: back to what was"],
    ["← →", "on an edge: move it; with Shift by more"],
    ["PgUp PgDn", "on an edge: another edge"],
    ["+ Del", "on an edge: split the bin, take the edge away"],
    ["↑ ↓", "in a range's end: move it; with Shift by more"],
    ["← ↑ → ↓", "on a matrix: another cell"],
];

/** The list of keys. */
export class Help {
    readonly element: HTMLDialogElement;

    constructor(shortcuts: readonly Shortcut[]) {
        const table = (title: string, rows: readonly (readonly [string, string])[]) =>
            h(
                "table",
                {},
                h("caption", {}, title),
                h(
                    "tbody",
                    {},
                    ...rows.map(([keys, about]) =>
                        h(
                            "tr",
                            {},
                            h("th", { scope: "row" }, ...keys.split(" ").map((key) => h("kbd", {}, key))),
                            h("td", {}, about),
                        ),
                    ),
                ),
            );
        const close = h(
            "button",
            { type: "button", class: "icon", "aria-label": "Close", onclick: () => this.element.close() },
            "×",
        );
        this.element = h(
            "dialog",
            { class: "help", "aria-labelledby": "help-title", "data-test": "help" },
            h("div", { class: "row head" }, h("h2", { id: "help-title" }, "Keys"), close),
            h(
                "div",
                { class: "tables" },
                table(
                    "Anywhere",
                    shortcuts.map(({ key, about }) => [key, about]),
                ),
                table("In place", IN_PLACE),
            ),
            h(
                "p",
                { class: "quiet" },
                "Drag the triangles below the plot to move edges; double-click there adds one or takes it away. In a range draw across the small histogram, drag its ends or the whole; double-click opens it again. Everything that is shown is in the address.",
            ),
        );
        this.element.addEventListener("click", (event) => event.target === this.element && this.element.close());
    }

    toggle(): void {
        if (this.element.open) this.element.close();
        else this.element.showModal();
    }
}
