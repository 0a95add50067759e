/** Part of the catalogue. */
export interface MessageTree {
  [name: string]: unknown;
}

/** Copies the value at a path from one tree to another, if there is one. */
export function copyAt([name = "", ...rest]: readonly string[], from: MessageTree, to: MessageTree): void {
  if (from[name] === undefined) return;
  if (rest.length === 0) {
    to[name] = from[name];
    return;
  }
  // The existing value may be part of the catalogue itself, which must not be modified.
  const part: MessageTree = { ...(to[name] as MessageTree | undefined) };
  copyAt(rest, from[name] as MessageTree, part);
  to[name] = part;
}

/** Merges two trees without modifying either. */
export function merged(first: MessageTree, second: MessageTree): MessageTree {
  const both = { ...first };
  for (const [name, value] of Object.entries(second)) {
    const before = both[name];
    both[name] = isTree(before) && isTree(value) ? merged(before, value) : value;
  }
  return both;
}

/** Compiled messages are strings or arrays, so any other object is a tree. */
function isTree(value: unknown): value is MessageTree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
