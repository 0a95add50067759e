import { childOf, childrenOf, type Element } from "../structured/element";
import { written } from "../structured/numbers";
import { numberIn } from "./parts";

interface Level {
  format: string;
  start: number;
  /** A template such as "%1.%2", where each placeholder is replaced by the number of a level. */
  text: string;
}

const LEVELS = 9;

interface Counted {
  isOrdered: boolean;
  /** Whether the level has neither a bullet nor a number, so that the paragraph continues the previous item. */
  isContinuation: boolean;
  number: number;
  label: string;
}

/** Keeps track of list and heading numbers. */
export class Numbering {
  /** The levels of each list by id. Lists with the same `counter` are numbered together. */
  readonly #lists = new Map<number, { counter: string; levels: Map<number, Level>; overrides: Map<number, number> }>();
  readonly #counters = new Map<string, (number | undefined)[]>();
  readonly #started = new Set<string>();

  constructor(root: Element | undefined) {
    const abstract = new Map(
      childrenOf(root, "w:abstractNum").map((element) => [element.attributes["w:abstractNumId"] ?? "", element]),
    );
    const byStyle = new Map(
      [...abstract.values()].flatMap((element) => {
        const style = childOf(element, "w:styleLink")?.attributes["w:val"];
        return style === undefined ? [] : [[style, element] as const];
      }),
    );
    for (const list of childrenOf(root, "w:num")) {
      const id = numberIn(list, "w:numId");
      const own = abstract.get(childOf(list, "w:abstractNumId")?.attributes["w:val"] ?? "");
      const link = childOf(own, "w:numStyleLink")?.attributes["w:val"];
      const definition = (link === undefined ? undefined : byStyle.get(link)) ?? own;
      if (id === undefined || !definition) continue;
      const levels = levelsOf(childrenOf(definition, "w:lvl"));
      const overrides = new Map<number, number>();
      for (const override of childrenOf(list, "w:lvlOverride")) {
        const level = numberIn(override, "w:ilvl") ?? 0;
        for (const [key, value] of levelsOf(childrenOf(override, "w:lvl"))) levels.set(key, value);
        const start = numberIn(childOf(override, "w:startOverride"));
        if (start !== undefined) overrides.set(level, start);
      }
      this.#lists.set(id, { counter: definition.attributes["w:abstractNumId"] ?? "", levels, overrides });
    }
  }

  /** Counts a paragraph as the next item of a list. Returns undefined if the list does not exist. */
  next(id: number, level: number): Counted | undefined {
    const list = this.#lists.get(id);
    if (!list || level < 0 || level >= LEVELS) return undefined;
    const counters = this.#counters.get(list.counter) ?? [];
    this.#counters.set(list.counter, counters);
    for (const [overridden, start] of list.overrides) {
      const key = `${id} ${overridden}`;
      if (this.#started.has(key) || overridden !== level) continue;
      this.#started.add(key);
      counters[overridden] = start - 1;
    }
    const own = list.levels.get(level) ?? { format: "decimal", start: 1, text: "" };
    const number = (counters[level] ?? own.start - 1) + 1;
    counters[level] = number;
    counters.length = level + 1;
    const label = own.text.replace(/%([1-9])/gu, (_, at: string) => {
      const above = Number(at) - 1;
      const format = list.levels.get(above)?.format ?? "decimal";
      return written(counters[above] ?? list.levels.get(above)?.start ?? 1, FORMATS[format] ?? "1");
    });
    const isContinuation = own.text.trim() === "" && (own.format === "bullet" || own.format === "none");
    const isOrdered = own.format !== "bullet" && own.format !== "none";
    return { isOrdered, isContinuation, number, label: isOrdered ? label.trim() : "" };
  }
}

function levelsOf(elements: readonly Element[]): Map<number, Level> {
  return new Map(
    elements.map((element) => [
      numberIn(element, "w:ilvl") ?? 0,
      {
        format: childOf(element, "w:numFmt")?.attributes["w:val"] ?? "decimal",
        start: numberIn(childOf(element, "w:start")) ?? 1,
        text: childOf(element, "w:lvlText")?.attributes["w:val"] ?? "",
      },
    ]),
  );
}

/** Word's number formats, with the first number in each. */
const FORMATS: Record<string, string> = {
  decimalZero: "01",
  lowerLetter: "a",
  upperLetter: "A",
  lowerRoman: "i",
  upperRoman: "I",
  russianLower: "а",
  russianUpper: "А",
};
