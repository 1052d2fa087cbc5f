import { type PollEvent, type RenderEvent, TaskFailedError } from '@kling-automation/core';
import { callName } from '../plan/planned-video.ts';
import type { Report } from '../report/report.ts';
import type { Log } from '../runner/log.ts';
import type { Item } from './delivery.ts';

/** Follows the videos while they render: writes the log, and keeps what must not be lost. */
export interface Progress {
  note(event: RenderEvent): void;
  /** Closes the group of progress lines, if one is open. */
  end(): void;
}

export function createProgress(
  items: readonly Item[],
  { log, report }: { readonly log: Log; readonly report: Report },
): Progress {
  let isGroupOpen = false;

  const keepTask = (at: number, taskId: string, isAlreadyPaid: boolean) => {
    const item = items[at];
    if (item !== undefined)
      report.update(item.index, { taskId, status: 'submitted', isAlreadyPaid });
  };
  const write = (at: number, text: string) => {
    const item = items[at];
    log.line(items.length > 1 && item !== undefined ? `${callName(item.plan)} · ${text}` : text);
  };
  const openGroup = () => {
    const what = items.length > 1 ? `${items.length} videos` : 'the video';
    if (!isGroupOpen) log.openGroup(`Waiting for ${what}, mostly one to three minutes`);
    isGroupOpen = true;
  };
  return {
    note(event) {
      switch (event.type) {
        case 'rendered':
          keepTask(event.index, event.taskId, false);
          write(event.index, `Task ${event.taskId} was submitted and is paid.`);
          return openGroup();
        case 'resumed':
        case 'reused':
          keepTask(event.index, event.taskId, true);
          write(event.index, `Resuming task ${event.taskId} (already paid).`);
          return openGroup();
        case 'polled':
          return write(event.index, describePoll(event.poll));
        case 'charge-differs':
          return log.warning(event.notice);
        case 'ledger-failed':
          return log.warning(event.error.message);
        case 'ended':
          return noteEnd(event);
      }
    },
    end() {
      if (isGroupOpen) log.closeGroup();
      isGroupOpen = false;
    },
  };

  function noteEnd({ index: at, result }: Extract<RenderEvent, { type: 'ended' }>): void {
    const index = items[at]?.index;
    if (index === undefined) return;
    if (result.status === 'succeeded') {
      const { credits, taskId, videoUrl } = result;
      report.update(index, { credits, taskId, videoUrl });
    } else if (result.taskId !== undefined) {
      const isTaskOver = result.error instanceof TaskFailedError;
      report.update(index, { taskId: result.taskId, isTaskOver });
    }
  }
}

function describePoll({ elapsedSeconds, error, notice, task }: PollEvent): string {
  const seconds = `${Math.round(elapsedSeconds)} s`;
  if (error !== undefined) return `${seconds} · poll failed (${error.code}), retrying`;
  const percent = task?.progressPercent;
  const parts = [
    seconds,
    task?.statusWord ?? 'no status',
    percent === undefined ? '' : `${Math.round(percent)} %`,
    notice ?? '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
