import { UserError } from "../errors";
import { mainTextIn } from "./bundle";
import { signatureOf } from "./signature";
import { Package } from "./structured/package";
import { decodeXml } from "./structured/xml";

/** The supported formats. */
export type Format = "pdf" | "docx" | "doc" | "rtf" | "odt" | "epub" | "html" | "markdown" | "text";

/**
 * Detects the format of a file. Its content takes precedence over its name.
 *
 * @throws UserError `upload-kind` if the format is not supported, `import-password` if it is encrypted,
 *   `import-damaged`, `import-too-large`
 */
export function formatOf(name: string, bytes: Uint8Array): Format {
  switch (signatureOf(name, bytes)) {
    case "pdf":
      return "pdf";
    case "html":
      return "html";
    case "zip":
      return formatOfPackage(new Package(bytes));
    case "ole":
      return formatOfOle(name, bytes);
    case "rtf":
      return "rtf";
    case "mhtml":
      throw new UserError("upload-kind.mhtml");
    default:
      return formatOfText(name);
  }
}

/** Plain text has no signature, so the file extension decides. */
function formatOfText(name: string): Format {
  const ending = /\.([^.]+)$/u.exec(name)?.[1]?.toLowerCase() ?? "";
  if (/^(?:docx|docm|dotx|odt|ott|epub)$/u.test(ending)) {
    throw new UserError("upload-kind.other-format", { ending });
  }
  if (ending === "pdf") return "pdf";
  if (/^x?html?$/u.test(ending)) return "html";
  return ending === "md" || ending === "markdown" ? "markdown" : "text";
}

const MEDIA_TYPES = new Map<string, Format>([
  ["application/epub+zip", "epub"],
  ["application/vnd.oasis.opendocument.text", "odt"],
  ["application/vnd.oasis.opendocument.text-template", "odt"],
]);

function formatOfPackage(file: Package): Format {
  const mediaType = file.has("mimetype") ? decodeXml(file.read("mimetype")!).trim() : "";
  const named = MEDIA_TYPES.get(mediaType);
  if (named) return named;
  const names = new Set([...file.names].map((name) => name.split("/")[0]!));
  if (file.has("[Content_Types].xml") && names.has("word")) return "docx";
  if (file.has("META-INF/container.xml")) return "epub";
  const isOffice = names.has("xl") || names.has("ppt") || mediaType.startsWith("application/vnd.oasis.opendocument.");
  const text = isOffice ? undefined : mainTextIn(file);
  if (text) return text.format;
  throw new UserError(isOffice ? "upload-kind.office" : "upload-kind.zip");
}

/** Old Word files and encrypted new ones are both OLE files, which store the names of their streams in UTF-16. */
function formatOfOle(name: string, bytes: Uint8Array): Format {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.includes(Buffer.from("EncryptedPackage", "utf16le"))) throw new UserError("import-password.file");
  // If the file is cut off, only its name indicates the format.
  if (file.includes(Buffer.from("WordDocument", "utf16le")) || /\.do[ct]$/iu.test(name)) return "doc";
  throw new UserError("upload-kind.office");
}
