import { significant, superscript } from "../text/number.ts";

export interface Tick {
    readonly at: number;
    /** Null for a small tick. */
    readonly label: string | null;
}

/** A place on the screen for each number. */
export interface Scale {
    readonly log: boolean;
    readonly domain: readonly [number, number];
    readonly range: readonly [number, number];
    at(value: number): number;
    invert(place: number): number;
    /** About `count` numbers with labels, and smaller ticks between them. */
    ticks(count: number): Tick[];
}

export function linearScale(domain: readonly [number, number], range: readonly [number, number]): Scale {
    const [a, b] = domain;
    const slope = (range[1] - range[0]) / (b - a || 1);
    return {
        log: false,
        domain,
        range,
        at: (value) => range[0] + (value - a) * slope,
        invert: (place) => a + (place - range[0]) / slope,
        ticks: (count) => linearTicks(a, b, count),
    };
}

/** A logarithmic scale; what is not above 0 is placed at its low end. */
export function logScale(domain: readonly [number, number], range: readonly [number, number]): Scale {
    const [a, b] = [Math.log10(domain[0]), Math.log10(domain[1])];
    const slope = (range[1] - range[0]) / (b - a || 1);
    return {
        log: true,
        domain,
        range,
        at: (value) => range[0] + ((value > 0 ? Math.log10(value) : a) - a) * slope,
        invert: (place) => 10 ** (a + (place - range[0]) / slope),
        ticks: (count) => logTicks(domain[0], domain[1], count),
    };
}

function linearTicks(a: number, b: number, count: number): Tick[] {
    if (!(b > a)) return [];
    const { step, parts } = niceStep((b - a) / Math.max(1, count));
    const small = step / parts;
    const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    const ticks: Tick[] = [];
    for (let i = Math.ceil(a / small - 1e-9); i <= b / small + 1e-9; i++) {
        const at = i * small;
        ticks.push({ at, label: i % parts === 0 ? linearLabel(at, step, decimals) : null });
    }
    return ticks;
}

/** The smallest of 1, 2, 5 times a power of ten that is not below `least`, and into how many parts it is divided. */
function niceStep(least: number): { step: number; parts: number } {
    const power = 10 ** Math.floor(Math.log10(least) + 1e-9);
    const digit = [1, 2, 5, 10].find((nice) => nice * power >= least * (1 - 1e-9)) ?? 10;
    return { step: digit * power, parts: digit === 2 ? 4 : 5 };
}

function linearLabel(at: number, step: number, decimals: number): string {
    if (Math.abs(at) < step * 1e-6) return "0";
    if (step >= 1e5 || step < 1e-4) return significant(at, 2);
    return at.toFixed(decimals).replace("-", "−");
}

function logTicks(a: number, b: number, count: number): Tick[] {
    const decades = Math.log10(b / a);
    if (!(decades > 0)) return [];
    if (decades < 0.5) return linearTicks(a, b, count);
    const every = Math.max(1, Math.ceil(decades / count));
    const between = decades < 1 ? [2, 3, 5, 7] : decades < 2 ? [2, 5] : [];
    const ticks: Tick[] = [];
    for (let power = Math.floor(Math.log10(a)); power <= Math.log10(b); power++) {
        for (let digit = 1; digit < 10; digit++) {
            const at = digit * 10 ** power;
            if (at < a * (1 - 1e-9) || at > b * (1 + 1e-9)) continue;
            const named = digit === 1 ? power % every === 0 : between.includes(digit);
            ticks.push({ at, label: named ? logLabel(digit, power) : null });
        }
    }
    return ticks;
}

function logLabel(digit: number, power: number): string {
    if (power >= -2 && power <= 4) return Number((digit * 10 ** power).toPrecision(3)).toString();
    return digit === 1 ? `10${superscript(power)}` : `${digit}·10${superscript(power)}`;
}
