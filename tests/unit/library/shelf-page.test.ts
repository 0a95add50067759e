import { expect, it } from "vitest";
import { SHELF_PAGE, shelfPage } from "@/app/_features/library/shelf-page";

it.each([
  [0, undefined, { page: 1, pages: 1, from: 0, to: 0 }],
  [1, undefined, { page: 1, pages: 1, from: 0, to: 1 }],
  [SHELF_PAGE, "1", { page: 1, pages: 1, from: 0, to: SHELF_PAGE }],
  [SHELF_PAGE + 1, undefined, { page: 1, pages: 2, from: 0, to: SHELF_PAGE }],
  [SHELF_PAGE + 1, "2", { page: 2, pages: 2, from: SHELF_PAGE, to: SHELF_PAGE + 1 }],
  [SHELF_PAGE + 1, ["1", "2"], { page: 2, pages: 2, from: SHELF_PAGE, to: SHELF_PAGE + 1 }],
  [SHELF_PAGE + 1, "900", { page: 2, pages: 2, from: SHELF_PAGE, to: SHELF_PAGE + 1 }],
  [SHELF_PAGE + 1, "-3", { page: 1, pages: 2, from: 0, to: SHELF_PAGE }],
  [SHELF_PAGE + 1, "1.5", { page: 1, pages: 2, from: 0, to: SHELF_PAGE }],
  [SHELF_PAGE + 1, "two", { page: 1, pages: 2, from: 0, to: SHELF_PAGE }],
])("of %d reports, page %j is this part", (total, asked, part) => {
  expect(shelfPage(total, asked)).toEqual(part);
});
