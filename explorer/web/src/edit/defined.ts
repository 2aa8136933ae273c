const NAME = "([A-Za-z_][A-Za-z0-9_.]*)";

/**
 * Conditions under which the parts of an expression that are undefined for some values are defined: a column that is
 * divided by is not 0, one of which a root or logarithm is taken is above 0. Formulas in these places are left alone.
 */
export function cutsFor(expression: string): string[] {
    const divisors = [...expression.matchAll(new RegExp(`/\\s*${NAME}(?!\\s*\\(|[A-Za-z0-9_.])`, "g"))].map(
        (match) => `${match[1]} != 0`,
    );
    const arguments_ = [...expression.matchAll(new RegExp(`\\b(?:log|log10|sqrt)\\(\\s*${NAME}\\s*\\)`, "g"))].map(
        (match) => `${match[1]} > 0`,
    );
    return [...new Set([...divisors, ...arguments_])];
}
