import { parseArgs } from "node:util";
import { benches } from "./benches.ts";
import { runBench } from "./harness.ts";
import { asJson, asText } from "./report.ts";
import { evaluate } from "./retrieval/evaluate.ts";
import { embeddersOf, evaluationText, retrievalTitle } from "./retrieval/table.ts";
import { type Servers, startServers } from "./servers.ts";
import { soak, soakText } from "./soak.ts";

const help = `npm run bench [-- NAME…] [options]

Measures this system against its peers: real servers of its own, durable settings, both sides in the same run,
round by round in turns. What counts is the ratio within a round; a machine's rates do not travel.

  NAME              ${benches.map((b) => b.name).join(", ")}, retrieval; all of them when none is named
  --rounds N        counted rounds after one to warm up; 5 when absent, fewer than 5 prove nothing
  --set KEY=VALUE   another value for a bench's parameter: seconds=5, callers=64, batch=500
  --only NAME       one contender alone, to profile it
  --embedder MODEL  for retrieval, again for each: EMBEDDING_MODEL as a service takes it; default: the local one, and
                    EMBEDDING_MODEL where EMBEDDING_BASE_URL is set
  --minutes M       ours alone for so long: is the memory of every service flat? (ingest when no NAME is given)
  --json            one JSON object a line on standard output instead of the table
  --list            the benches with their floors and goals
  --help

Exit code: 0 when every bench was correct and none below its floor, 1 otherwise, 2 for a wrong argument.
`;

const retrieval = "retrieval";
const parse = () => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        rounds: { type: "string", default: "5" },
        set: { type: "string", multiple: true, default: [] },
        only: { type: "string" },
        embedder: { type: "string", multiple: true },
        minutes: { type: "string" },
        json: { type: "boolean", default: false },
        list: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${help}`);
    process.exit(2);
  }
};
const refuse = (message: string): never => {
  process.stderr.write(`${message}; see --help\n`);
  process.exit(2);
};

const { values, positionals } = parse();
if (values.help) {
  process.stdout.write(help);
  process.exit(0);
}
if (values.list) {
  for (const b of benches) {
    process.stdout.write(`${b.name.padEnd(16)} ${b.title}\n`);
    for (const c of b.claims)
      process.stdout.write(`${" ".repeat(17)}${c.what}: floor ${c.floor}, goal ${c.goal} (${c.better} is better)\n`);
  }
  process.stdout.write(`${retrieval.padEnd(16)} ${retrievalTitle}\n`);
  process.exit(0);
}
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) refuse("--rounds takes a whole number from 1");
const changes = Object.fromEntries(
  values.set.map((pair) => {
    const [key = "", value = ""] = pair.split("=");
    return Number.isFinite(Number(value)) && value !== "" ? [key, Number(value)] : refuse(`--set ${pair} is not KEY=NUMBER`);
  }),
) as Record<string, number>;
const unknown = positionals.filter((name) => name !== retrieval && !benches.some((b) => b.name === name));
if (unknown.length) refuse(`no bench is called ${unknown.join(" or ")}`);
const minutes = values.minutes === undefined ? 0 : Number(values.minutes);
if (!(minutes >= 0)) refuse("--minutes takes a number");
if (minutes > 0 && positionals.length === 0) positionals.push("ingest");
const chosen = benches.filter((b) => positionals.length === 0 || positionals.includes(b.name));

let servers: Servers | undefined;
let interrupted = false;
const interrupt = (): void => {
  if (interrupted) return;
  interrupted = true;
  void servers?.stop().then(() => process.exit(130));
};
process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
let bad = false;
const failed = (name: string, message: string): void => {
  bad = true;
  process.stderr.write(`${message}\n`);
  process.stdout.write(
    values.json ? `${JSON.stringify({ bench: name, error: message })}\n` : `\n${name}: failed, ${message.split("\n")[0]}\n`,
  );
};
try {
  for (const bench of chosen) {
    process.stderr.write(`${bench.name}: ${bench.title}\n`);
    try {
      servers = await startServers(); // new ones for every bench: none finds what another left
      process.stderr.write(
        `  ${Object.entries(servers.versions)
          .map(([k, v]) => `${k} ${v}`)
          .join(", ")}\n`,
      );
      const changed = { ...bench, parameters: { ...bench.parameters, ...changes } };
      if (minutes > 0) {
        const outcome = await soak(changed, servers, minutes);
        process.stdout.write(`${values.json ? JSON.stringify(outcome) : soakText(outcome)}\n`);
        bad ||= outcome.problems.length > 0 || outcome.memory.some((m) => !m.flat);
      } else {
        const outcome = await runBench(changed, servers, rounds, values.only);
        process.stdout.write(`${values.json ? asJson(outcome) : asText(outcome)}\n`);
        bad ||= outcome.problems.length > 0 || outcome.ratios.some((r) => r.verdict === "BELOW FLOOR");
      }
    } catch (error) {
      if (interrupted) break;
      failed(bench.name, (error as Error).message);
    }
    if (!interrupted) await servers?.stop();
  }
  const models =
    minutes === 0 && (positionals.length === 0 || positionals.includes(retrieval)) ? embeddersOf(values.embedder, process.env) : [];
  for (const model of models) {
    if (interrupted) break;
    process.stderr.write(`${retrieval}: ${retrievalTitle}; ${model}\n`);
    try {
      servers = await startServers();
      const evaluation = await evaluate(servers, model);
      process.stdout.write(`${values.json ? JSON.stringify({ bench: retrieval, ...evaluation }) : evaluationText(evaluation)}\n`);
      bad ||= evaluation.advantages.some((a) => !(a.ratio >= 1));
    } catch (error) {
      if (interrupted) break;
      failed(retrieval, (error as Error).message);
    }
    if (!interrupted) await servers?.stop();
  }
} finally {
  if (!interrupted) await servers?.stop();
}
if (!interrupted) process.exitCode = bad ? 1 : 0;
