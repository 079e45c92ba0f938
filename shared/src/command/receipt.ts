import { hash } from "node:crypto";
import { AppendError } from "../base/appendError.ts";
import { canonicalJson } from "../base/json.ts";
import type { Receipt } from "../log/streamReader.ts";
import type { Caller } from "./caller.ts";

/** 48 bits of what is asked for. Two requests that say the same have the same, in whatever order their members stand. */
export const fingerprintOf = (content: unknown): number => hash("sha256", canonicalJson(content), "buffer").readUIntBE(0, 6);

/** What is kept of the caller's request when it was carried out before. Throws AppendError when another content was, under the same id. */
export const receiptOf = async ({ log, tenantId, appendId, fingerprint }: Caller): Promise<Receipt | null> => {
  const receipt = appendId === null ? null : await log.findReceipt(tenantId, appendId);
  // a receipt without a fingerprint is of a release that kept none
  if ((receipt?.fingerprint ?? fingerprint ?? null) !== (fingerprint ?? receipt?.fingerprint ?? null))
    throw new AppendError("append_id_reused", "");
  return receipt;
};
