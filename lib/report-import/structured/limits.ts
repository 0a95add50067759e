import { UserError } from "../../errors";

/** Maximum nesting of elements. Real files have a few dozen levels, and the readers are recursive. */
export const MAX_DEPTH = 400;
/** Maximum number of elements in one file. A Word report of a thousand pages has half a million. */
export const MAX_ELEMENTS = 800_000;

export function nestedTooDeeply(): UserError {
  return new UserError("import-nesting.levels", { max: MAX_DEPTH });
}

export function tooLarge(): UserError {
  return new UserError("import-too-large");
}
