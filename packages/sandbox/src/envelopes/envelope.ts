import type { Failure, TaskStatus } from '../store/task.ts';
import type { StatusWords } from './status-words.ts';

/** One JSON shape that the API may use for its responses: a row of the table in envelopes.ts. */
export interface Envelope {
  /** Where the response to a submission has the task id. */
  readonly created: CreatedForm;
  /** Whether the fields of a task are in `data` or at the top level. */
  readonly place: 'data' | 'top-level';
  /** Whether the response to a query names its task. @default true */
  readonly namesTask?: boolean;
  /** The field with the status, in the response to a query. @default 'status' */
  readonly status?: StatusField;
  /** The code of a success. @default 200 */
  readonly successCode?: number;
  /** The fields with the link to the video. */
  readonly result: (url: string) => JsonObject;
  readonly words: StatusWords;
  readonly times: TimeForm;
  readonly progress: ProgressForm;
  readonly credits: CreditsField;
  readonly failure: FailureForm;
  /** The field that echoes the request, and with it the input image, which is not a result. */
  readonly echo: 'request' | 'request_body' | 'input' | 'param';
  /** Links that are not results: covers, and the URL of the task itself. */
  readonly otherLinks?: (facts: TaskFacts) => JsonObject;
  readonly errors: ErrorForm;
  /** Writes a task id around a short code. @default n41…_kling3 */
  readonly taskId?: (code: string) => string;
}

export type JsonObject = Readonly<Record<string, unknown>>;

type CreatedForm =
  | 'data.task_id'
  | 'data.taskId'
  | 'data.id'
  | 'data.taskNo'
  | 'data[0].task_id'
  | 'task_id'
  | 'taskId'
  | 'id';
/** `successFlag` has numbers in place of words: 0 runs, 1 succeeded, 2 and 3 failed. */
export type StatusField = 'status' | 'type' | 'successFlag';
export type TimeForm = 'iso' | 'unix-seconds' | 'unix-milliseconds' | 'zoneless';
type ProgressForm = 'percent' | 'percent-text' | 'share' | 'null' | 'absent';
type CreditsField = 'consumed_credits' | 'credits_consumed' | 'creditsConsumed';
type FailureForm =
  | 'error_message'
  | 'error-text'
  | 'error-object'
  | 'failMsg'
  | 'fail_reason'
  | 'failed_reason'
  | 'failure_reason'
  | 'task_status_msg'
  | 'message'
  | 'errorMessage'
  | 'detail'
  | 'response_data';
/**
 * The shape of an error: `{"error":{"code",…}}` as documented, `{"code","message"}`, or what other
 * gateways send: a `detail` that is text or a list, a list of `errors`, a `problem`.
 */
export type ErrorForm = 'error-object' | 'flat' | 'detail' | 'detail-list' | 'errors' | 'problem';

/** The facts about a task; the envelope decides how they are written. */
export interface TaskFacts {
  readonly id: string;
  readonly requestId: string;
  readonly baseUrl: string;
  readonly status: TaskStatus;
  /** Replaces the envelope's status word; set by the fault `unknown-status`. */
  readonly unknownWord: string | undefined;
  readonly sent: unknown;
  readonly videoUrl: string | null;
  readonly credits: number;
  readonly progressPercent: number;
  readonly failure: Failure | null;
  readonly createdMilliseconds: number;
  readonly finishedMilliseconds: number | null;
}
