/**
 * The value of a cookie, as a request's `Cookie` header has it.
 *
 * @returns null where there is none, or an empty one
 */
export function cookieIn(cookieHeader: string | null, name: string): string | null {
  const cookie = (cookieHeader ?? "").split(/; */u).find((part) => part.startsWith(`${name}=`));
  return cookie?.slice(name.length + 1) || null;
}
