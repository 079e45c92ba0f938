import { randomUUID } from "node:crypto";
import { anonymousUserIdOf } from "@marketing/shared/ids";
import { EventLog } from "@marketing/shared/log/eventLog";
import { createPool, transaction } from "@marketing/shared/postgres/pool";
import { visitorsPolicy } from "./activity/visitorsPolicy.ts";
import { identityEvents } from "./events.ts";
import { sessionsView } from "./session/sessionView.ts";
import { usersView } from "./user/userView.ts";
import { profileView } from "./user/profileView.ts";
const url = process.argv[2]!;
const pool = createPool({ connectionString: url, schema: "identity", max: 4 });
const log = new EventLog({ pool, schema: "identity", codec: identityEvents });
const tenantId = randomUUID();
const people = Number(process.argv[3] ?? 2000);
const B = Number(process.argv[4] ?? 2000);
const total = 40_000;
const policy = visitorsPolicy(log);
let events: any[] = [];
for (let i = 0; i < total; i++) {
  const a = `a${(i * 7919) % people}`;
  events.push({ position: i, tenantId, streamId: "v", version: 1, eventId: randomUUID(), type: "marketing.tracking.v1.EventTracked", schemaVersion: 1, metadata: {}, subjectId: null, recordedAt: new Date(), data: { userId: anonymousUserIdOf(tenantId, a), anonymousId: a, eventName: "page_view", timestamp: new Date(Date.now() - (total - i) * 100).toISOString(), contextActive: true } });
}
const origQ = (await import("pg")).default.Client.prototype.query; const stat = new Map<string, [number, number]>();
(await import("pg")).default.Client.prototype.query = async function (this: any, ...a: any[]) { const k = (typeof a[0] === "string" ? a[0] : (a[0].name ?? a[0].text)).slice(0, 60).replaceAll("\n", " "); const t0 = performance.now(); const r = await (origQ as any).apply(this, a); const s = stat.get(k) ?? [0, 0]; s[0]++; s[1] += performance.now() - t0; stat.set(k, s); return r; } as any;
const report = () => { for (const [k, [n, ms]] of [...stat].sort((a, b) => b[1][1] - a[1][1]).slice(0, 7)) console.log("   ", n, Math.round(ms), k); stat.clear(); };
const head0 = await log.head();
let t = performance.now();
for (let i = 0; i < total; i += B) await transaction(pool, (c) => policy.apply(c, events.slice(i, i + B)));
const dt = performance.now() - t;
report(); const cpu = process.cpuUsage(); console.log(cpu.user / 1000, cpu.system / 1000);console.log(`policy ${Math.round(total / dt * 1000)} tracked events/s; appended ${await log.head() - head0}`);
for (const view of [usersView, sessionsView]) {
  let pos = head0, n = 0; t = performance.now(); let wait = 0;
  for (;;) {
    const r0 = performance.now();
    const r = await log.readAll(pos, view.batchSize!, {});
    wait += performance.now() - r0;
    if (r.events.length === 0) break;
    const mine = r.events.filter((e) => view.types!.has(e.type));
    if (mine.length) await transaction(pool, (c) => view.apply(c, mine), "BEGIN; SET LOCAL synchronous_commit=off");
    n += mine.length; pos = r.scannedTo;
  }
  const ms = performance.now() - t;
  report(); console.log(view.name, n, `${Math.round(n / (ms - wait) * 1000)} events/s apply; with read ${Math.round(n / ms * 1000)}`);
}
await pool.query("insert into projections values ('users',1,1) on conflict do nothing"); await pool.query("insert into checkpoints (subscription,generation,position,source) values ('users',1,1e15,'log') on conflict (subscription,generation) do update set position=1e15");
const pv = profileView(pool);
const r = await log.readAll(head0, 5000, {});
t = performance.now();
const mine = r.events.filter((e) => pv.types!.has(e.type)).slice(0, 1000);
const cmds = await pv.fold(tenantId, mine, (...p) => p.join(":"));
console.log("profile fold", mine.length, cmds.length, Math.round(performance.now() - t), "ms");
await pool.end();
