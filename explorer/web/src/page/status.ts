import { h } from "./dom.ts";

const QUIET_MS = 150;

/** Says things to screen readers, and shows when an answer takes its time. */
export class Status {
    /** Unseen; read out. */
    readonly live = h("div", { class: "unseen", role: "status", "aria-live": "polite", "data-test": "live" });
    readonly busySign = h("div", { class: "busy", hidden: true, "aria-hidden": "true", "data-test": "busy" });
    readonly note = h("div", { class: "note", hidden: true, "aria-hidden": "true" });
    #timer = 0;
    #noteTimer = 0;

    say(text: string): void {
        this.live.textContent = text;
    }

    /** Says it, and shows it for a moment. */
    tell(text: string): void {
        this.say(text);
        this.note.textContent = text;
        this.note.hidden = false;
        clearTimeout(this.#noteTimer);
        this.#noteTimer = window.setTimeout(() => (this.note.hidden = true), 2500);
    }

    busy(busy: boolean): void {
        clearTimeout(this.#timer);
        if (busy) this.#timer = window.setTimeout(() => (this.busySign.hidden = false), QUIET_MS);
        else this.busySign.hidden = true;
    }
}
