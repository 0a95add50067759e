"use client";

import { mutate } from "swr";
import { Password } from "./password";
import { SESSIONS, Sessions } from "./sessions";
import { Tokens } from "./tokens";

interface AccessProps {
  hasPassword: boolean;
  email: string;
}

/** Everything that gives access to the account: the password, the sessions and the API tokens. */
export function Access({ hasPassword, email }: AccessProps) {
  return (
    <>
      <Password hasPassword={hasPassword} email={email} onChanged={() => void mutate(SESSIONS)} />
      <Sessions />
      <Tokens />
    </>
  );
}
