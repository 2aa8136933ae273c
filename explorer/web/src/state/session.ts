import { ApiError, type Client } from "../api/client.ts";
import { Slot } from "../api/slot.ts";
import type { Measurement, Observable, ViewAnswer, ViewRequest } from "../api/types.ts";
import type { Store } from "./store.ts";
import { type Axis, type View, conditionsOf, whereOf } from "./view.ts";

/** What is to be shown: the view that is chosen, and the newest answer, which may be of the view before. */
export interface Shown {
    readonly view: View;
    readonly answer: ViewAnswer | null;
    /** The view that `answer` is of. */
    readonly answered: View | null;
    /** What was refused last, by the field that caused it; empty after an answer. */
    readonly errors: ReadonlyMap<string, ApiError>;
}

/** How many bins an expression has before anybody says so. */
export const BINS_TO_BEGIN_WITH = 25;
const SLICES_TO_BEGIN_WITH = 3;

/** Asks for what the view shows, and tells everybody of the answer. */
export class Session {
    readonly measurement: Measurement;
    readonly client: Client;
    readonly store: Store;
    readonly #listeners: ((shown: Shown) => void)[] = [];
    readonly #slot: Slot<ViewRequest, ViewAnswer>;
    #asked = "";
    #shown: Shown;

    constructor(measurement: Measurement, client: Client, store: Store, busy: (busy: boolean) => void) {
        this.measurement = measurement;
        this.client = client;
        this.store = store;
        this.#slot = new Slot((request) => client.view(request), busy);
        this.#shown = { view: store.view, answer: null, answered: null, errors: new Map() };
        store.listen((view) => {
            this.#tell({ view });
            this.#follow(view);
        });
    }

    get shown(): Shown {
        return this.#shown;
    }

    listen(listener: (shown: Shown) => void): void {
        this.#listeners.push(listener);
    }

    /** Shows everything again, for what is painted in colours that have changed. */
    repeat(): void {
        this.#tell({});
    }

    /** Shows the view that the page begins with. */
    start(): void {
        this.#tell({});
        this.#follow(this.store.view);
    }

    /** The bins of an axis: its own or, of a published observable, those to begin with; null where they are to be asked for. */
    edgesOf(axis: Axis): readonly number[] | null {
        if (axis.edges !== null) return axis.edges;
        return this.#observable(axis.expression)?.edges ?? null;
    }

    /** Whether bins of an expression are published with the measurement. */
    isPublished(expression: string): boolean {
        return this.#observable(expression)?.published ?? false;
    }

    /** How many bins of an axis are published, where it has others because an axis may not have so many; null elsewhere. */
    tooManyPublished(axis: Axis): number | null {
        return axis.edges === null ? (this.#observable(axis.expression)?.publishedBins ?? null) : null;
    }

    #observable(expression: string): Observable | undefined {
        return this.measurement.observables.find((observable) => observable.column === expression);
    }

    /** The request of a view; null while its bins are not known. */
    request(view: View, slot: string, covariance: boolean): ViewRequest | null {
        const edges = this.edgesOf(view.x);
        if (edges === null || (view.y !== null && view.y.edges === null)) return null;
        return {
            client: this.client.name,
            slot,
            x: { expression: view.x.expression, edges: [...edges] },
            ...(view.y === null ? {} : { y: { expression: view.y.expression, edges: [...view.y.edges!] } }),
            where: whereOf(view),
            normalised: view.normalised,
            ...(view.sources === null ? {} : { sources: [...view.sources] }),
            predictions: [...view.predictions],
            inverse: view.inverse,
            covariance,
        };
    }

    /** Names the field that an error is of as the page does: `cut 0`, `brush 1`, or as the server does. */
    fieldOf(error: ApiError, view: View): string {
        const index = /^where\[(\d+)\]/.exec(error.field)?.[1];
        if (index === undefined) return error.field;
        const condition = conditionsOf(view)[Number(index)];
        return condition === undefined ? error.field : `${condition.of} ${condition.index}`;
    }

    #follow(view: View): void {
        const request = this.request(view, "main", view.tab === "covariance" || view.tab === "correlation");
        if (request === null) {
            this.#findBins(view);
            return;
        }
        const key = JSON.stringify(request);
        if (key === this.#asked) return;
        this.#asked = key;
        this.#slot.ask(
            request,
            (answer) => this.#tell({ answer, answered: view, errors: new Map() }),
            (error) => this.#refused(error, view),
        );
    }

    /** Asks for the bins of an axis that has none yet; they then are part of the view. */
    #findBins(view: View): void {
        const ofX = this.edgesOf(view.x) === null;
        const axis = ofX ? view.x : view.y!;
        const current = () => (ofX ? this.store.view.x : this.store.view.y);
        this.client
            .bins(ofX ? "bins" : "slices", {
                expression: axis.expression,
                where: whereOf(view),
                method: ofX ? "equal" : "nEff",
                count: ofX ? BINS_TO_BEGIN_WITH : SLICES_TO_BEGIN_WITH,
            })
            .then(({ edges }) => {
                if (current() === axis) this.store.set({ [ofX ? "x" : "y"]: { ...axis, edges } }, "replace");
            })
            .catch((error: unknown) => {
                if (error instanceof ApiError && error.field === "expression") {
                    error = new ApiError(
                        error.code,
                        error.message,
                        ofX ? "x.expression" : "y.expression",
                        error.position,
                    );
                }
                if (current() === axis) this.#refused(error, view);
            });
    }

    #refused(error: unknown, view: View): void {
        if (!(error instanceof ApiError)) throw error;
        this.#asked = "";
        if (error.superseded) return;
        this.#tell({ errors: new Map([[this.fieldOf(error, view), error]]) });
    }

    #tell(change: Partial<Shown>): void {
        this.#shown = { ...this.#shown, ...change };
        for (const listener of this.#listeners) listener(this.#shown);
    }
}
