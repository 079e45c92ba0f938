import type { ServiceDefinition } from "@grpc/grpc-js";
import { Schema } from "effect";
import { service as healthService } from "grpc-health-check";
import { PUBLIC } from "../auth/principal.ts";
import { notFound } from "../base/errors.ts";
import { type Method, method, serverStream } from "./method.ts";

export type HealthStatus = "SERVING" | "NOT_SERVING" | "SERVICE_UNKNOWN";

/**
 * The grpc.health.v1 answers of one server. "liveness" asks no dependency; "readiness", "" and every served service are SERVING while every
 * dependency is up and the server is not draining. "views" says whether all views move: one that stands still is no reason to send callers elsewhere.
 */
export class Health {
  readonly #dependencies = new Map<string, boolean>();
  readonly #notes = new Map<string, { readonly ok: boolean; readonly detail: string }>();
  readonly #parts = new Map<string, boolean>();
  readonly #services = new Set(["", "readiness"]);
  readonly #changed = new Set<() => void>();
  #draining = false;

  /** A dependency that nobody has set does not count. */
  set(dependency: string, ok: boolean): void {
    if (this.#dependencies.get(dependency) === ok) return;
    this.#dependencies.set(dependency, ok);
    this.#notify();
  }

  /** A dependency the service does without for a while: operators are told, and it is no reason to be NOT_SERVING. */
  note(dependency: string, ok: boolean, detail = ""): void {
    this.#notes.set(dependency, { ok, detail });
  }

  /** Something with an answer of its own, on which readiness does not depend. */
  setPart(name: string, ok: boolean): void {
    if (this.#parts.get(name) === ok) return;
    this.#parts.set(name, ok);
    this.#notify();
  }

  addService(name: string): void {
    this.#services.add(name);
  }

  /** From now on NOT_SERVING; watchers are told and their calls end. */
  drain(): void {
    this.#draining = true;
    this.#notify();
  }

  get dependencies(): ReadonlyArray<{ readonly name: string; readonly ok: boolean; readonly optional: boolean; readonly detail: string }> {
    return [
      ...[...this.#dependencies].map(([name, ok]) => ({ name, ok, optional: false, detail: "" })),
      ...[...this.#notes].map(([name, note]) => ({ name, optional: true, ...note })),
    ];
  }

  get ready(): boolean {
    return !this.#draining && [...this.#dependencies.values()].every(Boolean);
  }

  status(service: string): HealthStatus {
    if (service === "liveness") return "SERVING";
    const part = this.#parts.get(service);
    if (part !== undefined) return part ? "SERVING" : "NOT_SERVING";
    if (!this.#services.has(service)) return "SERVICE_UNKNOWN";
    return this.ready ? "SERVING" : "NOT_SERVING";
  }

  /** The status now and at every change, until the signal. */
  async *watch(service: string, signal: AbortSignal): AsyncGenerator<HealthStatus> {
    let wake: () => void = () => undefined;
    const onChange = () => wake();
    this.#changed.add(onChange);
    signal.addEventListener("abort", onChange, { once: true });
    try {
      let last: HealthStatus | undefined;
      while (!signal.aborted) {
        const now = this.status(service);
        if (now !== last) {
          last = now;
          yield now;
          continue;
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    } finally {
      this.#changed.delete(onChange);
      signal.removeEventListener("abort", onChange);
    }
  }

  get services(): ReadonlyArray<string> {
    return [...this.#services, "liveness", ...this.#parts.keys()];
  }

  #notify(): void {
    for (const changed of this.#changed) changed();
  }
}

const request = Schema.Struct({ service: Schema.String });

/** The service to add to a server, open to everybody. */
export const healthImplementation = (health: Health): { definition: ServiceDefinition; methods: Record<string, Method> } => ({
  definition: healthService as ServiceDefinition,
  methods: {
    check: method({
      scope: PUBLIC,
      request,
      handle: (_, { service }) => {
        const status = health.status(service);
        if (status === "SERVICE_UNKNOWN") throw notFound("SERVICE_UNKNOWN", `no service ${service} here`);
        return { status };
      },
    }),
    watch: serverStream({
      scope: PUBLIC,
      request,
      async *handle(ctx, { service }) {
        for await (const status of health.watch(service, ctx.signal)) yield { status };
      },
    }),
    list: method({
      scope: PUBLIC,
      decode: () => null,
      handle: () => ({ statuses: Object.fromEntries(health.services.map((name) => [name, { status: health.status(name) }])) }),
    }),
  },
});
