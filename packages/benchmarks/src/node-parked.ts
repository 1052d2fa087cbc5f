import { startSandbox } from '@kling-automation/sandbox';
import { median } from './median.ts';
import { runSeparateProcess } from './separate-process.ts';

const executions = 500;

interface Ended {
  readonly endedAt: number;
  readonly taskId: string;
}

/**
 * Runs 500 executions of the node at once on n8n's engine, against a sandbox whose tasks take 6–18 s
 * and which calls nobody back: each execution parked and woken by its watcher, and each polling while
 * it holds its worker.
 */
export async function measureParkedExecutions() {
  const rows = [];
  for (const client of ['parked', 'polling']) {
    const sandbox = await startSandbox({
      speed: 10,
      credits: 1_000_000,
      faults: [{ kind: 'callback-lost', times: 'always' }],
    });
    const module = new URL('./node-parked-client.ts', import.meta.url);
    const footprint = await runSeparateProcess(module, sandbox.url, `${executions}`, client);
    const ends = new Map(sandbox.tasks().map(({ finishedAt, id }) => [id, finishedAt]));
    const lags = (footprint.result as readonly Ended[]).map(
      ({ endedAt, taskId }) => (endedAt - Date.parse(String(ends.get(taskId)))) / 1000,
    );
    const polls = sandbox.requests().filter(({ method }) => method === 'GET').length;
    await sandbox.close();
    rows.push({
      execution: client,
      'tasks paid': `${ends.size}`,
      'polls a task': (polls / executions).toFixed(1),
      'median lag s': median(lags).toFixed(1),
      'CPU ms an execution': (footprint.cpuMilliseconds / executions).toFixed(1),
      'peak MB over start': (footprint.peakMegabytes - footprint.baselineMegabytes).toFixed(0),
    });
  }
  return rows;
}
