import { handler } from "@/app/_http/handler";
import { textStream } from "@/app/_http/streams";
import { authorize } from "@/lib/accounts/policy";
import { exportAccount } from "@/lib/membership/account-export";

/** Exports all of the user's data as a JSON file. */
export const GET = handler({ access: "member", cost: "heavy" }, async ({ db, actor }) => {
  const parts = exportAccount(db, authorize(actor, "account.export", null));
  const day = new Date().toISOString().slice(0, 10);
  return new Response(textStream(parts), {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": `attachment; filename="concord-${day}.json"`,
      "X-Content-Type-Options": "nosniff",
    },
  });
});
