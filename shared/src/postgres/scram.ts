import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";

const hmac = (key: Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

/**
 * The SCRAM-SHA-256 verifier that PostgreSQL stores for a password (RFC 5803, RFC 7677). Sent in place of the password, which
 * so never shows in the server's log or in pg_stat_statements. The password must be ASCII: SASLprep is not applied.
 */
export const scramVerifier = (password: string, salt = randomBytes(16), iterations = 4096): string => {
  const salted = pbkdf2Sync(password, salt, iterations, 32, "sha256");
  const stored = createHash("sha256").update(hmac(salted, "Client Key")).digest("base64");
  return `SCRAM-SHA-256$${iterations}:${salt.toString("base64")}$${stored}:${hmac(salted, "Server Key").toString("base64")}`;
};
