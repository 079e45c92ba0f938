import type { EventMetadata } from "@marketing/shared/base/event";
import { mapInTurn } from "@marketing/shared/base/servedCall";
import type { BulkItem, EventLog } from "@marketing/shared/log/eventLog";
import type { TenantSettingsOf } from "../tenantSettings.ts";
import { type EventInput, type Prepared, prepareEvent, type Warning } from "./decide.ts";
import { createFloodGate } from "./flood.ts";

export type TrackResult =
  | {
      readonly status: "accepted" | "duplicate";
      /** Its position in the log; of the first one for a duplicate. */
      readonly eventId: number;
      readonly messageId: string;
      readonly warnings: ReadonlyArray<Warning>;
    }
  | { readonly status: "rejected"; readonly messageId: string; readonly reason: string; readonly field: string; readonly message: string };

export interface TrackerOptions {
  readonly log: EventLog;
  readonly settingsOf: TenantSettingsOf;
  readonly countryOf?: (ipAddress: string) => string | null;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export interface Tracker {
  /** One result for each event, in order, after the commit. A bad event fails alone; only a log that cannot be reached fails the call. */
  track(tenantId: string, inputs: ReadonlyArray<EventInput>, metadata: EventMetadata): Promise<TrackResult[]>;
}

type Accepted = Extract<Prepared, { ok: true }>;

const conflicting: Warning = {
  code: "conflicting_content",
  field: "message_id",
  message: "this message_id was used before for an event with other content; this one was not stored",
};
const unstorable = { status: "rejected", reason: "invalid_properties", field: "properties", message: "cannot be stored" } as const;

const suppressed = { status: "rejected", reason: "suppressed", field: "user_id", message: "the person was erased" } as const;

const resultOf = (prepared: Accepted, appended: { status: string; position: number }): TrackResult => ({
  status: appended.status === "accepted" ? "accepted" : "duplicate",
  eventId: appended.position,
  messageId: prepared.event.messageId,
  warnings: appended.status === "conflict" ? [...prepared.warnings, conflicting] : prepared.warnings,
});

/** A data exception (SQLSTATE class 22): the database refused a value that was thought storable. */
const isDataException = (error: unknown): boolean =>
  typeof error === "object" && error !== null && /^22/.test(String((error as { code?: unknown }).code ?? ""));

export const createTracker = ({ log, settingsOf, countryOf, now = Date.now }: TrackerOptions): Tracker => {
  const floodGate = createFloodGate();

  /** Should a value slip through that the database refuses, halving finds it, and its neighbours are stored. */
  const append = async (items: ReadonlyArray<BulkItem>): Promise<ReadonlyArray<{ status: string; position: number } | null>> => {
    try {
      return await log.appendBulk(items);
    } catch (error) {
      if (!isDataException(error)) throw error;
      if (items.length === 1) return [null];
      const half = items.length >> 1;
      return [...(await append(items.slice(0, half))), ...(await append(items.slice(half)))];
    }
  };

  return {
    async track(tenantId, inputs, metadata) {
      const settings = await settingsOf(tenantId);
      const receipt = {
        tenantId,
        ipPolicy: settings.ipPolicy,
        receivedAt: now(),
        isFlood: floodGate(tenantId),
        ...(countryOf ? { countryOf } : {}),
      };
      const results: TrackResult[] = new Array(inputs.length);
      const items: BulkItem[] = [];
      const accepted: Accepted[] = [];
      const places: number[] = [];
      const all = await mapInTurn(inputs, (input) => prepareEvent(input, receipt));
      for (const [i, prepared] of all.entries()) {
        if (!prepared.ok) {
          const { messageId, reason, field, message } = prepared;
          results[i] = { status: "rejected", messageId, reason, field, message };
          continue;
        }
        accepted.push(prepared);
        places.push(i);
        items.push({
          tenantId,
          receiptId: prepared.receiptId,
          fingerprint: prepared.fingerprint,
          streamId: prepared.streamId,
          event: { type: "event_tracked", data: prepared.event, subjectId: prepared.event.userId, metadata },
        });
      }
      const appended = items.length === 0 ? [] : await append(items);
      for (let k = 0; k < appended.length; k++) {
        const outcome = appended[k];
        const { messageId } = accepted[k]!.event;
        if (!outcome) results[places[k]!] = { ...unstorable, messageId };
        else if (outcome.status === "suppressed") results[places[k]!] = { ...suppressed, messageId };
        else results[places[k]!] = resultOf(accepted[k]!, outcome);
      }
      return results;
    },
  };
};
