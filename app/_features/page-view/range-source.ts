/** Size, in bytes, of the first request and of the chunks that pdf.js requests afterwards. */
export const RANGE_BYTES = 64 * 1024;

interface Start {
  bytes: Uint8Array<ArrayBuffer>;
  /** Size of the whole file. */
  total: number;
}

/**
 * Reads the start of a file and determines the size of the whole file. pdf.js can't do this itself, because the server
 * doesn't send the size of a streamed response.
 *
 * @throws Error if the file can't be read
 */
export async function readStart(url: string, signal: AbortSignal): Promise<Start> {
  const response = await request(url, 0, RANGE_BYTES, signal);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const size = /\/(\d+)$/u.exec(response.headers.get("content-range") ?? "")?.[1];
  return { bytes, total: size === undefined ? bytes.length : Number(size) };
}

/** Reads part of a file. @param end the byte after the last one */
export async function readRange(
  url: string,
  start: number,
  end: number,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const response = await request(url, start, end, signal);
  return new Uint8Array(await response.arrayBuffer());
}

async function request(url: string, start: number, end: number, signal: AbortSignal): Promise<Response> {
  const response = await fetch(url, { headers: { Range: `bytes=${start}-${end - 1}` }, signal });
  if (!response.ok) throw new Error(`The file could not be read: ${response.status}.`);
  return response;
}
