import type { Nodes, Parents } from "mdast";
import { turnsIn } from "./phrasing";
import { leadingOf, textOf } from "./units";

/** What remains of a removed block. */
export function remainsOf(node: Nodes, parent: Parents, index: number): Nodes[] {
  if (node.type === "listItem") {
    const leading = leadingOf(node);
    const turns = turnsIn(leading);
    node.children = [
      ...(turns.length > 0 ? [{ type: "paragraph" as const, children: turns }] : []),
      ...node.children.slice(leading.length),
    ];
    return node.children.length > 0 ? [node] : [];
  }
  if (node.type !== "tableRow") return turnsIn([node]);
  // An emptied row stays if it is the header row, which Markdown requires, or has page breaks, which can't be moved out
  // of a cell.
  const turns = turnsIn([node]);
  if (index > 0 && turns.length === 0) return [];
  node.children = node.children.map((_, column) => ({ type: "tableCell", children: column === 0 ? turns : [] }));
  return parent.children.length > 1 || turns.length > 0 ? [node] : [];
}

/** Removes lists, quotations and tables that have become empty. */
export function dropEmpty(parent: Parents): void {
  const children = (parent.children as Nodes[]).filter((child) => {
    const isContainer = child.type === "list" || child.type === "listItem" || child.type === "blockquote";
    if (isContainer) dropEmpty(child);
    if (child.type === "table") {
      const hasText = child.children.some((row) => textOf(row.children.map((cell) => cell.children)) !== "");
      return hasText || turnsIn([child]).length > 0;
    }
    return !isContainer || child.children.length > 0;
  });
  (parent as { children: Nodes[] }).children = children;
}
