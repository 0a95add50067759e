import type { SourceBlock } from "./model";

/** The blocks of a list item, with the list and level to which they belong. */
export interface ListedItem {
  blocks: SourceBlock[];
  /** Nesting level, from 0. */
  level: number;
  ordered: boolean;
  number: number;
  /** Identifies the list. */
  list: string;
}

type List = Extract<SourceBlock, { type: "list" }>;

/** Builds nested lists from a flat sequence of items with levels. */
export function nestedLists(items: readonly ListedItem[]): List[] {
  const lists: List[] = [];
  /** The stack of open lists, outermost first. */
  const open: { level: number; name: string; list: List }[] = [];
  for (const { blocks, level, ordered, number, list: name } of items) {
    while (open.length > 0 && open.at(-1)!.level > level) open.pop();
    let last = open.at(-1);
    if (last?.level === level && (last.name !== name || last.list.ordered !== ordered)) {
      open.pop();
      last = undefined;
    }
    if (last?.level !== level) {
      const list: List = { type: "list", ordered, start: number, items: [] };
      const above = open.at(-1)?.list.items.at(-1);
      if (above) above.push(list);
      else lists.push(list);
      open.push({ level, name, list });
      last = open.at(-1)!;
    }
    last.list.items.push([...blocks]);
  }
  return lists;
}
