/** An element of XML or HTML, without what no reader needs: comments, processing instructions and document types. */
export interface Element {
  /** In lower case with the usual prefix of its namespace (`w:p`); elements of HTML have none. */
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: Node[];
  parent: Element | null;
}

export type Node = Element | string;

/** Its child elements; of one name, where one is given. */
export function childrenOf(element: Element | undefined, name?: string): Element[] {
  const all = element?.children ?? [];
  return all.filter(
    (child): child is Element => typeof child !== "string" && (name === undefined || child.name === name),
  );
}

/** Its first child element of a name. */
export function childOf(element: Element | undefined, name: string): Element | undefined {
  return element?.children.find((child): child is Element => typeof child !== "string" && child.name === name);
}

/** All elements below it, in the order of the document. */
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

/** All text in it. */
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
