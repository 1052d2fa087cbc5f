import { createUndiciTransport } from '../../transport/undici-transport.ts';
import { type Disk, systemDisk } from '../disk.ts';
import { openFileLedger } from '../file-ledger.ts';
import { renderVideo } from './render-video.ts';

/** Renders a video as any program would, but stops for good before one step, and reports that. */
const [directory = '', baseUrl = '', stopBefore = ''] = process.argv.slice(2);
const counts = new Map<string, number>();

async function step(name: string): Promise<void> {
  const count = (counts.get(name) ?? 0) + 1;
  counts.set(name, count);
  if (`${name} ${count}` !== stopBefore) return;
  process.send?.(stopBefore);
  await new Promise(() => {});
}

const disk: Disk = {
  ...systemDisk,
  createFolder: (path) => step('create folder').then(() => systemDisk.createFolder(path)),
  writeFile: (path, text) => step('write').then(() => systemDisk.writeFile(path, text)),
  link: (from, to) => step('link').then(() => systemDisk.link(from, to)),
  remove: (path) => step('remove').then(() => systemDisk.remove(path)),
  syncFolder: (path) => step('sync folder').then(() => systemDisk.syncFolder(path)),
};
const transport = createUndiciTransport({ apiKey: 'aio_1', baseUrl });
const steppingTransport = {
  async send(...[request]: Parameters<typeof transport.send>) {
    await step(request.method);
    const response = await transport.send(request);
    await step(`response to ${request.method}`);
    return response;
  },
};

// Keeps the process alive while it waits to be killed.
process.on('message', () => {});
await renderVideo(steppingTransport, openFileLedger(directory, disk));
process.disconnect?.();
