import { lab } from "d3-color";
import { interpolateRgb, piecewise } from "d3-interpolate";

/** From blue through white to red, as on figures of `unfurl plot`. Source: ColorBrewer RdBu reversed, its grey centre made white. */
export const DIVERGING = piecewise(interpolateRgb, [
    "#2166ac",
    "#4393c3",
    "#92c5de",
    "#d1e5f0",
    "#ffffff",
    "#fddbc7",
    "#f4a582",
    "#d6604d",
    "#b2182b",
]);

/** Whether black is read better on a colour than white. */
export function isLight(colour: string): boolean {
    return lab(colour).l > 50;
}
