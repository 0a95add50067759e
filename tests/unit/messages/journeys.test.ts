import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

// By default, Playwright also finds "Show password" when it looks for "Password", so rewording a message could break a
// journey.

const BY_TEXT = new Set(["getByAltText", "getByLabel", "getByPlaceholder", "getByText", "getByTitle"]);

const files = readdirSync("tests/e2e", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => path.posix.join("tests/e2e", name.replaceAll("\\", "/")));

/** Lookups by text, which also match longer texts. */
function looseLookupsIn(text: string): string[] {
  const tree = ts.createSourceFile("journey.ts", text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isCallExpression(node) && isLoose(node)) {
      const { line } = tree.getLineAndCharacterOfPosition(node.expression.end);
      found.push(`${line + 1}: ${node.expression.getText().split(".").at(-1)}(${node.arguments[0]?.getText()}, …)`);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function isLoose({ expression, arguments: [first, second] }: ts.CallExpression): boolean {
  if (!ts.isPropertyAccessExpression(expression)) return false;
  const options = second && ts.isObjectLiteralExpression(second) ? second.properties : [];
  const option = (name: string) => options.find((property) => property.name?.getText() === name);
  const isByText = BY_TEXT.has(expression.name.text);
  if (!isByText && expression.name.text !== "getByRole") return false;
  const name = option("name");
  const text = isByText ? first : name && ts.isPropertyAssignment(name) ? name.initializer : name;
  return text !== undefined && !isPattern(text) && option("exact") === undefined;
}

/** Whether an expression is a regular expression. For these, `exact` has no effect. */
function isPattern(node: ts.Node): boolean {
  if (ts.isRegularExpressionLiteral(node)) return true;
  const made = (ts.isCallExpression(node) || ts.isNewExpression(node)) && node.expression.getText();
  return made === "RegExp" || made === "anyOf" || made === "like" || made === "part";
}

describe("elements are looked up by their whole text", () => {
  it.each(files)("in %s", (file) => {
    expect(looseLookupsIn(readFileSync(file, "utf8"))).toEqual([]);
  });

  it.each([
    ['page.getByText(t("app.close"))', 1],
    ['page.getByRole("button", { name: t("app.close") })', 1],
    ['page.getByRole("button", { name })', 1],
    ['page.getByRole("dialog").getByLabel("Close", {})', 1],
    ['page.getByText(t("app.close"), { exact: true })', 0],
    ['page.getByRole("button", { name, exact: true })', 0],
    ['page.getByRole("button", { name: like("unsaved.open") })', 0],
    ["page.getByLabel(/Close/u)", 0],
    ['page.getByRole("button")', 0],
  ])("%s", (code, count) => {
    expect(looseLookupsIn(code)).toHaveLength(count);
  });
});
