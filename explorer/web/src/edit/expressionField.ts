import { ApiError, type Client } from "../api/client.ts";
import { Slot } from "../api/slot.ts";
import type { CheckAnswer } from "../api/types.ts";
import { fill, h } from "../page/dom.ts";
import { type Name, accept, callAt, candidates, wordAt } from "./complete.ts";
import { CompletionList } from "./list.ts";
import { type Problem, ProblemView } from "./problem.ts";
import type { Vocabulary } from "./vocabulary.ts";

export interface ExpressionOptions {
    readonly client: Client;
    readonly vocabulary: Vocabulary;
    /** Said by screen readers. */
    readonly name: string;
    readonly test: string;
    readonly placeholder: string;
    /** Whether it is to be true or false for each event. */
    readonly condition: boolean;
    /** Hears of an expression that the server understands, or of an empty text. */
    readonly committed: (expression: string) => void;
}

/** A field for an expression: completes names, says what is wrong and where, and tells only of what is right. */
export class ExpressionField {
    readonly element: HTMLElement;
    readonly input: HTMLInputElement;
    readonly #options: ExpressionOptions;
    readonly #list: CompletionList;
    readonly #problem: ProblemView;
    readonly #hint = h("div", { class: "signature", hidden: true });
    readonly #check: Slot<string, CheckAnswer>;
    #committed = "";
    /** What is being checked before it is passed on, one after the other. */
    readonly #pending = new Set<string>();
    #passing = Promise.resolve();
    #browsing = false;

    constructor(options: ExpressionOptions) {
        this.#options = options;
        this.#check = new Slot((text) => options.client.check(text, options.condition));
        this.input = h("input", {
            type: "text",
            spellcheck: "false",
            autocomplete: "off",
            autocapitalize: "off",
            "aria-label": options.name,
            placeholder: options.placeholder,
            "data-test": options.test,
        });
        this.#list = new CompletionList(this.input, this.#hint, (name) => this.#take(name));
        this.#problem = new ProblemView(this.input, (from, to, by) => this.#replace(from, to, by));
        const browse = h(
            "button",
            { type: "button", class: "browse", tabindex: "-1", "aria-label": `Show all columns: ${options.name}` },
            "▾",
        );
        browse.addEventListener("pointerdown", (event) => {
            event.preventDefault();
            if (this.#list.open) this.#list.close();
            else this.#browse();
        });
        this.element = h(
            "div",
            { class: "expression" },
            h("div", { class: "box" }, this.#problem.underlay, this.input, browse, this.#list.element),
            this.#hint,
            this.#problem.element,
        );
        this.#listen();
    }

    /** Shows an expression that is in force, unless the user is typing another one. */
    set(expression: string): void {
        if (expression === this.#committed) return;
        this.#pending.clear();
        this.#committed = expression;
        this.input.value = expression;
        this.#problem.show(null);
    }

    /** Makes way for the next after `expression` was taken up elsewhere, unless the next is being typed already. */
    clear(expression: string): void {
        this.#committed = "";
        if (this.input.value.trim() !== expression) return;
        this.input.value = "";
        this.#problem.show(null);
    }

    /** Shows what the server said against the expression; null when nothing. */
    refuse(problem: Problem | null): void {
        if (this.input.value === this.#committed) this.#problem.show(problem);
    }

    #listen(): void {
        this.input.addEventListener("input", () => {
            this.#browsing = false;
            this.#complete();
            this.#judge();
        });
        this.input.addEventListener("keydown", (event) => this.#key(event));
        this.input.addEventListener("click", () => this.#sign());
        this.input.addEventListener("focus", () => {
            if (this.input.value === "") this.#browse();
        });
        this.input.addEventListener("blur", () => {
            this.#list.close();
            this.#hint.hidden = true;
            this.#commit();
        });
    }

    #key(event: KeyboardEvent): void {
        const down = event.key === "ArrowDown";
        if (event.key === " " && event.ctrlKey) this.#complete(true);
        else if (down && !this.#list.open) this.#browse();
        else if ((down || event.key === "ArrowUp") && this.#list.open) this.#list.move(down ? 1 : -1);
        else if ((event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) && this.#list.active !== null)
            this.#take(this.#list.active);
        else if (event.key === "Enter") {
            this.#list.close();
            this.#commit();
        } else if (event.key === "Escape" && this.#list.open) this.#list.close();
        else if (event.key === "Escape") this.#undo();
        else return;
        event.preventDefault();
        event.stopPropagation();
    }

    /** Back to what is in force. */
    #undo(): void {
        this.#pending.clear();
        this.input.value = this.#committed;
        this.#problem.show(null);
        this.input.blur();
    }

    #browse(): void {
        this.input.focus();
        this.#browsing = true;
        const names = this.#options.vocabulary.observables;
        this.#list.show(
            names,
            names.findIndex((name) => name.name === this.input.value),
        );
    }

    #complete(always = false): void {
        this.#sign();
        const { word } = wordAt(this.#text());
        const names = word === "" && !always ? [] : candidates(this.#options.vocabulary.names, word, always ? 100 : 12);
        const whole = names.some((name) => name.name === word);
        this.#list.show(whole && names.length === 1 ? [] : names, whole ? -1 : 0);
    }

    #take(name: Name): void {
        const replaceAll = this.#browsing && !this.#options.condition;
        const { text, caret } = replaceAll ? { text: name.name, caret: name.name.length } : accept(this.#text(), name);
        this.#list.close();
        this.#write(text, caret);
        if (replaceAll) this.#commit();
        else this.#judge();
    }

    #replace(from: number, to: number, by: string): void {
        const text = this.input.value;
        this.#write(text.slice(0, from) + by + text.slice(to), from + by.length);
        this.#commit();
    }

    #write(text: string, caret: number): void {
        this.input.value = text;
        this.input.focus();
        this.input.setSelectionRange(caret, caret);
        this.#sign();
    }

    /** Says what the call takes that the caret is in. */
    #sign(): void {
        const call = callAt(this.#text(), this.#options.vocabulary.functions);
        this.#hint.hidden = call === null;
        if (call === null) return;
        const parts = call.info.arguments.flatMap((argument, i) => [
            i === 0 ? "" : ", ",
            i === call.argument ? h("b", {}, argument) : argument,
        ]);
        fill(this.#hint, `${call.info.name}(`, ...parts, `) ${call.info.about}`);
    }

    #commit(): void {
        const text = this.input.value.trim();
        if (text === this.#committed) {
            if (text === this.input.value) return;
            this.input.value = text;
        } else if (text === "") this.#settle("");
        else if (!this.#pending.has(text)) {
            this.#pending.add(text);
            this.#passing = this.#passing.finally(() => this.#pass(text));
        }
    }

    /** Passes an expression on if the server understands it, also when the next is being typed already. */
    async #pass(text: string): Promise<void> {
        try {
            const answer = await this.#options.client.check(text, this.#options.condition);
            if (!this.#pending.delete(text) || !this.input.isConnected) return;
            if (answer.ok) this.#settle(text);
            else this.#tell(text, answer);
        } catch (error) {
            if (!(error instanceof ApiError)) throw error;
            this.#pending.delete(text);
            this.#problem.show(error);
        }
    }

    #settle(text: string): void {
        this.#committed = text;
        if (this.input.value.trim() === text) this.#problem.show(null);
        this.#options.committed(text);
    }

    /** Asks whether what is typed is an expression, and shows what is wrong. */
    #judge(): void {
        const text = this.input.value;
        if (text.trim() === "") {
            this.#problem.show(null);
            return;
        }
        this.#check.ask(
            text,
            (answer) => this.#tell(text, answer),
            (error) => {
                if (error instanceof ApiError) this.#problem.show(error);
            },
        );
    }

    /** Shows what is wrong with a text, if it still stands here. */
    #tell(text: string, answer: CheckAnswer): void {
        if (this.input.value.trim() !== text.trim()) return;
        const unfinished = this.#list.open && document.activeElement === this.input;
        this.#problem.show(answer.ok || unfinished ? null : { ...answer, message: answer.message ?? "" });
    }

    #text(): { text: string; caret: number } {
        return { text: this.input.value, caret: this.input.selectionStart ?? this.input.value.length };
    }
}
