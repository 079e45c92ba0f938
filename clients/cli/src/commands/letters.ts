import { listAll } from "@marketing/client/paging";
import type { OperationsApi } from "@marketing/client/services";
import { clockOf, fieldsOf, isoOf } from "../api.ts";
import { flagOf, stringOf, wholeOf } from "../args.ts";
import { type CommandContext, commandOf } from "../command.ts";
import { exitCodes, usageError } from "../exitCodes.ts";
import { given } from "../given.ts";
import { decisionOf, decisionOptions } from "./decisions.ts";
import { servicesOf } from "./services.ts";
import { type Listed, printList } from "./show.ts";

type Letter = Awaited<ReturnType<OperationsApi["listDeadLetters"]>>["deadLetters"][number];

const listed = (service: string): Listed<Letter> => ({
  none: `${service}: no dead letters`,
  columns: [
    { title: "service" },
    { title: "name" },
    { title: "id" },
    { title: "event", max: 44 },
    { title: "position" },
    { title: "tries" },
    { title: "died (UTC)" },
    { title: "error", max: 80 },
  ],
  row: (letter) => [
    ...[service, letter.name, letter.eventId, letter.eventType || "(no event)", Number(letter.position), letter.attempts],
    ...[clockOf(letter.diedAt), letter.error],
  ],
  plain: ({ name, error, attempts, ...letter }) => ({
    ...{ service, name, event_id: letter.eventId, tenant_id: letter.tenantId, event_type: letter.eventType },
    ...{ position: Number(letter.position), error, attempts, died_at: isoOf(letter.diedAt) },
  }),
});

const list = async (context: CommandContext): Promise<void> => {
  const limit = wholeOf(context.values, "limit", 100, 1, 1_000_000);
  for (const service of servicesOf(context)) {
    const { listDeadLetters } = context.connection().platform.operations(service);
    const request = given({ name: stringOf(context.values, "name") });
    await printList(context, listed(service), listAll(listDeadLetters, request, "deadLetters", { limit }));
  }
};

/** Which: those of one name in one service, where several have it, by --service; one of them, or with --all each. */
const chosen = async (context: CommandContext, action: string) => {
  const { values, connection } = context;
  const name = stringOf(values, "name");
  if (name === undefined) throw usageError(`letters ${action} takes --name NAME; 'marketing letters list' shows them`);
  const eventId = stringOf(values, "id");
  if (eventId === undefined && !flagOf(values, "all")) throw usageError(`letters ${action} takes --id ID, or --all for all of that name`);
  const found = [];
  for (const service of servicesOf(context)) {
    const client = connection().platform.operations(service);
    if ((await client.listDeadLetters({ name, pageSize: 1 })).deadLetters.length > 0) found.push({ service, client });
  }
  const [one, another] = found;
  if (!one) throw usageError(`no service has dead letters called ${JSON.stringify(name)}; 'marketing letters list' shows them`);
  if (another)
    throw usageError(`${found.map(({ service }) => service).join(", ")} have dead letters called ${name}: say which with --service`);
  return { ...one, request: given({ name, eventId }) };
};

const replay = async (context: CommandContext): Promise<number> => {
  const { service, client, request } = await chosen(context, "replay");
  const answer = await client.replayDeadLetters(request);
  context.out.object({ service, name: request.name, ...fieldsOf(answer) });
  context.out.say(`${request.name}: ${answer.replayed} replayed, ${answer.remaining} remain${answer.error && `: ${answer.error}`}`);
  return answer.error === "" ? exitCodes.ok : exitCodes.failed;
};

const discard = async (context: CommandContext): Promise<void> => {
  const by = decisionOf(context, "letters discard");
  const { service, client, request } = await chosen(context, "discard");
  const answer = await client.discardDeadLetters({ ...request, ...by });
  context.out.object({ service, name: request.name, ...fieldsOf(answer) });
  context.out.say(`${request.name}: ${answer.discarded} given up for good, ${answer.remaining} remain`);
};

export const lettersCommand = commandOf(
  {
    name: "letters",
    usage: [
      "letters list [--name NAME]",
      "letters replay --name NAME (--id ID | --all)",
      "letters discard --name NAME (--id ID | --all) --reason WHY",
    ],
    details: "A reaction is given its letters again. Broken messages (jetstream:…) and foreign ones (relay) are looked at, and discarded.",
    options: {
      service: { type: "string", value: "NAME", help: "only this service" },
      name: { type: "string", value: "NAME", help: "of the reaction, as leads; jetstream:LEAD; or relay" },
      id: { type: "string", value: "ID", help: "one letter" },
      all: { type: "boolean", help: "every letter of that name" },
      ...decisionOptions,
      limit: { type: "string", value: "N", help: "how many of a service to list (default 100)" },
    },
  },
  { list, replay, discard },
);
