import { readSync, writeSync } from "./file-system.ts";
import { type Answer, goOn, type Pause } from "./message.ts";

/** How a fork talks with whoever started it. */
export type Channel = {
  /** Says how far the fork is, and waits until it may go on. The process ends when the parent is gone. */
  pauseAt(reached: Pause): Promise<void>;
  /** Gives the answer, and ends the process. */
  end(answer: Answer): void;
};

/** The file descriptor of the pipe, the first after the standard streams. */
const descriptor = 3;

/**
 * The channel that the parent has opened. It is a pipe that is read and written without the event loop: Node's own channel brings
 * all of its network code along, 7 to 11 ms of processor time of every fork. Deno knows no descriptor beyond the standard streams
 * and has the runtime's channel.
 */
export function openChannel(): Channel {
  return process.send === undefined ? pipe : runtimeChannel((message) => void process.send?.(message));
}

const pipe: Channel = {
  async pauseAt(reached) {
    write(reached);
    if (readSync(descriptor, new Uint8Array(1)) === 0) process.exit();
  },
  end(answer) {
    write(answer);
    process.exit();
  },
};

/** A message is a line of JSON. */
function write(message: Pause | Answer): void {
  const bytes = Buffer.from(`${JSON.stringify(message)}\n`);
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
  } catch (thrown) {
    // Nobody is there any more to hear it.
    if (thrown instanceof Error && "code" in thrown && thrown.code === "EPIPE") process.exit();
    throw thrown;
  }
}

function runtimeChannel(send: (message: Pause | Answer) => void): Channel {
  let resume = (): void => {};
  // The parent says when this fork may go on, then when it has the answer, and hangs up when it is gone.
  process.on("message", (message) => (message === goOn ? resume() : process.exit()));
  process.on("disconnect", () => process.exit());
  return {
    pauseAt: (reached) =>
      new Promise((resolve) => {
        resume = resolve;
        send(reached);
      }),
    end: send,
  };
}
