interface Waiting<Request, Answer> {
    readonly request: Request;
    readonly answered: (answer: Answer) => void;
    readonly failed: (error: unknown) => void;
}

/**
 * Asks for the newest of a stream of requests: one is under way, the newest waits, those between are never sent.
 * An answer is always told of, since it is newer than what is shown; a failure only when nothing newer waits.
 */
export class Slot<Request, Answer> {
    readonly #ask: (request: Request) => Promise<Answer>;
    readonly #busy: (busy: boolean) => void;
    #waiting: Waiting<Request, Answer> | null = null;
    #running = false;

    /** `busy` hears when the first of several requests is sent, and when no answer is to come any more. */
    constructor(ask: (request: Request) => Promise<Answer>, busy: (busy: boolean) => void = () => {}) {
        this.#ask = ask;
        this.#busy = busy;
    }

    ask(request: Request, answered: (answer: Answer) => void, failed: (error: unknown) => void): void {
        this.#waiting = { request, answered, failed };
        if (!this.#running) void this.#run();
    }

    async #run(): Promise<void> {
        this.#running = true;
        this.#busy(true);
        for (let next = this.#take(); next !== null; next = this.#take()) {
            const current = next;
            const tell = await this.#ask(current.request).then(
                (answer) => () => current.answered(answer),
                (error: unknown) => () => {
                    if (this.#waiting === null) current.failed(error);
                },
            );
            tell();
        }
        this.#running = false;
        this.#busy(false);
    }

    #take(): Waiting<Request, Answer> | null {
        const next = this.#waiting;
        this.#waiting = null;
        return next;
    }
}
