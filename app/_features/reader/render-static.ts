import { Fragment, isValidElement, type ReactNode } from "react";

/** Void elements, which have no end tag. */
const VOID = new Set(["br", "hr", "img"]);

/** Attributes that have different names in React and in HTML. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  className: "class",
  tabIndex: "tabindex",
  strokeWidth: "stroke-width",
  strokeLinecap: "stroke-linecap",
  strokeLinejoin: "stroke-linejoin",
};

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#x27;",
};

/**
 * Renders elements that never change to HTML, with the same output as React. Next.js only allows React's own renderer
 * for pages, and sends its output a second time for hydration.
 *
 * @param node consists of HTML elements and components without hooks
 */
export function renderStatic(node: ReactNode): string {
  const parts: string[] = [];
  write(node, parts);
  return parts.join("");
}

function write(node: ReactNode, parts: string[]): void {
  if (node === null || node === undefined || typeof node === "boolean") return;
  if (typeof node === "string" || typeof node === "number") {
    parts.push(escaped(String(node)));
  } else if (Array.isArray(node)) {
    for (const child of node) write(child, parts);
  } else if (isValidElement<Record<string, unknown>>(node)) {
    const { type, props } = node;
    const children = props.children as ReactNode;
    if (type === Fragment) write(children, parts);
    else if (typeof type === "function") write((type as (props: object) => ReactNode)(props), parts);
    else if (typeof type === "string") writeElement(type, props, parts);
    else throw new Error("Only HTML elements and components without hooks can be written as static HTML.");
  } else {
    throw new Error("This cannot be written as static HTML.");
  }
}

function writeElement(name: string, { children, ...props }: Record<string, unknown>, parts: string[]): void {
  parts.push("<", name);
  for (const [key, value] of Object.entries(props)) {
    // React omits false attributes, except for data and ARIA attributes, where false is a value.
    const isFreeForm = key.startsWith("data-") || key.startsWith("aria-");
    if (value === null || value === undefined || (!isFreeForm && value === false)) continue;
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
      throw new Error(`The attribute ${key} cannot be written as static HTML.`);
    }
    parts.push(" ", ATTRIBUTES[key] ?? key, '="', escaped(!isFreeForm && value === true ? "" : String(value)), '"');
  }
  if (VOID.has(name)) {
    parts.push("/>");
    return;
  }
  parts.push(">");
  write(children as ReactNode, parts);
  parts.push("</", name, ">");
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => ESCAPES[character] ?? character);
}
