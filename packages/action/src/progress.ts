import { type PollEvent, type RenderEvent, TaskFailedError } from '@kling-automation/core';
import type { ActionHost } from './host.ts';
import { state } from './left-behind.ts';
import type { Log } from './log.ts';
import type { Report } from './report.ts';

/** Follows the videos while they render: tells the log, and keeps what must not be lost. */
export interface Progress {
  note(event: RenderEvent): void;
  /** Closes the group of progress lines, if one is open. */
  end(): void;
}

export function createProgress(ports: {
  readonly host: Pick<ActionHost, 'saveState'>;
  readonly log: Log;
  readonly report: Report;
}): Progress {
  const { host, log, report } = ports;
  let isGroupOpen = false;

  const keepTask = (index: number, taskId: string) => {
    // The post step needs it should this process be killed; both are on disk when they return.
    host.saveState(state.taskId, taskId);
    report.update(index, { taskId, status: 'submitted' });
  };
  const openGroup = () => {
    if (!isGroupOpen) log.openGroup('Waiting for the video, mostly one to three minutes');
    isGroupOpen = true;
  };
  return {
    note(event) {
      switch (event.type) {
        case 'rendered':
          keepTask(event.index, event.taskId);
          log.line(`Task ${event.taskId} was submitted, and is paid.`);
          return openGroup();
        case 'resumed':
        case 'reused':
          keepTask(event.index, event.taskId);
          log.line(`Going on with task ${event.taskId}, which was paid before.`);
          return openGroup();
        case 'polled':
          return log.line(describePoll(event.poll));
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

  function noteEnd({ index, result }: Extract<RenderEvent, { type: 'ended' }>): void {
    if (result.status === 'succeeded') {
      const { credits, videoUrl } = result;
      report.update(index, { credits, videoUrl });
    } else if (result.taskId !== undefined) {
      keepTask(index, result.taskId);
      report.update(index, { isTaskOver: result.error instanceof TaskFailedError });
    }
  }
}

function describePoll({ elapsedSeconds, error, notice, task }: PollEvent): string {
  const seconds = `${Math.round(elapsedSeconds)} s`;
  if (error !== undefined) return `${seconds} · not readable (${error.code}), asking on`;
  const percent = task?.progressPercent;
  const parts = [
    seconds,
    task?.statusWord ?? 'no status',
    percent === undefined ? '' : `${Math.round(percent)} %`,
    notice ?? '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
