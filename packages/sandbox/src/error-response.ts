import type { Envelope, ErrorForm } from './envelopes/envelope.ts';
import { createJsonResponse } from './json-response.ts';
import type { FieldIssue } from './validation/conflicts.ts';

/** Creates an error response in the form of the envelope, or in the form that is given. */
export function createErrorResponse(envelope: Envelope, error: ErrorResponse): Response {
  const { httpStatus, headers, form = envelope.errors } = error;
  return createJsonResponse(writeError(form, error), httpStatus, headers);
}

export interface ErrorResponse {
  readonly httpStatus: number;
  /** The code in the body. @default the HTTP status */
  readonly code?: number | string | undefined;
  readonly message: string;
  readonly type?: string | undefined;
  readonly issues?: readonly FieldIssue[];
  readonly form?: ErrorForm | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

function writeError(form: ErrorForm, error: ErrorResponse): unknown {
  const { httpStatus, code = httpStatus, message, type = 'api_error', issues } = error;
  const details = issues === undefined ? {} : { errors: issues };
  const list = issues ?? [{ path: '', message }];
  const ownCode = code === httpStatus ? {} : { code };
  switch (form) {
    case 'error-object':
      return { error: { code, message, type, ...details } };
    case 'flat':
      return { code, message, ...details };
    case 'detail':
      return { title: type, status: httpStatus, detail: message, ...ownCode };
    case 'detail-list':
      return {
        detail: list.map((each) => ({ loc: ['body', each.path], msg: each.message })),
        ...ownCode,
      };
    case 'errors':
      return {
        success: false,
        errors: list.map((each) => ({ ...each, path: [each.path] })),
        ...ownCode,
      };
    case 'problem':
      return { problem: { type, message }, ...ownCode };
  }
}
