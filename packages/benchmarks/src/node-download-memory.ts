import { startBigVideoServer } from './big-video-server.ts';
import { runApart } from './run-apart.ts';

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
    const footprint = await runApart(module, server.apiUrl, server.videoUrl, client, `${before}`);
    rows.push({
      client,
      'videos before': `${before}`,
      'peak MB over start': (footprint.peakMegabytes - footprint.baselineMegabytes).toFixed(0),
      'CPU ms': footprint.cpuMilliseconds.toFixed(0),
    });
  }
  server.close();
  return rows;
}
