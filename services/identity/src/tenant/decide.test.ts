import { Result } from "effect";
import { expect, it } from "vitest";
import { type TenantCommand, tenantDecider } from "./decide.ts";
import type { TenantEvent } from "./events.ts";

const tenantId = "018f0000-0000-7000-8000-0000000000aa";
const create: TenantCommand = {
  type: "create",
  tenantId,
  name: "Engines",
  settings: { ipPolicy: "truncate", timezone: "UTC" },
  now: new Date("2026-05-04T09:30:00.000Z"),
};
const given = (...commands: ReadonlyArray<TenantCommand>) => {
  let state = tenantDecider.initialState;
  for (const command of commands) state = Result.getOrThrow(tenantDecider.decide(command, state)).reduce(tenantDecider.evolve, state);
  return state;
};
const decided = (command: TenantCommand, state = given(create)): ReadonlyArray<TenantEvent> =>
  Result.getOrThrow(tenantDecider.decide(command, state));

it("is created once", () => {
  expect(decided(create, tenantDecider.initialState)).toMatchObject([
    { type: "tenant_created", data: { tenantId, createdAt: "2026-05-04T09:30:00.000Z" } },
  ]);
  expect(tenantDecider.decide(create, given(create))).toMatchObject({ failure: { kind: "already_exists", reason: "TENANT_EXISTS" } });
});

it("changes what is named, and keeps the rest", () => {
  expect(decided({ type: "change", name: null, settings: { timezone: "Europe/Berlin" } })).toEqual([
    {
      type: "tenant_settings_changed",
      data: { tenantId, name: "Engines", settings: { ipPolicy: "truncate", timezone: "Europe/Berlin" } },
    },
  ]);
  const changed = given(create, { type: "change", name: "Motors", settings: {} });
  expect(changed).toMatchObject({ name: "Motors", createdAt: "2026-05-04T09:30:00.000Z" });
});

it("says nothing when nothing is new", () => {
  expect(decided({ type: "change", name: "Engines", settings: { ipPolicy: "truncate" } })).toEqual([]);
});

it("has to be there to be changed", () => {
  expect(tenantDecider.decide({ type: "change", name: "x", settings: {} }, tenantDecider.initialState)).toMatchObject({
    failure: { kind: "not_found", reason: "TENANT_NOT_FOUND" },
  });
});
