/** A signal that Ctrl-C and a polite kill abort; the second Ctrl-C ends the process at once, as it would anyway. */
export type Interrupt = { readonly signal: AbortSignal; dispose(): void };

/** Listens for SIGINT and SIGTERM until it is disposed of. Hand `signal` to `runScenario`. */
export function listenForInterrupt(): Interrupt {
  const controller = new AbortController();
  const dispose = (): void => {
    process.off("SIGINT", abort);
    process.off("SIGTERM", abort);
  };
  const abort = (): void => {
    dispose();
    controller.abort();
  };
  process.on("SIGINT", abort);
  process.on("SIGTERM", abort);
  return { signal: controller.signal, dispose };
}
