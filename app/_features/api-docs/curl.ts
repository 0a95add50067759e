import type { Operation } from "@/lib/api/operations";

/** Returns the curl command for an operation. */
export function curlOf(origin: string, { method, headers, example }: Operation): string {
  const { path, body } = example;
  const lines = [
    `curl ${method === "GET" ? "" : `-X ${method} `}${quoted(`${origin}${path}`)}`,
    `-H "Authorization: Bearer YOUR_TOKEN"`,
    ...(headers.includes("If-Match") ? [`-H ${quoted('If-Match: "THE_ETAG_YOU_HAVE_SEEN"')}`] : []),
    ...(body ? [`-H "Content-Type: application/json"`, `-d ${quoted(JSON.stringify(body, null, 2))}`] : []),
  ];
  return lines.join(" \\\n  ");
}

/** Quotes a string for a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
