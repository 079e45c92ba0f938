import type { ServiceName } from "@marketing/client/serviceNames";
import { serviceOf, stringOf } from "../args.ts";
import type { CommandContext } from "../command.ts";

/** The programs that --service means: by default every one whose address is known. */
export const servicesOf = ({ values, connection }: CommandContext): ReadonlyArray<ServiceName> => {
  const given = stringOf(values, "service");
  return given === undefined ? connection().services : [serviceOf(given)];
};
