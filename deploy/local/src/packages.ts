import { spawn } from "node:child_process";
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { findBinary } from "./binaries.ts";
import type { Progress } from "./progress.ts";

/** Whether this process may install packages: root on a machine with apt. */
export const canInstall = (): boolean => process.getuid?.() === 0 && findBinary("apt-get") !== undefined;

const run = (file: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<{ code: number; output: string }> =>
  new Promise((resolve) => {
    const child = spawn(file, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.on("error", (error) => resolve({ code: 127, output: error.message }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });

/**
 * While it works no package may start its own server: ours are private instances. Debian asks /usr/sbin/policy-rc.d; systems
 * with systemd ask it too. What a machine already has there is left as it is.
 */
const withoutServerStarts = async <A>(work: () => Promise<A>): Promise<A> => {
  const policy = "/usr/sbin/policy-rc.d";
  const ours = !existsSync(policy);
  if (ours) {
    writeFileSync(policy, "#!/bin/sh\nexit 101\n");
    chmodSync(policy, 0o755);
  }
  try {
    return await work();
  } finally {
    if (ours && readFileSync(policy, "utf8") === "#!/bin/sh\nexit 101\n") rmSync(policy);
  }
};

/**
 * Installs packages with apt. False, with a warning, when that fails: the caller tries the next way. Where its lists do not have them, the lists are updated first.
 */
export const aptInstall = async (packages: readonly string[], progress: Progress): Promise<boolean> => {
  const apt = findBinary("apt-get");
  if (!apt) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", NEEDRESTART_SUSPEND: "1" };
  const options = ["-y", "--no-install-recommends", "-o", "Dpkg::Options::=--force-confold", "-o", "DPkg::Lock::Timeout=120"];
  return withoutServerStarts(async () => {
    progress.step(`apt: installing ${packages.join(", ")}`);
    let result = await run(apt, ["install", ...options, ...packages], env);
    if (result.code !== 0) {
      progress.step("apt: updating its lists");
      await run(apt, ["update"], env);
      result = await run(apt, ["install", ...options, ...packages], env);
    }
    if (result.code !== 0)
      progress.warn(`apt could not install ${packages.join(", ")}: ${result.output.trim().split("\n").slice(-3).join(" ")}`);
    return result.code === 0;
  });
};
