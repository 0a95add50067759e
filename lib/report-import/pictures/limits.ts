const MEGABYTE = 1024 * 1024;

/** Maximum size of one picture, in megabytes and in megapixels. A browser decodes each pixel into 4 bytes. */
export const MAX_MEGABYTES = 8;
export const MAX_MEGAPIXELS = 40;

/**
 * Limits on the pictures of one file. `side` limits both width and height, in pixels, because some browsers can't
 * decode larger pictures.
 */
export const LIMITS = {
  bytes: MAX_MEGABYTES * MEGABYTE,
  pixels: MAX_MEGAPIXELS * 1_000_000,
  side: 16_384,
  count: 2000,
  totalBytes: 64 * MEGABYTE,
};
