import { mergeConfig } from "vitest/config";
import base from "../../vitest.config";

const action = process.env.UNCHECKED_ACTION ?? "";

/**
 * The configuration of the tests, with one line of the policy's table changed so that it allows everything to everyone.
 */
export default mergeConfig(base, {
  plugins: [
    {
      name: "unchecked-action",
      enforce: "pre" as const,
      transform(code: string, id: string) {
        if (!id.endsWith("/lib/accounts/policy.ts")) return null;
        const line = new RegExp(`^  "${action.replace(".", "\\.")}": [A-Z_]+,$`, "mu");
        if (!line.test(code)) throw new Error(`The table of the policy has no line for ${action}.`);
        const any = 'const ANY = ["own", "group", "team", "other", "edits", "reads", "public"] as const;\n';
        return (
          any +
          code.replace(line, `  "${action}": { owner: ANY, editor: ANY, annotator: ANY, reader: ANY, guest: ANY },`)
        );
      },
    },
  ],
});
