import { unlinkSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { openNodeEngine } from './node-engine.ts';
import { reportFootprint } from './separate-process.ts';

const [apiUrl = '', videoUrl = '', client = '', before = '0'] = process.argv.slice(2);
const engine = await openNodeEngine();

for (let video = 0; video < Number(before); video += 1) await storeAndDelete();
// n8n's services would keep the process alive after its report.
process.once('disconnect', () => process.exit());
await reportFootprint(storeAndDelete);

async function storeAndDelete(): Promise<void> {
  unlinkSync(await storeVideo());
}

function storeVideo(): Promise<string> {
  switch (client) {
    case 'this':
      return engine.downloadWithNode(apiUrl, 'big');
    case 'n8n’s store alone':
      return openStream().then((stream) => engine.store(stream));
    default:
      return fetch(videoUrl)
        .then((response) => response.arrayBuffer())
        .then((content) => engine.store(Buffer.from(content)));
  }
}

function openStream(): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(videoUrl, resolve).on('error', reject);
  });
}
