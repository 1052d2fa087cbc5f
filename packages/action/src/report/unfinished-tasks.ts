import type { Ledger } from '@kling-automation/core';
import { describeRun } from '../memory/remembered-entry.ts';
import { type KeptEntry, readKeptEntries } from '../memory/state-ledger.ts';
import type { ActionHost } from '../runner/host.ts';
import { createLog } from '../runner/log.ts';
import { wasCutShort } from '../runner/step-state.ts';
import { codeMarkdown } from './markdown.ts';

/**
 * Does in the post step what main could not when it was killed: reports which tasks are paid, and
 * records them in the ledger that other jobs read. Main leaves its outcome at its end.
 */
export async function reportUnfinishedTasks(
  host: ActionHost,
  openLedger: (keys: readonly string[]) => Promise<Ledger>,
): Promise<void> {
  if (!wasCutShort(host)) return;
  const kept = readKeptEntries(host);
  const tasks = kept.flatMap((one) => paidTask(one) ?? []);
  const isUnclear = kept.some(({ entry }) => entry.state === 'submitting');
  if (tasks.length === 0 && !isUnclear) return;

  const log = createLog(host.console);
  const sentences = describe(tasks, isUnclear);
  log.warning(sentences.map(({ plain }) => plain).join('\n'));
  const lines = sentences.map(({ markdown }) => `> ${markdown}`);
  host.writeSummary(['## Kling video', '', '> [!WARNING]', ...lines, ''].join('\n'));
  const { runAttempt: attempt, runId: run } = host.event;
  const opening = openLedger(kept.map(({ key }) => key));
  const records = kept.map(async (one) =>
    recordKept(one, await opening, describeRun({ run, attempt })),
  );
  // Each is tried, whatever becomes of the others: what is not recorded may be paid again.
  for (const record of await Promise.allSettled(records)) {
    if (record.status === 'fulfilled') continue;
    const { reason } = record;
    log.warning(`Not recorded: ${reason instanceof Error ? reason.message : String(reason)}`);
  }
}

async function recordKept({ entry, key }: KeptEntry, ledger: Ledger, owner: string): Promise<void> {
  // A ledger that cannot be read may still take a task; it never replaces a later entry.
  const known = await ledger.read(key).catch(() => undefined);
  if (entry.state !== 'submitting') {
    // A ledger that knows of the task knows more than main could leave here.
    if (known?.state !== entry.state) await ledger.record(key, entry);
    return;
  }
  // Nobody will go on with this claim, so no run needs to wait for it.
  const isOurs = known?.state === 'submitting' && known.owner === owner;
  if (isOurs) await ledger.record(key, { ...entry, state: 'ambiguous' });
}

function paidTask({ entry }: KeptEntry): string | undefined {
  return entry.state === 'submitted' || entry.state === 'finished' ? entry.taskId : undefined;
}

interface Sentence {
  readonly plain: string;
  readonly markdown: string;
}

function describe(tasks: readonly string[], isUnclear: boolean): readonly Sentence[] {
  const sentences = tasks.map((taskId): Sentence => {
    const write = (id: string, input: string) =>
      `The step was killed while task ${id} was under way. The task keeps running and is paid for: run the step again and it resumes the task; if the task is not found automatically, run it with ${input}`;
    return {
      plain: write(taskId, `task-id: ${taskId}`),
      markdown: write(codeMarkdown(taskId), codeMarkdown(`task-id: ${taskId}`)),
    };
  });
  const unclear =
    'The step was killed while a video was being submitted: it may have been paid. Look at the API in One dashboard before rendering it again.';
  return isUnclear ? [...sentences, { plain: unclear, markdown: unclear }] : sentences;
}
