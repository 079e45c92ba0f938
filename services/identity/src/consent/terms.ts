export const channels = ["email", "sms", "ads", "push"] as const;
export type Channel = (typeof channels)[number];

export type ConsentStatus = "granted" | "withdrawn";

/** Withdraws whatever was granted on the channel. Nobody can grant it: a consent is to something. */
export const everyPurpose = "*";

const pattern = /^[a-z0-9_-]{1,64}$/;

/** What is wrong with a purpose, or null. */
export const purposeProblem = (purpose: string): string | null => (pattern.test(purpose) ? null : "must be 1 to 64 of a-z, 0-9, _ and -");

/** The purpose of a grant that names none, as an event "Email Subscribed" is. */
export const defaultPurpose = "marketing";

/** Somebody else's name of a purpose as one that can stand here: "Product News" is product_news. Null where nothing is left of it. */
export const purposeOf = (name: string): string | null => {
  const words = name
    .slice(0, 255)
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z0-9-]+/)
    .filter((word) => word !== "");
  return words.join("_").slice(0, 64) || null;
};
