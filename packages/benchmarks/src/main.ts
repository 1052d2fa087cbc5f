import { measureDownload } from './download-memory.ts';
import { measureFanOut } from './fan-out.ts';
import { measureNodeDownload } from './node-download-memory.ts';
import { measurePollTraffic } from './poll-traffic.ts';
import { measureStartUp } from './start-up.ts';

/** One question, answered by a table; figures are ratios within one run, since machines differ. */
const questions = [
  ['How near is polling to the least requests × lag there can be?', measurePollTraffic],
  ['What do 200 videos at once cost in processor and memory?', measureFanOut],
  ['What does a 512 MB download hold in memory, in the Action and in programs?', measureDownload],
  ['And in n8n, through the node into n8n’s store?', measureNodeDownload],
  ['How long does the Action take to start, and how much is there to load?', measureStartUp],
] as const;

for (const [question, measure] of questions) {
  process.stdout.write(`\n${question}\n\n`);
  process.stdout.write(`${table(await measure())}\n`);
}

function table(rows: readonly Readonly<Record<string, string>>[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const widths = columns.map((column) =>
    Math.max(column.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`;
  return [
    line(columns),
    `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`,
    ...rows.map((row) => line(columns.map((column) => row[column] ?? ''))),
  ].join('\n');
}
