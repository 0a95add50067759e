/**
 * An XML or HTML element. Comments, processing instructions and document types are left out, because no reader needs
 * them.
 */
export interface Element {
  /**
   * The name with the usual prefix of its namespace (`w:p`). The names of HTML elements have no prefix and are in lower
   * case.
   */
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: Node[];
  parent: Element | null;
}

export type Node = Element | string;

/** The element's child elements, or only those with the given name. */
export function childrenOf(element: Element | undefined, name?: string): Element[] {
  const all = element?.children ?? [];
  return all.filter(
    (child): child is Element => typeof child !== "string" && (name === undefined || child.name === name),
  );
}

/** The element's first child element with the given name. */
export function childOf(element: Element | undefined, name: string): Element | undefined {
  return element?.children.find((child): child is Element => typeof child !== "string" && child.name === name);
}

/** All descendant elements, in document order. */
export function* descendantsOf(element: Element): Generator<Element> {
  const waiting = childrenOf(element).reverse();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    yield next;
    for (let index = next.children.length - 1; index >= 0; index--) {
      const child = next.children[index]!;
      if (typeof child !== "string") waiting.push(child);
    }
  }
}

/** The text of the node and its descendants. */
export function textOf(node: Node | undefined): string {
  if (node === undefined) return "";
  if (typeof node === "string") return node;
  const parts: string[] = [];
  const visit = (element: Element): void => {
    for (const child of element.children) {
      if (typeof child === "string") parts.push(child);
      else visit(child);
    }
  };
  visit(node);
  return parts.join("");
}
