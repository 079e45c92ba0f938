import { randomUUID } from "node:crypto";
import { anonymousUserIdOf, userIdOf } from "@marketing/shared/ids";
import { EventLog } from "@marketing/shared/log/eventLog";
import { createPool } from "@marketing/shared/postgres/pool";
import pg from "pg";
import { identityEvents } from "./events.ts";
import { StreamReader } from "./user/streamReader.ts";
import { identify } from "./user/userCommands.ts";

const origQ = pg.Client.prototype.query;
const stat = new Map<string, [number, number]>();
pg.Client.prototype.query = async function (this: any, ...a: any[]) {
  const k = (typeof a[0] === "string" ? a[0] : (a[0].name ?? a[0].text)).slice(0, 40).replaceAll("\n", " ");
  const t0 = performance.now();
  const r = await (origQ as any).apply(this, a);
  const s = stat.get(k) ?? [0, 0];
  s[0]++;
  s[1] += performance.now() - t0;
  stat.set(k, s);
  return r;
} as any;
const pool = createPool({ connectionString: process.argv[2]!, schema: "identity", max: 10 });
const log = new EventLog({ pool, schema: "identity", codec: identityEvents });
const reader = new StreamReader(pool, identityEvents);
const tenantId = randomUUID();
const conc = Number(process.argv[3] ?? 16),
  total = 1500;
let n = 0;
const t = performance.now();
const c0 = process.cpuUsage();
await Promise.all(
  Array.from({ length: conc }, async () => {
    while (n < total) {
      const i = n++;
      await identify(
        { log, reader, tenantId, rpc: "Identify", requestId: `r${i}`, expectedVersion: null, metadata: {} },
        {
          userId: userIdOf(tenantId, `u${i}`),
          visitorId: anonymousUserIdOf(tenantId, `a${i}`),
          externalId: `u${i}`,
          known: true,
          anonymousId: `a${i}`,
          email: `u${i}@x.com`,
          set: { a: 1 },
          setOnce: {},
          unset: [],
          at: Date.now(),
          active: true,
          source: "api",
        },
        () => undefined,
      );
    }
  }),
);
const ms = performance.now() - t;
const c = process.cpuUsage(c0);
console.log(conc, `${Math.round((total / ms) * 1000)} identify/s`, "cpu ms", (c.user + c.system) / 1000 / total);
for (const [k, [n, ms]] of [...stat].sort((a, b) => b[1][1] - a[1][1]).slice(0, 8))
  console.log("   ", n, Math.round(ms), (ms / n).toFixed(2), k);
await pool.end();
