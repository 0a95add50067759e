/**
 * Ids that belong to a user. The second half of such a UUID (version 8, RFC 9562) is derived from the first half and
 * its owner. So anyone can check whether an id belongs to a particular user, and no one can claim the id of another
 * user's item as their own. This needs no secret, because an attacker would have to change their own id or the id of
 * the other user's item.
 */

/** An id for this user, made from the given 16 random hexadecimal digits. */
export function idOwnedBy(personId: string, digits: string): string {
  const head = `${digits.slice(0, 12)}8${digits.slice(13, 16)}`;
  const [one, other] = [mixed(head + personId, 0x2545f491), mixed(personId + head, 0x6c8e9cf5)];
  const tail = hex(((one & 0x3fffffff) | 0x80000000) >>> 0) + hex(other);
  return (head + tail).replace(/^(.{8})(.{4})(.{4})(.{4})/u, "$1-$2-$3-$4-");
}

export function isOwnedBy(personId: string, id: string): boolean {
  return idOwnedBy(personId, id.replaceAll("-", "").slice(0, 16)) === id;
}

/** A 32-bit hash. It isn't cryptographic, because it only needs to make collisions unlikely. */
function mixed(text: string, seed: number): number {
  let sum = seed;
  for (let index = 0; index < text.length; index++) {
    sum = Math.imul(sum ^ text.charCodeAt(index), 0x85ebca6b);
    sum ^= sum >>> 13;
  }
  sum = Math.imul(sum ^ (sum >>> 16), 0xc2b2ae35);
  return (sum ^ (sum >>> 15)) >>> 0;
}

function hex(number: number): string {
  return number.toString(16).padStart(8, "0");
}
