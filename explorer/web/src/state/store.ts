import { toHash, fromHash } from "./url.ts";
import type { View } from "./view.ts";

/** How a change enters the browser's history: as a step of its own, in place of the last, or not yet (a drag). */
export type Entry = "step" | "replace" | "passing";

/** The view that is shown, held in step with the address: back and forward work, and a link shows the same. */
export class Store {
    readonly first: View;
    #view: View;
    readonly #listeners: ((view: View, before: View) => void)[] = [];

    constructor(first: View) {
        this.first = first;
        this.#view = fromHash(location.hash, first);
        addEventListener("popstate", () => this.#show(fromHash(location.hash, first)));
    }

    get view(): View {
        return this.#view;
    }

    /** Calls `listener` after every change. */
    listen(listener: (view: View, before: View) => void): void {
        this.#listeners.push(listener);
    }

    set(change: Partial<View>, entry: Entry = "step"): void {
        const view = { ...this.#view, ...change };
        if (entry !== "passing") {
            const hash = "#" + toHash(view, this.first);
            if (hash === "#" + location.hash.slice(1)) entry = "replace";
            const address = location.pathname + location.search + (hash === "#" ? "" : hash);
            if (entry === "step") history.pushState(null, "", address);
            else history.replaceState(null, "", address);
        }
        this.#show(view);
    }

    #show(view: View): void {
        const before = this.#view;
        this.#view = view;
        for (const listener of this.#listeners) listener(view, before);
    }
}
