import { expect, it } from "vitest";
import { fileResponse } from "@/app/_http/file-response";

const BYTES = Uint8Array.from({ length: 100 }, (_, index) => index);
const FILE = { name: 'Доклад "2017".pdf', size: BYTES.length, hash: "abc" };

const ask = (headers: Record<string, string> = {}) =>
  fileResponse(new Headers(headers), FILE, async function* (start, end) {
    yield BYTES.subarray(start, (start + end) >> 1);
    yield BYTES.subarray((start + end) >> 1, end);
  });

it("sends the whole file as an attachment, in which scripts cannot run", async () => {
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
])("sends the range %s", async (range, start, end) => {
  const response = ask({ range });
  expect(response.status).toBe(206);
  expect(response.headers.get("content-range")).toBe(`bytes ${start}-${end - 1}/100`);
  expect(response.headers.get("content-length")).toBe(String(end - start));
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(BYTES.slice(start, end));
});

it.each(["bytes=100-", "bytes=100-200", "bytes=-0"])(
  "rejects the range %s, which is outside the file",
  async (range) => {
    const response = ask({ range });
    expect(response.status).toBe(416);
    expect(response.headers.get("content-range")).toBe("bytes */100");
    expect(await response.text()).toBe("");
  },
);

it.each(["bytes=9-0", "bytes=0-1,5-6", "lines=1-2", "bytes=-", "bytes=a-b"])(
  "sends the whole file for %s, which is not a single range",
  (range) => {
    expect(ask({ range }).status).toBe(200);
  },
);

it("sends the whole file if the client's part is from a different version", () => {
  expect(ask({ range: "bytes=0-9", "if-range": '"abc"' }).status).toBe(206);
  expect(ask({ range: "bytes=0-9", "if-range": '"old"' }).status).toBe(200);
});

it.each(['"abc"', 'W/"abc"', '"old", "abc"', "*"])("sends no content to a client that already has it: %s", (tags) => {
  const response = ask({ "if-none-match": tags });
  expect(response.status).toBe(304);
  expect(response.body).toBeNull();
});
