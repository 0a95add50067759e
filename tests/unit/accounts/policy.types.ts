/** Code that must not compile. Only the type checker reads this file, and fails if an expected error doesn't occur. */
import { type Actor, type Authorized, authorize, type Owned } from "@/lib/accounts/policy";

interface Highlight extends Owned {
  id: string;
}

declare const actor: Actor;
declare const highlight: Highlight;
declare function edit(allowed: Authorized<Highlight, "highlight.edit">): void;

edit(authorize(actor, "highlight.edit", highlight));

// @ts-expect-error not authorized at all
edit(highlight);

// @ts-expect-error authorized for another action
edit(authorize(actor, "highlight.read", highlight));

// @ts-expect-error authorized for another highlight
edit(authorize(actor, "highlight.edit", { authorId: "a", visibility: "team", groupId: null }));

// @ts-expect-error created without `authorize`
edit({ actor, action: "highlight.edit", resource: highlight });

// @ts-expect-error a copy with another resource
edit({ ...authorize(actor, "highlight.edit", highlight), resource: highlight });

// @ts-expect-error the action needs a resource
authorize(actor, "highlight.edit", null);

// @ts-expect-error there is no such action
authorize(actor, "highlight.burn", highlight);
