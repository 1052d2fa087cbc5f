import { startSandbox } from '@kling-automation/sandbox';
import { runSeparateProcess } from './separate-process.ts';

const tasks = 200;

/** Renders 200 videos at once against a sandbox whose tasks take 6–18 s, in a separate process. */
export async function measureFanOut() {
  const rows = [];
  for (const client of ['this', 'plain loop, fetch every 2 s']) {
    const sandbox = await startSandbox({ speed: 10, credits: 1_000_000 });
    const module = new URL('./fan-out-client.ts', import.meta.url);
    const footprint = await runSeparateProcess(
      module,
      sandbox.url,
      sandbox.apiKey,
      String(tasks),
      client,
    );
    const requests = sandbox.requests().length;
    await sandbox.close();
    rows.push({
      client,
      'CPU ms a task': (footprint.cpuMilliseconds / tasks).toFixed(1),
      'CPU ms a request': (footprint.cpuMilliseconds / requests).toFixed(2),
      'requests a task': (requests / tasks).toFixed(1),
      'peak MB over start': (footprint.peakMegabytes - footprint.baselineMegabytes).toFixed(0),
    });
  }
  return rows;
}
