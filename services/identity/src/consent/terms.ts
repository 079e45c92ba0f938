export const channels = ["email", "sms", "ads", "push"] as const;
export type Channel = (typeof channels)[number];

export type ConsentStatus = "granted" | "withdrawn";

/** Withdraws whatever was granted on the channel. Nobody can grant it: a consent is to something. */
export const everyPurpose = "*";

const pattern = /^[a-z0-9_-]{1,64}$/;

/** What is wrong with a purpose, or null. */
export const purposeProblem = (purpose: string): string | null => (pattern.test(purpose) ? null : "must be 1 to 64 of a-z, 0-9, _ and -");
