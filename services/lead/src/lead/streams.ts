import { createHash } from "node:crypto";
import { normaliseEmail } from "./contact.ts";

export const leadStream = (leadId: string): string => `lead-${leadId}`;
export const mergeStream = (mergeId: string): string => `merge-${mergeId}`;
/** The stream that says who holds an address. The address itself is not in its name, so that it can be forgotten. */
export const emailStream = (email: string): string => `email-${createHash("sha256").update(normaliseEmail(email)).digest("hex")}`;
