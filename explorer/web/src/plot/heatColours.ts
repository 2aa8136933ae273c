/** Colours for numbers between two ends; the same two scales as on figures of `unfurl plot`. */
type Rgb = readonly [number, number, number];

const stops = (...hex: string[]): Rgb[] =>
    hex.map((text) => [0, 2, 4].map((i) => parseInt(text.slice(i, i + 2), 16)) as unknown as Rgb);

/** From blue through white to red, for numbers from −1 to 1. Source: ColorBrewer RdBu reversed, its grey centre made white. */
export const DIVERGING = stops(
    "2166ac",
    "4393c3",
    "92c5de",
    "d1e5f0",
    "ffffff",
    "fddbc7",
    "f4a582",
    "d6604d",
    "b2182b",
);

/** The colour `share` of the way along a scale. */
export function colourAt(scale: readonly Rgb[], share: number): Rgb {
    const place = Math.max(0, Math.min(1, share)) * (scale.length - 1);
    const below = Math.min(Math.floor(place), scale.length - 2);
    const [a, b] = [scale[below]!, scale[below + 1]!];
    const mix = (i: 0 | 1 | 2) => Math.round(a[i] + (place - below) * (b[i] - a[i]));
    return [mix(0), mix(1), mix(2)];
}

/** Whether black is read better on a colour than white. Source: Rec. ITU-R BT.601. */
export function isLight([r, g, b]: Rgb): boolean {
    return 0.299 * r + 0.587 * g + 0.114 * b > 140;
}
