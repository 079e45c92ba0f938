import { LeadConvertedSchema } from "@marketing/protos/lead/v1/lead_events";
import { isUuid } from "@marketing/shared/base/ids";
import { type EventOf, foreignEvents, type Recorded } from "@marketing/shared/log/defineEvents";
import { policy } from "@marketing/shared/subscription/typedView";
import { maxAmount } from "../money.ts";

const conversionEvents = foreignEvents(LeadConvertedSchema);
type Converted = Recorded<EventOf<typeof conversionEvents>>;

const insert = `INSERT INTO conversions (tenant_id, conversion_id, lead_id, user_id, amount, currency, campaign_id, converted_at, due_at)
  SELECT t, id, lead_id, user_id, amount, currency, campaign_id, converted_at, now() + CASE WHEN campaign_id IS NULL THEN $9 ELSE 0 END * interval '1 ms'
  FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[], $6::text[], $7::uuid[], $8::timestamptz[])
    AS x (t, id, lead_id, user_id, amount, currency, campaign_id, converted_at) ON CONFLICT DO NOTHING`;

const uuidOrNull = (value: string | undefined): string | null => (value !== undefined && isUuid(value) ? value.toLowerCase() : null);

/** What a conversion is worth, micros. Throws on what is no amount, so that the event is parked, where somebody sees it, and not left out. */
const worthOf = ({ valueMicros = "0" }: Converted["data"]): number => {
  const worth = Number(valueMicros);
  if (!Number.isSafeInteger(worth) || worth < 0 || worth > maxAmount)
    throw new RangeError(`a conversion of ${valueMicros} micros is not from 0 to ${maxAmount}`);
  return worth;
};

/**
 * Keeps conversions that are worth something. Whose they are is found out `settleMs` later: the touchpoints and merges before a conversion come
 * by other JetStream streams and may be on their way still.
 */
export const conversionsPolicy = (settleMs: number) =>
  policy({
    name: "conversions",
    events: conversionEvents,
    apply: async (client, events) => {
      const worth = events.filter(({ data }) => worthOf(data) > 0);
      if (worth.length === 0) return;
      const of = <A>(read: (d: Converted["data"], e: Converted) => A): A[] => worth.map((e) => read(e.data, e));
      await client.query(insert, [
        of((_, e) => e.tenantId),
        of((_, e) => e.eventId),
        of((d) => uuidOrNull(d.leadId)),
        of((d) => uuidOrNull(d.userId)),
        of(worthOf),
        of((d) => (d.currency ? d.currency.slice(0, 3) : "USD")),
        of((d) => uuidOrNull(d.campaignId)),
        of((d, e) => d.convertedAt ?? e.recordedAt.toISOString()),
        settleMs,
      ]);
    },
  });
