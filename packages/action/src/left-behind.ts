import type { ActionHost } from './host.ts';
import { createLog } from './log.ts';
import { codeMarkdown } from './markdown.ts';

/** Names of what main keeps for the post step. */
export const state = { taskId: 'task-id', outcome: 'outcome' } as const;

/**
 * Says in the post step which task was left when main was killed before it could say so itself.
 * Main leaves its outcome at its end, whatever it is.
 */
export function reportLeftBehind(host: ActionHost): void {
  const taskId = host.readState(state.taskId);
  if (taskId === '' || host.readState(state.outcome) !== '') return;
  const log = createLog(host.console);
  log.warning(
    `The step was killed while task ${taskId} was under way. The task keeps running and is paid for: run the step with task-id: ${taskId} to fetch its video without paying again.`,
  );
  host.writeSummary(
    [
      '## Kling video',
      '',
      '> [!WARNING]',
      `> The step was killed while task ${codeMarkdown(taskId)} was under way. The task keeps running and is paid for.`,
      `> Run the step with ${codeMarkdown(`task-id: ${taskId}`)} to fetch its video without paying again.`,
      '',
    ].join('\n'),
  );
}
