import { isDeepStrictEqual } from "node:util";
import { until } from "../../support/patience.ts";
import { serviceNames } from "../../support/rpc.ts";
import type { Tenant } from "../../support/tenant.ts";
import type { World } from "../../support/world.ts";
import type { Crowd } from "../crowd.ts";
import type { Listener } from "./listener.ts";

export interface Verdict {
  /** Commands that were answered. */
  readonly acknowledged: number;
  /** What was answered and is not there: in a table, on the bus, or at the listener. */
  readonly lost: number;
  /** What is there more than once. */
  readonly duplicated: number;
  readonly outOfOrder: number;
  /** Sums and views that are not what the log says. */
  readonly diverged: number;
  /** What was wrong, in words. */
  readonly wrong: ReadonlyArray<string>;
}

/** How often each of `ids` must not be there too seldom or too often. */
const once = (ids: ReadonlyArray<string>, times: ReadonlyMap<string, number>) => ({
  lost: ids.filter((id) => !times.has(id)).length,
  duplicated: [...times.values()].reduce((sum, n) => sum + n - 1, 0),
});

/** Compares everything that was acknowledged with what the platform holds and told, once it has come to rest. */
export const judge = async (world: World, tenant: Tenant, crowd: Crowd, listener: Listener): Promise<Verdict> => {
  const wrong: string[] = [];
  let [lost, duplicated, outOfOrder, diverged] = [0, 0, listener.outOfOrder(), 0];
  const blame = (what: string, missing: number, tooMany: number): void => {
    lost += missing;
    duplicated += tooMany;
    if (missing > 0 || tooMany > 0) wrong.push(`${what}: ${missing} missing, ${tooMany} too many`);
  };

  await crowd.settled();
  await until("the counts", async () => {
    const { found, right } = await crowd.counts();
    return isDeepStrictEqual(found, right);
  }).catch(() => undefined); // what is wrong is told below
  const { found, right } = await crowd.counts();
  for (const [name, is] of Object.entries(found)) {
    const must = right[name]!;
    if (["spent", "first", "last", "linear", "putAside"].includes(name)) {
      if (is !== must) wrong.push(`${name}: ${is} and not ${must}`);
      diverged += is === must ? 0 : 1;
    } else blame(name, Math.max(0, must - is), Math.max(0, is - must));
  }

  const rows = await world.sql("SELECT message_id, count(*)::int AS n FROM tracking.events WHERE tenant_id = $1 GROUP BY message_id", [
    tenant.tenantId,
  ]);
  const inTable = once(crowd.tracked, new Map(rows.map((r) => [r.message_id, r.n])));
  blame("tracked events in the table", inTable.lost, inTable.duplicated);
  await until("the listener has heard all", () => crowd.tracked.every((id) => listener.heard.has(id))).catch(() => undefined);
  const told = once(crowd.tracked, listener.heard);
  blame("tracked events at the listener", told.lost, told.duplicated);
  if (listener.outOfOrder() > 0) wrong.push(`${listener.outOfOrder()} events came to the listener out of order`);

  for (const name of serviceNames) {
    for (const view of await world.operations("VerifyViews", {}, name)) {
      if (view.equal) continue;
      diverged += 1;
      wrong.push(`${name}'s view ${view.name}: ${view.difference}`);
    }
    const audit = async () => (await world.operations("VerifyLog", { refill: true }, name)).at(-1);
    const bus = await audit();
    blame(`${name}'s bus`, Number(bus.missing), Number(bus.duplicated));
    outOfOrder += Number(bus.outOfOrder);
    if (bus.outOfOrder !== "0") wrong.push(`${name}'s bus: ${bus.outOfOrder} out of order or of somebody else's`);
  }
  return { acknowledged: crowd.acknowledged(), lost, duplicated, outOfOrder, diverged, wrong };
};
