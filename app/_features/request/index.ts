export { explain } from "./explain";
export { ACCESS_ENDED, fetchJson, REAUTHENTICATION, RequestError, refusal, sendJson } from "./fetch-json";
export { retryLabel } from "./retry-label";
export { uploadFile } from "./upload-file";
