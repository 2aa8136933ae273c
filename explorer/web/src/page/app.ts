import type { Client } from "../api/client.ts";
import type { Measurement } from "../api/types.ts";
import { BinsControl } from "../controls/bins.ts";
import { Corner } from "../controls/corner.ts";
import { Legend } from "../controls/legend.ts";
import { ObservableControl } from "../controls/observable.ts";
import { Remarks } from "../controls/remarks.ts";
import { SelectionControl } from "../controls/selection.ts";
import { SlicesControl } from "../controls/slices.ts";
import { vocabularyOf } from "../edit/vocabulary.ts";
import { PlotPanel, logYOf } from "../plot/plotPanel.ts";
import { Session } from "../state/session.ts";
import { Store } from "../state/store.ts";
import { TABS, firstView } from "../state/view.ts";
import { Tabs } from "../tabs/tabs.ts";
import { fill, h, typing } from "./dom.ts";
import { Help, type Shortcut } from "./help.ts";
import { firstHint } from "./hint.ts";
import { Status } from "./status.ts";
import { themeButton } from "./theme.ts";

/** Builds the page of a measurement in `root`. */
export function openApp(root: Element, measurement: Measurement, client: Client): void {
    document.title = `${measurement.name} – unfurl explore`;
    const status = new Status();
    const say = (text: string) => status.say(text);
    const tell = (text: string) => status.tell(text);
    const session = new Session(measurement, client, new Store(firstView(measurement)), (busy) => status.busy(busy));
    const vocabulary = vocabularyOf(measurement);
    const observable = new ObservableControl(session, vocabulary);
    const bins = new BinsControl(session);
    const selection = new SelectionControl(session, vocabulary);
    const slices = new SlicesControl(session, vocabulary);
    const plot = new PlotPanel(session, say);
    const tabs = new Tabs(session, tell);
    const theme = themeButton(() => session.repeat());
    session.listen((shown) => observable.showLogY(logYOf(shown)));

    const shortcuts = shortcutsOf({ session, observable, bins, selection, slices, plot, tabs, theme });
    const help = new Help([...shortcuts, { key: "?", about: "this list", run: () => help.toggle() }]);
    listenToKeys([...shortcuts, { key: "?", about: "", run: () => help.toggle() }]);
    const helpButton = h(
        "button",
        {
            class: "icon",
            type: "button",
            title: "Keys (key ?)",
            "aria-label": "Keys",
            onclick: () => help.toggle(),
            "data-test": "help-open",
        },
        "?",
    );

    const columns = h(
        "div",
        { class: "columns" },
        h(
            "div",
            { class: "controls card", role: "region", "aria-label": "What is shown" },
            observable.element,
            bins.element,
            selection.element,
            slices.element,
        ),
        h(
            "main",
            { class: "middle" },
            firstHint(exampleFormula(measurement)),
            h(
                "div",
                { class: "plot-card card" },
                h("div", { class: "plot-head" }, new Legend(session).element, new Corner(session, say).element),
                status.busySign,
                plot.element,
                new Remarks(session, bins).element,
            ),
        ),
        tabs.element,
    );
    // The table has a column for each prediction.
    session.listen(({ view }) => {
        const room = view.tab === "table" ? 4.4 * view.predictions.length : 0;
        columns.style.setProperty("--table-room", `${room}rem`);
    });

    fill(
        root,
        header(measurement, () => plot.handles.focus(), theme, helpButton),
        columns,
        status.live,
        status.note,
        help.element,
    );
    session.start();
}

function header(measurement: Measurement, toPlot: () => void, ...buttons: HTMLElement[]): HTMLElement {
    return h(
        "header",
        {},
        h("button", { class: "skip", type: "button", onclick: toPlot }, "To the edges of the plot"),
        h("h1", {}, h("span", { class: "brand" }, "unfurl"), ` ${measurement.name}`),
        h("p", { class: "description", title: measurement.description }, measurement.description),
        h("span", { class: "space" }),
        ...buttons,
    );
}

/** A ratio of two columns of one unit, if there are any. */
function exampleFormula({ columns }: Measurement): string {
    const [first, second] = columns.filter(
        (column, _, all) => column.unit !== "" && all.filter((other) => other.unit === column.unit).length > 1,
    );
    return first !== undefined && second !== undefined
        ? `${second.name}/${first.name}`
        : `${columns[0]?.name ?? "x"}^2`;
}

interface Parts {
    session: Session;
    observable: ObservableControl;
    bins: BinsControl;
    selection: SelectionControl;
    slices: SlicesControl;
    plot: PlotPanel;
    tabs: Tabs;
    theme: HTMLButtonElement;
}

function shortcutsOf(parts: Parts): Shortcut[] {
    const { store } = parts.session;
    const field = (input: HTMLInputElement) => () => {
        input.focus();
        input.select();
    };
    return [
        { key: "/", about: "the observable", run: field(parts.observable.field.input) },
        { key: "[", about: "the observable before", run: () => parts.observable.step(-1) },
        { key: "]", about: "the next observable", run: () => parts.observable.step(1) },
        { key: "b", about: "the edges of the bins, as text", run: field(parts.bins.edges) },
        { key: "e", about: "the edges below the plot", run: () => parts.plot.handles.focus() },
        { key: "c", about: "a new cut", run: field(parts.selection.newCut.input) },
        { key: "r", about: "a new range", run: field(parts.selection.newRange.input) },
        { key: "s", about: "slices", run: field(parts.slices.field.input) },
        { key: "n", about: "normalised or absolute", run: () => store.set({ normalised: !store.view.normalised }) },
        { key: "x", about: "horizontal axis logarithmic or linear", run: () => store.set({ logX: !store.view.logX }) },
        {
            key: "y",
            about: "vertical axis logarithmic or linear",
            run: () => store.set({ logY: !logYOf(parts.session.shown) }),
        },
        ...TABS.map((tab, i): Shortcut => ({ key: String(i + 1), about: tab, run: () => parts.tabs.open(tab) })),
        { key: "t", about: "colours: light, dark, as the system", run: () => parts.theme.click() },
    ];
}

function listenToKeys(shortcuts: readonly Shortcut[]): void {
    addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing()) return;
        const shortcut = shortcuts.find(({ key }) => key === event.key);
        if (shortcut === undefined) return;
        event.preventDefault();
        shortcut.run();
    });
}
