import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Sandbox } from '@kling-automation/sandbox';

/** Checks the file that the Action reports. */
export async function describeFile(
  workspace: string,
  outputs: Readonly<Record<string, string>>,
): Promise<{ readonly isSound: boolean; readonly text: string }> {
  const { 'video-path': path = '' } = outputs;
  if (path === '') return { isSound: outputs.status !== 'rendered', text: 'File:      none' };
  const bytes = await readFile(resolve(workspace, path));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const isMp4 = bytes.subarray(4, 8).toString('latin1') === 'ftyp';
  const isSound = isMp4 && sha256 === outputs.sha256;
  const finding = isSound ? 'an MP4 with the reported SHA-256' : 'NOT what the Action reported';
  return {
    isSound,
    text: `File:      ${path}\nBytes:     ${bytes.length.toLocaleString('en')} (${finding})`,
  };
}

/** Lists what the sandbox charged, and the requests it got. */
export function describeCharges(sandbox: Sandbox | undefined): readonly string[] {
  if (sandbox === undefined) return ['Charged:   see the API in One dashboard'];
  const { balance, entries } = sandbox.account();
  const sum = (kind: 'debit' | 'refund') =>
    entries
      .filter((entry) => entry.kind === kind)
      .reduce((total, { credits }) => total + credits, 0);
  const requests = sandbox.requests();
  const polls = requests.filter(({ path }) => path.startsWith('/api/v1/tasks/')).length;
  const submissions = requests.filter(({ method }) => method === 'POST').length;
  return [
    `Charged:   ${sum('debit') - sum('refund')} credits, ${balance} left`,
    `Tasks:     ${sandbox.tasks().length} paid, by ${counted(submissions, 'submission')}`,
    `Polls:     ${counted(polls, 'status request')}`,
  ];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
