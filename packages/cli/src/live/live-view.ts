/** A run as it goes, for a browser: listens to the events of runs and tells the page of them. */
import type { ScenarioAnalysis } from "@strait/analysis";
import { advance, emptyTally, type RunEvent, residentPoints } from "@strait/harness/run";
import { createLiveCurve } from "./live-curve.ts";
import type { LiveEvent } from "./live-server.ts";
import { type LiveState, type LiveVerdict, liveState, liveVerdicts } from "./live-state.ts";

export type LiveView = {
  /** Hand it the events of every run. */
  onProgress(event: RunEvent): void;
  /** A scenario has ended, and this was concluded. */
  onAnalysis(analysis: ScenarioAnalysis): void;
};

/**
 * Serves the page while `work` goes on, and no longer: whether it ends, fails or is interrupted, the server is gone when
 * this is done. Where the page is stands on `stream`.
 *
 * @param isWanted without it there is no page, and `work` gets null
 */
export async function withLiveView<Result>(
  isWanted: boolean,
  stream: NodeJS.WritableStream,
  work: (view: LiveView | null) => Promise<Result>,
): Promise<Result> {
  if (!isWanted) return work(null);
  let tally = emptyTally;
  let phase: LiveState["phase"] = "preparing";
  let verdicts: readonly LiveVerdict[] = [];
  const curve = createLiveCurve();
  const state = (): LiveEvent => ({ event: "state", data: liveState(phase, tally, verdicts) });
  // Without a page nothing of this is loaded, which takes 20 ms.
  const { startLiveServer } = await import("./live-server.ts");
  const server = await startLiveServer(() => [state(), { event: "curve", data: curve.whole() }]);
  stream.write(`Live: ${server.url}\n`);
  try {
    return await work({
      onProgress(event) {
        tally = advance(tally, event);
        if (event.kind === "memory") {
          // Of a fork that is not shown.
          if (tally.memory !== event.reading) return;
          const data = curve.add(event.reading);
          server.send(() => ({ event: "memory", data }));
          return;
        }
        if (event.kind === "started") phase = "measuring";
        if (event.kind === "fork-started") curve.clear();
        if (event.kind === "fork-ended") curve.replace(residentPoints(event.record));
        if (event.kind === "output") return;
        server.send(state);
        if (event.kind.startsWith("fork-")) server.send(() => ({ event: "curve", data: curve.whole() }));
      },
      onAnalysis(analysis) {
        verdicts = [...liveVerdicts(analysis), ...verdicts];
        server.send(state);
      },
    });
  } catch (error) {
    phase = "failed";
    throw error;
  } finally {
    if (phase !== "failed") phase = "ended";
    tally = { ...tally, current: null };
    server.send(state);
    await server.close();
  }
}
