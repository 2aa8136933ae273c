import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { ApiError, Client } from "../src/api/client.ts";
import type { BinsRequest } from "../src/api/types.ts";

const REQUEST: BinsRequest = { expression: "pT_ll", where: [], method: "equal", count: 2 };

/** A server that gives these answers in turn, each after `before` of its number, and keeps what it was asked. */
function server(t: TestContext, answers: readonly object[], before: (index: number) => Promise<void> = async () => {}) {
    const bodies: { client: string; slot: string }[] = [];
    t.mock.method(globalThis, "fetch", async (_: string, { body }: { body: string }) => {
        const index = bodies.push(JSON.parse(body)) - 1;
        await before(index);
        const answer = answers[index]!;
        return Response.json(answer, { status: "error" in answer ? 409 : 200 });
    });
    return bodies;
}

const SUPERSEDED = { error: { code: "superseded", message: "a newer request" } };

test("bins are asked for by who asks and for what, so that pages and panels do not take each other's place", async (t) => {
    const bodies = server(t, [{}, {}]);
    const [one, other] = [new Client(null), new Client(null)];
    await one.bins("bins", REQUEST);
    await other.bins("edges0", REQUEST);
    assert.deepEqual(bodies, [
        { client: one.name, slot: "bins", ...REQUEST },
        { client: other.name, slot: "edges0", ...REQUEST },
    ]);
    assert.notEqual(one.name, other.name);
});

test("a request whose place no newer one of the page has taken is sent once more", async (t) => {
    const bodies = server(t, [SUPERSEDED, { edges: [1, 2] }]);
    assert.deepEqual(await new Client(null).bins("bins", REQUEST), { edges: [1, 2] });
    assert.equal(bodies.length, 2);
});

test("a request is not sent a third time", async (t) => {
    const bodies = server(t, [SUPERSEDED, SUPERSEDED, {}]);
    await assert.rejects(new Client(null).bins("bins", REQUEST), (error: ApiError) => error.superseded);
    assert.equal(bodies.length, 2);
});

test("a request whose place a newer one of its slot has taken is given up", async (t) => {
    let answer = () => {};
    const told = new Promise<void>((resolve) => (answer = resolve));
    const bodies = server(t, [SUPERSEDED, { edges: [3, 4] }], (index) => (index === 0 ? told : Promise.resolve()));
    const client = new Client(null);
    const older = client.bins("bins", REQUEST);
    const newer = client.bins("bins", REQUEST);
    answer();
    await assert.rejects(older, (error: ApiError) => error.superseded);
    assert.deepEqual(await newer, { edges: [3, 4] });
    assert.equal(bodies.length, 2);
});
