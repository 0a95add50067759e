/** The ways to sign in. */
export const SIGN_IN_WAYS = ["password", "provider", "email", "passkey"] as const;
export type SignInWay = (typeof SIGN_IN_WAYS)[number];

/** The ways to pass the second step of a sign-in. */
export const FACTOR_KINDS = ["authenticator", "passkey", "recoveryCode"] as const;
export type FactorKind = (typeof FACTOR_KINDS)[number];
