import { openNodeEngine } from './node-engine.ts';
import { reportFootprint } from './separate-process.ts';

const [baseUrl = '', count = '', client = ''] = process.argv.slice(2);
const engine = await openNodeEngine();

// n8n's services would keep the process alive after its report.
process.once('disconnect', () => process.exit());
await reportFootprint(() =>
  Promise.all(
    Array.from({ length: Number(count) }, (_, index) =>
      engine.generate({ baseUrl, executionId: `${index + 1}`, isParked: client === 'parked' }),
    ),
  ),
);
