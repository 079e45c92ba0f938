import { createCipheriv, createDecipheriv, type KeyObject, randomFillSync } from "node:crypto";

// AES-256-GCM: version (1 byte), nonce (12), ciphertext, tag (16). Nonces are random: a key is one person's in one service and seals far fewer
// than the 2^32 texts for which that is safe.

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = 1 + nonceBytes;

// asked of the system in bulk: one call for each nonce costs more than the encryption
const nonces = Buffer.allocUnsafe(nonceBytes * 1_024);
let used = nonces.length;
const nextNonce = (): Buffer => {
  if (used === nonces.length) {
    randomFillSync(nonces);
    used = 0;
  }
  used += nonceBytes;
  return nonces.subarray(used - nonceBytes, used);
};

/** `context` is no secret: what is sealed opens in the same context only. */
export const sealBytes = (key: KeyObject, text: string | Buffer, context: string): Buffer => {
  const nonce = nextNonce();
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.from(context));
  const sealed = typeof text === "string" ? cipher.update(text, "utf8") : cipher.update(text);
  cipher.final();
  return Buffer.concat([Buffer.of(version), nonce, sealed, cipher.getAuthTag()]);
};

/** Throws where the key, the context or the bytes are others. */
export const openBytes = (key: KeyObject, sealed: Buffer, context: string): Buffer => {
  if (sealed.length < headBytes + tagBytes || sealed[0] !== version) throw new Error("is not sealed in a way that this program knows");
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(1, headBytes), { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  const text = decipher.update(sealed.subarray(headBytes, sealed.length - tagBytes));
  decipher.final();
  return text;
};
