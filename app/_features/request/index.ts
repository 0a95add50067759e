export { explain, retryLabel } from "./explain";
export { ACCESS_ENDED, fetchJson, REAUTHENTICATION, RequestError, refusal, sendJson } from "./fetch-json";
export { uploadFile } from "./upload-file";
