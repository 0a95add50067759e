import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { EventStream, encodeMessage } from "@/lib/events/hub";
import { numberAt, positionOf } from "@/lib/events/position";

beforeEach(() => vi.stubEnv("NEXTAUTH_SECRET", "a secret of this test"));
afterEach(() => vi.unstubAllEnvs());

describe("a position in the log", () => {
  it("is encrypted differently each time, and only the server can read it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 47 }), (number) => {
        const [a, b] = [positionOf(number), positionOf(number)];
        expect(a).not.toBe(b);
        expect([numberAt(a), numberAt(b)]).toEqual([number, number]);
      }),
    );
    const named = positionOf(7);
    vi.stubEnv("NEXTAUTH_SECRET", "another secret");
    expect(numberAt(named)).toBeNull();
  });

  it("is rejected if forged", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(numberAt(text)).toBeNull();
      }),
    );
  });
});

describe("a message", () => {
  it("is formatted for EventSource on a single line, whatever it contains", () => {
    const data = { body: "one\ntwo\r\n\nid: 7\u2028" };
    const text = encodeMessage({ id: "x", event: "highlight", data });
    expect(text).toMatch(/^id: x\nevent: highlight\ndata: [^\n\r]+\n\n$/u);
    expect(JSON.parse(text.split("data: ")[1] ?? "")).toEqual(data);
    expect(encodeMessage({ event: "ended", data: {} })).toBe("event: ended\ndata: {}\n\n");
  });
});

describe("a stream", () => {
  it("reports when it is full, when it has room again, and, only once, when it has ended", async () => {
    const onRoom = vi.fn();
    const onEnd = vi.fn();
    const stream = new EventStream({ onRoom, onEnd });
    const reader = stream.body.getReader();
    stream.send({ event: "beat", data: "x".repeat(300_000) });
    expect(stream.isFull()).toBe(true);
    onRoom.mockClear();
    await reader.read();
    expect(onRoom).toHaveBeenCalled();
    expect(stream.isFull()).toBe(false);
    stream.send({ event: "ended", data: {} });
    stream.close();
    stream.close();
    expect(new TextDecoder().decode((await reader.read()).value)).toContain("ended");
    expect((await reader.read()).done).toBe(true);
    expect(onEnd).toHaveBeenCalledTimes(1);
  });

  it("ends when the reader disconnects, and then accepts nothing more", async () => {
    const onEnd = vi.fn();
    const stream = new EventStream({ onRoom: () => {}, onEnd });
    await stream.body.cancel();
    stream.send({ event: "beat", data: {} });
    expect(onEnd).toHaveBeenCalledTimes(1);
    expect(stream.isFull()).toBe(true);
  });
});
