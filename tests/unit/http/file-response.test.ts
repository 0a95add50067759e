import { expect, it } from "vitest";
import { fileResponse } from "@/app/_http/file-response";

const BYTES = Uint8Array.from({ length: 100 }, (_, index) => index);
const FILE = { name: 'Доклад "2017".pdf', size: BYTES.length, hash: "abc" };

const ask = (headers: Record<string, string> = {}) =>
  fileResponse(new Headers(headers), FILE, async function* (start, end) {
    yield BYTES.subarray(start, (start + end) >> 1);
    yield BYTES.subarray((start + end) >> 1, end);
  });

it("sends the whole file to be saved, with nothing in it run", async () => {
  const response = ask();
  expect(response.status).toBe(200);
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(BYTES);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "accept-ranges": "bytes",
    "cache-control": "private, no-cache, no-transform",
    "content-disposition":
      "attachment; filename=\"______ _2017_.pdf\"; filename*=UTF-8''%D0%94%D0%BE%D0%BA%D0%BB%D0%B0%D0%B4%20%222017%22.pdf",
    "content-length": "100",
    "content-type": "application/pdf",
    etag: '"abc"',
  });
  expect(response.headers.get("content-security-policy")).toMatch(/^sandbox; default-src 'none'/u);
});

it.each([
  ["bytes=0-9", 0, 10],
  ["bytes=90-", 90, 100],
  ["bytes=-5", 95, 100],
  ["bytes=-500", 0, 100],
  ["bytes=50-5000", 50, 100],
])("answers the range %s", async (range, start, end) => {
  const response = ask({ range });
  expect(response.status).toBe(206);
  expect(response.headers.get("content-range")).toBe(`bytes ${start}-${end - 1}/100`);
  expect(response.headers.get("content-length")).toBe(String(end - start));
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(BYTES.slice(start, end));
});

it.each(["bytes=100-", "bytes=100-200", "bytes=-0"])(
  "refuses the range %s, which the file does not have",
  async (range) => {
    const response = ask({ range });
    expect(response.status).toBe(416);
    expect(response.headers.get("content-range")).toBe("bytes */100");
    expect(await response.text()).toBe("");
  },
);

it.each(["bytes=9-0", "bytes=0-1,5-6", "lines=1-2", "bytes=-", "bytes=a-b"])(
  "sends the whole file for %s, which is no single range",
  (range) => {
    expect(ask({ range }).status).toBe(200);
  },
);

it("sends no range of another content than the client has a part of", () => {
  expect(ask({ range: "bytes=0-9", "if-range": '"abc"' }).status).toBe(206);
  expect(ask({ range: "bytes=0-9", "if-range": '"old"' }).status).toBe(200);
});

it.each(['"abc"', 'W/"abc"', '"old", "abc"', "*"])("sends nothing to a client that has it: %s", (tags) => {
  const response = ask({ "if-none-match": tags });
  expect(response.status).toBe(304);
  expect(response.body).toBeNull();
});
