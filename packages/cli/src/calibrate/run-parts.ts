import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { PartAnswer, PartTask } from "./worker.ts";

/**
 * Runs parts of calibrations in as many threads as there are processors.
 *
 * @param onFinished called after each part, in the order in which they end
 * @param signal ends the threads at once; parts that had not finished are then missing
 * @returns the rows of every part, in the order of the tasks
 * @throws whatever a part throws
 */
export async function runParts(
  tasks: readonly PartTask[],
  onFinished: (task: PartTask, milliseconds: number) => void,
  signal: AbortSignal,
): Promise<readonly { readonly task: PartTask; readonly rows: PartAnswer }[]> {
  const answers = new Map<PartTask, PartAnswer>();
  const waiting = [...tasks];
  const threads = Array.from(
    { length: Math.min(availableParallelism(), tasks.length) },
    () => new Worker(new URL("./worker.ts", import.meta.url)),
  );
  const serve = async (thread: Worker) => {
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
      const started = performance.now();
      thread.postMessage(task);
      const [rows]: PartAnswer[] = await once(thread, "message", { signal });
      if (rows === undefined) throw new Error(`The part "${task.part}" gave no answer.`);
      answers.set(task, rows);
      onFinished(task, performance.now() - started);
    }
  };
  try {
    await Promise.all(threads.map(serve));
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
  return tasks.flatMap((task) => {
    const rows = answers.get(task);
    return rows === undefined ? [] : [{ task, rows }];
  });
}
