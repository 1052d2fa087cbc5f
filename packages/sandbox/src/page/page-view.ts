import type { ActiveFault } from '../faults/fault-plan.ts';
import type { Ledger } from '../store/ledger.ts';
import type { RecordedRequest } from '../store/request-log.ts';
import type { SandboxTask } from '../store/view-task.ts';

/** What the page shows. */
export interface PageView {
  readonly url: string;
  readonly apiKey: string;
  readonly envelope: string;
  readonly speed: number;
  readonly openingCredits: number;
  readonly ledger: Ledger;
  /** Oldest first, as everywhere; the page turns them round. */
  readonly tasks: readonly SandboxTask[];
  readonly requests: readonly RecordedRequest[];
  readonly faults: readonly ActiveFault[];
}
