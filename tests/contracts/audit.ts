/** What is known against the packages of the lock file: `node tests/contracts/audit.ts` exits with 1 where something grave is. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

interface Report {
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string; readonly range: string }>>;
  readonly message?: string;
  readonly error?: { readonly summary?: string };
}

export interface Verdict {
  readonly code: 0 | 1;
  readonly says: string;
}

const grave = ["high", "critical"];

/** What `npm audit --json` has printed, judged. A registry that does not offer it, or is not there, says nothing against anybody. */
export const judge = (output: string): Verdict => {
  let report: Report = {};
  try {
    report = JSON.parse(output) as Report;
  } catch {
    // nothing came, or no JSON
  }
  if (report.vulnerabilities === undefined) {
    const why = (report.message ?? report.error?.summary ?? "no answer").replace(/ - [A-Z]+ https?:.*/s, "");
    return { code: 0, says: `npm audit: SKIPPED, the registry does not tell (${why.split("\n")[0]})` };
  }
  const found = Object.entries(report.vulnerabilities);
  const bad = found.filter(([, { severity }]) => grave.includes(severity));
  const lines = bad.map(([name, { severity, range }]) => `  ${name} ${range}: ${severity}`);
  return bad.length === 0
    ? { code: 0, says: `npm audit: nothing grave known (${found.length} lesser)` }
    : { code: 1, says: [`npm audit: ${bad.length} grave, 'npm audit' tells more`, ...lines].join("\n") };
};

if (import.meta.main) {
  const cwd = fileURLToPath(new URL("../..", import.meta.url));
  const args = ["audit", "--package-lock-only", "--omit=dev", "--json", "--fetch-retries=0", "--fetch-timeout=20000"];
  const { stdout } = spawnSync("npm", args, { cwd, encoding: "utf8", timeout: 60_000, stdio: ["ignore", "pipe", "ignore"] });
  const { code, says } = judge(stdout ?? "");
  console.log(says);
  process.exitCode = code;
}
