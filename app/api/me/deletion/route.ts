import { answerWithCookies } from "@/app/_http/entered";
import { handler } from "@/app/_http/handler";
import { accountDeletion } from "@/lib/accounts/schemas";
import { deleteAccount } from "@/lib/membership/account-deletion";
import { signOut } from "../../auth/entry";

/** Permanently deletes the user's account, and tells the browser to clear its cache of our responses. */
export const POST = handler({ access: "member", body: accountDeletion }, async ({ db, actor, request, body }) => {
  await deleteAccount(db, actor, body);
  const response = answerWithCookies(request, { cookies: await signOut(request), to: "/signin" });
  response.headers.set("Clear-Site-Data", '"cache"');
  return response;
});
