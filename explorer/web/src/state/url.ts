import { type Axis, type Brush, type Cut, TABS, type Tab, type View } from "./view.ts";

/** A view as the part of an address after `#`; what is as in `first` is left out. */
export function toHash(view: View, first: View): string {
    const parts: string[] = [];
    const add = (key: string, value: string) => parts.push(`${key}=${escape(value)}`);
    if (!sameAxis(view.x, first.x)) add("x", view.x.expression);
    if (view.x.edges !== null) add("bins", edgesToText(view.x.edges));
    if (view.y !== null) {
        add("slices", view.y.expression);
        if (view.y.edges !== null) add("sliceBins", edgesToText(view.y.edges));
    }
    for (const cut of view.cuts) add(cut.on ? "cut" : "off", cut.condition);
    for (const brush of view.brushes) add("range", `${brush.expression}:${brush.from ?? ""}:${brush.to ?? ""}`);
    if (view.normalised) add("normalised", "1");
    if (view.sources !== null) parts.push(`sources=${namesToText(view.sources)}`);
    const predictions = namesToText(view.predictions);
    if (predictions !== namesToText(first.predictions)) parts.push(`predictions=${predictions}`);
    if (view.inverse !== first.inverse) add("inverse", view.inverse);
    if (view.logX) add("logX", "1");
    if (view.logY !== null) add("logY", view.logY ? "1" : "0");
    if (view.tab !== first.tab) add("tab", view.tab);
    if (view.slice !== null) add("slice", String(view.slice));
    return parts.join("&");
}

/** The view of an address. What cannot be read is left as in `first`. */
export function fromHash(hash: string, first: View): View {
    const values = new Map<string, string[]>();
    for (const part of hash.replace(/^#/, "").split("&")) {
        const equals = part.indexOf("=");
        if (equals < 1) continue;
        const key = part.slice(0, equals);
        values.set(key, [...(values.get(key) ?? []), part.slice(equals + 1)]);
    }
    const all = (key: string) => (values.get(key) ?? []).map(unescape);
    const one = (key: string) => all(key)[0];
    const names = (key: string) => textToNames(values.get(key)?.[0]);
    const slices = one("slices");
    const logY = one("logY");
    return {
        x: { expression: one("x") ?? first.x.expression, edges: textToEdges(one("bins") ?? "") },
        y: slices === undefined ? null : { expression: slices, edges: textToEdges(one("sliceBins") ?? "") },
        cuts: cutsIn(hash),
        brushes: all("range")
            .map(textToBrush)
            .filter((brush) => brush !== null),
        normalised: one("normalised") === "1",
        sources: names("sources"),
        predictions: names("predictions") ?? first.predictions,
        inverse: one("inverse") ?? first.inverse,
        logX: one("logX") === "1",
        logY: logY === undefined ? null : logY === "1",
        tab: TABS.find((tab: Tab) => tab === one("tab")) ?? first.tab,
        slice: wholeNumber(one("slice")),
    };
}

/** Edges as text: `200,230,300`, or `25@200..600` for 25 bins of one width. */
export function edgesToText(edges: readonly number[]): string {
    const bins = edges.length - 1;
    const [from, to] = [edges[0]!, edges[bins]!];
    const even = edges.every(
        (edge, i) => Math.abs(edge - between(from, to, i / bins)) <= 1e-12 * (Math.abs(from) + Math.abs(to)),
    );
    return even && bins > 2 ? `${bins}@${from}..${to}` : edges.join(",");
}

/** The edges of such a text, or of numbers with blanks or commas between them; null when it is neither. */
export function textToEdges(text: string): number[] | null {
    const even = /^\s*(\d+)@(\S+)\.\.(\S+)\s*$/.exec(text);
    if (even !== null) {
        const [bins, from, to] = [Number(even[1]), Number(even[2]), Number(even[3])];
        if (bins < 1 || bins > 1000 || !(to > from)) return null;
        return Array.from({ length: bins + 1 }, (_, i) => tidy(between(from, to, i / bins)));
    }
    const edges = text
        .split(/[\s,;]+/)
        .filter((word) => word !== "")
        .map(Number);
    const rising = edges.every((edge, i) => Number.isFinite(edge) && (i === 0 || edge > edges[i - 1]!));
    return rising && edges.length > 1 ? edges : null;
}

/** A number without the last digits, in which a sum's rounding stands. */
export function tidy(value: number): number {
    return Number(value.toPrecision(12));
}

function between(from: number, to: number, share: number): number {
    return from + (to - from) * share;
}

function sameAxis(a: Axis, b: Axis): boolean {
    return a.expression === b.expression;
}

/** Cuts that count and those that do not, in the order of the address. */
function cutsIn(hash: string): Cut[] {
    return [...hash.replace(/^#/, "").matchAll(/(?:^|&)(cut|off)=([^&]*)/g)].map((match) => ({
        condition: unescape(match[2]!),
        on: match[1] === "cut",
    }));
}

function textToBrush(text: string): Brush | null {
    const match = /^(.+):([^:]*):([^:]*)$/.exec(text);
    return match === null ? null : { expression: match[1]!, from: end(match[2]!), to: end(match[3]!) };
}

function end(text: string): number | null {
    return text === "" || !Number.isFinite(Number(text)) ? null : Number(text);
}

/** Names with commas between them; a comma within a name is escaped. */
function namesToText(names: readonly string[]): string {
    return names.map((name) => escape(name).replaceAll(",", "%2C")).join(",");
}

function textToNames(text: string | undefined): string[] | null {
    return text === undefined
        ? null
        : text
              .split(",")
              .filter((name) => name !== "")
              .map(unescape);
}

function wholeNumber(text: string | undefined): number | null {
    return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}

/** Leaves an address readable: only what would end a part or be changed by a browser is escaped. */
function escape(text: string): string {
    return text.replace(/[%&#\s"<>`\\+]/g, (character) => encodeURIComponent(character).replace("+", "%2B"));
}

function unescape(text: string): string {
    try {
        return decodeURIComponent(text);
    } catch {
        return text;
    }
}
