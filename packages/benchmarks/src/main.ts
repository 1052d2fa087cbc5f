import { measureDownload } from './download-memory.ts';
import { measureFanOut } from './fan-out.ts';
import { measureGithubRequests } from './github-requests.ts';
import { measureNodeDownload } from './node-download-memory.ts';
import { measureParkedExecutions } from './node-parked.ts';
import { measurePollTraffic } from './poll-traffic.ts';
import { measureStartUp } from './start-up.ts';

/** Each question gets a table. Compare figures within one run only, because machines differ. */
const questions = [
  ['How close is polling to the minimum of requests × lag?', measurePollTraffic],
  ['How much processor time and memory do 200 videos at once need?', measureFanOut],
  ['How much memory does a 512 MB download need, in the Action and in programs?', measureDownload],
  ['And in n8n, through the node into n8n’s binary data store?', measureNodeDownload],
  ['And what do 500 executions at once need in n8n, parked and not?', measureParkedExecutions],
  ['How many requests to GitHub do videos on a release take?', measureGithubRequests],
  ['How long does the Action take to start, and how much does it load?', measureStartUp],
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
