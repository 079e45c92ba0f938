import { readFileSync } from "node:fs";
import { anonymousUserIdOf } from "@marketing/shared/ids";
import { expect, it } from "vitest";
import { startSegments } from "./segmentsStack.ts";

it("scale", async () => {
  const stack = await startSegments();
  const tenant = await stack.tenant();
  const cpu = () => {
    const f = readFileSync(`/proc/${stack.identity.service.pid}/stat`, "utf8").split(" ");
    return (Number(f[13]) + Number(f[14])) * 10;
  };
  const chunk = async (label: string, k: number, name: string) => {
    const [t, c] = [Date.now(), cpu()];
    await stack.identity.track(tenant, Array.from({ length: 2_500 }, (_, i) => ({ userId: anonymousUserIdOf(tenant.tenantId, `d${k * 2500 + i}`), anonymousId: `d${k * 2500 + i}`, eventName: name, at: Date.now() })));
    const h = Date.now() - t;
    await stack.settled();
    console.log(label, "heard", h, "settled", Date.now() - t, "cpu", cpu() - c);
  };
  for (let k = 0; k < 4; k++) await chunk("no rules, new", k, "a");
  for (let k = 0; k < 4; k++) await chunk("no rules, known", k, "a");
  await tenant.define("x", { performed: "a", at_least: 3, within: "30d" });
  await tenant.built("x");
  for (let k = 0; k < 4; k++) await chunk("rules, entering", k, "a");
  for (let k = 0; k < 4; k++) await chunk("rules, counted", k, "a");
  for (let k = 0; k < 4; k++) await chunk("rules, not counted", k, "b");
  for (let k = 4; k < 6; k++) await chunk("rules, new", k, "b");
  const stats = await stack.identity.sql("SELECT left(query, 90) AS q, calls, round(total_exec_time) AS ms FROM public.pg_stat_statements WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) ORDER BY total_exec_time DESC LIMIT 14").catch((e) => [String(e)]);
  console.log(stats);
  const [ti, ci] = [Date.now(), cpu()];
  await new Promise((r) => setTimeout(r, 5_000));
  console.log("idle cpu ms per s", (cpu() - ci) / ((Date.now() - ti) / 1000));
  await stack.close();
  expect(1).toBe(1);
});
