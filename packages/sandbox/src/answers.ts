import type { Envelope, ErrorForm } from './envelopes/envelope.ts';
import type { FieldIssue } from './validation/conflicts.ts';

/** Answers with JSON; the sandbox writes its own, so that length and bytes are plain to see. */
export function answerJson(
  body: unknown,
  httpStatus = 200,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(JSON.stringify(body), {
    status: httpStatus,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  });
}

/** Refuses in the way of the envelope, or in the given form. */
export function answerError(envelope: Envelope, refusal: Refusal): Response {
  return answerJson(
    writeError(refusal.form ?? envelope.errors, refusal),
    refusal.httpStatus,
    refusal.headers,
  );
}

export interface Refusal {
  readonly httpStatus: number;
  /** The code in the body. @default the HTTP status */
  readonly code?: number | string | undefined;
  readonly message: string;
  readonly type?: string | undefined;
  readonly issues?: readonly FieldIssue[];
  readonly form?: ErrorForm | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

function writeError(form: ErrorForm, refusal: Refusal): unknown {
  const { httpStatus, code = httpStatus, message, type = 'api_error', issues } = refusal;
  const details = issues === undefined ? {} : { errors: issues };
  switch (form) {
    case 'error-object':
      return { error: { code, message, type, ...details } };
    case 'flat':
      return { code, message, ...details };
  }
}
