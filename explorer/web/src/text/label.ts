/** Labels in the markup of docs/reference/labels.md, with or without `$` around: pieces of text on three levels. */
export interface Piece {
    readonly text: string;
    readonly level: "base" | "sub" | "sup";
    readonly italic: boolean;
    readonly bold: boolean;
}

const NAMES: Record<string, string> = {
    alpha: "α",
    beta: "β",
    gamma: "γ",
    delta: "δ",
    epsilon: "ε",
    zeta: "ζ",
    eta: "η",
    theta: "θ",
    iota: "ι",
    kappa: "κ",
    lambda: "λ",
    mu: "μ",
    nu: "ν",
    xi: "ξ",
    pi: "π",
    rho: "ρ",
    sigma: "σ",
    tau: "τ",
    upsilon: "υ",
    phi: "φ",
    chi: "χ",
    psi: "ψ",
    omega: "ω",
    Gamma: "Γ",
    Delta: "Δ",
    Theta: "Θ",
    Lambda: "Λ",
    Xi: "Ξ",
    Pi: "Π",
    Sigma: "Σ",
    Phi: "Φ",
    Psi: "Ψ",
    Omega: "Ω",
    ell: "ℓ",
    sqrt: "√",
    pm: "±",
    times: "×",
    cdot: "·",
    leq: "≤",
    geq: "≥",
    le: "≤",
    ge: "≥",
    to: "→",
    rightarrow: "→",
    infty: "∞",
    approx: "≈",
    neq: "≠",
    sim: "∼",
    prime: "′",
    partial: "∂",
    circ: "°",
};

interface Style {
    readonly level: Piece["level"];
    readonly italic: boolean;
    readonly bold: boolean;
}

/** A piece, and whether it begins a word of its own. */
interface Part extends Piece {
    readonly fresh?: boolean;
}

/** Reads a label. Nothing is refused: what is not markup is text. */
export function parseLabel(label: string): Piece[] {
    const parts: Part[] = [];
    read(label.replaceAll("$", ""), { level: "base", italic: false, bold: false }, parts);
    return joined(parts)
        .map(minus)
        .map((piece, i, all) => variable(piece, all[i + 1]));
}

/** A text as a label that shows each of its characters. */
export function verbatim(text: string): string {
    return text.replace(/[_^*{}\\]/g, "\\$&");
}

/** The label of an axis with its unit: a formula is shown as it was typed. */
export function axisLabel(axis: { label: string; expression: string; unit: string }): string {
    const label = axis.label === axis.expression ? verbatim(axis.label) : axis.label;
    return axis.unit === "" ? label : `${label} [${axis.unit}]`;
}

function read(text: string, start: Style, out: Part[]): void {
    let style = start;
    for (let i = 0; i < text.length;) {
        const c = text[i]!;
        if ((c === "_" || c === "^") && i + 1 < text.length) {
            const [group, next] = groupAt(text, i + 1);
            read(group, { ...style, level: c === "_" ? "sub" : "sup" }, out);
            i = next;
        } else if (c === "{") {
            const [group, next] = groupAt(text, i);
            const first = out.length;
            read(group, style, out);
            if (out[first] !== undefined) out[first] = { ...out[first], fresh: true };
            i = next;
        } else if (text.startsWith("**", i)) {
            style = { ...style, bold: !style.bold };
            i += 2;
        } else if (c === "*") {
            style = { ...style, italic: !style.italic };
            i += 1;
        } else {
            const [symbol, next] = symbolAt(text, i);
            out.push({ ...style, text: symbol });
            i = next;
        }
    }
}

/** What a script or a brace at `i` holds, and where it ends. */
function groupAt(text: string, i: number): [string, number] {
    if (text[i] === "\\") {
        const name = /^\\[A-Za-z]+/.exec(text.slice(i))?.[0] ?? text.slice(i, i + 2);
        return [name, i + name.length];
    }
    if (text[i] !== "{") return [text.slice(i, i + 1), i + 1];
    let depth = 0;
    for (let j = i; j < text.length; j++) {
        if (text[j] === "{") depth++;
        if (text[j] === "}" && --depth === 0) return [text.slice(i + 1, j), j + 1];
    }
    return [text.slice(i + 1), text.length];
}

function symbolAt(text: string, i: number): [string, number] {
    if (text[i] !== "\\") return [text[i]!, i + 1];
    const name = /^\\([A-Za-z]+) ?/.exec(text.slice(i));
    if (name === null) return [text[i + 1] ?? "\\", i + 2];
    return [NAMES[name[1]!] ?? name[1]!, i + name[0].length];
}

function joined(parts: Part[]): Piece[] {
    const out: Piece[] = [];
    for (const { fresh, ...piece } of parts) {
        const last = out.at(-1);
        if (!fresh && last && last.level === piece.level && last.italic === piece.italic && last.bold === piece.bold) {
            out[out.length - 1] = { ...last, text: last.text + piece.text };
        } else out.push(piece);
    }
    return out;
}

/** A hyphen within a script is a minus sign. */
function minus(piece: Piece): Piece {
    return piece.level === "base" ? piece : { ...piece, text: piece.text.replaceAll("-", "−") };
}

/** A single Latin letter that carries a script is a variable. */
function variable(piece: Piece, next: Piece | undefined): Piece {
    const carries = piece.level === "base" && next !== undefined && next.level !== "base";
    return carries && /^[A-Za-z]$/.test(piece.text) ? { ...piece, italic: true } : piece;
}
