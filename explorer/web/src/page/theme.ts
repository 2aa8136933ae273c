import { h } from "./dom.ts";

const KEY = "unfurl.theme";
const THEMES = ["auto", "light", "dark"] as const;
type Theme = (typeof THEMES)[number];

const SIGNS: Record<Theme, string> = { auto: "◐", light: "☀", dark: "☾" };

/** A button that goes through light, dark and what the system says, and remembers it. `changed` hears of other colours. */
export function themeButton(changed: () => void): HTMLButtonElement {
    const button = h("button", { class: "icon", type: "button", "data-test": "theme" });
    let theme = THEMES.find((name) => name === localStorage.getItem(KEY)) ?? "auto";
    const show = () => {
        if (theme === "auto") delete document.documentElement.dataset["theme"];
        else document.documentElement.dataset["theme"] = theme;
        button.textContent = SIGNS[theme];
        button.title = `Colours: ${theme === "auto" ? "as the system" : theme} (key t)`;
        button.setAttribute("aria-label", button.title);
    };
    button.addEventListener("click", () => {
        theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]!;
        localStorage.setItem(KEY, theme);
        show();
        changed();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changed);
    show();
    return button;
}
