import { BucketSchema, FunnelStepSchema, TrackingService } from "@marketing/protos/tracking/v1/tracking_service";
import { invalidField } from "@marketing/shared/base/errors";
import { readAs } from "@marketing/shared/grpc/readAs";
import { unary } from "@marketing/shared/grpc/rpc";
import { boolean, int64, list, message, optional, optionalEnumOf, queryFields, text } from "@marketing/shared/grpc/schema";
import { toTimestamp } from "@marketing/shared/grpc/struct";
import { maxNameLength } from "../event/decide.ts";
import { containedProperties, eventNames, rangeFields, readContains, readRange } from "../event/requests.ts";
import { eventView } from "../event/view.ts";
import type { Reads } from "../reads.ts";
import { countCountries, countEvents } from "./counts.ts";
import { dayOf, daysBetween, isDay } from "./day.ts";
import { funnel } from "./funnelQuery.ts";
import { countUniqueUsers } from "./uniqueUsers.ts";
import { estimateUniqueUsers } from "./uniqueUsersCounter.ts";
import { uniqueUsersViewName } from "./uniqueUsersView.ts";

const scope = "tracking:read";
const defaultWindowMs = 30 * 86_400_000;
const maxDays = 3_700;

const step = message(FunnelStepSchema, { eventName: text(maxNameLength), propertiesContain: optional(containedProperties) });

const readDay = (field: string, day: string): string => {
  if (!isDay(day)) throw invalidField(field, "must be a date, YYYY-MM-DD, of the years 1 to 9998");
  return day;
};

/** Queries that answer with numbers. */
export const analyticsQueryRpcs = (reads: Reads) => ({
  countEvents: unary(TrackingService.method.countEvents, {
    scope,
    request: {
      ...rangeFields,
      bucket: optionalEnumOf(BucketSchema, ["hour", "day", "total"]),
      eventNames,
      byName: boolean,
      includeBots: boolean,
      ...queryFields,
    },
    handle: async (ctx, r) => {
      const { timezone } = await reads.settingsOf(ctx.tenantId);
      const range = { ...readRange(r), names: r.eventNames, includeBots: r.includeBots };
      const bucket = r.bucket ?? "day";
      const counts = await readAs(reads.analyticsPool, ctx, eventView, r.minPosition, (client) =>
        countEvents(client, ctx.tenantId, range, bucket, r.byName, timezone),
      );
      return {
        counts: counts.map((c) => ({ ...c, bucketStart: toTimestamp(c.bucketStart) })),
        total: counts.reduce((sum, c) => sum + c.count, 0),
      };
    },
  }),

  countCountries: unary(TrackingService.method.countCountries, {
    scope,
    request: { ...rangeFields, includeBots: boolean, ...queryFields },
    handle: async (ctx, r) => {
      const range = { ...readRange(r), includeBots: r.includeBots };
      return {
        counts: await readAs(reads.analyticsPool, ctx, eventView, r.minPosition, (client) => countCountries(client, ctx.tenantId, range)),
      };
    },
  }),

  countUniqueUsers: unary(TrackingService.method.countUniqueUsers, {
    scope,
    request: {
      firstDate: optional(text(10)),
      lastDate: optional(text(10)),
      includeBots: boolean,
      exact: boolean,
      ...queryFields,
    },
    handle: async (ctx, r) => {
      const { timezone } = await reads.settingsOf(ctx.tenantId);
      const now = Date.now();
      const firstDay = r.firstDate === null ? dayOf(now, timezone) : readDay("first_date", r.firstDate);
      const lastDay = r.lastDate === null ? firstDay : readDay("last_date", r.lastDate);
      if (lastDay < firstDay) throw invalidField("last_date", "must not be before first_date");
      if (Date.parse(lastDay) - Date.parse(firstDay) > maxDays * 86_400_000)
        throw invalidField("last_date", `must be within ${maxDays} days of first_date`);
      const days = daysBetween(firstDay, lastDay);
      const answer = (counted: { count: number; days: ReadonlyMap<string, number> }, approximate: boolean) => ({
        count: counted.count,
        days: days.map((date) => ({ date, count: counted.days.get(date) ?? 0 })),
        approximate,
      });
      if (!r.exact && !r.includeBots) {
        if (r.minPosition !== null) await readAs(reads.pool, ctx, { name: uniqueUsersViewName }, r.minPosition, async () => undefined);
        const estimate = await estimateUniqueUsers(reads.redis, ctx.tenantId, days, now);
        if (estimate !== null) return answer(estimate, true);
      }
      const range = { firstDay, lastDay, timezone, includeBots: r.includeBots };
      return answer(
        await readAs(reads.analyticsPool, ctx, eventView, r.minPosition, (client) => countUniqueUsers(client, ctx.tenantId, range)),
        false,
      );
    },
  }),

  getFunnel: unary(TrackingService.method.getFunnel, {
    scope,
    request: {
      steps: list(step, 10, 2),
      windowSeconds: int64({ min: 0, max: 10 * 366 * 86_400 }),
      ...rangeFields,
      includeBots: boolean,
      ...queryFields,
    },
    handle: async (ctx, r) => {
      const steps = r.steps.map((s, i) => ({
        eventName: s.eventName,
        contains: s.propertiesContain === null ? null : readContains(`steps[${i}].properties_contain`, s.propertiesContain),
      }));
      const range = {
        ...readRange(r, 30),
        windowMs: r.windowSeconds === 0 ? defaultWindowMs : r.windowSeconds * 1000,
        includeBots: r.includeBots,
      };
      const reached = await readAs(reads.analyticsPool, ctx, eventView, r.minPosition, (client) =>
        funnel(client, ctx.tenantId, steps, range),
      );
      const share = (n: number, of: number): number => (of === 0 ? 0 : n / of);
      return {
        steps: steps.map((s, k) => ({
          eventName: s.eventName,
          users: reached[k]!,
          conversion: share(reached[k]!, reached[0]!),
          stepConversion: k === 0 ? (reached[0]! > 0 ? 1 : 0) : share(reached[k]!, reached[k - 1]!),
        })),
      };
    },
  }),
});
