import { describe, expect, test } from "vitest";
import { withoutFields } from "@/lib/report-import/office/rtf-fields";
import { expectNearLinear } from "../../growth";

const encode = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));
const cleaned = (text: string) => Buffer.from(withoutFields(encode(text))).toString("latin1");

describe("fields of an RTF file", () => {
  test.each([
    ["a picture", String.raw`{\field{\*\fldinst INCLUDEPICTURE "a.png" \\d}{\fldrslt x}}`],
    ["a picture after formatting", String.raw`{\field{\*\fldinst {\rtlch\fs24 INCLUDEPICTURE "a.png"}}{\fldrslt x}}`],
    ["a name written in bytes", String.raw`{\field{\*\fldinst \'49NCLUDEPICTURE "a.png"}{\fldrslt x}}`],
    [
      "a name written in numbers, before a harmless one",
      String.raw`{\*\fldinst \uc0\u73\u78\u67\u76\u85\u68\u69\u80\u73\u67\u84\u85\u82\u69\u32 HYPERLINK "a.png"}`,
    ],
    ["a name that begins like a hyperlink", String.raw`{\*\fldinst HYPERLINKED "a.png"}`],
    ["more markup than any program writes", String.raw`{\*\fldinst ${"{}".repeat(200)} HYPERLINK "a.png"}`],
  ])("%s is disabled", (_, text) => {
    expect(cleaned(text)).toBe(text.replace(String.raw`\fldinst`, String.raw`\xldinst`));
  });

  test.each([
    ["as Word writes them", String.raw`{\field{\*\fldinst {\rtlch\fcs1 \af0 HYPERLINK "https://x.org/"}}{\fldrslt x}}`],
    ["as LibreOffice writes them", String.raw`{\field{\*\fldinst HYPERLINK "https://x.org/" }{\fldrslt {\cs15 x}}}`],
  ])("hyperlinks are kept %s", (_, text) => {
    expect(cleaned(text)).toBe(text);
  });

  test("inside a hyperlink are disabled", () => {
    const text = String.raw`{\*\fldinst HYPERLINK "x" {\field{\*\fldinst INCLUDEPICTURE "a.png"}}}`;
    expect(cleaned(text).match(/\\[fx]ldinst/gu)).toEqual([String.raw`\fldinst`, String.raw`\xldinst`]);
  });

  test("are found in time proportional to the file's length", () => {
    const bytesOf = (length: number) => encode(String.raw`\fldinst`.repeat(length / 8));
    expectNearLinear((length) => {
      const bytes = bytesOf(length);
      return () => withoutFields(bytes);
    }, 1_000_000);
  });
});
