/** What `readApart` runs in a process of its own: reads the file that it is sent, and says what came of it. */

import { UserError } from "../errors";
import { readUpload, type Upload } from "./upload";

process.once("message", (upload: Upload) => {
  process.send?.(answerTo(upload), () => process.disconnect());
});

function answerTo(upload: Upload) {
  try {
    return { read: readUpload(upload) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { code, message, status } = error;
    return { refused: { code, message, status } };
  }
}
