import { Server, ServerCredentials, type ServerUnaryCall, type ServerWritableStream, type sendUnaryData } from "@grpc/grpc-js";
import { Code } from "@marketing/shared/base/code";
import { resourceExhausted } from "@marketing/shared/base/errors";
import { loadService } from "@marketing/shared/grpc/proto";
import { toServiceError } from "@marketing/shared/grpc/status";

type Request = Readonly<Record<string, unknown>>;
type Answer = (request: Request) => object | Promise<object>;

export interface FakePlatform {
  readonly address: string;
  /** Message ids accepted, with the event's place. */
  readonly events: ReadonlyMap<string, { readonly place: number; readonly input: Request }>;
  readonly identified: ReadonlyArray<Request>;
  /** The next calls of TrackEvents end with these codes, after or before the work was done. */
  readonly failNext: (codes: ReadonlyArray<{ readonly code: number; readonly done: boolean }>) => void;
  readonly stop: () => void;
}

export const goodKey = "mk_0000000000000001_good";

const failure = (code: number, details: string) =>
  code === Code.RESOURCE_EXHAUSTED
    ? toServiceError(resourceExhausted("RATE_LIMIT_EXCEEDED", details, 50), "fake", "")
    : Object.assign(new Error(details), { code, details });

/** Just enough of the platform, in memory, to see how the command line behaves towards it. One address serves all of it. */
export const startFakePlatform = async (port = 0, credentials = ServerCredentials.createInsecure()): Promise<FakePlatform> => {
  const events = new Map<string, { place: number; input: Request }>();
  const identified: Request[] = [];
  const failures: Array<{ code: number; done: boolean }> = [];
  const track: Answer = (request) => {
    const fails = failures.shift();
    if (fails !== undefined && !fails.done) throw failure(fails.code, "not now");
    const results = (request.events as ReadonlyArray<Request>).map((input) => {
      const messageId = String(input.messageId);
      if (input.userId === "" && input.anonymousId === "") {
        return {
          status: "EVENT_STATUS_REJECTED",
          messageId,
          rejection: { reason: "missing_identity", message: "user_id or anonymous_id is needed" },
        };
      }
      const first = events.get(messageId);
      if (first !== undefined) return { status: "EVENT_STATUS_DUPLICATE", eventId: String(first.place), messageId };
      events.set(messageId, { place: events.size + 1, input });
      return { status: "EVENT_STATUS_ACCEPTED", eventId: String(events.size), messageId };
    });
    if (fails !== undefined) throw failure(fails.code, "answer lost");
    return { results };
  };
  const answers: Readonly<Record<string, Answer>> = {
    TrackEvents: track,
    ListEvents: () => ({
      events: [...events.values()]
        .slice(0, 5)
        .map(({ place, input }) => ({ ...input, eventId: String(place), timestamp: { seconds: "1767225600" } })),
    }),
    Identify: (request) => {
      if (request.userId === "undefined") throw failure(3, "user_id is what broken clients send");
      identified.push(request);
      return { user: { userId: "u" }, mergeId: request.anonymousId === "" ? "" : "m" };
    },
    Alias: () => ({ user: { userId: "u" }, mergeId: "m" }),
    GetUser: () => {
      throw failure(5, "no user has that id");
    },
    GetStatus: () => ({
      service: "fake",
      head: "7",
      subscriptions: [{ name: "events_view", kind: "postgres", source: "log", position: "7", head: "7" }],
    }),
  };
  const server = new Server();
  const unary = (name: string) => (call: ServerUnaryCall<Request, object>, done: sendUnaryData<object>) => {
    const [authorization] = call.metadata.get("authorization");
    if (authorization !== `Bearer ${goodKey}`) return done(failure(16, "the key is not known"));
    const answer = answers[name];
    if (answer === undefined) return done(failure(12, `the fake has no ${name}`));
    Promise.resolve()
      .then(() => answer(call.request))
      .then(
        (value) => done(null, value),
        (error: Error) => done(error),
      );
  };
  const views = [
    { name: "events_view", equal: true, rows: "3" },
    { name: "users_view", equal: false, rows: "2", difference: "1 row differs" },
  ];
  const streams: Readonly<Record<string, ReadonlyArray<object>>> = { VerifyViews: views, VerifyLog: [{ checked: "7", done: true }] };
  for (const [pkg, name] of [
    ["marketing.tracking.v1", "TrackingService"],
    ["marketing.identity.v1", "IdentityService"],
    ["marketing.operations.v1", "OperationsService"],
  ] as const) {
    const definition = loadService(pkg, name);
    const handlers = Object.entries(definition).map(([rpc, { responseStream }]) => [
      rpc,
      responseStream
        ? (call: ServerWritableStream<Request, object>) => {
            for (const message of streams[rpc] ?? []) call.write(message);
            call.end();
          }
        : unary(rpc),
    ]);
    server.addService(definition, Object.fromEntries(handlers));
  }
  const bound = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${port}`, credentials, (error, at) => (error === null ? resolve(at) : reject(error)));
  });
  return {
    address: `127.0.0.1:${bound}`,
    events,
    identified,
    failNext: (codes) => failures.push(...codes),
    stop: () => server.forceShutdown(),
  };
};
