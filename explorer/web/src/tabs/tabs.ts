import { fill, h } from "../page/dom.ts";
import type { Session, Shown } from "../state/session.ts";
import { TABS, type Tab } from "../state/view.ts";
import { BreakdownTab } from "./breakdown.ts";
import { citeTab } from "./cite.ts";
import { ExportTab } from "./export.ts";
import { MatrixTab } from "./matrix.ts";
import { TableTab } from "./table.ts";

interface Content {
    readonly element: HTMLElement;
    show?(shown: Shown): void;
}

/** What stands beside the plot, one of several. */
export class Tabs {
    readonly element: HTMLElement;
    readonly #session: Session;
    readonly #buttons: ReadonlyMap<Tab, HTMLButtonElement>;
    readonly #panel = h("div", { role: "tabpanel", id: "tab-panel", tabindex: -1 });
    readonly #contents: Record<Tab, Content>;
    #open: Tab | null = null;

    constructor(session: Session, say: (text: string) => void) {
        this.#session = session;
        const covariance = new MatrixTab("covariance", say);
        const correlation = new MatrixTab("correlation", say);
        const table = new TableTab();
        this.#contents = {
            breakdown: new BreakdownTab(session),
            covariance: {
                element: covariance.element,
                show: ({ answer }) => answer?.covariance && covariance.show(answer),
            },
            correlation: {
                element: correlation.element,
                show: ({ answer }) => answer?.correlation && correlation.show(answer),
            },
            table: { element: table.element, show: ({ answer }) => answer && table.show(answer) },
            export: new ExportTab(session, say),
            cite: { element: citeTab(session.measurement, say) },
        };
        this.#buttons = new Map(
            TABS.map((tab, i) => [
                tab,
                h(
                    "button",
                    {
                        type: "button",
                        role: "tab",
                        id: `tab-${tab}`,
                        "aria-controls": "tab-panel",
                        title: `key ${i + 1}`,
                        "data-test": `tab-${tab}`,
                        onclick: () => this.open(tab),
                    },
                    tab[0]!.toUpperCase() + tab.slice(1),
                ),
            ]),
        );
        const list = h("div", { role: "tablist", "aria-label": "Details" }, ...this.#buttons.values());
        list.addEventListener("keydown", (event) => this.#key(event));
        this.element = h("section", { class: "tabs card", "aria-label": "Details" }, list, this.#panel);
        session.listen((shown) => this.#show(shown));
    }

    open(tab: Tab): void {
        this.#session.store.set({ tab }, "replace");
    }

    #show(shown: Shown): void {
        const { tab } = shown.view;
        if (tab !== this.#open) {
            this.#open = tab;
            for (const [name, button] of this.#buttons) {
                button.setAttribute("aria-selected", String(name === tab));
                button.tabIndex = name === tab ? 0 : -1;
            }
            this.#panel.setAttribute("aria-labelledby", `tab-${tab}`);
            fill(this.#panel, this.#contents[tab].element);
        }
        this.#contents[tab].show?.(shown);
        const waits = (tab === "covariance" || tab === "correlation") && shown.answer?.[tab] === undefined;
        this.#contents[tab].element.hidden = waits;
    }

    #key(event: KeyboardEvent): void {
        const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
        if (by === 0) return;
        const next = TABS[(TABS.indexOf(this.#session.store.view.tab) + by + TABS.length) % TABS.length]!;
        this.open(next);
        this.#buttons.get(next)?.focus();
    }
}
