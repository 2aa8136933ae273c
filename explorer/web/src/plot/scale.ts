import { tickIncrement, tickStep } from "d3-array";
import { type ScaleLinear, type ScaleLogarithmic, scaleLinear, scaleLog } from "d3-scale";
import { significant, superscript } from "../text/number.ts";

export interface Tick {
    readonly at: number;
    /** Null for a small tick. */
    readonly label: string | null;
}

/** A place on the screen for each number. */
export type Scale = ScaleLinear<number, number> | ScaleLogarithmic<number, number>;

/** A logarithmic scale if asked for and possible, else a linear one. */
export function scaleOf(log: boolean, domain: readonly number[], range: readonly number[]): Scale {
    return (log && domain[0]! > 0 ? scaleLog() : scaleLinear()).domain(domain).range(range);
}

/** The first and the last of some numbers. */
export function endsOf(numbers: readonly number[]): [number, number] {
    return [numbers[0]!, numbers.at(-1)!];
}

/** The number at a place, so round that it is within about a pixel of it: addresses and axes stay readable. */
export function numberAt(scale: Scale, place: number): number {
    return rounded(scale.invert(place), Math.abs(scale.invert(place + 1) - scale.invert(place)));
}

/** A number as a multiple of the round number next to `grain`. */
export function rounded(value: number, grain: number): number {
    const step = tickIncrement(0, grain, 1);
    return step < 0 ? Math.round(value * -step) / -step : Math.round(value / step) * step;
}

/** Half a decade or less is better read with ticks of one distance. */
const NARROW = 10 ** 0.5;

/** About `count` numbers with labels, and smaller ticks between them. */
export function ticksOf(scale: Scale, count: number): Tick[] {
    const [from, to] = endsOf(scale.domain());
    if ("base" in scale && to / from > NARROW) return logTicks(scale, count);
    return linearTicks(scaleLinear().domain([from, to]), count);
}

function linearTicks(scale: ScaleLinear<number, number>, count: number): Tick[] {
    const named = scale.ticks(count);
    const step = Math.abs(tickStep(...endsOf(scale.domain()), count));
    const format = step >= 1e-4 && step < 1e5 ? scale.tickFormat(count, "f") : (at: number) => significant(at, 2);
    return [
        ...scale.ticks(5 * count).map((at) => ({ at, label: null })),
        ...named.map((at) => ({ at, label: format(at) })),
    ];
}

/** Where there are few powers of ten, some of the digits between them are named too. */
function logTicks(scale: ScaleLogarithmic<number, number>, count: number): Tick[] {
    const [from, to] = endsOf(scale.domain());
    const decades = Math.log10(to / from);
    const named = decades < 1 ? [1, 2, 3, 5, 7] : decades < 2 ? [1, 2, 5] : [1];
    return scale.ticks(decades > count ? count : undefined).map((at) => {
        const power = Math.floor(Math.log10(at) + 1e-9);
        const digit = Math.round(at / 10 ** power);
        return { at, label: named.includes(digit) ? logLabel(at, digit, power) : null };
    });
}

function logLabel(at: number, digit: number, power: number): string {
    if (power >= -2 && power <= 4) return String(at);
    return digit === 1 ? `10${superscript(power)}` : `${digit}·10${superscript(power)}`;
}
