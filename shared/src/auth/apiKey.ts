import { createHash, randomBytes, randomInt, timingSafeEqual } from "node:crypto";

// mk_<key id, 16 hex>_<secret, 32 of base62: 190 bits>. Only the SHA-256 of the secret is stored: the secret is random, so no slow hash is
// needed.

const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const keyPattern = /^mk_([0-9a-f]{16})_([0-9A-Za-z]{32})$/;

export interface GeneratedApiKey {
  readonly keyId: string;
  /** Shown once, stored nowhere. */
  readonly apiKey: string;
  readonly secretSha256: string;
}

const sha256 = (text: string): Buffer => createHash("sha256").update(text).digest();

export const hashSecret = (secret: string): string => sha256(secret).toString("hex");

export const generateApiKey = (): GeneratedApiKey => {
  const keyId = randomBytes(8).toString("hex");
  let secret = "";
  for (let i = 0; i < 32; i++) secret += base62[randomInt(62)];
  return { keyId, apiKey: `mk_${keyId}_${secret}`, secretSha256: hashSecret(secret) };
};

/** Null when it does not look like a key. */
export const parseApiKey = (apiKey: string): { readonly keyId: string; readonly secret: string } | null => {
  const match = keyPattern.exec(apiKey);
  return match ? { keyId: match[1]!, secret: match[2]! } : null;
};

/** Compares a secret with the stored hash in constant time. */
export const secretMatches = (secret: string, secretSha256: string): boolean => {
  const expected = Buffer.from(secretSha256, "hex");
  return expected.length === 32 && timingSafeEqual(sha256(secret), expected);
};

/** A secret that is known by its hash alone. */
export interface SecretHash {
  /** In constant time. */
  matches(text: string): boolean;
}

const hashPattern = /^sha256:([0-9a-f]{64})$/i;

/** As it stands in a configuration: `sha256:<64 hexadecimal digits>`, or the secret itself, of which only the hash is kept. "" = none. */
export const secretHash = (configured: string): SecretHash | undefined => {
  if (configured === "") return undefined;
  const hex = hashPattern.exec(configured)?.[1];
  const expected = hex === undefined ? sha256(configured) : Buffer.from(hex, "hex");
  return { matches: (text) => timingSafeEqual(sha256(text), expected) };
};

/** What a service is given in place of a secret: see `secretHash`. */
export const hashOf = (secret: string): string => `sha256:${sha256(secret).toString("hex")}`;

export const isHash = (configured: string): boolean => hashPattern.test(configured);
