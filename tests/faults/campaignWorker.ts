/** A worker in a process of its own, to be killed: takes tasks from the stream, tells on stdout which it holds, and completes those that say so. */

import { fromStruct, toStruct } from "@marketing/shared/grpc/struct";
import { openClient } from "../support/rpc.ts";

const [address, apiKey, tenantId, workerId, taskType, leaseSeconds] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
  string,
];
const tasks = openClient(address, "TaskService", { apiKey, tenantId });
for await (const { task } of tasks.stream("ClaimTasks", { taskTypes: [taskType], workerId, leaseSeconds: Number(leaseSeconds) })) {
  process.stdout.write(`${task.taskId}\n`);
  if (fromStruct(task.payload).hang) continue; // works on it for ever
  await tasks.call("CompleteTask", { taskId: task.taskId, leaseId: task.leaseId, result: toStruct({ by: workerId }) });
}
