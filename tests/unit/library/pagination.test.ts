import { expect, it } from "vitest";
import { PAGE_SIZE, pageOf } from "@/app/_features/library/pagination";

it.each([
  [0, undefined, { page: 1, pages: 1, from: 0, to: 0 }],
  [1, undefined, { page: 1, pages: 1, from: 0, to: 1 }],
  [PAGE_SIZE, "1", { page: 1, pages: 1, from: 0, to: PAGE_SIZE }],
  [PAGE_SIZE + 1, undefined, { page: 1, pages: 2, from: 0, to: PAGE_SIZE }],
  [PAGE_SIZE + 1, "2", { page: 2, pages: 2, from: PAGE_SIZE, to: PAGE_SIZE + 1 }],
  [PAGE_SIZE + 1, ["1", "2"], { page: 2, pages: 2, from: PAGE_SIZE, to: PAGE_SIZE + 1 }],
  [PAGE_SIZE + 1, "900", { page: 2, pages: 2, from: PAGE_SIZE, to: PAGE_SIZE + 1 }],
  [PAGE_SIZE + 1, "-3", { page: 1, pages: 2, from: 0, to: PAGE_SIZE }],
  [PAGE_SIZE + 1, "1.5", { page: 1, pages: 2, from: 0, to: PAGE_SIZE }],
  [PAGE_SIZE + 1, "two", { page: 1, pages: 2, from: 0, to: PAGE_SIZE }],
])("of %d reports, page %j is this slice", (total, asked, part) => {
  expect(pageOf(total, asked)).toEqual(part);
});
