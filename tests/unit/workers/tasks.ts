/** Tasks that the worker tests run. */

import { pid } from "node:process";
import { UserError } from "@/lib/errors";

export const double = (value: number) => 2 * value;

export const processId = (_round: number) => pid;

export function settings(_: null): string[] {
  return Object.keys(process.env).filter((name) => /SECRET|DATABASE|URL/u.test(name));
}

export function refuse(name: string): never {
  throw new UserError("colour-name-taken", { name }, 7);
}

export function fail(_: null): never {
  throw new TypeError("a bug");
}

/** Reports three steps while it blocks its thread. */
export function steps(name: string, report: (step: string) => void): string {
  for (const step of [1, 2, 3]) report(`${name} ${step}`);
  return name;
}

export function spin(_: null): void {
  for (;;) Math.random();
}

export function hoard(_: null): number {
  const hoarded: number[][] = [];
  for (;;) hoarded.push(new Array<number>(100_000).fill(Math.random()));
}
