import { accountOf, currentActor } from "@/app/session";
import { Header } from "@/app/ui/header";
import { Message } from "@/app/ui/message";
import { words } from "@/app/words/en";

interface NothingSharedProps {
  title: string;
  /** Why, in a sentence. */
  children: string;
}

/** A link that shows no passage. A stranger is told what this is, and sent to no page that they could not see. */
export async function NothingShared({ title, children }: NothingSharedProps) {
  const actor = await currentActor();
  const account = actor && (await accountOf(actor));
  return (
    <>
      {account && <Header account={account} />}
      <Message title={title} home={actor !== null}>
        <p>{children}</p>
        {!actor && <p className="mt-4">{words.share.about}</p>}
      </Message>
    </>
  );
}
