import { h } from "./dom.ts";

const KEY = "unfurl.hintSeen";

/** A line for who is here for the first time; null for all others. */
export function firstHint(formula: string): HTMLElement | null {
    if (localStorage.getItem(KEY) !== null) return null;
    const hint = h(
        "div",
        { class: "hint", role: "note", "data-test": "hint" },
        h(
            "p",
            {},
            h("b", {}, "①"),
            " Pick an observable or type a formula: ",
            h("code", {}, formula),
            "  ",
            h("b", {}, "②"),
            " cut, or draw ranges  ",
            h("b", {}, "③"),
            " drag the edges below the plot  ",
            h("b", {}, "④"),
            " covariance, files and programs: in the tabs",
        ),
        h(
            "button",
            {
                type: "button",
                class: "icon",
                "aria-label": "Close the hint",
                "data-test": "hint-close",
                onclick: () => {
                    localStorage.setItem(KEY, "1");
                    hint.remove();
                },
            },
            "×",
        ),
    );
    return hint;
}
