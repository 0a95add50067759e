import type { Metadata } from "next";
import { currentActor } from "./session";
import { Header } from "./ui/header";
import { Message } from "./ui/message";
import { words } from "./words/en";

export const metadata: Metadata = { title: words.notFound.title };

export default async function NotFound() {
  const actor = await currentActor();
  return (
    <>
      {actor && <Header account={{ name: actor.name, role: actor.role, email: actor.email }} />}
      <Message title={words.notFound.title}>{words.notFound.page}</Message>
    </>
  );
}
