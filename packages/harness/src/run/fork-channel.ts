import type { ChildProcess } from "node:child_process";
import { Duplex } from "node:stream";
import { goOn } from "../fork/message.ts";
import type { Runtime } from "./runtime.ts";

/** How a fork is talked with; fork/channel.ts is its other end. */
export type ForkChannel = {
  /** Lets the fork go on from where it waits. */
  goOn(): void;
  /** Lets the fork end, once its answer is here. */
  received(): void;
  /** Hears nothing more of it. */
  close(): void;
};

/** What stands after the standard streams when a fork is started: Deno's files know no further descriptor. */
export function channelOf({ kind }: Pick<Runtime, "kind">): "pipe" | "ipc" {
  return kind === "deno" ? "ipc" : "pipe";
}

/**
 * Listens to a fork that was started with a channel.
 *
 * @param onMessage takes what it says, not yet checked
 */
export function listenTo(child: ChildProcess, onMessage: (message: unknown) => void): ForkChannel {
  const pipe = child.stdio[3];
  if (!(pipe instanceof Duplex)) {
    child.on("message", onMessage);
    // Not disconnect(): on Node 26 a child is never reported closed after that.
    const send = (message: string): void => void child.send(message, () => {});
    return { goOn: () => send(goOn), received: () => send("received"), close() {} };
  }
  let unfinished: string[] = [];
  pipe.setEncoding("utf8").on("data", (text: string) => {
    const [first = "", ...others] = text.split("\n");
    unfinished.push(first);
    for (const next of others) {
      onMessage(messageOf(unfinished.join("")));
      unfinished = [next];
    }
  });
  // A fork that is gone does not hear that it may go on.
  pipe.on("error", () => {});
  return {
    goOn: () => void pipe.write("\n"),
    // It has ended by itself.
    received() {},
    close: () => void pipe.destroy(),
  };
}

/** What a line says; the line itself when that is no JSON, as from a scenario that writes where it must not. */
function messageOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return line;
  }
}
