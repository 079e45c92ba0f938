import { createHash } from "node:crypto";
import { normaliseEmail } from "@marketing/shared/base/email";
import { uuidv5 } from "@marketing/shared/base/ids";
import type { Subject } from "./events.ts";

/** SHA-256 of an address's normal form in hexadecimal: the form in which senders and ad networks exchange addresses. */
export const addressSha256 = (email: string): string => createHash("sha256").update(normaliseEmail(email)).digest("hex");

export const ofAddress = (tenantId: string, sha256: string): Subject => ({
  subjectId: uuidv5(`address:${sha256}`, tenantId),
  addressSha256: sha256,
});

export const ofPerson = (userId: string): Subject => ({ subjectId: userId, addressSha256: null });
