/** A response body that is generated on demand, and stops when the client disconnects. */
export function byteStream(parts: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return streamOf(parts, (bytes) => bytes);
}

/** `byteStream` for text, as UTF-8. */
export function textStream(parts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return streamOf(parts, (text) => encoder.encode(text));
}

function streamOf<Part>(parts: AsyncGenerator<Part>, encode: (part: Part) => Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(encode(value));
    },
    async cancel() {
      await parts.return(undefined);
    },
  });
}
