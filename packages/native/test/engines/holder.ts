/** A thread that is in a native call until that returns. */
import { workerData } from "node:worker_threads";
import { loadExternal } from "./load.ts";

const { file, flag, milliseconds }: { file: string; flag: Int32Array; milliseconds: number } = workerData;
loadExternal(file).hold(flag, milliseconds);
