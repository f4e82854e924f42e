/**
 * Readings of a process's memory with a planted leak, shaped after what Node 26 showed: the heap after two collections
 * settles within a dozen batches to some kilobytes, with rare steps; resident memory moves in chunks of 128 or 256 KiB,
 * and grows by megabytes while it warms up.
 */
import type { Draws } from "./noise.ts";

const kibibyte = 1024;

export type PlantedLeak = {
  readonly batches: number;
  readonly operationsPerBatch: number;
  readonly bytesPerOperation: number;
};

/**
 * Heap readings: growth of up to 200 KiB that dies out at a rate of one to four batches, autocorrelated noise of 1 to
 * 5 KiB, a saw-tooth of up to 16 KiB from what the collections leave over, a step in 2% of the batches, and in 3% a
 * spike of up to 100 KiB.
 */
export function plantedHeap(draws: Draws, planted: PlantedLeak): number[] {
  const { uniform, normal, autoregressive } = draws;
  const warmUp = { size: 200 * kibibyte * uniform(), batches: 1 + 3 * uniform() };
  const noise = { spread: (1 + 4 * uniform()) * kibibyte, correlation: 0.8 * uniform() };
  const tooth = { size: 16 * kibibyte * uniform(), batches: 3 + Math.floor(8 * uniform()), start: uniform() };
  let steps = 0;
  return autoregressive(planted.batches, noise.correlation).map((wander, batch) => {
    if (uniform() < 0.02) steps += 8 * kibibyte * normal();
    const spike = uniform() < 0.03 ? 100 * kibibyte * uniform() : 0;
    const phase = (batch / tooth.batches + tooth.start) % 1;
    return (
      5e6 +
      warmUp.size * (1 - Math.exp(-batch / warmUp.batches)) +
      noise.spread * wander +
      tooth.size * phase +
      steps +
      spike +
      leaked(planted, batch)
    );
  });
}

/**
 * Resident readings: what is needed, rounded up to chunks that are given back only now and then (2% of the batches),
 * growth of up to 4 MB that dies out at a rate of one to six batches, and in 3% of the batches a chunk more or less for
 * reasons of its own.
 */
export function plantedResidentMemory(draws: Draws, planted: PlantedLeak): number[] {
  const { uniform, normal, autoregressive } = draws;
  const chunk = (uniform() < 0.5 ? 128 : 256) * kibibyte;
  const warmUp = { size: 4e6 * uniform(), batches: 1 + 5 * uniform() };
  const noise = { spread: 60 * kibibyte * uniform(), correlation: 0.7 * uniform() };
  let held = 0;
  let steps = 0;
  return autoregressive(planted.batches, noise.correlation).map((wander, batch) => {
    const needed =
      warmUp.size * (1 - Math.exp(-batch / warmUp.batches)) + noise.spread * wander + leaked(planted, batch);
    const rounded = Math.ceil(needed / chunk) * chunk;
    held = uniform() < 0.02 ? rounded : Math.max(held, rounded);
    if (uniform() < 0.03) steps += uniform() < 0.6 ? chunk : -chunk;
    return 60e6 + held + steps + 4 * kibibyte * Math.round(2 * normal());
  });
}

function leaked({ bytesPerOperation, operationsPerBatch }: PlantedLeak, batch: number): number {
  return bytesPerOperation * operationsPerBatch * (batch + 1);
}
