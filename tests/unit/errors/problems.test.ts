import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";
import { createTranslator } from "use-intl/core";
import { describe, expect, it } from "vitest";
import en from "@/app/_messages/en.json";
import { LANGUAGES } from "@/app/_messages/languages";
import { UserError } from "@/lib/errors";
import { namesIn } from "@/lib/errors/fill";
import { problem } from "@/lib/errors/problem";
import { type ErrorKey, PROBLEMS, type ProblemKey } from "@/lib/errors/problems";
import { sentenceOf } from "@/lib/errors/sentence";

const TABLES = "lib/errors/problems";

const KEYS = Object.keys(PROBLEMS) as ProblemKey[];

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter((file) => /(?<!\.d)\.tsx?$/u.test(file) && !file.startsWith("lib/db/generated"));

const trees = (files: readonly string[]) =>
  files.map((file) => ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true));

const SOURCES = trees([...filesIn("lib"), ...filesIn("app")].filter((file) => !file.startsWith(`${TABLES}/`)));
const TABLE_SOURCES = trees(filesIn(TABLES));

function* nodesIn(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* nodesIn(child);
}

const NODES = SOURCES.flatMap((tree) => [...nodesIn(tree)]);

/** The keys that a literal or a template can produce. */
function keysNamedBy(node: ts.Node): ProblemKey[] {
  if (ts.isStringLiteralLike(node)) return KEYS.filter((key) => key === node.text);
  if (!ts.isTemplateExpression(node) || !/^[a-z-]+[.-]/u.test(node.head.text)) return [];
  const { head, templateSpans } = node;
  const parts = [head.text, ...templateSpans.map(({ literal }) => literal.text)];
  const pattern = parts.map((part) => part.replaceAll(".", "\\.")).join("[a-z-]+");
  return KEYS.filter((key) => new RegExp(`^${pattern}$`, "u").test(key));
}

describe("the table of problems", () => {
  it("has each key once", () => {
    const entries = TABLE_SOURCES.flatMap((tree) => [...nodesIn(tree)]).filter(
      (node) => ts.isPropertyAssignment(node) && ts.isObjectLiteralExpression(node.initializer),
    );
    expect(entries).toHaveLength(KEYS.length);
    // Catalogues are trees, so a key with a message can't have other messages below it.
    expect(KEYS.filter((key) => KEYS.some((other) => other.startsWith(`${key}.`)))).toEqual([]);
  });

  it("has no unused problem", () => {
    const used = new Set(NODES.flatMap(keysNamedBy));
    expect(KEYS.filter((key) => !used.has(key))).toEqual([]);
  });

  it("has each sentence once, and the sentences are in neither the code nor the catalogue", () => {
    const sentences = new Set<string>(
      KEYS.map((key) => PROBLEMS[key].text).filter((text) => /\p{L} .*\.$/u.test(text)),
    );
    const texts = (nodes: readonly ts.Node[]) =>
      nodes
        .filter(ts.isStringLiteralLike)
        .map(({ text }) => text)
        .filter((text) => sentences.has(text));
    expect(texts(NODES)).toEqual([]);
    expect(texts(TABLE_SOURCES.flatMap((tree) => [...nodesIn(tree)])).sort()).toEqual([...sentences].sort());
    expect(
      JSON.stringify(en)
        .match(/"(?:[^"\\]|\\.)*"/gu)
        ?.filter((text) => sentences.has(JSON.parse(text))),
    ).toEqual([]);
  });

  it.each(KEYS)("%s gives the same text as the interface's formatter", (key) => {
    const { text } = PROBLEMS[key];
    const numbers = new Set([...text.matchAll(/\{(\w+), number\}/gu)].map(([, name]) => name));
    const params = Object.fromEntries(namesIn(text).map((name) => [name, numbers.has(name) ? 12_345 : `<${name}'s>`]));
    const t = createTranslator({ locale: LANGUAGES.en.locale, messages: { text } as Record<string, string> });
    expect(sentenceOf({ key, params })).toBe(t("text", params));
    expect(sentenceOf({ key, params })).not.toMatch(/[{}]/u);
  });
});

describe("problems", () => {
  /** Calls whose arguments are a key and the parameters of its text. */
  const calls = NODES.filter((node): node is ts.NewExpression | ts.CallExpression => {
    if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return false;
    return ["UserError", "problem", "invalid", "unsupported"].includes(node.expression.getText());
  });

  it("are given all their parameters, and no others", () => {
    const wrong = calls.flatMap((call) => {
      const [named, given] = call.arguments ?? [];
      const keys = named && ts.isStringLiteralLike(named) ? keysNamedBy(named) : [];
      if (keys.length === 0) return [];
      if (given && !ts.isObjectLiteralExpression(given)) return [call.getText()];
      const names = given?.properties.map(({ name }) => name?.getText()).sort() ?? [];
      return keys
        .filter((key) => JSON.stringify([...new Set(namesIn(PROBLEMS[key].text))].sort()) !== JSON.stringify(names))
        .map((key) => `${key}: ${call.getText()}`);
    });
    expect(calls.length).toBeGreaterThan(300);
    expect(wrong).toEqual([]);
  });

  it("have parameters of the types that their texts require", () => {
    expect(new UserError("pdf-too-long", { count: 12_000, max: 9 }).message).toMatch(/^The PDF has 12000 pages,/u);
    // @ts-expect-error A parameter is missing.
    expect(new UserError("pdf-too-long", { count: 12_000 }).code).toBe("pdf-too-long");
    // @ts-expect-error There is no such parameter.
    expect(new UserError("not-invited", { name: "Ann" }).status).toBe(403);
    // @ts-expect-error The number is not a string.
    expect(new UserError("passage-too-long", { max: "20000" }).status).toBe(400);
    // @ts-expect-error Problems that are only used inside other messages are not errors.
    expect(() => new UserError("part.annotation")).not.toThrow();
  });

  it("can be parameters of other problems", () => {
    const part = problem("part.agent", { agent: "creator", section: "3.3.2" });
    const reason = problem("rule.one-string", { part, name: "value" });
    expect(sentenceOf(reason)).toBe("A creator (section 3.3.2) must have exactly one “value”, a string.");
    const field = { library: "zod", code: "custom", params: {}, english: "title: too long" } as const;
    const error = new UserError("bad-request.fields", { problems: [field, reason] });
    expect(error).toMatchObject({
      code: "bad-request",
      status: 400,
      message: `The request is not valid. title: too long; ${sentenceOf(reason)}.`,
    });
  });

  it("become the same error in another process", () => {
    const error = new UserError("tag-too-long", { max: 40, name: "{max}" }, 7);
    const copy = UserError.of(structuredClone(error.problem), error.retryAfter);
    const { code, status, message, retryAfter } = error;
    expect(copy).toMatchObject({ code, status, message, retryAfter });
    expect(message).toBe("A tag can have at most 40 characters. Shorten “{max}”.");
  });
});

/** A language's translations of error messages, by the keys of the message table. */
function errorsIn(tree: object, prefix = ""): [string, string][] {
  return Object.entries(tree).flatMap(([name, value]): [string, string][] =>
    typeof value === "string" ? [[`${prefix}${name}`, value]] : errorsIn(value, `${prefix}${name}.`),
  );
}

describe.each(Object.keys(LANGUAGES))("the catalogue in %s", (language) => {
  it("translates problems of the table, with their parameters", () => {
    const catalogue = JSON.parse(readFileSync(`app/_messages/${language}.json`, "utf8"));
    const wrong = errorsIn(catalogue.errors ?? {}).filter(([key, text]) => {
      if (/^(?:yaml|zod)\./u.test(key)) return false;
      const names = namesIn(PROBLEMS[key as ErrorKey]?.text ?? "");
      return !(key in PROBLEMS) || [...text.matchAll(/\{(\w+)/gu)].some(([, name]) => !names.includes(name ?? ""));
    });
    expect(wrong).toEqual([]);
    if (language === "en") expect(catalogue).not.toHaveProperty("errors");
  });
});

it("only `explain` shows errors", () => {
  const shown = SOURCES.filter(
    ({ fileName }) => fileName.startsWith("app/") && !fileName.startsWith("app/_features/request/"),
  ).flatMap((tree) =>
    [...tree.text.matchAll(/\b\w*(?:error|problem|refusal)\??\.message\b/giu)].map(
      ([text]) => `${tree.fileName}: ${text}`,
    ),
  );
  expect(shown).toEqual([]);
});
