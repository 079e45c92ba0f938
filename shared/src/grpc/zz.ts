import { decodeRequest } from "./schema.ts";
import { echoRequest, contract } from "./fixtures/echo.ts";
import { toServiceError } from "./status.ts";
const def = (contract as any)["marketing.echo.v1.EchoService"].Echo;
const bytes = def.requestSerialize({ userId: "0190a000-0000-7000-8000-000000000001", events: Array.from({ length: 2000 }, () => ({})) });
for (let i = 0; i < 5; i++) {
  let t = performance.now();
  const r = def.requestDeserialize(bytes);
  const a = performance.now() - t; t = performance.now();
  let e: any;
  try { decodeRequest(echoRequest, r); } catch (x) { e = x; }
  const b = performance.now() - t; t = performance.now();
  toServiceError(e, "echo", "x");
  console.log(a, b, performance.now() - t, e.violations.length);
}
