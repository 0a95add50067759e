/** What `readApart` runs in a process of its own: reads each file that it is sent, and says what came of it, until nobody can send more. */

import { UserError } from "../errors";
import { readUpload, type Upload } from "./upload";

process.on("message", (upload: Upload) => process.send?.(answerTo(upload)));

function answerTo(upload: Upload) {
  try {
    return { read: readUpload(upload) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { code, message, status } = error;
    return { refused: { code, message, status } };
  }
}
