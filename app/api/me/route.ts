import { handler } from "@/app/_http/handler";
import { authorize } from "@/lib/accounts/policy";
import { changeProfile } from "@/lib/accounts/profile";
import { profileChange } from "@/lib/accounts/schemas";

/** Changes the user's name. This is costly, because all open pages have to fetch their highlights again. */
export const PATCH = handler({ access: "member", cost: "heavy", body: profileChange }, ({ db, actor, body }) =>
  changeProfile(db, authorize(actor, "profile.change", null), body),
);
