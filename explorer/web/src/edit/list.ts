import { fill, freshId, h } from "../page/dom.ts";
import { labelHtml } from "../text/labelView.ts";
import type { Name } from "./complete.ts";

/** The list of completions below a field: it keeps no focus, the field says which option is active. */
export class CompletionList {
    readonly element = h("ul", {
        class: "completions",
        role: "listbox",
        tabindex: -1,
        hidden: true,
        "aria-label": "Completions",
    });
    readonly #field: HTMLInputElement;
    readonly #hint: HTMLElement;
    readonly #picked: (name: Name) => void;
    #names: readonly Name[] = [];
    #active = -1;

    /** `hint` may stand below the field, and is then not covered. */
    constructor(field: HTMLInputElement, hint: HTMLElement, picked: (name: Name) => void) {
        this.#field = field;
        this.#hint = hint;
        this.#picked = picked;
        this.element.id = freshId("completions");
        for (const moved of ["scroll", "resize"]) {
            addEventListener(moved, (event) => event.target !== this.element && this.open && this.close(), {
                capture: true,
            });
        }
        field.setAttribute("role", "combobox");
        field.setAttribute("aria-autocomplete", "list");
        field.setAttribute("aria-controls", this.element.id);
        field.setAttribute("aria-expanded", "false");
    }

    get open(): boolean {
        return !this.element.hidden;
    }

    get active(): Name | null {
        return this.open ? (this.#names[this.#active] ?? null) : null;
    }

    /** Shows names; `active` is the one that Enter takes, -1 for none. */
    show(names: readonly Name[], active: number): void {
        this.#names = names;
        fill(this.element, ...names.map((name) => this.#option(name)));
        this.element.hidden = names.length === 0;
        this.#place();
        this.#field.setAttribute("aria-expanded", String(this.open));
        this.#activate(active);
    }

    close(): void {
        this.show([], -1);
    }

    move(by: number): void {
        const count = this.#names.length;
        this.#activate((this.#active + by + count + (this.#active < 0 && by < 0 ? 1 : 0)) % count);
    }

    /** Below the field, over whatever is there: above it where more room is. */
    #place(): void {
        const { left, top, width, bottom: end } = this.#field.getBoundingClientRect();
        const bottom = Math.max(end, this.#hint.getBoundingClientRect().bottom);
        const above = innerHeight - bottom < 200 && top > innerHeight - bottom;
        Object.assign(this.element.style, {
            left: `${left}px`,
            minWidth: `${width}px`,
            top: above ? "auto" : `${bottom + 3}px`,
            bottom: above ? `${innerHeight - top + 3}px` : "auto",
            maxHeight: `${Math.min(340, (above ? top : innerHeight - bottom) - 12)}px`,
        });
    }

    #activate(index: number): void {
        this.#active = index;
        [...this.element.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
        const option = this.element.children[index];
        if (option === undefined) this.#field.removeAttribute("aria-activedescendant");
        else {
            this.#field.setAttribute("aria-activedescendant", option.id);
            option.scrollIntoView({ block: "nearest" });
        }
    }

    #option(name: Name): HTMLLIElement {
        const option = h(
            "li",
            { role: "option", id: freshId("option"), class: name.kind, "data-name": name.name },
            h("code", {}, name.kind === "function" ? `${name.name}()` : name.name),
            h(
                "span",
                { class: "about" },
                name.label === undefined ? null : labelHtml(name.label),
                name.about === "" ? null : ` ${name.about}`,
            ),
        );
        option.addEventListener("pointerdown", (event) => {
            event.preventDefault();
            this.#picked(name);
        });
        return option;
    }
}
