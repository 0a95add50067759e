import { createServer, type Server } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { freePort, requireFree, urlOf } from "@/lib/cli/ports.mjs";

describe("the address", () => {
  test.each([
    ["127.0.0.1", "http://127.0.0.1:3000"],
    ["localhost", "http://localhost:3000"],
    ["0.0.0.0", "http://127.0.0.1:3000"],
    ["::", "http://[::1]:3000"],
    ["::1", "http://[::1]:3000"],
  ])("of %s is opened as %s", (host, url) => {
    expect(urlOf({ host, port: 3000 })).toBe(url);
  });
});

describe("a port", () => {
  const host = "127.0.0.1";
  let server: Server;
  let port: number;

  beforeEach(async () => {
    server = createServer();
    port = await freePort();
    await new Promise<void>((resolve) => server.listen(port, host, resolve));
  });
  afterEach(() => void server.close());

  test("that is in use yields a message that names PORT", async () => {
    await expect(requireFree({ host, port })).rejects.toThrow(/is in use by another program.*PORT=/);
  });

  test("that is free yields none", async () => {
    await new Promise((resolve) => server.close(resolve));
    await expect(requireFree({ host, port })).resolves.toBeUndefined();
  });

  test("on a host that is not local yields a message that names HOST", async () => {
    await expect(requireFree({ host: "192.0.2.1", port })).rejects.toThrow(/^Concord can't listen on HOST/);
  });
});
