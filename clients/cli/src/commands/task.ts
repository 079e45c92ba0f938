import { TaskStatus } from "@marketing/protos/campaign/v1/task_service";
import { clockOf, isoOf, type Task, timestampOf, wordOf } from "../api.ts";
import { choiceOf, flagOf, jsonOf, stringOf, subjectOf, timeOf, wholeOf } from "../args.ts";
import { type CommandContext, commandOf } from "../command.ts";
import { exitCodes, usageError } from "../exitCodes.ts";
import { given } from "../given.ts";
import { oneLine, printOne, printPages, type Shown } from "./show.ts";

const tasks: Shown<Task> = {
  none: "no tasks",
  columns: [
    { title: "task" },
    { title: "type", max: 24 },
    { title: "status" },
    { title: "tries" },
    { title: "created (UTC)" },
    { title: "worker", max: 24 },
    { title: "payload", max: 60 },
    { title: "error", max: 40 },
  ],
  row: (t) => [
    t.taskId,
    t.taskType,
    wordOf(TaskStatus, t.status),
    t.attempts,
    clockOf(t.createdAt),
    t.workerId,
    oneLine(t.payload),
    t.error,
  ],
  detail: (t) => [
    ["task", t.taskId],
    ["type", t.taskType],
    ["status", wordOf(TaskStatus, t.status)],
    ["campaign", t.campaignId],
    ["payload", oneLine(t.payload)],
    ["tries", `${t.attempts} of ${t.maxAttempts}`],
    ["created", clockOf(t.createdAt)],
    ["due", clockOf(t.dueAt)],
    ["worker", t.workerId],
    ["lease", t.leaseId === "" ? null : `${t.leaseId} until ${clockOf(t.leaseUntil)}`],
    ["error", t.error],
    ["result", oneLine(t.result)],
    ["finished", clockOf(t.finishedAt)],
  ],
  plain: (t) => ({
    task_id: t.taskId,
    task_type: t.taskType,
    status: wordOf(TaskStatus, t.status),
    campaign_id: t.campaignId,
    payload: t.payload ?? {},
    attempts: t.attempts,
    max_attempts: t.maxAttempts,
    created_at: isoOf(t.createdAt),
    due_at: isoOf(t.dueAt),
    worker_id: t.workerId,
    ...(t.leaseId !== "" && { lease_id: t.leaseId }),
    lease_until: isoOf(t.leaseUntil),
    error: t.error,
    result: t.result ?? null,
    finished_at: isoOf(t.finishedAt),
  }),
};

const statuses = ["pending", "claimed", "completed", "dead"] as const;

const list = async (context: CommandContext) => {
  const { values, connection } = context;
  const request = given({
    taskType: stringOf(values, "type"),
    status: choiceOf(values, "status", TaskStatus, statuses),
    campaignId: stringOf(values, "campaign"),
  });
  await printPages(context, tasks, connection().client.task.listTasks, request, "tasks");
};

const get = async (context: CommandContext) => {
  const taskId = subjectOf(context.positionals, "a task's ID");
  printOne(context, tasks, (await context.connection().client.task.getTask({ taskId })).task!);
};

const create = async (context: CommandContext) => {
  const { values, positionals, connection } = context;
  const request = given({
    taskType: subjectOf(positionals, "a TYPE, as content_creator"),
    payload: jsonOf(values, "payload") ?? {},
    campaignId: stringOf(values, "campaign"),
    dueAt: timestampOf(timeOf(values, "due")),
    maxAttempts: wholeOf(values, "tries", 5, 1, 100),
  });
  printOne(context, tasks, (await connection().client.task.enqueueTask(request)).task!);
};

const claim = async (context: CommandContext): Promise<number> => {
  const { values, positionals, out, connection } = context;
  const request = {
    taskTypes: [subjectOf(positionals, "a TYPE, as content_creator")],
    workerId: stringOf(values, "worker") ?? "marketing-cli",
    leaseSeconds: wholeOf(values, "lease-seconds", 300, 1, 3_600),
  };
  const { task } = await connection().client.task.claimTask(request);
  if (task === undefined) {
    out.say("no such task is due");
    return exitCodes.notFound;
  }
  printOne(context, tasks, task);
  return exitCodes.ok;
};

const held = ({ values, positionals }: CommandContext) => {
  const taskId = subjectOf(positionals, "a task's ID");
  const leaseId = stringOf(values, "lease");
  if (leaseId === undefined) throw usageError("it takes --lease ID, as task claim printed it");
  return { taskId, leaseId };
};

const complete = async (context: CommandContext) => {
  const request = { ...held(context), result: jsonOf(context.values, "result") ?? {} };
  const { task } = await context.connection().client.task.completeTask(request);
  printOne(context, tasks, task!);
};

const fail = async (context: CommandContext) => {
  const { values, connection } = context;
  const request = { ...held(context), error: stringOf(values, "error") ?? "failed by hand", permanent: flagOf(values, "permanent") };
  printOne(context, tasks, (await connection().client.task.failTask(request)).task!);
};

const dead = (context: CommandContext) =>
  printPages(
    context,
    tasks,
    context.connection().client.task.listDeadTasks,
    given({ taskType: stringOf(context.values, "type") }),
    "tasks",
  );

const replay = async (context: CommandContext) => {
  const taskId = subjectOf(context.positionals, "a dead task's ID");
  printOne(context, tasks, (await context.connection().client.task.replayTask({ taskId })).task!);
};

const actions = { list, get, create, claim, complete, fail, dead, replay };

export const taskCommand = commandOf(
  {
    name: "task",
    usage: [
      "task list [--type content_creator] [--status pending]",
      "task create TYPE [--payload JSON] [--campaign ID]",
      "task claim TYPE, then task complete|fail ID --lease ID",
      "task dead | task replay ID",
    ],
    options: {
      type: { type: "string", value: "TYPE", help: "only these, as content_creator" },
      status: { type: "string", value: "STATUS", help: "only these: pending, claimed, completed or dead" },
      campaign: { type: "string", value: "ID", help: "only this campaign's; of a new task: whose it is" },
      payload: { type: "string", value: "JSON", help: "what the agent is told" },
      due: { type: "string", value: "TIME", help: "not handed out before" },
      tries: { type: "string", value: "N", help: "how often it may be handed out (default 5)" },
      worker: { type: "string", value: "NAME", help: "who claims (default marketing-cli)" },
      "lease-seconds": { type: "string", value: "N", help: "how long a claim lasts (default 300)" },
      lease: { type: "string", value: "ID", help: "the claim's, to complete or fail" },
      result: { type: "string", value: "JSON", help: "what came of it" },
      error: { type: "string", value: "TEXT", help: "why it failed" },
      permanent: { type: "boolean", help: "fail: there is no use in trying again" },
      limit: { type: "string", value: "N", help: "how many (default 100)" },
    },
  },
  actions,
);
