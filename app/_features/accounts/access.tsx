"use client";

import { mutate } from "swr";
import { Factors } from "./factors/factors";
import { Password } from "./password";
import { SESSIONS, Sessions } from "./sessions";
import { Tokens } from "./tokens";

interface AccessProps {
  hasPassword: boolean;
  email: string;
  /** The name of the sign-in provider; null if there is none. */
  provider: string | null;
}

/** Everything that gives access to the account: the password, second factors, the sessions and the API tokens. */
export function Access({ hasPassword, email, provider }: AccessProps) {
  return (
    <>
      <Password hasPassword={hasPassword} email={email} onChanged={() => void mutate(SESSIONS)} />
      <Factors provider={provider} />
      <Sessions />
      <Tokens />
    </>
  );
}
