import { fill, h } from "../page/dom.ts";

export interface Problem {
    readonly message: string;
    readonly position?: number | null | undefined;
    readonly nearest?: string | undefined;
}

/** The word that begins at a position, or the one character there. */
export function wrongPart(text: string, position: number): [number, number] {
    const word = /^[A-Za-z_][A-Za-z0-9_.]*|^[0-9.]+|^`[^`]*`?/.exec(text.slice(position))?.[0] ?? "";
    return [position, position + Math.max(1, word.length)];
}

/** The name that Unfurl's messages propose. */
export function nearestIn(message: string): string | undefined {
    return /Did you mean '([^']+)'\?/.exec(message)?.[1];
}

/** A field's error below it, and under its text the part that is wrong. */
export class ProblemView {
    readonly element = h("div", { class: "problem", role: "alert", hidden: true });
    /** Lies behind the field with the same letters, unseen, of which the wrong ones are underlined. */
    readonly underlay = h("div", { class: "underlay", "aria-hidden": "true" });
    readonly #field: HTMLInputElement;
    readonly #replace: (from: number, to: number, by: string) => void;

    constructor(field: HTMLInputElement, replace: (from: number, to: number, by: string) => void) {
        this.#field = field;
        this.#replace = replace;
        field.addEventListener("scroll", () => (this.underlay.scrollLeft = field.scrollLeft));
    }

    show(problem: Problem | null): void {
        const text = this.#field.value;
        this.#field.setAttribute("aria-invalid", String(problem !== null));
        this.element.hidden = problem === null;
        fill(this.underlay);
        if (problem === null) {
            fill(this.element);
            return;
        }
        const [first, ...rest] = problem.message.split("\n");
        const place = typeof problem.position === "number" ? wrongPart(text, problem.position) : null;
        if (place !== null) this.#underline(text, place);
        fill(
            this.element,
            h("p", {}, first, place === null ? null : h("span", { class: "place" }, ` (character ${place[0] + 1})`)),
            this.#mend(problem, place),
        );
        if (rest.length > 0)
            this.element.append(h("details", {}, h("summary", {}, "more"), h("pre", {}, rest.join("\n"))));
    }

    #underline(text: string, [from, to]: [number, number]): void {
        fill(
            this.underlay,
            text.slice(0, from),
            h("mark", {}, text.slice(from, to).padEnd(to - from, "\u00a0")),
            text.slice(to),
        );
        this.underlay.scrollLeft = this.#field.scrollLeft;
    }

    #mend(problem: Problem, place: [number, number] | null): HTMLElement | null {
        const nearest = problem.nearest ?? nearestIn(problem.message);
        if (nearest === undefined || place === null) return null;
        return h(
            "button",
            { type: "button", class: "mend", onclick: () => this.#replace(place[0], place[1], nearest) },
            "Use ",
            h("code", {}, nearest),
        );
    }
}
