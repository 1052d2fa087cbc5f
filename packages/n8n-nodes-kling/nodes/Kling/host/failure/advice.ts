import type { INode } from 'n8n-workflow';
import { contentAdvice } from './content-advice.ts';
import type { FailedItem } from './failure-facts.ts';

/** What to do about a failure in this node, in addition to its message; or nothing. */
export function advice(
  node: Pick<INode, 'parameters'>,
  { code, taskId }: Pick<FailedItem, 'code' | 'taskId'>,
): string {
  return [resumeAdvice({ code, taskId }), contentAdvice(node, code)].filter(Boolean).join(' ');
}

function resumeAdvice({ code, taskId }: Pick<FailedItem, 'code' | 'taskId'>): string {
  switch (code) {
    case 'aborted':
    case 'deadline-exceeded':
      return taskId === null ? '' : 'In n8n, use Task > Wait with this ID.';
    case 'ambiguous-submission':
      return 'In n8n, Task > Wait resumes a task by its ID.';
    default:
      return '';
  }
}
