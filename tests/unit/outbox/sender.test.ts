import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Change, QueuedChange } from "@/app/_features/changes/changes";
import { RequestError } from "@/app/_features/request/fetch-json";
import { type Sending, sendAll } from "@/app/_features/sync/sender";
import { idOwnedBy } from "@/lib/annotations/highlights/id-owner";
import { newHighlight, noted, queued, view } from "./changes";
import { ModelServer } from "./model-server";

type Answering = (queued: QueuedChange) => unknown;

/** A device with some queued changes, and the results of sending them. */
function device(changes: QueuedChange[], answer: Answering) {
  const kept = new Map(changes.map((each) => [each.key, each]));
  const sent: string[] = [];
  const made: [string, unknown][] = [];
  const standing: [string, unknown][] = [];
  const sending: Sending = {
    read: () => [...kept.values()].sort((a, b) => a.at - b.at),
    keep: (change) => kept.set(change.key, change),
    drop: (key) => kept.delete(key),
    made: ({ key }, now) => made.push([key, now]),
    standing: ({ key }, now) => standing.push([key, now]),
    send: async (change) => {
      sent.push(change.key);
      return answer(change);
    },
  };
  return { kept, sent, made, standing, sending };
}

const fails = (status: number, code: string, body: unknown = {}) => {
  throw new RequestError("Said by the server.", status, code, body);
};
const red: Change = { kind: "highlight.change", from: { colour: 1 }, to: { colour: 3 } };
const write: Change = { kind: "note.save", from: "Before", body: "After" };

describe("sending", () => {
  it("happens in order, reports the stored state, and leaves nothing on the device", async () => {
    const changes = [
      queued("a", { kind: "highlight.create", highlight: newHighlight("a") }),
      queued("a", { kind: "note.save", from: null, body: "Typed" }),
      queued("a", { kind: "highlight.delete", note: "Typed" }, 1),
    ];
    const server = new ModelServer();
    const { kept, made, sending } = device(changes, (each) => server.make(each));
    expect(await sendAll(sending)).toBeNull();
    expect(server.log).toEqual(changes.map(({ key }) => key));
    expect(made.map(([, now]) => (now as { note?: { body: string } } | null)?.note?.body ?? null)).toEqual([
      null,
      "Typed",
      null,
    ]);
    expect(made.at(-1)?.[1]).toBeNull();
    expect([...kept]).toEqual([]);
  });

  it("uses the highlight that the server created under another ID for the same user", async () => {
    const changes = [queued("a", { kind: "highlight.create", highlight: newHighlight("a") })];
    const made = view("a");
    const id = idOwnedBy(made.author.id, "0123456789abcdef");
    const { kept, made: said, sending } = device(changes, () => ({ ...made, id }));
    expect(await sendAll(sending)).toBeNull();
    expect([said.map(([, now]) => now), [...kept]]).toEqual([[{ ...made, id }], []]);
  });

  it.each<[string, Answering]>([
    ["the server is unreachable", () => Promise.reject(new TypeError("Failed to fetch"))],
    ["the request times out", () => Promise.reject(new DOMException("", "TimeoutError"))],
    ["a proxy reports that the server is down", () => fails(503, "unknown")],
    ["a proxy responds with its own page", () => fails(404, "unknown", null)],
    ["a captive portal responds instead of the server", () => null],
    ["the server is overloaded", () => fails(429, "too-many")],
  ])("stops at the first change and keeps all changes if %s", async (_, answer) => {
    const changes = [queued("a", red), queued("b", red)];
    const { kept, sent, sending } = device(changes, answer);
    expect(await sendAll(sending)).toBe("unreachable");
    expect([...kept.values()]).toEqual(changes);
    expect(sent).toEqual([changes[0]!.key]);
  });

  it("continues with other highlights if the server fails on one, and keeps that change", async () => {
    const changes = [queued("a", red, 1), queued("a", write, 1), queued("b", red, 1)];
    const server = new ModelServer([noted("a", "Before"), view("b")]);
    const { kept, sent, sending } = device(changes, (each) =>
      each.highlight === "a" ? fails(500, "internal") : server.make(each),
    );
    expect(await sendAll(sending)).toBe("failing");
    expect(sent).toEqual([changes[0]!.key, changes[2]!.key]);
    expect([...kept.values()]).toEqual(changes.slice(0, 2));
  });

  it("leaves handling an expired session to the caller", async () => {
    const { kept, sending } = device([queued("a", red)], () => fails(401, "session-ended"));
    await expect(sendAll(sending)).rejects.toMatchObject({ status: 401 });
    expect(kept.size).toBe(1);
  });

  it.each([
    [403, "forbidden"],
    [404, "not-found"],
    [409, "highlight-exists"],
    [413, "too-large"],
    [400, "note-too-long"],
  ])(
    "keeps rejected changes (%s %s) with the reason, and those that depend on them, and continues with others",
    async (status, code) => {
      const changes = [queued("a", red, 1), queued("a", write, 1), queued("b", red, 1)];
      const server = new ModelServer([noted("a", "Before"), view("b")]);
      const { kept, sending } = device(changes, (each) =>
        each.highlight === "a" ? fails(status, code) : server.make(each),
      );
      expect(await sendAll(sending)).toBeNull();
      const refusal = { code, message: "Said by the server." };
      expect([...kept.values()]).toEqual([{ ...changes[0], refusal }, changes[1]]);
      expect(server.log).toEqual([changes[2]!.key]);
    },
  );

  it.each<[string, Change, object]>([
    ["a different colour, after someone resolved the note", red, { version: 7 }],
    [
      "a note with the same text, although its version changed",
      write,
      { note: { ...noted("", "Before").note, version: 9 } },
    ],
    [
      "the deletion of a highlight with a note that the user has seen",
      { kind: "highlight.delete", note: "Before" },
      { version: 7 },
    ],
  ])("retries a change whose only conflict is its version: %s", async (_, change, more) => {
    const server = new ModelServer([{ ...noted("a", "Before", 5), ...more }]);
    const queuedChange = queued("a", change, 1);
    const { kept, sending } = device([queuedChange], (each) => server.make(each));
    expect(await sendAll(sending)).toBeNull();
    expect(kept.size).toBe(0);
    expect(server.log).toEqual([queuedChange.key]);
  });

  it.each<[string, Change]>([
    ["a colour that the user has not seen", { ...red, from: { colour: 4 } }],
    ["a note that the user has not seen", { ...write, from: "Seen" }],
    ["the deletion of a note that the user has not seen", { kind: "note.delete", from: "Seen" }],
    ["the deletion of a highlight with a note that the user has not seen", { kind: "highlight.delete", note: "Seen" }],
  ])("does not overwrite %s", async (_, change) => {
    const before = noted("a", "Before", 5);
    const server = new ModelServer([{ ...before, version: 5 }]);
    const { kept, standing, sending } = device([queued("a", change, 1)], (each) => server.make(each));
    await sendAll(sending);
    expect(standing).toMatchObject([[[...kept.keys()][0], { note: { body: "Before" } }]]);
    expect([...kept.values()]).toMatchObject([{ refusal: { code: "conflict" } }]);
    expect(server.log).toEqual([]);
  });

  it.each<[string, Change, ModelServer]>([
    ["a highlight", { kind: "highlight.delete", note: null }, new ModelServer()],
    ["a note", { kind: "note.delete", from: "Gone" }, new ModelServer([view("a")])],
  ])("succeeds if %s to delete is already gone", async (_, change, server) => {
    const { kept, sending } = device([queued("a", change, 1)], (each) => server.make(each));
    expect(await sendAll(sending)).toBeNull();
    expect(kept.size).toBe(0);
  });

  it("applies every change once and in order, even if any requests and responses are lost, in any number of tabs", async () => {
    const lost = fc.constantFrom("question", "answer", "nothing", "nothing");
    await fc.assert(
      fc.asyncProperty(fc.array(lost, { maxLength: 30 }), fc.integer({ min: 1, max: 3 }), async (losses, tabs) => {
        const changes = [
          queued("a", { kind: "highlight.create", highlight: newHighlight("a") }),
          queued("a", { kind: "note.save", from: null, body: "One" }),
          queued("b", red, 1),
          queued("a", { kind: "note.save", from: "One", body: "Two" }, 1),
          queued("a", { kind: "highlight.change", from: { colour: 1 }, to: { colour: 2 } }, 1),
          queued("a", { kind: "note.save", from: "Two", body: "One" }, 2),
        ];
        const server = new ModelServer([view("b")]);
        const rest = [...losses];
        const { kept, sending } = device(changes, (each) => {
          const loss = rest.shift();
          if (loss === "question") throw new TypeError("Failed to fetch");
          const answer = server.make(each);
          if (loss === "answer") throw new TypeError("Failed to fetch");
          return answer;
        });
        while (kept.size > 0) await Promise.all(Array.from({ length: tabs }, () => sendAll(sending)));
        expect(server.log).toEqual(changes.map(({ key }) => key));
        expect(server.list()).toMatchObject([
          { id: "b", colour: 3 },
          { id: "a", colour: 2, note: { body: "One", version: 3 } },
        ]);
      }),
    );
  });
});
