import type {
    BinsAnswer,
    BinsRequest,
    BrushAnswer,
    BrushRequest,
    CheckAnswer,
    ExportRequest,
    Measurement,
    SlotRequest,
    ViewAnswer,
    ViewRequest,
} from "./types.ts";

/** What the server refused, or that it could not be reached (`code` is then `network`). */
export class ApiError extends Error {
    readonly code: string;
    readonly field: string;
    readonly position: number | null;

    constructor(code: string, message: string, field = "", position: number | null = null) {
        super(message);
        this.code = code;
        this.field = field;
        this.position = position;
    }

    /** Whether a newer request took this one's place, so that nobody needs to hear of it. */
    get superseded(): boolean {
        return this.code === "superseded";
    }
}

export interface FileAnswer {
    name: string;
    content: Blob;
}

const TOKEN = "unfurl.token";

/** Moves the token of a link from the address, where it would be copied along, to this tab's own storage. */
export function takeToken(): string | null {
    const address = new URL(location.href);
    const token = address.searchParams.get("token");
    if (token !== null) {
        sessionStorage.setItem(TOKEN, token);
        address.searchParams.delete("token");
        history.replaceState(null, "", address);
    }
    return sessionStorage.getItem(TOKEN);
}

/** The explorer's server. */
export class Client {
    /** Who asks: one name for each open page. */
    readonly name = crypto.getRandomValues(new Uint32Array(2)).join("-");
    readonly #token: string | null;
    /** The newest request of each slot. */
    readonly #newest = new Map<string, SlotRequest>();

    constructor(token: string | null) {
        this.#token = token;
    }

    /** The address of what is shown with the token, which the page itself takes out of it; null where there is none. */
    linkWithToken(): string | null {
        if (this.#token === null) return null;
        const address = new URL(location.href);
        address.searchParams.set("token", this.#token);
        return address.href;
    }

    measurement(): Promise<Measurement> {
        return json(this.#ask("measurement"));
    }

    check(expression: string, condition: boolean): Promise<CheckAnswer> {
        return json(this.#ask("check", { expression, condition }));
    }

    bins(slot: string, request: BinsRequest): Promise<BinsAnswer> {
        return json(this.#askInSlot("bins", { client: this.name, slot, ...request }));
    }

    view(request: ViewRequest): Promise<ViewAnswer> {
        return json(this.#askInSlot("view", request));
    }

    brush(request: BrushRequest): Promise<BrushAnswer> {
        return json(this.#askInSlot("brush", request));
    }

    async file(request: ExportRequest): Promise<FileAnswer> {
        const response = await this.#askInSlot("export", request);
        const disposition = response.headers.get("Content-Disposition") ?? "";
        const name = /filename="([^"]+)"/.exec(disposition)?.[1] ?? `unfurl.${request.format}`;
        return { name, content: await response.blob() };
    }

    /** Asks once more when no newer request of this page can have taken the place of this one. */
    async #askInSlot(operation: string, request: SlotRequest): Promise<Response> {
        this.#newest.set(request.slot, request);
        try {
            return await this.#ask(operation, request);
        } catch (error) {
            const unowned = error instanceof ApiError && error.superseded && this.#newest.get(request.slot) === request;
            if (!unowned) throw error;
            return this.#ask(operation, request);
        }
    }

    async #ask(operation: string, body?: object): Promise<Response> {
        const headers: Record<string, string> = {};
        if (this.#token !== null) headers["Authorization"] = `Bearer ${this.#token}`;
        const init: RequestInit = { headers };
        if (body !== undefined) {
            headers["Content-Type"] = "application/json";
            init.method = "POST";
            init.body = JSON.stringify(body);
        }
        const response = await fetch(`api/v1/${operation}`, init).catch(() => {
            throw new ApiError("network", "The server of unfurl explore does not answer. Is it still running?");
        });
        if (!response.ok) throw await refusal(response);
        return response;
    }
}

async function json<T>(response: Promise<Response>): Promise<T> {
    return (await (await response).json()) as T;
}

async function refusal(response: Response): Promise<ApiError> {
    try {
        const { error } = await response.json();
        return new ApiError(error.code, error.message, error.field ?? "", error.position ?? null);
    } catch {
        return new ApiError("defect", `The server answered ${response.status} ${response.statusText}`);
    }
}
