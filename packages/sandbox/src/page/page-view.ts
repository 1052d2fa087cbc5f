import type { ActiveFault } from '../faults/fault-plan.ts';
import type { Account } from '../store/account.ts';
import type { RecordedRequest } from '../store/request-log.ts';
import type { SandboxTask } from '../store/view-task.ts';

/** What the page shows. */
export interface PageView {
  readonly url: string;
  readonly apiKey: string;
  readonly envelope: string;
  readonly speed: number;
  readonly openingCredits: number;
  readonly account: Account;
  /** Oldest first, as everywhere; the page shows the newest first. */
  readonly tasks: readonly SandboxTask[];
  readonly requests: readonly RecordedRequest[];
  readonly faults: readonly ActiveFault[];
}
