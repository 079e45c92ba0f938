import { cancelled } from "@marketing/shared/base/errors";
import { type ServedCall, serving } from "@marketing/shared/base/servedCall";

/** What a call does in its tenant's turn, where the tenants take none: at once. */
const atOnce = async <A>(work: () => A): Promise<Awaited<A>> => await work();

/** A call of a tenant, which is given up when the test says so. */
export const playCall = (tenantId: string, ms = 3_600_000) => {
  const controller = new AbortController();
  const about: ServedCall = { tenantId, signal: controller.signal, deadline: new Date(Date.now() + ms), inTurn: atOnce };
  return { give: () => controller.abort(cancelled()), run: <A>(work: () => A): A => serving(about, work) };
};
