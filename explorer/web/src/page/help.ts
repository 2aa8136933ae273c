import { h } from "./dom.ts";

/** What a key does when no field is being typed in. */
export interface Shortcut {
  readonly key: string;
  readonly about: string;
  readonly run: () => void;
}

const IN_PLACE: readonly [string, string][] = [
  ["↓, Ctrl+Space", "in an expression: all names; Enter or Tab takes one"],
  ["← →", "on an edge: move it, with Shift by ten pixels"],
  ["Page Up, Page Down", "on an edge: the next edge, the one before"],
  ["+, Delete", "on an edge: split the bin on the right, take the edge away"],
  ["↑ ↓", "in an end of a range: move it, with Shift by a tenth"],
  ["← ↑ → ↓", "on a matrix: another cell"],
];

/** The list of keys. */
export class Help {
  readonly element: HTMLDialogElement;

  constructor(shortcuts: readonly Shortcut[]) {
    const row = ([key, about]: readonly [string, string]) => h("tr", {}, h("th", { scope: "row" }, h("kbd", {}, key)), h("td", {}, about));
    const close = h("button", { type: "button", class: "icon", "aria-label": "Close", onclick: () => this.element.close() }, "×");
    this.element = h("dialog", { class: "help", "aria-labelledby": "help-title", "data-test": "help" },
      h("div", { class: "row head" }, h("h2", { id: "help-title" }, "Keys"), close),
      h("table", {}, h("tbody", {}, ...shortcuts.map(({ key, about }) => row([key, about])), ...IN_PLACE.map(row))),
      h("p", { class: "quiet" }, "Drag the triangles below the plot to move edges; double-click there adds one or takes it away. In a range draw across the small histogram, drag its ends or the whole; double-click opens it again. Everything that is shown is in the address."));
    this.element.addEventListener("click", (event) => event.target === this.element && this.element.close());
  }

  toggle(): void {
    if (this.element.open) this.element.close();
    else this.element.showModal();
  }
}
