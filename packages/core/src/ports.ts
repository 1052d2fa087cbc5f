import type { EntryIn, LedgerEntry } from './memory/ledger-entry.ts';

/**
 * What the caller passes in. Core itself has no timer, socket, clock or source of
 * randomness: that keeps time virtual in tests and the API key out of core, and it is what lets
 * the n8n scanner accept the bundle.
 */

/** Carries one HTTP request with the API. */
export interface Transport {
  /**
   * Sends one request and reads the whole response.
   *
   * Adds the API key, and never follows a redirect. Never repeats a POST, whatever happens.
   *
   * @throws {TransportError} when no complete response came back; `mayHaveArrived` is false only
   * where it is certain that the API never saw the request (DNS, refused connection, TLS).
   */
  send(request: HttpRequest): Promise<HttpResponse>;
}

/** One request, before the transport adds the base URL, the API key and its own headers. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** Path below the base URL, starting with a slash: `/api/v1/tasks/task_1`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sent as JSON when given. */
  readonly body?: unknown;
  /** Ends the request at once; `send` then rejects, with whatever reason. */
  readonly signal?: AbortSignal | undefined;
}

/** One response, whatever its status. */
export interface HttpResponse {
  readonly status: number;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The body as text; it may be JSON, an HTML page of the edge, cut short, or empty. */
  readonly body: string;
}

/** Reports the time and waits. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /**
   * Resolves after so many milliseconds.
   *
   * @throws the signal's reason, at once, when the signal aborts.
   */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** Draws a number from [0, 1), evenly. Used for jitter only, never for secrets. */
export type Random = () => number;

/**
 * Remembers submissions beyond the life of the process, so no retry, re-run or crash pays
 * twice. One entry per key; the key explains what counts as "the same video" to the host.
 *
 * The protocol: the intent is claimed directly before the POST, the task id is recorded right after
 * it, and what became of the task at its end. An error of the ledger never leads to a payment.
 */
export interface Ledger {
  /**
   * Reads the entry under a key; undefined when there is none.
   *
   * @throws anything when it cannot be read: nothing is submitted then.
   */
  read(key: string): Promise<LedgerEntry | undefined>;
  /**
   * Stores `intent` in place of `previous` (the entry as last read), and reports whether it did:
   * false when another run was faster. A ledger that only one run can reach may always report true.
   * Durable when it resolves, because the POST follows at once.
   */
  claim(
    key: string,
    intent: EntryIn<'submitting'>,
    previous: LedgerEntry | undefined,
  ): Promise<boolean>;
  /**
   * Stores what became of a submission, in place of the stored entry where `mayReplace` allows it:
   * a record that arrives late, or from another run, must not undo a later one.
   */
  record(key: string, entry: LedgerEntry): Promise<void>;
  /** Counts what the ledger's scope may have spent. @default each call counts for itself */
  readonly spending?: Spending | undefined;
}

/**
 * Counts what a scope may have spent over all its runs, tries and turns: failed tasks too, because
 * refunds are not documented.
 */
export interface Spending {
  /** Counts an attempt before its POST. Durable when it resolves. */
  reserve(key: string, attempt: number, credits: number): Promise<void>;
  /**
   * Counts so much for a reserved attempt from now on: the API's own figure, or 0 when it cost
   * nothing. It may be reserved again after that. One that is not reserved here changes nothing.
   */
  settle(key: string, attempt: number, credits: number): Promise<void>;
  /** Credits that all attempts of the scope may have cost, reservations of other runs included. */
  total(): Promise<number>;
}
