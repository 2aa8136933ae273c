import type { FunctionInfo } from "../api/types.ts";

/** A name that an expression may have. */
export interface Name {
    readonly name: string;
    readonly kind: "column" | "function";
    /** Said beside it: a unit, or what a function gives. */
    readonly about: string;
    /** A label in the markup of text/label.ts, where it has one. */
    readonly label?: string | undefined;
}

export interface Text {
    readonly text: string;
    readonly caret: number;
}

export interface Word {
    readonly from: number;
    readonly to: number;
    readonly word: string;
}

const PLAIN = /^[A-Za-z_][A-Za-z0-9_.]*$/;

/** The name that the caret stands in or behind; an empty one where it stands in none. */
export function wordAt({ text, caret }: Text): Word {
    const from = caret - /[A-Za-z0-9_.]*$/.exec(text.slice(0, caret))![0].length;
    const to = caret + /^[A-Za-z0-9_.]*/.exec(text.slice(caret))![0].length;
    const word = text.slice(from, to);
    return /^[0-9.]/.test(word) ? { from: caret, to: caret, word: "" } : { from, to, word };
}

/** Names that what was typed may stand for, the likeliest first: those that begin with it, contain it, have its letters. */
export function candidates(names: readonly Name[], typed: string, most = 12): Name[] {
    const wanted = typed.toLowerCase();
    const ranked = names
        .map((name, order) => ({ name, order, rank: rank(name.name.toLowerCase(), wanted) }))
        .filter(({ rank }) => rank < Infinity);
    ranked.sort((a, b) => a.rank - b.rank || a.order - b.order);
    return ranked.slice(0, most).map(({ name }) => name);
}

function rank(name: string, typed: string): number {
    if (name === typed) return 0;
    if (name.startsWith(typed)) return 1;
    if (name.includes("_" + typed)) return 2;
    if (name.includes(typed)) return 3;
    let next = 0;
    for (const letter of name) if (letter === typed[next]) next++;
    return next === typed.length ? 4 : Infinity;
}

/** The text with a name in place of the word at the caret; the caret of a function is between its parentheses. */
export function accept(before: Text, name: Name): Text {
    const { from, to } = wordAt(before);
    const after = before.text.slice(to);
    const written = PLAIN.test(name.name) ? name.name : `\`${name.name}\``;
    const call = name.kind === "function" && !after.startsWith("(");
    const inserted = call ? `${written}()` : written;
    return { text: before.text.slice(0, from) + inserted + after, caret: from + inserted.length - (call ? 1 : 0) };
}

/** The call whose arguments the caret stands among, and which of them; null outside of calls. */
export function callAt(
    { text, caret }: Text,
    functions: readonly FunctionInfo[],
): { info: FunctionInfo; argument: number } | null {
    let depth = 0;
    let argument = 0;
    for (let i = caret - 1; i >= 0; i--) {
        const c = text[i];
        if (c === ")") depth++;
        else if (c === "," && depth === 0) argument++;
        else if (c === "(" && depth-- === 0) {
            const name = /([A-Za-z_][A-Za-z0-9_]*)\s*$/.exec(text.slice(0, i))?.[1];
            const info = functions.find((f) => f.name === name);
            if (info !== undefined) return { info, argument };
            depth = 0;
            argument = 0;
        }
    }
    return null;
}
