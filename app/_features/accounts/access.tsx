"use client";

import { mutate } from "swr";
import { Password } from "./password";
import { SESSIONS, Sessions } from "./sessions";
import { Tokens } from "./tokens";

interface AccessProps {
  hasPassword: boolean;
  email: string;
}

/** How a person comes in, and what else does in their name. */
export function Access({ hasPassword, email }: AccessProps) {
  return (
    <>
      <Password hasPassword={hasPassword} email={email} onChanged={() => void mutate(SESSIONS)} />
      <Sessions />
      <Tokens />
    </>
  );
}
