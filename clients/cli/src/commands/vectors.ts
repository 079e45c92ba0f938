import { RpcError } from "@marketing/client/rpcError";
import type { ServiceName } from "@marketing/client/serviceNames";
import type { OperationsApi } from "@marketing/client/services";
import { type Answered, clockOf, isoOf } from "../api.ts";
import { flagOf } from "../args.ts";
import { type CommandContext, commandOf } from "../command.ts";
import { CliError } from "../exitCodes.ts";
import { type ProgressState, startProgress } from "../terminal/progress.ts";
import { servicesOf } from "./services.ts";

export type VectorStatus = Answered<OperationsApi["getVectorStatus"]>;

const failedPrecondition = 9;

/** A program's vector index; null where it has none. */
export const vectorStatus = async (operations: OperationsApi, withTenants = false): Promise<VectorStatus | null> => {
  try {
    return await operations.getVectorStatus({ withTenants });
  } catch (error) {
    if (error instanceof RpcError && error.code === failedPrecondition && error.reason === "NO_VECTOR_INDEX") return null;
    throw error;
  }
};

type Figures = Record<"wanted" | "synced" | "pending" | "failed" | "vectors", bigint>;
const numbers = ({ wanted, synced, pending, failed, vectors }: Figures) => ({
  wanted: Number(wanted),
  synced: Number(synced),
  pending: Number(pending),
  failed: Number(failed),
  vectors: Number(vectors),
});
const titles = ["wanted", "synced", "pending", "failed", "vectors"].map((title) => ({ title }));

const plainStatus = (service: ServiceName, s: VectorStatus) => ({
  service,
  index: s.index,
  store: s.store,
  store_error: s.storeOk ? null : s.storeError,
  model: s.model,
  dimensions: s.dimensions,
  generations: s.generations.map((g) => ({
    ...{ generation: g.generation, model: g.model, dimensions: g.dimensions, state: g.state, created_at: isoOf(g.createdAt) },
    ...{ position: Number(g.position), head: Number(g.head) },
    ...numbers(g),
    ...{ oldest_pending_seconds: g.oldestPendingSeconds, last_error: g.lastError },
  })),
  tenants: s.tenants.map((t) => ({ tenant_id: t.tenantId, ...numbers(t) })),
  failures: s.failures.map((f) => ({
    ...{ tenant_id: f.tenantId, entity_id: f.entityId, error: f.error, attempts: f.attempts, next_try: isoOf(f.nextTry) },
  })),
});

const printStatus = ({ out }: CommandContext, service: ServiceName, s: VectorStatus): void => {
  out.heading(`${s.index} of ${service}, ${s.store || "no store"}`);
  out.table(
    [{ title: "gen" }, { title: "state" }, { title: "model" }, ...titles, { title: "waits s" }, { title: "", max: 80 }],
    s.generations.map((g) => [
      ...[g.generation, g.state, g.model, ...Object.values(numbers(g)), Math.round(g.oldestPendingSeconds * 10) / 10, g.lastError],
    ]),
  );
  if (!s.storeOk) out.say(`the store does not answer: ${s.storeError}`);
  if (s.tenants.length > 0)
    out.table(
      [{ title: "tenant" }, ...titles],
      s.tenants.map((t) => [t.tenantId, ...Object.values(numbers(t))]),
    );
  if (s.failures.length > 0)
    out.table(
      [{ title: "could not be put there" }, { title: "tries" }, { title: "again at (UTC)" }, { title: "error", max: 80 }],
      s.failures.map((f) => [f.entityId, f.attempts, clockOf(f.nextTry), f.error]),
    );
};

/** Every index that is meant, with the calls of its program. */
const indexes = async function* (context: CommandContext, withTenants = false) {
  for (const service of servicesOf(context)) {
    const operations = context.connection().platform.operations(service);
    const status = await vectorStatus(operations, withTenants);
    if (status !== null) yield { service, operations, status };
    else if (context.values.service !== undefined) context.out.say(`${service} has no vector index`);
  }
};

const status = async (context: CommandContext): Promise<void> => {
  for await (const { service, status: found } of indexes(context, flagOf(context.values, "tenants"))) {
    context.out.object(plainStatus(service, found));
    printStatus(context, service, found);
  }
};

/** Shows the steps of what an operator asked for and gives the last. */
const followed = async <Step extends { readonly done: boolean }>(
  title: string,
  steps: AsyncIterable<Step>,
  stateOf: (step: Step) => ProgressState,
): Promise<Step> => {
  const progress = startProgress(title);
  let last: Step | null = null;
  try {
    for await (const step of steps) {
      last = step;
      progress.update(stateOf(step));
    }
  } finally {
    progress.stop();
  }
  if (last?.done !== true) throw new CliError(`${title}: it ended before it was done; 'marketing vectors status' tells more`);
  return last;
};

const reconcile = async (context: CommandContext): Promise<void> => {
  const { out, signal } = context;
  for await (const { service, operations, status: found } of indexes(context)) {
    const { index } = found;
    const { namespaces, listed, strays, missing, upserted } = await followed(
      `reconcile ${index}`,
      operations.reconcileVectors({}, { signal }),
      (step) => ({ share: null, done: Number(step.listed), unit: "vectors", note: `${step.strays} strays, ${step.missing} missing` }),
    );
    const plain = { namespaces, listed, strays, missing, upserted };
    out.object({ service, index, ...Object.fromEntries(Object.entries(plain).map(([name, n]) => [name, Number(n)])) });
    out.say(
      `${index}: ${listed} vectors in ${namespaces} namespaces looked at; ${strays} strays deleted; ${missing} things had vectors missing, ${upserted} put there again`,
    );
  }
};

const reindex = async (context: CommandContext): Promise<void> => {
  const { out, signal } = context;
  for await (const { service, operations, status: found } of indexes(context)) {
    const { index, model } = found;
    const done = await followed(`reindex ${index}`, operations.reindexVectors({}, { signal }), ({ wanted, synced }) => ({
      share: Number(wanted) === 0 ? null : Math.min(1, Number(synced) / Number(wanted)),
      done: Number(synced),
      unit: "things",
    }));
    out.object({ service, index, model, generation: done.generation, wanted: Number(done.wanted), synced: Number(done.synced) });
    out.say(`${index}: generation ${done.generation} by ${model} is live, with ${done.synced} of ${done.wanted}`);
  }
};

export const vectorsCommand = commandOf(
  {
    name: "vectors",
    usage: ["vectors status [--tenants]", "vectors reconcile [--service NAME]", "vectors reindex [--service NAME]"],
    details: [
      "Counts are of contents, documents, people and campaigns; one of them may be several vectors. An index follows the log by itself: reconcile is for",
      "a store that was changed behind its back, reindex builds a generation with the configured model beside the live one and flips to it.",
    ].join("\n"),
    options: {
      service: { type: "string", value: "NAME", help: "only this service's" },
      tenants: { type: "boolean", help: "status: each tenant's figures, too" },
    },
  },
  { status, reconcile, reindex },
);
