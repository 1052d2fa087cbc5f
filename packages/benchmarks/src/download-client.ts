import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadVideo } from '@kling-automation/core/node';
import { reportFootprint } from './separate-process.ts';

const [url = '', client = ''] = process.argv.slice(2);
const folder = await mkdtemp(join(tmpdir(), 'kling-bench-'));
const path = join(folder, 'video.mp4');

await reportFootprint(async () => {
  if (client === 'this') {
    await downloadVideo(url, { path });
    return;
  }
  const response = await fetch(url);
  await writeFile(path, Buffer.from(await response.arrayBuffer()));
});
await rm(folder, { recursive: true });
