/** Size, in bytes, of the first request and of the chunks that pdf.js requests afterwards. */
export const RANGE_BYTES = 64 * 1024;

interface Start {
  bytes: Uint8Array<ArrayBuffer>;
  /** Size of the whole file. */
  total: number;
}

/** A file that can be read in parts. Its functions throw an error if it can't be read. */
interface RangeSource {
  /** Reads the start of the file and determines the size of the whole file. */
  start(): Promise<Start>;
  /** Reads part of the file. @param end the byte after the last one */
  read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** A file on this device, or the URL of a file whose server supports range requests. */
export function rangesOf(file: string | Blob, signal: AbortSignal): RangeSource {
  return typeof file === "string" ? rangesOfUrl(file, signal) : rangesOfBlob(file);
}

/** pdf.js can't determine the size of the file itself, because the server doesn't send the size of a streamed response. */
function rangesOfUrl(url: string, signal: AbortSignal): RangeSource {
  const request = async (start: number, end: number) => {
    const response = await fetch(url, { headers: { Range: `bytes=${start}-${end - 1}` }, signal });
    if (!response.ok) throw new Error(`The file could not be read: ${response.status}.`);
    return response;
  };
  return {
    start: async () => {
      const response = await request(0, RANGE_BYTES);
      const bytes = new Uint8Array(await response.arrayBuffer());
      const size = /\/(\d+)$/u.exec(response.headers.get("content-range") ?? "")?.[1];
      return { bytes, total: size === undefined ? bytes.length : Number(size) };
    },
    read: async (start, end) => new Uint8Array(await (await request(start, end)).arrayBuffer()),
  };
}

function rangesOfBlob(file: Blob): RangeSource {
  const read = async (start: number, end: number) => new Uint8Array(await file.slice(start, end).arrayBuffer());
  return { start: async () => ({ bytes: await read(0, RANGE_BYTES), total: file.size }), read };
}
