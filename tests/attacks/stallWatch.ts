import { writeFileSync } from "node:fs";
import { performance } from "node:perf_hooks";

// Loaded into a service before its own code: on SIGUSR2 it writes the longest turn of the event loop since the last, and begins anew.

let [cpuMs, wallMs] = [0, 0];
let [spent, at] = [process.threadCpuUsage(), performance.now()];
setInterval(() => {
  const [now, time] = [process.threadCpuUsage(), performance.now()];
  cpuMs = Math.max(cpuMs, (now.user + now.system - spent.user - spent.system) / 1_000);
  wallMs = Math.max(wallMs, time - at);
  [spent, at] = [now, time];
}, 1).unref();
process.on("SIGUSR2", () => {
  writeFileSync(process.env.STALLS_FILE!, JSON.stringify({ cpuMs, wallMs }));
  [cpuMs, wallMs] = [0, 0];
});
