import assert from "node:assert/strict";
import { test } from "node:test";
import { Slot } from "../src/api/slot.ts";

/** A server that answers when it is told to. */
function server() {
    const asked: number[] = [];
    const pending: { resolve: (answer: string) => void; reject: (error: Error) => void }[] = [];
    const ask = (request: number) =>
        new Promise<string>((resolve, reject) => {
            asked.push(request);
            pending.push({ resolve, reject });
        });
    return { asked, pending, ask };
}

const unexpected = (error: unknown): never => assert.fail(String(error));

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("one request is under way, the newest waits, and those between are never sent", async () => {
    const { asked, pending, ask } = server();
    const answers: string[] = [];
    const slot = new Slot(ask);
    for (const request of [1, 2, 3, 4]) slot.ask(request, (answer) => answers.push(answer), unexpected);
    assert.deepEqual(asked, [1]);
    pending[0]!.resolve("one");
    await settled();
    assert.deepEqual(asked, [1, 4]);
    pending[1]!.resolve("four");
    await settled();
    assert.deepEqual(answers, ["one", "four"]);
});

test("a failure is not told of while something newer waits", async () => {
    const { pending, ask } = server();
    const told: string[] = [];
    const slot = new Slot(ask);
    const fail = (error: unknown) => told.push((error as Error).message);
    slot.ask(1, () => {}, fail);
    slot.ask(2, () => {}, fail);
    pending[0]!.reject(new Error("first"));
    await settled();
    assert.deepEqual(told, []);
    pending[1]!.reject(new Error("second"));
    await settled();
    assert.deepEqual(told, ["second"]);
});

test("it is busy from the first request until the last answer, also when an answer asks anew", async () => {
    const { asked, pending, ask } = server();
    const busy: boolean[] = [];
    const slot = new Slot(ask, (now) => busy.push(now));
    slot.ask(1, () => slot.ask(2, () => {}, unexpected), unexpected);
    pending[0]!.resolve("");
    await settled();
    assert.deepEqual([asked, busy], [[1, 2], [true]]);
    pending[1]!.resolve("");
    await settled();
    assert.deepEqual(busy, [true, false]);
});
