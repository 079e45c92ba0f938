import { invalidField } from "@marketing/shared/base/errors";
import { type Method, method } from "@marketing/shared/grpc/method";
import { readAs } from "@marketing/shared/grpc/readAs";
import { toTimestamp } from "@marketing/shared/grpc/struct";
import { countCountries, countEvents } from "../analytics/counts.ts";
import { dayOf, daysBetween, isDay } from "../analytics/day.ts";
import { funnel } from "../analytics/funnelQuery.ts";
import { countUniqueUsers } from "../analytics/uniqueUsers.ts";
import { estimateUniqueUsers } from "../analytics/uniqueUsersCounter.ts";
import type { Reads } from "../reads.ts";
import { countCountriesRequest, countEventsRequest, countUniqueUsersRequest, getFunnelRequest, readRange, readSteps } from "./requests.ts";

const scope = "tracking:read";
const defaultWindowMs = 30 * 86_400_000;
const maxDays = 3_700;

const readDay = (field: string, day: string): string => {
  if (!isDay(day)) throw invalidField(field, "must be a date, YYYY-MM-DD");
  return day;
};

/** Queries that answer with numbers. */
export const analyticsMethods = (reads: Reads): Record<string, Method> => ({
  countEvents: method({
    scope,
    request: countEventsRequest,
    handle: async (ctx, r) => {
      const { timezone } = await reads.settingsOf(ctx.tenantId);
      const range = { ...readRange(r), names: r.eventNames, includeBots: r.includeBots };
      const bucket = r.bucket === "unspecified" ? "day" : r.bucket;
      const counts = await readAs(reads.pool, ctx, "events", r.minPosition, (client) =>
        countEvents(client, ctx.tenantId, range, bucket, r.byName, timezone),
      );
      return {
        counts: counts.map((c) => ({ ...c, bucketStart: toTimestamp(c.bucketStart) })),
        total: counts.reduce((sum, c) => sum + c.count, 0),
      };
    },
  }),

  countCountries: method({
    scope,
    request: countCountriesRequest,
    handle: async (ctx, r) => {
      const range = { ...readRange(r), includeBots: r.includeBots };
      return { counts: await readAs(reads.pool, ctx, "events", r.minPosition, (client) => countCountries(client, ctx.tenantId, range)) };
    },
  }),

  countUniqueUsers: method({
    scope,
    request: countUniqueUsersRequest,
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
        if (r.minPosition !== null) await readAs(reads.pool, ctx, "unique_users", r.minPosition, async () => undefined);
        const estimate = await estimateUniqueUsers(reads.redis, ctx.tenantId, days, now);
        if (estimate !== null) return answer(estimate, true);
      }
      const range = { firstDay, lastDay, timezone, includeBots: r.includeBots };
      return answer(
        await readAs(reads.pool, ctx, "events", r.minPosition, (client) => countUniqueUsers(client, ctx.tenantId, range)),
        false,
      );
    },
  }),

  getFunnel: method({
    scope,
    request: getFunnelRequest,
    handle: async (ctx, r) => {
      const steps = readSteps(r.steps);
      const range = {
        ...readRange(r, 30),
        windowMs: r.windowSeconds === 0 ? defaultWindowMs : r.windowSeconds * 1000,
        includeBots: r.includeBots,
      };
      const reached = await readAs(reads.pool, ctx, "events", r.minPosition, (client) => funnel(client, ctx.tenantId, steps, range));
      const share = (n: number, of: number): number => (of === 0 ? 0 : n / of);
      return {
        steps: steps.map((s, k) => ({
          eventName: s.eventName,
          users: reached[k],
          conversion: share(reached[k]!, reached[0]!),
          stepConversion: k === 0 ? (reached[0]! > 0 ? 1 : 0) : share(reached[k]!, reached[k - 1]!),
        })),
      };
    },
  }),
});
