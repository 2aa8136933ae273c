type Attributes = Record<string, unknown>;
type Child = Node | string | null | undefined | false;

const SVG = "http://www.w3.org/2000/svg";

/** An HTML element. Attributes that begin with `on` are listeners; true is an empty attribute, false and null are none. */
export function h<K extends keyof HTMLElementTagNameMap>(
    tag: K,
    attributes: Attributes = {},
    ...children: Child[]
): HTMLElementTagNameMap[K] {
    return filled(document.createElement(tag), attributes, children);
}

/** An SVG element, likewise. */
export function s<K extends keyof SVGElementTagNameMap>(
    tag: K,
    attributes: Attributes = {},
    ...children: Child[]
): SVGElementTagNameMap[K] {
    return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled<E extends Element>(element: E, attributes: Attributes, children: Child[]): E {
    for (const [name, value] of Object.entries(attributes)) {
        if (name.startsWith("on")) element.addEventListener(name.slice(2), value as EventListener);
        else if (value !== false && value !== null && value !== undefined) {
            element.setAttribute(name, value === true ? "" : String(value));
        }
    }
    element.append(
        ...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false),
    );
    return element;
}

/** Puts `nodes` in the place of what `parent` holds. */
export function fill(parent: Element, ...nodes: Child[]): void {
    parent.replaceChildren(
        ...nodes.filter((node): node is Node | string => node !== null && node !== undefined && node !== false),
    );
}

let last = 0;

/** An id that no other element of the page has. */
export function freshId(prefix: string): string {
    return `${prefix}-${++last}`;
}

/** Whether what is typed now goes into a field. */
export function typing(): boolean {
    return document.activeElement?.matches("input:not([type=checkbox]):not([type=radio]), textarea, select") ?? false;
}
