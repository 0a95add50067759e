import { UserError } from "../../errors";

/** Maximum nesting of elements. Real files have a few dozen levels, and the readers are recursive. */
export const MAX_DEPTH = 400;
/** Maximum number of elements in one file. A Word report of a thousand pages has half a million. */
export const MAX_ELEMENTS = 800_000;

export function nestedTooDeeply(): UserError {
  return new UserError(
    "import-nesting",
    `The file is nested more than ${MAX_DEPTH} levels deep. Save it again in another program and import that.`,
  );
}

export function tooLarge(): UserError {
  return new UserError(
    "import-too-large",
    "The file is too large when unpacked. Split it, or save it without pictures, and import that.",
    413,
  );
}
