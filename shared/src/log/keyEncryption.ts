import { createSecretKey, hkdfSync, type KeyObject } from "node:crypto";
import { openBytes, sealBytes } from "./sealing.ts";

/** A person's key as it is stored: of no use without the key-encryption key of this id. */
export interface WrappedKey {
  readonly kekId: string;
  readonly wrapped: Buffer;
}

/**
 * What wraps people's keys. Its own keys come from outside the database and are in memory while the process runs: from the environment here, from
 * what a key management service answers at start elsewhere. So no person's key costs a call to anybody.
 */
export interface KeyEncryption {
  readonly currentId: string;
  /** Wraps with the current key. `context` binds the wrapped key to whose it is. */
  wrap(key: Buffer, context: string): WrappedKey;
  /** Throws where the key-encryption key of that id is not known, or the context is another. */
  unwrap(wrapped: WrappedKey, context: string): KeyObject;
}

const shortest = 32;

const derived = (text: string, use: string, bytes: number): Buffer =>
  Buffer.from(hkdfSync("sha256", text, "", `person keys: ${use}`, bytes));

/**
 * Long random texts separated by commas: the current one, and behind it former ones, until everything is wrapped anew. A key's id is derived from it, so
 * that nobody has to name it, and tells nothing about it.
 */
export const keyEncryptionOf = (given: string): KeyEncryption => {
  const texts = given.split(",").map((text) => text.trim());
  if (texts.some((text) => text.length < shortest))
    throw new TypeError(
      `KEY_ENCRYPTION_KEY is a random text of ${shortest} characters at least; former ones stand behind it, after commas`,
    );
  const ids = texts.map((text) => derived(text, "id", 6).toString("hex"));
  const keys = new Map(texts.map((text, i) => [ids[i]!, createSecretKey(derived(text, "key", 32))]));
  const currentId = ids[0]!;
  return {
    currentId,
    wrap: (key, context) => ({ kekId: currentId, wrapped: sealBytes(keys.get(currentId)!, key, context) }),
    unwrap: ({ kekId, wrapped }, context) => {
      const kek = keys.get(kekId);
      if (!kek) throw new Error(`people's keys are wrapped with the key-encryption key ${kekId}, which KEY_ENCRYPTION_KEY does not have`);
      return createSecretKey(openBytes(kek, wrapped, context));
    },
  };
};
