import { collect, listAll } from "@marketing/client/paging";
import { clockOf, fieldsOf, isoOf } from "../api.ts";
import { actionOf, flagOf, stringOf, wholeOf } from "../args.ts";
import type { Command, CommandContext } from "../command.ts";
import { exitCodes, usageError } from "../exitCodes.ts";
import { given } from "../given.ts";
import { decisionOf, decisionOptions, isOf, viewOf } from "./decisions.ts";
import { servicesOf } from "./services.ts";

/** Gives up a stream's parked events, or with --all the view's. */
const discard = async (context: CommandContext, view: string | undefined): Promise<number> => {
  const { values, out } = context;
  const by = decisionOf(context, "parked discard");
  if (view === undefined) throw usageError("parked discard takes --view NAME");
  const streamId = stringOf(values, "stream");
  if (streamId === undefined && !flagOf(values, "all"))
    throw usageError(
      "parked discard takes --stream ID, or --all for every parked event of the view; one event is passed by with 'projections skip'",
    );
  const { service, name, client } = await viewOf(context, view);
  const answer = await client.discardParked(given({ name, streamId, tenantId: stringOf(values, "of-tenant"), ...by }));
  out.object({ service, view, ...fieldsOf(answer) });
  out.say(`${view}: ${answer.discarded} given up for good, ${answer.remaining} remain`);
  return exitCodes.ok;
};

const run = async (context: CommandContext): Promise<number> => {
  const { values, positionals, out, connection } = context;
  const action = actionOf(parkedCommand, positionals, ["list", "replay", "discard"] as const);
  const view = stringOf(values, "view");
  const services = servicesOf(context);
  if (action === "discard") return discard(context, view);
  if (action === "replay") {
    if (view === undefined) throw usageError("parked replay takes --view NAME");
    let left = 0;
    for (const service of services) {
      const client = connection().platform.operations(service);
      if (!isOf(await client.getStatus({}), view)) continue;
      const request = { name: view, streamId: stringOf(values, "stream") ?? "", tenantId: stringOf(values, "of-tenant") ?? "" };
      const answer = await client.replayParked(request);
      left += answer.remaining;
      out.object({ service, view, ...fieldsOf(answer) });
      out.say(`${view}: ${answer.replayed} replayed, ${answer.remaining} remain${answer.error === "" ? "" : `: ${answer.error}`}`);
    }
    return left === 0 ? exitCodes.ok : exitCodes.failed;
  }
  for (const service of services) {
    const limit = wholeOf(values, "limit", 100, 1, 1_000_000);
    const { listParked } = connection().platform.operations(service);
    const parked = await collect(listAll(listParked, given({ name: view }), "parkedEvents", { limit }));
    for (const event of parked) {
      out.object({
        service,
        view: event.name,
        tenant_id: event.tenantId,
        stream_id: event.streamId,
        position: Number(event.position),
        event_type: event.eventType,
        error: event.error,
        attempts: event.attempts,
        parked_at: isoOf(event.parkedAt),
      });
    }
    out.heading(`${service}: ${parked.length} parked`);
    if (parked.length > 0) {
      out.table(
        [
          { title: "view" },
          { title: "stream", max: 44 },
          { title: "position" },
          { title: "event" },
          { title: "tries" },
          { title: "since (UTC)" },
          { title: "error", max: 80 },
        ],
        parked.map((e) => [
          e.name,
          e.streamId,
          Number(e.position),
          e.eventType,
          e.attempts,
          clockOf(e.parkedAt),
          e.error || "(waits behind another)",
        ]),
      );
    }
  }
  return exitCodes.ok;
};

export const parkedCommand: Command = {
  name: "parked",
  usage: ["parked list [--view NAME]", "parked replay --view NAME [--stream ID]", "parked discard --view NAME --stream ID --reason WHY"],
  details:
    "What a relay parked has the view's name relay. Replayed, it has its place on the bus, which is filled anew: views of other services that have passed it have it after 'projections rebuild'.",
  options: {
    service: { type: "string", value: "NAME", help: "only this service" },
    view: { type: "string", value: "NAME", help: "only this view's; relay for those that could not be published" },
    stream: { type: "string", value: "ID", help: "only this stream" },
    "of-tenant": { type: "string", value: "ID", help: "only this tenant's" },
    all: { type: "boolean", help: "every parked event of the view (discard)" },
    ...decisionOptions,
    limit: { type: "string", value: "N", help: "how many to list (default 100)" },
  },
  run,
};
