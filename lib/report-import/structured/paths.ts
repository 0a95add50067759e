/** Resolves a path relative to another file. The result can't leave the package: it is only used to look up a part. */
export function resolvePath(from: string, to: string): string {
  const parts = to.startsWith("/") ? [] : from.split("/").slice(0, -1);
  for (const part of to.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

export function safelyDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
