/** Provides the time and the timers; tests that must not wait use {@link createManualClock}. */
export interface SandboxClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `action` once after the delay; the returned function cancels the call. */
  schedule(delayMilliseconds: number, action: () => void): () => void;
}

export interface ManualClock extends SandboxClock {
  /** Moves the time forward and calls the actions that are due, in the order of their times. */
  advance(milliseconds: number): void;
}

export const systemClock: SandboxClock = {
  now: () => Date.now(),
  schedule(delayMilliseconds, action) {
    const timer = setTimeout(action, Math.min(delayMilliseconds, maxTimerMilliseconds));
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Creates a clock whose time changes only when {@link ManualClock.advance} is called. */
export function createManualClock(startMilliseconds = Date.UTC(2026, 0, 1)): ManualClock {
  let nowMilliseconds = startMilliseconds;
  let alarms: readonly Alarm[] = [];
  return {
    now: () => nowMilliseconds,
    schedule(delayMilliseconds, action) {
      const alarm = { dueMilliseconds: nowMilliseconds + Math.max(0, delayMilliseconds), action };
      alarms = [...alarms, alarm];
      return () => {
        alarms = alarms.filter((other) => other !== alarm);
      };
    },
    advance(milliseconds) {
      const endMilliseconds = nowMilliseconds + milliseconds;
      for (
        let alarm = nextAlarm(alarms);
        isDue(alarm, endMilliseconds);
        alarm = nextAlarm(alarms)
      ) {
        const due = alarm;
        alarms = alarms.filter((other) => other !== due);
        nowMilliseconds = due.dueMilliseconds;
        due.action();
      }
      nowMilliseconds = endMilliseconds;
    },
  };
}

interface Alarm {
  readonly dueMilliseconds: number;
  readonly action: () => void;
}

/** Node runs a timer with a longer delay at once; no task of the sandbox runs for 24 days. */
const maxTimerMilliseconds = 2 ** 31 - 1;

function nextAlarm(alarms: readonly Alarm[]): Alarm | undefined {
  return alarms.toSorted((one, other) => one.dueMilliseconds - other.dueMilliseconds)[0];
}

function isDue(alarm: Alarm | undefined, endMilliseconds: number): alarm is Alarm {
  return alarm !== undefined && alarm.dueMilliseconds <= endMilliseconds;
}
