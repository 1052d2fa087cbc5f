import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createUndiciTransport, systemClock } from '@kling-automation/core/node';
import { confirmPayment } from './live/confirm-payment.ts';
import { checkLive, credits } from './live/live-check.ts';

const { values } = parseArgs({ options: { yes: { type: 'boolean', default: false } } });
process.exitCode = await run(values.yes, process.env.API_IN_ONE_KEY ?? '');

/** Asks, pays for one video, and writes what the API did into docs/live-checks. */
async function run(isAgreed: boolean, apiKey: string): Promise<number> {
  if (apiKey === '') {
    process.stderr.write('The live check needs your key in API_IN_ONE_KEY.\n');
    return 1;
  }
  const { stdin: input, stdout: output } = process;
  if (!(await confirmPayment({ credits, isAgreed, input, output }))) return 1;
  const transport = createUndiciTransport({ apiKey });
  const wrongKeyTransport = createUndiciTransport({ apiKey: 'aio_nobody-has-this-key' });
  const { failure, text } = await checkLive({
    clock: systemClock,
    transport,
    wrongKeyTransport,
    head: (url) => fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(20_000) }),
    log: (line) => output.write(`${line}\n`),
  });
  const folder = fileURLToPath(new URL('../../../docs/live-checks', import.meta.url));
  const path = join(folder, `${new Date().toISOString().slice(0, 10)}.md`);
  await mkdir(folder, { recursive: true });
  await writeFile(path, text);
  output.write(
    `Written to ${path}. Look through it before you commit it, and correct docs/contract.md by it.\n`,
  );
  await Promise.all([transport.close(), wrongKeyTransport.close()]);
  if (failure === undefined) return 0;
  process.stderr.write(`The check failed. ${failure}\n`);
  return 1;
}
