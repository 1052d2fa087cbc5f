import { startBigVideoServer } from './big-video-server.ts';
import { median } from './median.ts';
import { runSeparateProcess } from './separate-process.ts';

/** A busy machine collects garbage late: single runs differ by 50 MB. */
const runs = 3;

/** The ways to store a video in n8n, and how many videos the same process stored before. */
const rounds = [
  ['this', 0],
  ['n8n’s store alone', 0],
  ['arraybuffer, as most nodes', 0],
  ['this', 1],
  ['n8n’s store alone', 1],
] as const;

/**
 * Stores a video of 512 MB in n8n's binary data store on disk, on n8n's own engine: by the built
 * node, by a plain stream without the node, and as most nodes do. V8 collects garbage only after about
 * 64 MB of read buffers, so the first download of a process always needs that much.
 */
export async function measureNodeDownload() {
  const server = await startBigVideoServer();
  const rows = [];
  for (const [client, before] of rounds) {
    const module = new URL('./node-download-client.ts', import.meta.url);
    const footprints = [];
    for (let run = 0; run < runs; run += 1) {
      footprints.push(
        await runSeparateProcess(module, server.apiUrl, server.videoUrl, client, `${before}`),
      );
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
