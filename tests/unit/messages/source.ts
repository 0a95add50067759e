import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import en from "@/app/_messages/en.json";

/** A UI source file with its imports and the messages that it refers to. */
export interface Source {
  file: string;
  isClient: boolean;
  imports: string[];
  /** The keys of messages. */
  keys: ReadonlySet<string>;
  tree: ts.SourceFile;
}

/** The keys of all messages. */
export const KEYS: readonly string[] = keysIn(en, "");

function keysIn(messages: object, prefix: string): string[] {
  return Object.entries(messages).flatMap(([name, value]) =>
    typeof value === "string" ? [`${prefix}${name}`] : keysIn(value, `${prefix}${name}.`),
  );
}

const NAMESPACES = new Set(Object.keys(en));

/** The files in `app/`, as paths relative to the project folder. */
export const SOURCES: ReadonlyMap<string, Source> = new Map(
  readdirSync("app", { recursive: true, encoding: "utf8" })
    .map((name) => `app/${name.replaceAll("\\", "/")}`)
    .filter((file) => /(?<!\.d)\.tsx?$/u.test(file) && !file.endsWith(".json.ts") && statSync(file).isFile())
    .map((file) => [file, read(file)]),
);

function read(file: string): Source {
  const tree = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const imports: string[] = [];
  const keys = new Set<string>();
  const visit = (node: ts.Node) => {
    const from = importedBy(node);
    if (from !== undefined) {
      imports.push(...filesOf(resolved(file, from), node));
      return;
    }
    for (const key of namedBy(node)) keys.add(key);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return { file, isClient: /^(?:\s|\/\/.*|\/\*[\s\S]*?\*\/)*"use client"/u.test(tree.text), imports, keys, tree };
}

/** The module that a node imports as a value, statically or dynamically. */
function importedBy(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node) && !node.importClause?.isTypeOnly) return textOf(node.moduleSpecifier);
  if (ts.isExportDeclaration(node) && !node.isTypeOnly) return textOf(node.moduleSpecifier);
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return textOf(node.arguments[0]);
  }
  return undefined;
}

/** If the module is the `index.ts` of a feature, returns only the files that contain the imported names. */
function filesOf(file: string | undefined, node: ts.Node): string[] {
  if (!file) return [];
  const bindings = ts.isImportDeclaration(node) && node.importClause?.namedBindings;
  if (!file.endsWith("/index.ts") || !bindings || !ts.isNamedImports(bindings)) return [file];
  const names = bindings.elements
    .filter(({ isTypeOnly }) => !isTypeOnly)
    .map(({ name, propertyName }) => (propertyName ?? name).text);
  const index = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest);
  return index.statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement) || !statement.exportClause || !ts.isNamedExports(statement.exportClause))
      return [];
    const isWanted = statement.exportClause.elements.some(({ name }) => names.includes(name.text));
    const found = isWanted ? resolved(file, textOf(statement.moduleSpecifier) ?? "") : undefined;
    return found ? [found] : [];
  });
}

function textOf(node: ts.Node | undefined): string | undefined {
  return node && ts.isStringLiteralLike(node) ? node.text : undefined;
}

function resolved(file: string, from: string): string | undefined {
  if (!/^(?:@\/|\.)/u.test(from)) return undefined;
  const base = from.startsWith("@/") ? from.slice(2) : path.posix.join(path.posix.dirname(file), from);
  return [`${base}.ts`, `${base}.tsx`, `${base}/index.ts`].find((each) => existsSync(each));
}

/** The keys that a string refers to. For a template, all keys that it might refer to. */
function namedBy(node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node)) return KEYS.includes(node.text) ? [node.text] : [];
  if (!ts.isTemplateExpression(node) || !NAMESPACES.has(node.head.text.split(".")[0] ?? "")) return [];
  const parts = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
  const pattern = new RegExp(`^${parts.map((part) => part.replaceAll(".", "\\.")).join(".+")}$`, "u");
  return KEYS.filter((key) => pattern.test(key));
}

/**
 * The files that the browser needs for a route's file: client components and their imports.
 *
 * @param without a file to leave out, together with files that only it imports
 */
export function clientFilesOf(entry: string, without?: string): Set<string> {
  const client = new Set<string>();
  const seen = new Set<string>();
  const visit = (file: string, isInClient: boolean) => {
    const source = SOURCES.get(file);
    if (!source || file === without) return;
    const isClient = isInClient || source.isClient;
    const id = `${file} ${isClient}`;
    if (seen.has(id)) return;
    seen.add(id);
    if (isClient) client.add(file);
    for (const next of source.imports) visit(next, isClient);
  };
  visit(entry, false);
  return client;
}

/** The keys that the given files refer to. */
export function keysOf(files: Iterable<string>): string[] {
  return [...new Set([...files].flatMap((file) => [...(SOURCES.get(file)?.keys ?? [])]))].sort();
}

/** Attributes whose values people read or hear. */
const READ = new Set([
  "alt",
  "aria-label",
  "aria-description",
  "aria-roledescription",
  "label",
  "placeholder",
  "title",
]);

const LETTERS = /\p{L}{2}/u;

/** JSX text that does not come from the catalogue. */
export function literalTextsIn(tree: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isJsxText(node) && LETTERS.test(node.text)) found.push(node.text.trim());
    if (ts.isJsxExpression(node) && node.expression && !ts.isJsxAttribute(node.parent))
      found.push(...texts(node.expression));
    if (ts.isJsxAttribute(node) && READ.has(node.name.getText()) && node.initializer) {
      const { initializer } = node;
      found.push(
        ...texts(ts.isJsxExpression(initializer) && initializer.expression ? initializer.expression : initializer),
      );
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** The literal texts that an expression may evaluate to. */
function texts(node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node)) return LETTERS.test(node.text) ? [node.text] : [];
  if (ts.isTemplateExpression(node)) {
    const parts = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
    return parts.some((part) => LETTERS.test(part)) ? [node.getText()] : [];
  }
  if (ts.isConditionalExpression(node)) return [...texts(node.whenTrue), ...texts(node.whenFalse)];
  if (ts.isBinaryExpression(node)) return texts(node.right);
  if (ts.isParenthesizedExpression(node)) return texts(node.expression);
  return [];
}
