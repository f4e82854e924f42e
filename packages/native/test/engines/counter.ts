/** A thread that counts until it is terminated. */
import { workerData } from "node:worker_threads";

const turns: Int32Array = workerData;
for (;;) Atomics.add(turns, 0, 1);
