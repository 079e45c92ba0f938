import { expect, it } from "vitest";
import { describeLogin, newLogin } from "./busLogins.ts";

it("tells a subscriber every address with its own password, and none with the operator's", () => {
  const login = newLogin("crm", "018f0000-0000-7000-8000-0000000000aa", ["lead"]);
  const { nats } = describeLogin(login, "nats://operator:secret@a:4222, tls://operator:secret@b:4222,nats://c:4222,operator:secret@d:4222");
  const as = `${login.name}:${login.password}`;
  expect(nats).toBe(`nats://${as}@a:4222,tls://${as}@b:4222,nats://${as}@c:4222,nats://${as}@d:4222`);
});
