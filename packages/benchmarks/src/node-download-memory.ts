import { startBigVideoServer } from './big-video-server.ts';
import { median } from './median.ts';
import { runApart } from './run-apart.ts';

/** A loaded machine collects late: single runs differ by 50 MB. */
const runs = 3;

/** The ways to bring a video into n8n, and how many were brought by the same process before. */
const rounds = [
  ['this', 0],
  ['n8n’s store alone', 0],
  ['arraybuffer, as most nodes', 0],
  ['this', 1],
  ['n8n’s store alone', 1],
] as const;

/**
 * Brings a video of 512 MB into n8n's store on disk, on n8n's own engine: by the built node, by a
 * stream with nothing of ours in between, and as most nodes do. V8 lets about 64 MB of read buffers
 * pile up before it looks for garbage: that much the first download of a process takes by itself.
 */
export async function measureNodeDownload() {
  const server = await startBigVideoServer();
  const rows = [];
  for (const [client, before] of rounds) {
    const module = new URL('./node-download-client.ts', import.meta.url);
    const footprints = [];
    for (let run = 0; run < runs; run += 1) {
      footprints.push(await runApart(module, server.apiUrl, server.videoUrl, client, `${before}`));
    }
    const rises = footprints.map((each) => each.peakMegabytes - each.baselineMegabytes);
    const times = footprints.map((each) => each.cpuMilliseconds);
    rows.push({
      client,
      'videos before': `${before}`,
      'peak MB over start': median(rises).toFixed(0),
      'CPU ms': median(times).toFixed(0),
    });
  }
  server.close();
  return rows;
}
