/**
 * Gets JSON from one of our own addresses.
 *
 * @throws Error with the server's sentence where it answers with one
 */
export async function fetchJson<T>(address: string): Promise<T> {
  const response = await fetch(address);
  if (response.ok) return response.json();
  const body: { error?: { message?: string } } = await response.json().catch(() => ({}));
  throw new Error(body.error?.message ?? response.statusText);
}
