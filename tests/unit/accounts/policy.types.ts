/** Code that must not compile. Only the type checker reads it, and fails if an expected error does not occur. */
import { type Actor, type Authorized, authorize, type Owned } from "@/lib/accounts/policy";

interface Highlight extends Owned {
  id: string;
}

declare const actor: Actor;
declare const highlight: Highlight;
declare function edit(allowed: Authorized<Highlight, "highlight.edit">): void;

edit(authorize(actor, "highlight.edit", highlight));

// @ts-expect-error no check at all
edit(highlight);

// @ts-expect-error another check
edit(authorize(actor, "highlight.read", highlight));

// @ts-expect-error a check of something else
edit(authorize(actor, "highlight.edit", { authorId: "a", visibility: "team", groupId: null }));

// @ts-expect-error made manually
edit({ actor, action: "highlight.edit", resource: highlight });

// @ts-expect-error a copy with another thing in it
edit({ ...authorize(actor, "highlight.edit", highlight), resource: highlight });

// @ts-expect-error the action is not done to nothing
authorize(actor, "highlight.edit", null);

// @ts-expect-error there is no such action
authorize(actor, "highlight.burn", highlight);
