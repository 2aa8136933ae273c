import type { ExportRequest, Format } from "../api/types.ts";
import { errorLine, showError, showFailure } from "../controls/section.ts";
import { fill, h } from "../page/dom.ts";
import { logYOf } from "../plot/plotPanel.ts";
import type { Session } from "../state/session.ts";

const PICTURES: readonly Format[] = ["png", "svg", "pdf"];

const DATA: readonly { format: Format; name: string; about: string }[] = [
    { format: "csv", name: "CSV", about: "a table for anything" },
    { format: "json", name: "JSON", about: "for fits: every covariance" },
    { format: "hepdata", name: "HEPData", about: "YAML for a submission" },
    { format: "yoda", name: "YODA", about: "for Rivet" },
];

const WHAT = ["result", "breakdown", "covariance", "correlation"] as const;

/** Files of what is shown, and programs that make the same numbers. */
export class ExportTab {
    readonly element: HTMLElement;
    readonly #session: Session;
    readonly #say: (text: string) => void;
    readonly #error = errorLine("export-error");
    readonly #what = h(
        "select",
        { "aria-label": "Which picture", "data-test": "export-what" },
        ...WHAT.map((what) => h("option", {}, what)),
    );
    readonly #program = h("pre", { class: "program", tabindex: 0, hidden: true, "data-test": "program" });
    readonly #copy = h(
        "button",
        {
            type: "button",
            hidden: true,
            "data-test": "copy-program",
            onclick: () => void this.#copied(this.#program.textContent ?? "", "Program"),
        },
        "Copy",
    );

    constructor(session: Session, say: (text: string) => void) {
        this.#session = session;
        this.#say = say;
        const save = (format: Format, name: string, title: string) =>
            h(
                "button",
                { type: "button", title, "data-test": `export-${format}`, onclick: () => void this.#save(format) },
                name,
            );
        const program = (format: "java" | "python", name: string) =>
            h(
                "button",
                { type: "button", "data-test": `export-${format}`, onclick: () => void this.#show(format) },
                name,
            );
        this.element = h(
            "div",
            { class: "export" },
            h("h3", {}, "Picture"),
            h(
                "div",
                { class: "row" },
                this.#what,
                ...PICTURES.map((format) =>
                    save(format, format.toUpperCase(), `The picture as ${format.toUpperCase()}`),
                ),
            ),
            h("h3", {}, "Numbers"),
            h(
                "ul",
                { class: "formats" },
                ...DATA.map(({ format, name, about }) =>
                    h("li", {}, save(format, name, `${name}: ${about}`), ` ${about}`),
                ),
            ),
            h("h3", {}, "Program that gives these numbers"),
            h("div", { class: "row" }, program("python", "Python"), program("java", "Java"), this.#copy),
            this.#program,
            h("h3", {}, "Link"),
            h(
                "div",
                { class: "row" },
                h(
                    "button",
                    {
                        type: "button",
                        "data-test": "copy-link",
                        onclick: () => void this.#copied(location.href, "Link"),
                    },
                    "Copy the link",
                ),
                h(
                    "span",
                    { class: "quiet" },
                    session.client.linkWithToken() === null
                        ? "to exactly this view"
                        : "to exactly this view, for who has opened one with the token",
                ),
            ),
            session.client.linkWithToken() === null ? null : this.#rowWithToken(),
            this.#error,
        );
    }

    /** On a server that wants one, a link without the token opens for nobody new. */
    #rowWithToken(): HTMLElement {
        const button = h(
            "button",
            {
                type: "button",
                "data-test": "copy-link-token",
                onclick: () => void this.#copied(this.#session.client.linkWithToken() ?? "", "Link with the token"),
            },
            "Copy the link with the token",
        );
        return h("div", { class: "row" }, button, h("span", { class: "quiet" }, "opens for everybody who has it"));
    }

    #request(format: Format): ExportRequest | null {
        const { view } = this.#session.store;
        const request = this.#session.request(view, "export", format !== "csv");
        if (request === null) return null;
        if (!PICTURES.includes(format)) return { ...request, format };
        const what = WHAT.find((name) => name === this.#what.value) ?? "result";
        return { ...request, format, what, logX: view.logX, logY: logYOf(this.#session.shown) };
    }

    async #save(format: Format): Promise<void> {
        await this.#file(format, ({ name, content }) => {
            const address = URL.createObjectURL(content);
            h("a", { href: address, download: name }).click();
            setTimeout(() => URL.revokeObjectURL(address), 60_000);
            this.#say(`${name} saved`);
        });
    }

    async #show(format: "java" | "python"): Promise<void> {
        await this.#file(format, async ({ content }) => {
            fill(this.#program, await content.text());
            this.#program.hidden = this.#copy.hidden = false;
        });
    }

    async #file(format: Format, then: (file: { name: string; content: Blob }) => void | Promise<void>): Promise<void> {
        const request = this.#request(format);
        if (request === null) return;
        showError(this.#error, null);
        try {
            await then(await this.#session.client.file(request));
        } catch (error) {
            showFailure(this.#error, error);
        }
    }

    async #copied(text: string, what: string): Promise<void> {
        await copy(text);
        this.#say(`${what} copied`);
    }
}

/** Puts a text on the clipboard, also where the page is not on a secure address. */
export async function copy(text: string): Promise<void> {
    if (navigator.clipboard !== undefined) return navigator.clipboard.writeText(text);
    const area = h("textarea", { "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
}
