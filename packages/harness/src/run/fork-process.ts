import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { launchOf } from "@strait/runtimes/launch";
import type { FoundImport } from "@strait/runtimes/quick-resolution";
import { HarnessError } from "../error.ts";
import { type Pause, pauses, type Request } from "../fork/message.ts";
import { channelOf, type ForkChannel, listenTo } from "./fork-channel.ts";
import { ownRuntime, type Runtime } from "./runtime.ts";

const program = fileURLToPath(new URL("../fork/start.ts", import.meta.url));

/** Characters of its error output that are kept to explain why a fork died. */
const keptOutput = 4000;

/** Milliseconds for which the output of a dead fork may still arrive. */
const outputGrace = 1000;

/**
 * For several builds in one process. Their code is optimised on the spot: where the compiler's thread has to wait for a
 * processor, one build would run for long in code that another has left behind (samples of 21.5 ns beside 16.3 ns for the
 * same add-on).
 */
const duetFlags = ["--no-concurrent-recompilation"];

export type ForkOptions = {
  /** The runtime of this process when missing. */
  readonly runtime?: Runtime | undefined;
  /** Milliseconds from one pause to the next after which the fork is killed. */
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
  /** Where imports of the fork were found by another one of the same runtime. */
  readonly imports?: readonly FoundImport[] | undefined;
  /** Takes what the fork writes to its standard streams. */
  onOutput(text: string): void;
  /** Called at each pause that the fork reaches; it goes on when what is returned is resolved. */
  onPause?(reached: Pause, pid: number): Promise<void>;
};

/** How a fresh process ended. */
export type ForkEnding = {
  /** What it answered, not yet checked; null when it ended before. */
  readonly answer: unknown;
  readonly ending: "normal" | "exit-code" | "signal" | "timeout" | "interrupted";
  /** Exit code or name of the signal. */
  readonly status: string;
  readonly errorOutput: string;
};

/**
 * Runs one request in a fresh process of a runtime, and waits until the process is gone.
 *
 * @throws HarnessError when the process cannot be started
 */
export function runFork(request: Request, options: ForkOptions): Promise<ForkEnding> {
  return new Promise((resolve, reject) => {
    const runtime = options.runtime ?? ownRuntime;
    const { parameters, environment } = launchOf(runtime);
    const flags = [...parameters, ...(request.task === "duet" ? duetFlags : [])];
    // Node's channel, which Bun and Deno speak as well; of a pipe of our own, Deno says "bad file descriptor".
    const child = spawn(runtime.executable, [...flags, program, JSON.stringify(request)], {
      // What a fork says is read, and colours that Nx asks for would hide it.
      env: { ...environment, ...process.env, FORCE_COLOR: undefined },
      stdio: ["pipe", "pipe", "pipe", channelOf(runtime)],
    });
    // A fork that cannot be started, or is gone already, does not read it.
    child.stdin?.on("error", () => {}).end(JSON.stringify(options.imports ?? []));
    let answer: unknown = null;
    let stopped: "timeout" | "interrupted" | null = null;
    const stop = (why: "timeout" | "interrupted"): void => {
      stopped ??= why;
      child.kill("SIGKILL");
    };
    const interrupt = (): void => stop("interrupted");
    let grace: NodeJS.Timeout | undefined;
    let timer = setTimeout(stop, options.timeout, "timeout");
    const pause = async (reached: Pause): Promise<void> => {
      clearTimeout(timer);
      await options.onPause?.(reached, child.pid ?? 0);
      if (stopped !== null || child.exitCode !== null || child.signalCode !== null) return;
      timer = setTimeout(stop, options.timeout, "timeout");
      channel.goOn();
    };
    options.signal?.addEventListener("abort", interrupt);
    if (options.signal?.aborted === true) interrupt();
    const output = collectOutput(child, options.onOutput);
    const channel = listenTo(child, (message) => {
      const reached = pauses.find((one) => one === message);
      if (reached !== undefined) return void pause(reached);
      answer ??= message;
      channel.received();
    });
    const settle = (): void => {
      clearTimeout(timer);
      clearTimeout(grace);
      options.signal?.removeEventListener("abort", interrupt);
    };
    child.on("exit", () => {
      grace = setTimeout(hangUp, outputGrace, child, channel);
    });
    child.on("error", (error) => {
      settle();
      const advice = "see that it is there and may be executed";
      reject(
        new HarnessError(`${runtime.executable} cannot be started (${error.message})`, advice, 2, error),
      );
    });
    child.on("close", (code, signal) => {
      settle();
      // Ctrl-C reaches the whole process group, and may end the fork before it aborts our signal.
      if (signal === "SIGINT") stopped ??= "interrupted";
      const ending = stopped ?? (signal !== null ? "signal" : code !== 0 ? "exit-code" : "normal");
      resolve({ answer, ending, status: signal ?? String(code), errorOutput: output() });
    });
  });
}

/** A process that the fork left behind may hold its streams open; we do not wait for that one. */
function hangUp(child: ChildProcess, channel: ForkChannel): void {
  channel.close();
  child.stdout?.destroy();
  child.stderr?.destroy();
}

function collectOutput(child: ChildProcess, onOutput: (text: string) => void): () => string {
  let kept = "";
  child.stdout?.setEncoding("utf8").on("data", onOutput);
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    kept = (kept + text).slice(-keptOutput);
    onOutput(text);
  });
  return () => kept;
}
