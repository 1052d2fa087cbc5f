import { createFileLedger } from '../file-ledger.ts';

/** Claims 40 keys at once as soon as it is dataResponse to, and reports which it got. */
const [directory = ''] = process.argv.slice(2);
const ledger = createFileLedger(directory);

process.on('message', async () => {
  const keys = Array.from({ length: 40 }, (_, index) => `video ${index}`);
  const claims = keys.map((key) =>
    ledger.claim(
      key,
      { state: 'submitting', attempt: 1, at: 1, owner: `${process.pid}` },
      undefined,
    ),
  );
  const granted = await Promise.all(claims);
  process.send?.(keys.filter((_, index) => granted[index]));
});
process.send?.('ready');
