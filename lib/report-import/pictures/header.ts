/** The formats that every browser shows and that can't contain scripts. */
export type MediaType = "image/png" | "image/jpeg" | "image/gif" | "image/webp";

/** The properties of a picture that are stored in its first bytes. */
export interface PictureHeader {
  mediaType: MediaType;
  /** Width and height in pixels, after applying any rotation that the camera recorded. */
  width: number;
  height: number;
}

/**
 * Reads the header of a picture. The format is determined by the bytes, never by the name.
 *
 * @returns undefined if the format is not supported, or if the header doesn't contain the size
 */
export function readHeader(bytes: Uint8Array): PictureHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (startsWith(bytes, PNG) && textAt(bytes, 12, 4) === "IHDR") {
      return { mediaType: "image/png", width: view.getUint32(16), height: view.getUint32(20) };
    }
    if (/^GIF8[79]a$/u.test(textAt(bytes, 0, 6))) {
      return { mediaType: "image/gif", width: view.getUint16(6, true), height: view.getUint16(8, true) };
    }
    if (startsWith(bytes, JPEG)) return readJpeg(view);
    if (textAt(bytes, 0, 4) === "RIFF" && textAt(bytes, 8, 4) === "WEBP") return readWebp(bytes, view);
  } catch (error) {
    // The file ends before the part that contains the size.
    if (!(error instanceof RangeError)) throw error;
  }
  return undefined;
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const JPEG = [0xff, 0xd8, 0xff];

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}

function textAt(bytes: Uint8Array, start: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(start, start + length));
}

/** Segments without a length: TEM, RST0 to RST7 and SOI. */
const isBare = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
/** Start of frame, which contains the size; 0xc4, 0xc8 and 0xcc are other segments. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const APP1 = 0xe1;
const START_OF_SCAN = 0xda;

/** A JPEG as it is stored, before applying any rotation that the camera recorded. */
export interface JpegFrame {
  width: number;
  height: number;
  /** Number of colours that are stored for a pixel. */
  colours: number;
  /** How the picture is turned or mirrored: 1 if it isn't (EXIF). */
  orientation: number;
}

/** @returns undefined if the bytes aren't a JPEG, or if the header doesn't contain the size */
export function jpegFrame(bytes: Uint8Array): JpegFrame | undefined {
  if (!startsWith(bytes, JPEG)) return undefined;
  try {
    return frameIn(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (error) {
    // The file ends before the part that contains the size.
    if (!(error instanceof RangeError)) throw error;
    return undefined;
  }
}

function readJpeg(view: DataView): PictureHeader | undefined {
  const frame = frameIn(view);
  if (!frame) return undefined;
  const { width, height, orientation } = frame;
  const isTurned = orientation >= FIRST_TURNED;
  return { mediaType: "image/jpeg", ...(isTurned ? { width: height, height: width } : { width, height }) };
}

function frameIn(view: DataView): JpegFrame | undefined {
  let orientation = 1;
  for (let at = 2; view.getUint8(at) === 0xff; ) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) at += 1;
    else if (isBare(marker)) at += 2;
    else if (marker === START_OF_SCAN) return undefined;
    else {
      const length = view.getUint16(at + 2);
      if (length < 2) return undefined;
      if (marker === APP1 && orientation === 1) orientation = orientationIn(view, at + 4, at + 2 + length);
      if (isFrame(marker)) {
        const [height, width, colours] = [view.getUint16(at + 5), view.getUint16(at + 7), view.getUint8(at + 9)];
        return { width, height, colours, orientation };
      }
      at += 2 + length;
    }
  }
  return undefined;
}

/** The EXIF tag for the orientation, and the lowest orientation value for which width and height are swapped. */
const ORIENTATION = 0x0112;
const FIRST_TURNED = 5;

/** The orientation in EXIF data. It is 6, for example, in a photo taken with the camera held upright. */
function orientationIn(view: DataView, start: number, end: number): number {
  const isExif = end - start >= 14 && view.getUint32(start) === 0x45786966;
  if (!isExif || end > view.byteLength) return 1;
  const tiff = start + 6;
  const isLittle = view.getUint16(tiff) === 0x4949;
  const list = tiff + view.getUint32(tiff + 4, isLittle);
  if (list + 2 > end) return 1;
  const entries = view.getUint16(list, isLittle);
  for (let at = list + 2, n = 0; n < entries && at + 12 <= end; n++, at += 12) {
    if (view.getUint16(at, isLittle) === ORIENTATION) return view.getUint16(at + 8, isLittle);
  }
  return 1;
}

function readWebp(bytes: Uint8Array, view: DataView): PictureHeader | undefined {
  const mediaType = "image/webp";
  switch (textAt(bytes, 12, 4)) {
    case "VP8 ":
      return { mediaType, width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case "VP8L": {
      const bits = view.getUint32(21, true);
      return { mediaType, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case "VP8X": {
      const threeBytes = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 0x10000;
      return { mediaType, width: threeBytes(24) + 1, height: threeBytes(27) + 1 };
    }
    default:
      return undefined;
  }
}
