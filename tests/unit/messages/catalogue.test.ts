import { describe, expect, it } from "vitest";
import { LAYOUT_MESSAGES, MEMBER_MESSAGES, PAGE_MESSAGES } from "@/app/_messages/client-messages";
import type { MessageKey } from "@/app/_messages/translate";
import { like } from "../../support/messages";
import { clientFilesOf, KEYS, keysOf, literalTextsIn, SOURCES } from "./source";

/** Pages for people who are not signed in. They have no header. */
const OUTSIDE = /^app\/(?:join|p|reset|setup|signin)\//u;

/** The header. Pages that are open to everyone load it only for members. */
const MEMBERS_ONLY = "app/_features/shell/header.tsx";

const pages = [...SOURCES.keys()].filter((file) => /\/(?:page|not-found)\.tsx$/u.test(file));

/** The messages in a file's list. */
const pathsOf = (file: string): readonly string[] =>
  new Map<string, readonly string[]>(Object.entries(PAGE_MESSAGES)).get(file.slice("app/".length, -".tsx".length)) ??
  [];

const isIn = (key: string, paths: readonly string[]) =>
  paths.some((path) => key === path || key.startsWith(`${path}.`));

describe("the catalogue", () => {
  it("has no unused messages", () => {
    const used = new Set([...SOURCES.values()].flatMap(({ keys }) => [...keys]));
    expect(KEYS.filter((key) => !used.has(key))).toEqual([]);
  });
});

it("has no message that can be empty, which next-intl treats as an error", () => {
  expect(KEYS.filter((key) => like(key as MessageKey).test(""))).toEqual([]);
});

describe("the browser receives the messages that it needs", () => {
  const layout = keysOf(["app/layout.tsx", "app/error.tsx"].flatMap((file) => [...clientFilesOf(file)]));

  it("on every page", () => {
    expect(layout.filter((key) => !isIn(key, LAYOUT_MESSAGES))).toEqual([]);
    expect(LAYOUT_MESSAGES.filter((path) => !layout.some((key) => isIn(key, [path])))).toEqual([]);
  });

  it("for the header", () => {
    const header = keysOf(clientFilesOf(MEMBERS_ONLY));
    expect(header.filter((key) => !isIn(key, [...LAYOUT_MESSAGES, ...MEMBER_MESSAGES]))).toEqual([]);
    expect(MEMBER_MESSAGES.filter((path) => !header.some((key) => isIn(key, [path])))).toEqual([]);
  });

  it.each(pages)("on %s", (file) => {
    const files = OUTSIDE.test(file) ? clientFilesOf(file, MEMBERS_ONLY) : clientFilesOf(file);
    const known = [...LAYOUT_MESSAGES, ...(OUTSIDE.test(file) ? [] : MEMBER_MESSAGES)];
    const needed = keysOf(files).filter((key) => !isIn(key, known));
    const paths = pathsOf(file);
    expect(needed.filter((key) => !isIn(key, paths))).toEqual([]);
    expect(paths.filter((path) => !keysOf(files).some((key) => isIn(key, [path])))).toEqual([]);
    const provider = `<PageMessages page="${file.slice("app/".length, -".tsx".length)}">`;
    expect(SOURCES.get(file)?.tree.text.includes(provider)).toBe(paths.length > 0);
  });
});

it.each([...SOURCES.values()].filter(({ file }) => file.endsWith(".tsx")))("$file has no literal text", ({ tree }) => {
  expect(literalTextsIn(tree)).toEqual([]);
});
