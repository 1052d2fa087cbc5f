import type { TaskStatus } from '../store/task.ts';
import { type Fault, type FaultPlace, type FaultRule, faultRuleSchema } from './fault-rule.ts';

/** The scripted faults, in the order in which they were given. */
export interface FaultPlan {
  /** @throws {ZodError} when the rule is none that the sandbox knows. */
  add(rule: FaultRule): void;
  clear(): void;
  /** Takes the first rule that matches and has no exchange left to skip. One exchange, one fault. */
  take(place: FaultPlace, scene: Scene): Fault | undefined;
  /** The faults that have not struck as often as they were told to. */
  list(): readonly ActiveFault[];
}

/** What there is to know of an exchange before it is answered. */
export interface Scene {
  readonly method?: string;
  readonly hasRange?: boolean;
  readonly taskStatus?: TaskStatus | undefined;
  /** Callbacks only: whether the moment to be early has come, or that to deliver. */
  readonly isEarly?: boolean;
}

export type ActiveFault = Fault & { readonly struck: number };

export function createFaultPlan(rules: readonly FaultRule[]): FaultPlan {
  let scripts: readonly Script[] = rules.map(toScript);
  return {
    add(rule) {
      scripts = [...scripts, toScript(rule)];
    },
    clear() {
      scripts = [];
    },
    take(place, scene) {
      for (const script of scripts.filter(({ fault }) => matches(fault, place, scene))) {
        script.matched += 1;
        if (script.matched > script.fault.skip) {
          scripts = scripts.filter((other) => other !== script || strikesLeft(script) > 0);
          return script.fault;
        }
      }
      return undefined;
    },
    list: () => scripts.map((script) => ({ ...script.fault, struck: strikes(script) })),
  };
}

interface Script {
  readonly fault: Fault;
  matched: number;
}

function toScript(rule: FaultRule): Script {
  return { fault: faultRuleSchema.parse(rule), matched: 0 };
}

function strikes({ fault, matched }: Script): number {
  return Math.max(0, matched - fault.skip);
}

function strikesLeft(script: Script): number {
  const { times } = script.fault;
  return (times === 'always' ? Number.POSITIVE_INFINITY : times) - strikes(script);
}

function matches(fault: Fault, place: FaultPlace, scene: Scene): boolean {
  if (fault.on !== place) return false;
  switch (fault.kind) {
    case 'success-without-url':
      return scene.taskStatus === 'succeeded';
    case 'media-ignores-range':
      return scene.hasRange === true;
    case 'media-cut':
    case 'media-html':
      return scene.method === 'GET';
    case 'callback-early':
      return scene.isEarly === true;
    case 'callback-lost':
    case 'callback-twice':
      return scene.isEarly !== true;
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
