import type { Ink } from "./image";

/** Connected ink: a letter or part of a letter, a line, or a picture. The box is half-open. */
export interface Component {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  /** The number of pixels. */
  area: number;
}

/** Minimum number of pixels. Smaller components are dust. A full stop in small print has 12 pixels at 300 dpi. */
const MIN_AREA = 5;

/** Finds connected ink. Pixels that touch diagonally are connected too. */
export function componentsOf({ width, height, pixels }: Ink): Component[] {
  const found: Component[] = [];
  /** For each run, the index of its component. Touching components are merged. */
  const parents: number[] = [];
  const rootOf = (index: number): number => {
    let root = index;
    while (parents[root] !== root) root = parents[root]!;
    for (let at = index; at !== root; ) {
      const next = parents[at]!;
      parents[at] = root;
      at = next;
    }
    return root;
  };
  let above: [start: number, end: number, index: number][] = [];
  for (let y = 0; y < height; y++) {
    const runs: typeof above = [];
    let next = 0;
    for (let x = 0; x < width; x++) {
      if (pixels[y * width + x] !== 1) continue;
      const start = x;
      while (x < width && pixels[y * width + x] === 1) x++;
      let own = -1;
      while (next < above.length && above[next]![1] < start) next++;
      for (let n = next; n < above.length && above[n]![0] <= x; n++) {
        const root = rootOf(above[n]![2]);
        if (own < 0 || own === root) {
          own = root;
          continue;
        }
        merge(found[own]!, found[root]!);
        parents[root] = own;
      }
      if (own < 0) {
        own = found.length;
        parents.push(own);
        found.push({ x0: start, y0: y, x1: x, y1: y + 1, area: 0 });
      }
      const component = found[own]!;
      component.x0 = Math.min(component.x0, start);
      component.x1 = Math.max(component.x1, x);
      component.y1 = y + 1;
      component.area += x - start;
      runs.push([start, x, own]);
    }
    above = runs;
  }
  return found.filter((component, index) => parents[index] === index && component.area >= MIN_AREA);
}

function merge(target: Component, other: Component): void {
  target.x0 = Math.min(target.x0, other.x0);
  target.y0 = Math.min(target.y0, other.y0);
  target.x1 = Math.max(target.x1, other.x1);
  target.y1 = Math.max(target.y1, other.y1);
  target.area += other.area;
}

/** Finds the components in part of a page. */
export class ComponentIndex {
  readonly #rows = new Map<number, Component[]>();

  constructor(components: readonly Component[]) {
    for (const component of components) {
      const row = rowOf((component.y0 + component.y1) / 2);
      const own = this.#rows.get(row);
      if (own) own.push(component);
      else this.#rows.set(row, [component]);
    }
  }

  /** The components whose centre is in a box, from left to right. */
  within({ x0, y0, x1, y1 }: { x0: number; y0: number; x1: number; y1: number }): Component[] {
    const inside: Component[] = [];
    for (let row = rowOf(y0); row <= rowOf(y1); row++) {
      for (const component of this.#rows.get(row) ?? []) {
        const x = (component.x0 + component.x1) / 2;
        const y = (component.y0 + component.y1) / 2;
        if (x >= x0 && x < x1 && y >= y0 && y < y1) inside.push(component);
      }
    }
    return inside.sort((a, b) => a.x0 - b.x0);
  }
}

const rowOf = (y: number): number => Math.floor(y / 32);
