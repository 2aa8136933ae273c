import type { Num } from "../api/types.ts";

const MINUS = "−";

/** A number with so many significant digits, as people write it. */
export function significant(value: Num, digits = 3): string {
    if (value === null || !Number.isFinite(value)) return "–";
    if (value === 0) return "0";
    const size = Math.floor(Math.log10(Math.abs(value)));
    if (size < -3 || size > 6) return power(value, digits);
    const decimals = Math.max(0, digits - 1 - size);
    return signed(value.toFixed(Math.min(decimals, 12)));
}

/** A value and its errors, all with the decimals that give the smallest error two digits. */
export function withErrors(value: Num, ...errors: Num[]): { value: string; errors: string[] } {
    const least = Math.min(...errors.filter((error): error is number => error !== null && error > 0));
    if (value === null || !Number.isFinite(least)) {
        return { value: significant(value, 4), errors: errors.map((error) => significant(error, 2)) };
    }
    const decimals = Math.max(0, Math.min(12, 1 - Math.floor(Math.log10(least))));
    const round = (number: Num) => (number === null ? "–" : signed(number.toFixed(decimals)));
    return { value: grouped(round(value)), errors: errors.map(round) };
}

/** A count with thin spaces between thousands. */
export function count(value: Num): string {
    return value === null ? "–" : grouped(Math.round(value).toString());
}

/** A share as percents. */
export function percent(value: Num, digits = 2): string {
    return value === null || !Number.isFinite(value) ? "–" : `${significant(100 * value, digits)} %`;
}

/** A probability: small ones keep their power of ten. */
export function probability(value: Num): string {
    if (value === null) return "–";
    return value < 1e-3 ? (value < 1e-99 ? "0" : power(value, 1)) : significant(value, 2);
}

/** A number as short as it can be without losing a digit. */
export function exact(value: number): string {
    return signed(String(value));
}

function power(value: number, digits: number): string {
    const [mantissa, exponent] = value.toExponential(Math.max(0, digits - 1)).split("e") as [string, string];
    return `${signed(mantissa)}·10${superscript(Number(exponent))}`;
}

/** A whole number in raised figures. */
export function superscript(value: number): string {
    return String(value).replace(/[-0-9]/g, (c) => (c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(c)]!));
}

function signed(text: string): string {
    return text.replace(/^-/, MINUS);
}

function grouped(text: string): string {
    const [whole, ...rest] = text.split(".") as [string];
    const groups = whole.length < 5 ? whole : whole.replace(/\B(?=(\d{3})+$)/g, "\u2009");
    return [groups, ...rest].join(".");
}
