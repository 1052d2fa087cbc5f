import { createPollSchedule } from '../polling/poll-schedule.ts';
import type { Clock, Random, Transport } from '../ports.ts';
import type { VideoRequest } from '../request/video-fields.ts';
import type { SucceededTask } from '../task/task.ts';
import { type ClientState, createClientState } from './client-state.ts';
import { cryptoRandom } from './crypto-random.ts';
import type { PollEvent } from './poll-tracker.ts';
import { maxPollMilliseconds, pollTask, type ReadTask } from './read.ts';
import { type SubmitOptions, type SubmittedTask, submitVideo } from './submit.ts';
import { waitForTask } from './wait.ts';

/** Calls the API: one rate gate and one memory of run times for everything that goes through it. */
export interface Client {
  /**
   * Submits a video: exactly one POST, whatever happens. This is what costs credits.
   *
   * While the API asks for fewer requests, waits with the POST until it may be sent; if that is
   * later than the deadline, reports it at once. Aborted while the POST is under way, it still
   * awaits the response for a moment, because that names what was paid.
   *
   * @throws {AmbiguousSubmissionError} when the POST may have arrived and no usable response came.
   * @throws {TransportError} when the request certainly never arrived.
   * @throws {UnauthorizedError | InsufficientCreditsError | RateLimitedError | RefusedError} when
   * the request was refused; nothing is charged then.
   * @throws the signal's reason, untouched, when it aborts before the POST.
   */
  submit(request: VideoRequest, options?: SubmitOptions): Promise<SubmittedTask>;

  /**
   * Reads a task once: one GET of at most 15 s. Costs nothing.
   *
   * @throws {TaskNotFoundError} when the API knows no such task.
   * @throws {UnavailableError | TransportError | UnexpectedResponseError | RateLimitedError} when it
   * may be tried again.
   */
  read(taskId: string, options?: { readonly signal?: AbortSignal | undefined }): Promise<ReadTask>;

  /**
   * Waits until a task has its video. Costs nothing but polls, about 31 for a usual task.
   *
   * Failed polls (5xx, HTML, resets, broken JSON, 429) do not end it. A task this client did not
   * submit is polled at once.
   *
   * @throws {TaskFailedError} when the task ended without a video.
   * @throws {DeadlineExceededError} when the deadline passes; the task keeps running.
   * @throws {AbortedError} when the signal aborts; the task keeps running.
   * @throws {UnauthorizedError | TaskNotFoundError | RefusedError} when polling on is hopeless.
   * @throws {UnexpectedResponseError} when the task succeeded and no link to a video is to be had.
   */
  wait(taskId: string, options?: WaitOptions): Promise<SucceededTask>;
}

/** How to wait. */
export interface WaitOptions {
  /** Longest wait, in seconds. @default 1800 */
  readonly deadlineSeconds?: number | undefined;
  /** Mean time between "ready" and "noticed", in seconds; less means more polls. @default 1 */
  readonly targetLagSeconds?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called after each poll. */
  readonly onPoll?: ((event: PollEvent) => void) | undefined;
  /** When the task was submitted, in milliseconds since 1970. @default known of own tasks, else now */
  readonly submittedAt?: number | undefined;
}

/** How many submitted tasks are remembered until someone waits for them. */
const maxRemembered = 10_000;

/** Makes a client. Sends nothing yet. */
export function createClient(ports: {
  readonly transport: Transport;
  readonly clock: Clock;
  /** @default WebCrypto's */
  readonly random?: Random | undefined;
  /** Shared between clients of one key, which then slow down and learn together. @default its own */
  readonly state?: ClientState | undefined;
  /**
   * How long the response to a pending submission is awaited after an abort: longer loses fewer
   * task ids, shorter stops sooner. In milliseconds. @default 700
   */
  readonly graceMilliseconds?: number | undefined;
  /**
   * Longest time for the response to a submission, in seconds. It may take longer than a poll, because
   * the API fetches the input image first, and giving up loses the task id. @default 60
   */
  readonly submissionSeconds?: number | undefined;
}): Client {
  const { clock, graceMilliseconds = 700, random = cryptoRandom, transport } = ports;
  const { state = createClientState({ clock, random }), submissionSeconds = 60 } = ports;
  const { gate, timings } = state;
  const inner = { clock, gate, random, transport };
  const own = new Map<string, { readonly taskClass: string; readonly submittedAt: number }>();

  return {
    async submit(request, options = {}) {
      const submitted = await submitVideo(
        { ...inner, graceMilliseconds, submissionSeconds },
        request,
        options,
      );
      const [oldest] = own.keys();
      if (oldest !== undefined && own.size >= maxRemembered) own.delete(oldest);
      own.set(submitted.id, { taskClass: taskClass(request), submittedAt: clock.now() });
      return submitted;
    },

    async read(taskId, { signal } = {}) {
      await gate.pass(signal);
      const { error, task } = await pollTask(inner, taskId, {
        milliseconds: maxPollMilliseconds,
        signal,
      });
      if (task === undefined) throw error;
      return task;
    },

    async wait(taskId, options = {}) {
      const { deadlineSeconds = 1800, onPoll, signal, targetLagSeconds = 1 } = options;
      const known = own.get(taskId);
      const submittedAt = known?.submittedAt ?? options.submittedAt ?? clock.now();
      const expectation = known === undefined ? undefined : timings.expect(known.taskClass);
      const { finishedAt, task } = await waitForTask(inner, {
        taskId,
        schedule: createPollSchedule({ targetLagSeconds, expectation }),
        submittedAt,
        isFresh: known !== undefined,
        deadlineSeconds,
        signal,
        onPoll,
      });
      if (known !== undefined) timings.observe(known.taskClass, (finishedAt - submittedAt) / 1000);
      own.delete(taskId);
      return task;
    },
  };
}

/** Tasks of one class take about the same time. */
function taskClass({ duration, mode, shots, sound }: VideoRequest): string {
  return `${mode} ${duration} s ${shots?.length ?? 1} shots ${sound ? 'sound' : 'silent'}`;
}
