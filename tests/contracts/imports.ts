import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import "./typescriptForCruiser.ts";
import type { ICruiseOptions, ICruiseResult, IResolveOptions } from "dependency-cruiser";

// Who may import whom: `node tests/contracts/imports.ts` prints every breach of .dependency-cruiser.mjs and exits with 1 when there is one.

const repository = fileURLToPath(new URL("../../", import.meta.url));
const zones = ["shared", "services", "deploy", "clients", "examples", "tests", "protos", "docs"];

export interface Breach {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
  readonly why: string;
}

/** Holds the files under `root`, laid out as this repository is, against the rules. */
export const breachesIn = async (root: string): Promise<{ readonly files: number; readonly breaches: ReadonlyArray<Breach> }> => {
  const { cruise } = await import("dependency-cruiser");
  const { default: config } = await import("dependency-cruiser/config-utl/extract-depcruise-config");
  const { forbidden, options } = await config(join(repository, ".dependency-cruiser.mjs"));
  const { enhancedResolveOptions, ...rest } = options as ICruiseOptions & { enhancedResolveOptions: Partial<IResolveOptions> };
  const { output } = await cruise(
    zones.filter((zone) => existsSync(join(root, zone))),
    { ...rest, baseDir: root, validate: true, ruleSet: { forbidden: forbidden ?? [] } },
    enhancedResolveOptions,
  );
  const { modules, summary } = output as ICruiseResult;
  return {
    files: modules.filter((m) => zones.includes(m.source.split("/")[0]!)).length,
    breaches: summary.violations.map((v) => ({
      rule: v.rule.name,
      from: v.from,
      to: (v.cycle ?? v.via ?? [{ name: v.to }]).map((step) => step.name).join(" → "),
      why: forbidden?.find((r) => r.name === v.rule.name)?.comment ?? "",
    })),
  };
};

if (import.meta.main) {
  const { files, breaches } = await breachesIn(repository);
  for (const { from, to, why, rule } of breaches) console.error(`${from} imports ${to}: ${why} (${rule})`);
  console.log(`${files} files, ${breaches.length} imports in the wrong direction`);
  // Files that nobody could parse would break no rule.
  process.exitCode = breaches.length === 0 && files > 500 ? 0 : 1;
}
