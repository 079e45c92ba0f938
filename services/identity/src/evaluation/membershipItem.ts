import { uuidv7 } from "@marketing/shared/base/ids";
import type { BulkItem } from "@marketing/shared/log/eventLog";
import { type MembershipEvent, membershipStream } from "../membership/events.ts";

/** A membership's event, to be appended in the transaction that removes what requested the evaluation: no receipt is needed, nothing repeats it. */
export const membershipItem = (tenantId: string, event: MembershipEvent, causeEvent: string | null): BulkItem => ({
  tenantId,
  receiptId: uuidv7(),
  fingerprint: 0,
  streamId: membershipStream(event.data.userId),
  event: { ...event, metadata: { actor: "service:identity", ...(causeEvent === null ? {} : { causationId: causeEvent }) } },
});
