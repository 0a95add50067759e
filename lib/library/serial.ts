import { processSingleton } from "../process-singleton";

const state = () => processSingleton("serials", () => ({ last: 0, of: new WeakMap<object, number>() }));

/** A number that identifies an object in this process. It serves as the stamp of data derived from the object. */
export function serialOf(object: object): number {
  const serials = state();
  const known = serials.of.get(object);
  if (known !== undefined) return known;
  serials.last += 1;
  serials.of.set(object, serials.last);
  return serials.last;
}
