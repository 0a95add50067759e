/** Grey images, and simple operations on them. Coordinates are in pixels from the top left corner. */

export interface GreyImage {
  width: number;
  height: number;
  /** The pixels row by row, from 0 for black to 255 for white. */
  pixels: Uint8Array;
}

/** The dark pixels of an image: 1 for ink, 0 for paper. */
export interface Ink {
  width: number;
  height: number;
  pixels: Uint8Array;
}

/**
 * Minimum difference between the mean grey of ink and that of paper. If the difference is smaller, the page is blank.
 */
const MIN_CONTRAST = 48;

/** Separates ink from paper at the threshold that splits the histogram best (Otsu's method). */
export function inkOf({ width, height, pixels }: GreyImage): Ink {
  const threshold = thresholdOf(pixels);
  const ink = new Uint8Array(pixels.length);
  for (let at = 0; at < pixels.length; at++) ink[at] = pixels[at]! < threshold ? 1 : 0;
  return { width, height, pixels: ink };
}

function thresholdOf(pixels: Uint8Array): number {
  const counts = new Float64Array(256);
  for (const value of pixels) counts[value]! += 1;
  let total = 0;
  for (const [value, count] of counts.entries()) total += value * count;
  let below = 0;
  let sumBelow = 0;
  let best = { threshold: 0, variance: 0, contrast: 0 };
  for (let value = 0; value < 255; value++) {
    below += counts[value]!;
    sumBelow += value * counts[value]!;
    const above = pixels.length - below;
    if (below === 0 || above === 0) continue;
    const contrast = (total - sumBelow) / above - sumBelow / below;
    const variance = below * above * contrast * contrast;
    if (variance > best.variance) best = { threshold: value + 1, variance, contrast };
  }
  return best.contrast < MIN_CONTRAST ? 0 : best.threshold;
}

/**
 * Rotates an image about its centre, clockwise if the angle is positive. The image keeps its size, and its corners
 * become white.
 */
export function rotated({ width, height, pixels }: GreyImage, degrees: number): GreyImage {
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  const result = new Uint8Array(pixels.length).fill(255);
  for (let y = 0; y < height; y++) {
    let fromX = middleX - middleX * cos + (y - middleY) * sin;
    let fromY = middleY + middleX * sin + (y - middleY) * cos;
    for (let x = 0; x < width; x++, fromX += cos, fromY -= sin) {
      const left = Math.floor(fromX);
      const top = Math.floor(fromY);
      if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) continue;
      const at = top * width + left;
      const [shareX, shareY] = [fromX - left, fromY - top];
      const upper = pixels[at]! + (pixels[at + 1]! - pixels[at]!) * shareX;
      const lower = pixels[at + width]! + (pixels[at + width + 1]! - pixels[at + width]!) * shareX;
      result[y * width + x] = upper + (lower - upper) * shareY + 0.5;
    }
  }
  return { width, height, pixels: result };
}

/** Rotates an image clockwise by the given number of quarter turns. */
export function turned(image: GreyImage, quarters: number): GreyImage {
  const { width, height, pixels } = image;
  if (quarters % 4 === 0) return image;
  const isSideways = quarters % 2 === 1;
  const result = new Uint8Array(pixels.length);
  const [ownWidth, ownHeight] = isSideways ? [height, width] : [width, height];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [toX, toY] =
        quarters % 4 === 1
          ? [height - 1 - y, x]
          : quarters % 4 === 2
            ? [width - 1 - x, height - 1 - y]
            : [y, width - 1 - x];
      result[toY * ownWidth + toX] = pixels[y * width + x]!;
    }
  }
  return { width: ownWidth, height: ownHeight, pixels: result };
}

/** A copy of an image in which the given boxes are white. */
export function erased(
  image: GreyImage,
  boxes: readonly { x0: number; y0: number; x1: number; y1: number }[],
): GreyImage {
  const result = { ...image, pixels: image.pixels.slice() };
  for (const { x0, y0, x1, y1 } of boxes) {
    const [left, right] = [Math.max(0, Math.floor(x0)), Math.min(image.width, Math.ceil(x1))];
    for (let y = Math.max(0, Math.floor(y0)); y < Math.min(image.height, Math.ceil(y1)); y++)
      result.pixels.fill(255, y * image.width + left, y * image.width + Math.max(left, right));
  }
  return result;
}

/** Cuts out part of an image. */
export function cutOut(
  { width, pixels }: GreyImage,
  { x0, y0, x1, y1 }: { x0: number; y0: number; x1: number; y1: number },
): GreyImage {
  const image = blank(x1 - x0, y1 - y0);
  for (let y = 0; y < image.height; y++) {
    const from = (y0 + y) * width + x0;
    image.pixels.set(pixels.subarray(from, from + image.width), y * image.width);
  }
  return image;
}

/** Cuts out part of an image and enlarges it. */
export function enlarged(
  { width, height, pixels }: GreyImage,
  { x0, y0, x1, y1 }: { x0: number; y0: number; x1: number; y1: number },
  factor: number,
): GreyImage {
  const own = {
    width: Math.max(1, Math.round((x1 - x0) * factor)),
    height: Math.max(1, Math.round((y1 - y0) * factor)),
  };
  const result = new Uint8Array(own.width * own.height);
  const grey = (x: number, y: number) => (x < 0 || y < 0 || x >= width || y >= height ? 255 : pixels[y * width + x]!);
  for (let y = 0; y < own.height; y++) {
    for (let x = 0; x < own.width; x++) {
      const [fromX, fromY] = [x0 + (x + 0.5) / factor - 0.5, y0 + (y + 0.5) / factor - 0.5];
      const [left, top] = [Math.floor(fromX), Math.floor(fromY)];
      const [shareX, shareY] = [fromX - left, fromY - top];
      const upper = grey(left, top) * (1 - shareX) + grey(left + 1, top) * shareX;
      const lower = grey(left, top + 1) * (1 - shareX) + grey(left + 1, top + 1) * shareX;
      result[y * own.width + x] = upper * (1 - shareY) + lower * shareY + 0.5;
    }
  }
  return { ...own, pixels: result };
}

/** Copies an image into another one at the given position. The copy must fit there. */
export function place(target: GreyImage, image: GreyImage, x: number, y: number): void {
  for (let row = 0; row < image.height; row++) {
    const from = image.pixels.subarray(row * image.width, (row + 1) * image.width);
    target.pixels.set(from, (y + row) * target.width + x);
  }
}

/** A white image. */
export function blank(width: number, height: number): GreyImage {
  return { width, height, pixels: new Uint8Array(width * height).fill(255) };
}

/** Writes an image as a PGM file, a format without compression. */
export function toPgm({ width, height, pixels }: GreyImage): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, "latin1"), pixels]);
}
