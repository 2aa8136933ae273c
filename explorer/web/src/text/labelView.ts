import { h, s } from "../page/dom.ts";
import { type Piece, parseLabel } from "./label.ts";

/** A label for HTML, its scripts one above the other. */
export function labelHtml(label: string): HTMLElement {
    const pieces = parseLabel(label);
    const out = h("span", { class: "label" });
    for (let i = 0; i < pieces.length; i++) {
        const [piece, next] = [pieces[i]!, pieces[i + 1]];
        if (piece.level !== "base" && next && next.level !== "base" && next.level !== piece.level) {
            const [sub, sup] = piece.level === "sub" ? [piece, next] : [next, piece];
            out.append(h("span", { class: "scripts" }, h("sup", {}, sup.text), h("sub", {}, sub.text)));
            i++;
        } else out.append(html(piece));
    }
    return out;
}

function html(piece: Piece): Node {
    if (piece.level === "sub") return h("sub", {}, piece.text);
    if (piece.level === "sup") return h("sup", {}, piece.text);
    if (piece.bold) return h("b", {}, piece.text);
    return piece.italic ? h("i", {}, piece.text) : document.createTextNode(piece.text);
}

const SMALLER = 0.72;

/** A label for SVG. `size` is the height of its letters. */
export function labelSvg(label: string, size: number, attributes: Record<string, string | number>): SVGTextElement {
    const out = s("text", { "font-size": size, ...attributes });
    let raised = 0;
    let last: { level: Piece["level"]; width: number } = { level: "base", width: 0 };
    for (const piece of parseLabel(label)) {
        const target = piece.level === "sub" ? 0.25 * size : piece.level === "sup" ? -0.4 * size : 0;
        const stacked = piece.level !== "base" && last.level !== "base" && last.level !== piece.level;
        const part = s("tspan", { dy: target - raised, ...(stacked ? { dx: -last.width } : {}) }, piece.text);
        if (piece.level !== "base") part.setAttribute("font-size", String(SMALLER * size));
        if (piece.italic) part.setAttribute("font-style", "italic");
        if (piece.bold) part.setAttribute("font-weight", "bold");
        out.append(part);
        raised = target;
        last = { level: piece.level, width: textWidth(piece.text, SMALLER * size) };
    }
    return out;
}

/** How wide a label is at most: scripts one above the other count one by one. */
export function labelWidth(label: string, size: number): number {
    return parseLabel(label)
        .map((piece) => textWidth(piece.text, piece.level === "base" ? size : SMALLER * size))
        .reduce((sum, width) => sum + width, 0);
}

let pen: CanvasRenderingContext2D | null = null;

/** How wide a text is in the page's font. */
export function textWidth(text: string, size: number): number {
    pen ??= document.createElement("canvas").getContext("2d");
    if (pen === null) return 0.55 * size * text.length;
    pen.font = `${size}px ${getComputedStyle(document.body).fontFamily}`;
    return pen.measureText(text).width;
}
