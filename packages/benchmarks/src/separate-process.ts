import { fork } from 'node:child_process';
import { once } from 'node:events';

/** The processor time and memory of a separate process. */
export interface Footprint {
  readonly cpuMilliseconds: number;
  readonly peakMegabytes: number;
  readonly baselineMegabytes: number;
  /** What the work returned. */
  readonly result?: unknown;
}

/** Runs a module in a separate process; it calls {@link reportFootprint} when it is done. */
export async function runSeparateProcess(
  module: URL,
  ...args: readonly string[]
): Promise<Footprint> {
  const child = fork(module, args, { execArgv: ['--conditions=dev', '--expose-gc'] });
  const message: Promise<unknown[]> = once(child, 'message');
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${module.pathname} ended with code ${code} before it reported.`);
  });
  const [footprint] = await Promise.race([message, ended]);
  if (!isFootprint(footprint)) throw new Error(`${module.pathname} reported no footprint.`);
  return footprint;
}

/** Does the work of a measured process, and reports its footprint to the parent process. */
export async function reportFootprint(work: () => Promise<unknown>): Promise<void> {
  globalThis.gc?.();
  const baseline = process.memoryUsage.rss();
  const cpu = process.cpuUsage();
  let peak = baseline;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  const result = await work();
  clearInterval(watch);
  const { system, user } = process.cpuUsage(cpu);
  process.send?.({
    cpuMilliseconds: (system + user) / 1000,
    peakMegabytes: Math.max(peak, process.memoryUsage.rss()) / 2 ** 20,
    baselineMegabytes: baseline / 2 ** 20,
    result,
  });
  process.disconnect();
}

function isFootprint(value: unknown): value is Footprint {
  return typeof value === 'object' && value !== null && 'peakMegabytes' in value;
}
