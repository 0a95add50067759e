import { accountOf, currentActor } from "./session";
import { Header } from "./ui/header";
import { Message } from "./ui/message";

interface MessagePageProps {
  title: string;
  children: string;
}

/** A page that has only something to say, with the bar that leads on for those who are signed in. */
export async function MessagePage({ title, children }: MessagePageProps) {
  const actor = await currentActor();
  const account = actor && (await accountOf(actor));
  return (
    <>
      {account && <Header account={account} />}
      <Message title={title}>{children}</Message>
    </>
  );
}
