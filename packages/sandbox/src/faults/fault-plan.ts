import type { TaskStatus } from '../store/task.ts';
import { type Fault, type FaultPlace, type FaultRule, faultRuleSchema } from './fault-rule.ts';

/** The scripted faults, in the order in which they were given. */
export interface FaultPlan {
  /** @throws {ZodError} when the sandbox does not know the rule. */
  add(rule: FaultRule): void;
  clear(): void;
  /** Takes the first rule that matches and has nothing left to skip. One fault for a request. */
  take(place: FaultPlace, facts: RequestFacts): Fault | undefined;
  /** The faults that have not been applied as often as their rule asks for. */
  list(): readonly ActiveFault[];
}

/** What is known about a request before its response. */
export interface RequestFacts {
  readonly method?: string;
  readonly hasRange?: boolean;
  readonly taskStatus?: TaskStatus | undefined;
  /** Callbacks only: whether it is time for the early one, or for the one at the end. */
  readonly isEarly?: boolean;
}

export type ActiveFault = Fault & { readonly applied: number };

export function createFaultPlan(rules: readonly FaultRule[]): FaultPlan {
  let scripts: readonly Script[] = rules.map(toScript);
  return {
    add(rule) {
      scripts = [...scripts, toScript(rule)];
    },
    clear() {
      scripts = [];
    },
    take(place, facts) {
      for (const script of scripts.filter(({ fault }) => matches(fault, place, facts))) {
        script.matched += 1;
        if (script.matched > script.fault.skip) {
          scripts = scripts.filter((other) => other !== script || countTimesLeft(script) > 0);
          return script.fault;
        }
      }
      return undefined;
    },
    list: () => scripts.map((script) => ({ ...script.fault, applied: countTimesApplied(script) })),
  };
}

interface Script {
  readonly fault: Fault;
  matched: number;
}

function toScript(rule: FaultRule): Script {
  return { fault: faultRuleSchema.parse(rule), matched: 0 };
}

function countTimesApplied({ fault, matched }: Script): number {
  return Math.max(0, matched - fault.skip);
}

function countTimesLeft(script: Script): number {
  const { times } = script.fault;
  return (times === 'always' ? Number.POSITIVE_INFINITY : times) - countTimesApplied(script);
}

function matches(fault: Fault, place: FaultPlace, facts: RequestFacts): boolean {
  if (fault.on !== place) return false;
  switch (fault.kind) {
    case 'success-without-url':
      return facts.taskStatus === 'succeeded';
    case 'media-ignores-range':
      return facts.hasRange === true;
    case 'media-cut':
    case 'media-html':
      return facts.method === 'GET';
    case 'callback-early':
      return facts.isEarly === true;
    case 'callback-lost':
    case 'callback-twice':
      return facts.isEarly !== true;
    case 'rate-limited':
    case 'no-credits':
    case 'refused':
    case 'not-found':
    case 'server-error':
    case 'html-error':
    case 'reset':
    case 'hang':
    case 'slow':
    case 'malformed-json':
    case 'truncated-body':
    case 'unknown-status':
    case 'expired-media-url':
      return true;
  }
}
