import { longerThan } from "@marketing/shared/base/codePoints";
import type { JsonObject, JsonValue } from "@marketing/shared/base/json";
import { ownValue } from "@marketing/shared/base/own";
import { counterOf, type EventCounter, type Rule, type TraitOp, traitOps } from "./rule.ts";
import { traitValueProblems } from "./traitValue.ts";
import { isObject, isScalar, readWindow } from "./values.ts";

/** `path` in the caller's terms: "rule.and[0].within". */
export interface Problem {
  readonly path: string;
  readonly message: string;
}
export type ParsedRule =
  | { readonly rule: Rule; readonly problems: readonly [] }
  | { readonly rule: null; readonly problems: ReadonlyArray<Problem> };

const limits = { depth: 10, nodes: 100, children: 50, where: 10, timesInWindow: 1_024 };
type Node = JsonObject;

const kinds = ["and", "or", "not", "trait", "performed", "last_performed", "in_segment", "manual", "random_percent"] as const;
const fieldsOf: Readonly<Record<(typeof kinds)[number], ReadonlyArray<string>>> = {
  and: [],
  or: [],
  not: [],
  trait: ["op", "value", "as"],
  performed: ["at_least", "within", "where"],
  last_performed: ["within", "not_within", "where"],
  in_segment: [],
  manual: [],
  random_percent: ["salt"],
};

/** A rule from its JSON, or everything that is wrong with it. */
export const parseRule = (json: JsonValue, path = "rule"): ParsedRule => {
  const problems: Problem[] = [];
  const wrong = (at: string, message: string): void => {
    problems.push({ path: at, message });
  };
  let nodes = 0;

  const name = (value: JsonValue | undefined, max: number, at: string): string => {
    if (typeof value === "string" && value !== "" && !longerThan(value, max)) return value;
    wrong(at, `must be a text of 1 to ${max} characters`);
    return "";
  };
  const window = (node: Node, key: string, at: string): number | null => {
    const given = ownValue(node, key);
    if (given === undefined) return null;
    const ms = readWindow(given);
    if (ms === null) wrong(`${at}.${key}`, 'must be a window of up to five years, as "90m", "36h", "30d" or "2w"');
    return ms;
  };
  const where = (node: Node, at: string): EventCounter["where"] => {
    const value = node.where;
    if (value === undefined) return {};
    if (!isObject(value)) {
      wrong(`${at}.where`, "must be an object of properties and their values");
      return {};
    }
    if (Object.keys(value).length > limits.where) wrong(`${at}.where`, `must have at most ${limits.where} properties`);
    for (const [property, v] of Object.entries(value))
      if (!isScalar(v)) wrong(`${at}.where.${property}`, "must be a text, a number, a boolean or null");
    return value as EventCounter["where"];
  };

  const trait = (node: Node, at: string): Rule => {
    const op = node.op as TraitOp;
    const date = node.as === "date";
    if (!traitOps.includes(op)) wrong(`${at}.op`, `must be one of ${traitOps.join(", ")}`);
    if (node.as !== undefined && !date) wrong(`${at}.as`, 'must be "date" where it is given');
    const { value } = node;
    for (const problem of traitValueProblems(op, value, date)) wrong(`${at}.value`, problem);
    return { kind: "trait", trait: name(node.trait, 255, `${at}.trait`), op, value: value ?? (op === "exists" ? true : null), date };
  };

  const performed = (node: Node, at: string): Rule => {
    const within = window(node, "within", at);
    const atLeast = node.at_least === undefined ? 1 : (node.at_least as number);
    const max = node.within === undefined ? 1_000_000_000 : limits.timesInWindow;
    const fine = Number.isInteger(atLeast) && atLeast >= 1 && atLeast <= max;
    if (!fine) wrong(`${at}.at_least`, `must be a whole number from 1 to ${max}${node.within === undefined ? "" : " in a window"}`);
    const counter = counterOf(name(node.performed, 100, `${at}.performed`), where(node, at), fine && within !== null ? atLeast : 1);
    return { kind: "performed", counter, atLeast, within };
  };

  const lastPerformed = (node: Node, at: string): Rule => {
    const within = window(node, "within", at);
    const notWithin = window(node, "not_within", at);
    if ((node.within === undefined) === (node.not_within === undefined)) wrong(at, "exactly one of within and not_within is required");
    return {
      kind: "last_performed",
      counter: counterOf(name(node.last_performed, 100, `${at}.last_performed`), where(node, at), 1),
      within,
      notWithin,
    };
  };

  const random = (node: Node, at: string): Rule => {
    const percent = node.random_percent as number;
    if (typeof percent !== "number" || !(percent > 0 && percent <= 100))
      wrong(`${at}.random_percent`, "must be a number over 0, up to 100");
    if (node.salt !== undefined) name(node.salt, 100, `${at}.salt`);
    return { kind: "random", percent, salt: String(node.salt ?? "") };
  };

  const read = (node: JsonValue | undefined, at: string, depth: number): Rule => {
    const nothing: Rule = { kind: "or", rules: [] };
    if (++nodes === limits.nodes + 1) wrong(path, `must have at most ${limits.nodes} nodes`);
    if (nodes > limits.nodes) return nothing;
    if (depth > limits.depth) {
      wrong(at, `must be at most ${limits.depth} deep`);
      return nothing;
    }
    if (!isObject(node)) {
      wrong(at, "must be an object");
      return nothing;
    }
    const is = kinds.filter((k) => Object.hasOwn(node, k));
    const kind = is[0];
    if (kind === undefined || is.length > 1) {
      wrong(at, `must have exactly one of ${kinds.join(", ")}`);
      return nothing;
    }
    for (const key of Object.keys(node))
      if (key !== kind && !fieldsOf[kind].includes(key)) wrong(`${at}.${key}`, `is nothing that goes with ${kind}`);
    switch (kind) {
      case "and":
      case "or": {
        const children = node[kind];
        if (!Array.isArray(children) || children.length < 1 || children.length > limits.children) {
          wrong(`${at}.${kind}`, `must be a list of 1 to ${limits.children} rules`);
          return nothing;
        }
        return { kind, rules: children.map((child, i) => read(child, `${at}.${kind}[${i}]`, depth + 1)) };
      }
      case "not":
        return { kind, rule: read(node.not, `${at}.not`, depth + 1) };
      case "trait":
        return trait(node, at);
      case "performed":
        return performed(node, at);
      case "last_performed":
        return lastPerformed(node, at);
      case "in_segment":
        return { kind, name: name(node.in_segment, 50, `${at}.in_segment`) };
      case "manual":
        if (node.manual !== true) wrong(`${at}.manual`, "must be true");
        return { kind };
      case "random_percent":
        return random(node, at);
    }
  };

  const rule = read(json, path, 1);
  return problems.length > 0 ? { rule: null, problems } : { rule, problems: [] };
};

/** A rule that was validated before it was stored. */
export const storedRule = (json: JsonValue): Rule => {
  const { rule, problems } = parseRule(json);
  if (rule === null) throw new TypeError(`a stored rule is not valid: ${problems.map((p) => `${p.path} ${p.message}`).join("; ")}`);
  return rule;
};
