import { captureConsole } from "@marketing/shared/base/libraryOutput";
import { createLogger, type Level } from "@marketing/shared/base/logger";

/** For a program of its own: what libraries print by `console` goes to standard error as log entries, without the values they quote. */
export const logLibraries = (program: string, threshold: Level): void => {
  captureConsole(createLogger(program, threshold));
};
