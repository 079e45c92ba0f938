import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "@marketing/local/paths";
import type { IContainer } from "kubernetes-models/v1";
import { beforeAll, describe, expect, it } from "vitest";
import { environmentOf } from "./environment.ts";
import { type Facts, readFacts } from "./facts.ts";
import { faults, seed } from "./faults.ts";
import { fieldProblems } from "./fields.ts";
import { type Manifest, ofKind } from "./manifest.ts";
import { problemsOf } from "./problems.ts";
import { canRender, parseManifests, render, rendered } from "./render.ts";

let facts: Facts;
beforeAll(async () => {
  facts = await readFacts();
  if (canRender) for (const directory of rendered) render(directory); // once; the checks themselves take milliseconds
});

// The collector's own configuration is no resource.
const files = globSync("deploy/k8s/**/*.yaml", { cwd: repositoryRoot, exclude: ["**/collector-config.yaml"] }).sort();
const isKustomization = (m: Manifest): boolean => m.apiVersion.startsWith("kustomize.config.k8s.io/");

it("every file holds resources of known kinds, fields and types", async () => {
  expect(files.length).toBeGreaterThan(30);
  for (const file of files) {
    const manifests = parseManifests(readFileSync(join(repositoryRoot, file), "utf8")).filter((m) => !isKustomization(m));
    expect((await Promise.all(manifests.map(fieldProblems))).flat(), file).toEqual([]);
  }
});

it("what the checks compare with is read from the code", () => {
  expect([...facts.services.keys()]).toEqual(["campaign", "content", "identity", "lead", "tracking"]);
  expect(facts.services.get("identity")).toMatchObject({
    port: 50_051,
    consumers: new Set(["LEAD identity-leads", "LEAD identity-consents"]),
  });
  expect(facts.services.get("lead")?.required).toEqual(["DATABASE_URL", "WORKER_DATABASE_URL", "REDIS_URL", "NATS_URL"]);
  expect(facts.services.get("lead")?.variables).toContain("SCORE_DECAY_EVERY_MS");
  expect(facts).toMatchObject({ shutdownMs: 20_000, closeMs: 10_000, callGraceMs: 5_000 });
});

it("an environment is put together as the kubelet does it", () => {
  const manifests = parseManifests("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: all}\ndata: {HOST: db, PORT: '1'}");
  const container: IContainer = {
    name: "x",
    envFrom: [{ configMapRef: { name: "all" } }],
    env: [
      { name: "URL", value: "pg://$(WORD)@$(HOST):$(PORT)" },
      { name: "WORD", valueFrom: { secretKeyRef: { name: "s", key: "k" } } },
      { name: "FULL", value: "$(WORD)@$(HOST)" },
    ],
    args: ["$(FULL)", "$(NOWHERE)"],
  };
  const { values, problems } = environmentOf(container, manifests, { secret: () => "pw", field: (path) => path });
  expect(values).toEqual({ HOST: "db", PORT: "1", URL: "pg://$(WORD)@db:1", WORD: "pw", FULL: "pw@db" });
  expect(problems).toEqual(["URL uses $(WORD), which is not there before it", "an argument uses $(NOWHERE), which is not there before it"]);
});

describe.runIf(canRender)("as kubectl renders it", () => {
  it.each(rendered)("%s is right", async (directory) => {
    expect(await problemsOf(render(directory), facts)).toEqual([]);
  });

  it("each service has an api and a worker, and every replica is its own", () => {
    const deployments = ofKind(render("deploy/k8s/overlays/production"), "Deployment").map(({ metadata }) => metadata.name);
    expect(deployments.sort()).toEqual([...facts.services.keys()].flatMap((service) => [`${service}-api`, `${service}-worker`]).sort());
  });

  it.each(faults)("the checks find %s", async (...fault) => {
    const manifests = render("deploy/k8s/overlays/production");
    seed(manifests, fault);
    expect(await problemsOf(manifests, facts)).toContainEqual(expect.stringMatching(fault[1]));
  });
});
