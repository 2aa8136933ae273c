import { ApiError } from "../api/client.ts";
import { freshId, h } from "../page/dom.ts";

/** A part of the controls with a heading of its own. */
export function section(title: string, test: string, ...content: (Node | null)[]): HTMLElement {
    const id = freshId("heading");
    return h(
        "section",
        { class: "control", "aria-labelledby": id, "data-test": test },
        h("h2", { id }, title),
        ...content,
    );
}

/** A box to tick. */
export function tick(
    label: string,
    test: string,
    title: string,
    changed: (on: boolean) => void,
): { element: HTMLElement; input: HTMLInputElement } {
    const input = h("input", { type: "checkbox", "data-test": test, onchange: () => changed(input.checked) });
    return { element: h("label", { class: "tick", title }, input, ` ${label}`), input };
}

/** A small message of what is wrong beside the controls that caused it. */
export function errorLine(test: string): HTMLElement {
    return h("div", { class: "problem", role: "alert", hidden: true, "data-test": test });
}

/** Shows why a request failed, unless a newer one has taken its place. */
export function showFailure(line: HTMLElement, error: unknown): void {
    if (!(error instanceof ApiError)) throw error;
    if (!error.superseded) showError(line, error.message);
}

export function showError(line: HTMLElement, message: string | null): void {
    line.hidden = message === null;
    line.textContent = message?.split("\n")[0] ?? "";
}
