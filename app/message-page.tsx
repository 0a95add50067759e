import { currentActor } from "./session";
import { Header } from "./ui/header";
import { Message } from "./ui/message";

interface MessagePageProps {
  title: string;
  children: string;
}

/** A page that has only something to say, with the bar that leads on for those who are signed in. */
export async function MessagePage({ title, children }: MessagePageProps) {
  const actor = await currentActor();
  return (
    <>
      {actor && <Header account={{ name: actor.name, role: actor.role, email: actor.email }} />}
      <Message title={title}>{children}</Message>
    </>
  );
}
