import { type Attributes, context, ROOT_CONTEXT, type Span, trace } from "@opentelemetry/api";
import { afterEach, describe, expect, it } from "vitest";
import { errorFields, plain } from "../base/redact.ts";
import { causedBy, maxLinks, traceparentFor } from "./causes.ts";
import { scrubbing, withoutLiterals } from "./scrub.ts";
import { telemetrySettings } from "./settings.ts";
import { telemetry } from "./state.ts";
import { errorTypeOf, parseTraceparent, traced } from "./tracing.ts";

const program = "/app/services/identity/src/main.ts";
const spanOf = (n: number, flags = "01") => `00-${n.toString(16).padStart(32, "0")}-${n.toString(16).padStart(16, "0")}-${flags}`;
afterEach(() => {
  telemetry.traces = false;
  context.disable();
});

describe("the environment", () => {
  it.each([
    {},
    { OTEL_EXPORTER_OTLP_ENDPOINT: "" },
    { OTEL_SERVICE_NAME: "x", OTEL_EXPORTER_PROMETHEUS_PORT: "1" },
    { OTEL_SDK_DISABLED: "true", OTEL_EXPORTER_OTLP_ENDPOINT: "http://h:4318" },
    { OTEL_EXPORTER_OTLP_ENDPOINT: "http://h", OTEL_TRACES_EXPORTER: "none", OTEL_METRICS_EXPORTER: "none", OTEL_LOGS_EXPORTER: "none" },
  ])("%j asks for nothing", (env) => expect(telemetrySettings(env, program)).toBeNull());

  it("asks for a Prometheus endpoint alone, on this machine alone", () => {
    const settings = telemetrySettings({ OTEL_METRICS_EXPORTER: "prometheus" }, program);
    expect(settings).toMatchObject({ traces: false, metrics: true, logs: false, prometheus: { host: "127.0.0.1", port: 9464 } });
    expect(settings!.env).toMatchObject({ OTEL_TRACES_EXPORTER: "none", OTEL_LOGS_EXPORTER: "none", OTEL_SERVICE_NAME: "identity" });
    expect(() => telemetrySettings({ OTEL_METRICS_EXPORTER: "otlp,prometheus" }, program)).toThrow("prometheus goes alone");
  });

  it("asks for all three by an endpoint, in the protocol of its port, and names the service", () => {
    const at = (env: Record<string, string>) => telemetrySettings({ OTEL_EXPORTER_OTLP_ENDPOINT: "http://c:4317", ...env }, program)!;
    expect(at({})).toMatchObject({ traces: true, metrics: true, logs: true, prometheus: null });
    expect(at({}).env.OTEL_EXPORTER_OTLP_PROTOCOL).toBe("grpc");
    expect(at({ OTEL_EXPORTER_OTLP_ENDPOINT: "http://c:4318" }).env.OTEL_EXPORTER_OTLP_PROTOCOL).toBe("http/protobuf");
    expect(at({ OTEL_RESOURCE_ATTRIBUTES: "service.name=mine" }).env).not.toHaveProperty("OTEL_SERVICE_NAME");
    expect(at({ INSTANCE_ID: "pod-1" }).env.OTEL_RESOURCE_ATTRIBUTES).toBe("service.namespace=marketing,service.instance.id=pod-1");
    expect(telemetrySettings({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "http://c" }, program)).toMatchObject({ traces: true, metrics: false });
  });
});

describe("what leaves", () => {
  it("of a library's span is what the registry allows, without messages and literals", () => {
    const kept: Attributes = {};
    const statuses: unknown[] = [];
    const span = {
      setAttribute: (key: string, value: string) => {
        kept[key] = value;
      },
      setStatus: (status: unknown) => statuses.push(status),
      recordException: () => statuses.push("exception"),
      addEvent: () => statuses.push("event"),
    } as unknown as Span;
    let began: Attributes = {};
    const start = (_: string, options: { attributes: Attributes }): Span => {
      began = options.attributes;
      return span;
    };
    const tracer = scrubbing({ getTracer: () => ({ startSpan: start as never, startActiveSpan: () => undefined as never }) }).getTracer(
      "x",
    );
    const sql = "SELECT 1 FROM users WHERE email = 'a@b.example' AND name = 'O''Neil'";
    const mine = tracer.startSpan("x", { attributes: { "db.query.text": sql, "db.user": "erika" } });
    expect(began).toEqual({ "db.query.text": withoutLiterals(sql) });
    expect(withoutLiterals(sql)).toBe("SELECT 1 FROM users WHERE email = ? AND name = ?");
    mine.setAttributes({ "grpc.error_message": "a@b.example is taken", "rpc.method": "GetUser" });
    mine.setAttribute("enduser.id", "erika");
    mine.setStatus({ code: 2, message: "a@b.example is taken" });
    mine.recordException(new Error("a@b.example"));
    mine.addEvent("a@b.example");
    expect(kept).toEqual({ "rpc.method": "GetUser" });
    expect(statuses).toEqual([{ code: 2 }]);
  });

  it("in a log line has no secrets, addresses and quoted values", () => {
    const database = Object.assign(new Error('invalid input syntax for type uuid: "Erika Mustermann"'), {
      severity: "ERROR",
      code: "22P02",
    });
    expect(errorFields(database)).toMatchObject({ message: 'invalid input syntax for type uuid: "?"', code: "22P02" });
    expect(errorFields(database).stack).not.toContain("Erika");
    const line = JSON.stringify(
      {
        url: "postgres://api:hunter2@db:5432/x is away",
        key: "mk_0123456789abcdef_abcdefabcdefabcdefabcdefabcdefab",
        header: "Bearer abcdefghijkl",
        text: "anything",
        password: "hunter2",
        error: new Error("erika.m+x@people.example is taken"),
        position: 5n,
        problem: "connect ECONNREFUSED 127.0.0.1:5432",
      },
      plain,
    );
    expect(line).not.toMatch(/hunter2|abcdef|erika|anything/);
    expect(line).toContain("postgres://***@db:5432/x is away");
    expect(line).toContain("ECONNREFUSED 127.0.0.1:5432");
    expect(line).toContain('"position":"5"');
  });

  it("of an error is a word of the code, never a message", () => {
    expect(errorTypeOf(Object.assign(new Error("m"), { reason: "SLUG_TAKEN" }))).toBe("SLUG_TAKEN");
    expect(errorTypeOf(Object.assign(new Error("m"), { code: "23505", reason: "a sentence, with a name" }))).toBe("23505");
    expect(errorTypeOf("erika@people.example")).toBe("_OTHER");
  });
});

describe("a trace", () => {
  const event = (n: number, traceparent?: string) => ({ eventId: `e${n}`, metadata: traceparent ? { traceparent } : {} });

  it("goes on with the events' own where there is one, and is linked with some of many", () => {
    const one = causedBy([event(1, spanOf(7)), event(2), event(3, spanOf(7))]);
    expect(trace.getSpanContext(one.parent)).toEqual(parseTraceparent(spanOf(7)));
    expect(one.links).toHaveLength(1);
    const many = causedBy(Array.from({ length: 100 }, (_, i) => event(i, spanOf(i + 1))));
    expect(trace.getSpanContext(many.parent)).toBeUndefined();
    expect(many.links).toHaveLength(maxLinks);
    expect(causedBy([event(1, "nonsense"), event(2, `00-${"0".repeat(32)}-${"1".repeat(16)}-01`)]).links).toEqual([]);
  });

  it("of an appended event is the active one, its cause's, or the one it names", () => {
    const { parent } = causedBy([event(1, spanOf(1)), event(2, spanOf(2))]);
    const active = trace.setSpan(parent, trace.wrapSpanContext(parseTraceparent(spanOf(9))!));
    const manager = { active: () => active, with: () => undefined, bind: () => undefined, enable: () => manager, disable: () => manager };
    context.setGlobalContextManager(manager as never);
    expect(traceparentFor({ traceparent: spanOf(1) })).toBe(spanOf(1)); // off: as given
    expect(traceparentFor(undefined)).toBeUndefined();
    telemetry.traces = true;
    expect(traceparentFor(undefined)).toBe(spanOf(9));
    expect(traceparentFor({ causationId: "e2" })).toBe(spanOf(2));
    expect(traceparentFor({ causationId: "unknown" })).toBe(spanOf(9));
    expect(traceparentFor({ traceparent: spanOf(4) })).toBe(spanOf(4));
    expect(traceparentFor({ traceparent: spanOf(9).replace(/[0-9a-f]{16}-01$/, `${"f".repeat(16)}-01`) })).toBe(spanOf(9));
  });

  it("without an SDK is the work and nothing else", async () => {
    expect(await traced("x", { parent: ROOT_CONTEXT }, async (span) => span.isRecording())).toBe(false);
    await expect(traced("x", {}, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  });
});
