import { expect, it } from "vitest";
import { readJson } from "@/app/_http/body";

/** A request whose connection breaks after the given part of its body. */
function brokenOff(start: string): Request {
  const body = new ReadableStream({
    start: (stream) => stream.enqueue(new TextEncoder().encode(start)),
    pull: (stream) => stream.error(Object.assign(new Error("aborted"), { code: "ECONNRESET" })),
  });
  const headers = { "Content-Type": "application/json" };
  const init = { method: "POST", headers, body, duplex: "half" };
  return new Request("http://127.0.0.1/", init);
}

it("a client that disconnects mid-request is not reported as a database error", async () => {
  await expect(readJson(brokenOff('{"note": "Half'), 1_000)).rejects.toMatchObject({ code: "cancelled", status: 499 });
});
