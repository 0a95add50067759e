import { refusal } from "./fetch-json";

interface UploadOptions {
  /** Called with the number of bytes sent so far. */
  onProgress(bytes: number): void;
  signal: AbortSignal;
}

/**
 * Sends a file as a request body and parses the JSON response. Uses XMLHttpRequest, because `fetch` doesn't report
 * upload progress.
 *
 * @throws RequestError for error responses
 * @throws TypeError if the server can't be reached
 * @throws the signal's reason
 */
export async function uploadFile<T>(address: string, file: File, { onProgress, signal }: UploadOptions): Promise<T> {
  signal.throwIfAborted();
  const request = new XMLHttpRequest();
  const answer = await new Promise<Response>((resolve, reject) => {
    request.open("POST", address);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.addEventListener("progress", ({ loaded }) => onProgress(loaded));
    request.addEventListener("load", () => resolve(new Response(request.responseText, { status: request.status })));
    request.addEventListener("error", () => reject(new TypeError("The upload was interrupted.")));
    request.addEventListener("abort", () => reject(signal.reason));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file);
  });
  if (!answer.ok) throw await refusal(answer);
  return (await answer.json()) as T;
}
