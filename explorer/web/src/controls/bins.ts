import type { BinsRequest } from "../api/types.ts";
import { h } from "../page/dom.ts";
import { BINS_TO_BEGIN_WITH, type Session, type Shown } from "../state/session.ts";
import { edgesToText, textToEdges } from "../state/url.ts";
import { type View, whereOf } from "../state/view.ts";
import { labelHtml } from "../text/labelView.ts";
import { errorLine, section, showError, showFailure } from "./section.ts";

const METHODS: readonly { method: BinsRequest["method"]; name: string; title: string }[] = [
    { method: "equal", name: "equal", title: "Bins of one width" },
    { method: "log", name: "log", title: "Bins of one ratio of their edges" },
    { method: "nEff", name: "equal N_{eff}", title: "Bins that each hold the same effective number of events" },
];

/** Number, range and edges of the bins. */
export class BinsControl {
    readonly element: HTMLElement;
    readonly edges = h("input", {
        type: "text",
        "aria-label": "Edges of the bins",
        "data-test": "edges",
        spellcheck: "false",
        autocomplete: "off",
    });
    readonly #session: Session;
    readonly #number = h("input", {
        type: "number",
        min: 1,
        step: 1,
        "aria-label": "Number of bins",
        "data-test": "bins-count",
    });
    readonly #from = h("input", {
        type: "text",
        inputmode: "decimal",
        "aria-label": "Range from",
        "data-test": "bins-from",
    });
    readonly #to = h("input", { type: "text", inputmode: "decimal", "aria-label": "Range to", "data-test": "bins-to" });
    readonly #begin = h("button", { type: "button", "data-test": "bins-reset" });
    readonly #error = errorLine("bins-error");
    readonly #buttons: readonly HTMLButtonElement[];
    #method: BinsRequest["method"] = "equal";
    /** Of which view the bins of equal N_eff are that were made last. */
    #even = "";

    constructor(session: Session) {
        this.#session = session;
        this.#number.max = String(session.measurement.limits.bins);
        this.#buttons = METHODS.map(({ method, name, title }) =>
            h(
                "button",
                { type: "button", title, "data-test": `bins-${method}`, onclick: () => this.apply(method) },
                labelHtml(name),
            ),
        );
        this.#begin.addEventListener("click", () => session.store.set({ x: { ...session.store.view.x, edges: null } }));
        for (const field of [this.#number, this.#from, this.#to])
            field.addEventListener("change", () => this.apply(this.#method));
        this.edges.addEventListener("change", () => this.#typed());
        this.element = section(
            "Bins",
            "section-bins",
            h("div", { class: "row" }, this.#number, h("span", {}, "from"), this.#from, h("span", {}, "to"), this.#to),
            h("div", { class: "row segments", role: "group", "aria-label": "Make bins" }, ...this.#buttons, this.#begin),
            h("label", { class: "stacked" }, h("span", {}, "Edges"), this.edges),
            this.#error,
        );
        session.listen((shown) => this.#show(shown));
    }

    /** Asks for bins of a kind in the range and number that the fields say. */
    apply(method: BinsRequest["method"]): void {
        this.#method = method;
        const { view } = this.#session.store;
        const [from, to] = [numberIn(this.#from), numberIn(this.#to)];
        if (Number.isNaN(from) || Number.isNaN(to)) {
            showError(this.#error, "The range is two numbers, or empty for where the events are.");
            return;
        }
        this.#session.client
            .bins("bins", {
                expression: view.x.expression,
                where: whereOf(view),
                method,
                count: Number(this.#number.value),
                ...(from === null ? {} : { from }),
                ...(to === null ? {} : { to }),
            })
            .then(({ edges }) => {
                const now = this.#session.store.view;
                if (now.x.expression !== view.x.expression) return;
                const x = { ...now.x, edges };
                if (method === "nEff") this.#even = evenKey({ ...view, x });
                this.#session.store.set({ x });
            })
            .catch((error: unknown) => showFailure(this.#error, error));
    }

    /** Whether the bins of a view are of equal N_eff already, as far as its events allow. */
    isEven(view: View): boolean {
        return evenKey(view) === this.#even;
    }

    #typed(): void {
        const edges = textToEdges(this.edges.value);
        if (edges === null) {
            this.edges.setAttribute("aria-invalid", "true");
            showError(
                this.#error,
                "Edges are at least two rising numbers, such as 200, 300, 500, or 25@200..600 for 25 equal bins.",
            );
            return;
        }
        this.#session.store.set({ x: { ...this.#session.store.view.x, edges } });
    }

    #show({ view, errors }: Shown): void {
        const edges = this.#session.edgesOf(view.x);
        METHODS.forEach(({ method }, i) => {
            if (method === "nEff") this.#buttons[i]!.setAttribute("aria-pressed", String(this.isEven(view)));
        });
        const refused = ["x.edges", "x", "count", "from", "to", "method"]
            .map((field) => errors.get(field))
            .find((error) => error !== undefined);
        showError(this.#error, refused?.message ?? null);
        this.edges.setAttribute("aria-invalid", String(refused !== undefined));
        const published = this.#session.isPublished(view.x.expression);
        this.#begin.textContent = published ? "published" : "reset";
        this.#begin.title = published ? "The bins that are published with the measurement" : "The bins to begin with";
        const put = (field: HTMLInputElement, text: string) => {
            if (document.activeElement !== field) field.value = text;
        };
        put(this.edges, edges === null ? "" : edgesToText(edges).replaceAll(",", ", "));
        put(this.#number, String(edges === null ? BINS_TO_BEGIN_WITH : edges.length - 1));
        put(this.#from, edges === null ? "" : String(edges[0]));
        put(this.#to, edges === null ? "" : String(edges.at(-1)));
    }
}

/** What bins of equal N_eff depend on, and their edges. */
function evenKey(view: View): string {
    return JSON.stringify([view.x, whereOf(view)]);
}

/** The number of a field; null when it is empty, NaN when it is none. */
function numberIn(field: HTMLInputElement): number | null {
    return field.value.trim() === "" ? null : Number(field.value.replace("−", "-"));
}
