import { words } from "@/app/words/en";
import { NothingShared } from "./nothing-shared";

export default function NoSuchShare() {
  return <NothingShared title={words.notFound.title}>{words.notFound.page}</NothingShared>;
}
