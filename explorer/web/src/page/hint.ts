import { h } from "./dom.ts";

const KEY = "unfurl.hintSeen";

/** A line for who is here for the first time; null for all others. */
export function firstHint(): HTMLElement | null {
  if (localStorage.getItem(KEY) !== null) return null;
  const hint = h("div", { class: "hint", role: "note", "data-test": "hint" },
    h("ol", {},
      h("li", {}, h("b", {}, "Observable: "), "pick one or type a formula, such as ", h("code", {}, "m_trackj1/pT_trackj1"), "."),
      h("li", {}, h("b", {}, "Phase space: "), "add cuts, or draw ranges."),
      h("li", {}, h("b", {}, "Bins: "), "drag the triangles below the plot."),
      h("li", {}, h("b", {}, "Take it along: "), "covariance, files and programs are under the tabs.")),
    h("button", { type: "button", class: "icon", "aria-label": "Close the hint", "data-test": "hint-close", onclick: () => {
      localStorage.setItem(KEY, "1");
      hint.remove();
    } }, "×"));
  return hint;
}
