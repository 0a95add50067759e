import { resolvePath, safelyDecoded } from "../structured/paths";
import { bytesOfDataUrl } from "./base64";
import type { PictureSource } from "./collector";

/** The files in the same package as a text. Images in the text can refer to them. */
export interface FilesBeside {
  /** The path of the text itself. */
  path: string;
  /** @returns undefined if there is no such file */
  read(path: string): Uint8Array | undefined;
}

/** For a text that is not in a package. */
export const NO_FILES: FilesBeside = { path: "", read: () => undefined };

/**
 * The picture that a URL refers to. It is either inside the URL itself or in a file beside the text. Nothing is ever
 * fetched.
 */
export function pictureAt(url: string, { path, read }: FilesBeside): PictureSource | undefined {
  const address = url.trim();
  if (/^data:/iu.test(address)) return { key: address, read: () => bytesOfDataUrl(address) };
  if (address === "" || /^(?:[a-z][\w+.-]*:|\/\/)/iu.test(address)) return undefined;
  const file = resolvePath(path, safelyDecoded(address.replace(/[?#].*$/u, "")));
  return { key: file, read: () => read(file) };
}
