import { resolvePath, safelyDecoded } from "../structured/paths";
import { bytesOfDataUrl } from "./base64";
import type { PictureSource } from "./collector";

/** The files that are in one package with a text, which its images can refer to. */
export interface FilesBeside {
  /** The text's own path. */
  path: string;
  /** @returns undefined if there is no such file */
  read(path: string): Uint8Array | undefined;
}

/** For a text without a package. */
export const NO_FILES: FilesBeside = { path: "", read: () => undefined };

/** The picture at a URL: inside the URL itself, or a file beside the text. Nothing is ever fetched. */
export function pictureAt(url: string, { path, read }: FilesBeside): PictureSource | undefined {
  const address = url.trim();
  if (/^data:/iu.test(address)) return { key: address, read: () => bytesOfDataUrl(address) };
  if (address === "" || /^(?:[a-z][\w+.-]*:|\/\/)/iu.test(address)) return undefined;
  const file = resolvePath(path, safelyDecoded(address.replace(/[?#].*$/u, "")));
  return { key: file, read: () => read(file) };
}
