import type { Backend } from '../backend.ts';
import { createErrorResponse } from '../error-response.ts';
import type { Fault } from './fault-rule.ts';

/** The faults that only replace the response. */
export type ResponseFault = Extract<
  Fault,
  {
    readonly kind:
      | 'rate-limited'
      | 'no-credits'
      | 'refused'
      | 'not-found'
      | 'server-error'
      | 'html-error'
      | 'media-html';
  }
>;

export function createFaultResponse(fault: ResponseFault, backend: Backend): Response {
  switch (fault.kind) {
    case 'rate-limited':
      return createErrorResponse(backend.envelope, {
        httpStatus: 429,
        message: 'Too many requests, please slow down',
        type: 'rate_limit_error',
        form: fault.form,
        headers: writeRetryAfter(fault.retryAfterSeconds, fault.retryAfterForm, backend),
      });
    case 'no-credits':
      return createErrorResponse(backend.envelope, noCreditsErrors[fault.as]);
    case 'not-found':
      return createErrorResponse(backend.envelope, notFoundErrors[fault.as]);
    case 'refused':
      return createErrorResponse(backend.envelope, { ...fault, type: 'invalid_request_error' });
    case 'server-error':
      return createErrorResponse(backend.envelope, {
        httpStatus: fault.httpStatus,
        message: 'Internal server error',
        type: 'server_error',
        form: fault.form,
        headers: writeRetryAfter(fault.retryAfterSeconds, 'seconds', backend),
      });
    case 'html-error':
      return createPageResponse(fault.httpStatus, `${fault.httpStatus} Bad gateway`);
    case 'media-html':
      return createPageResponse(200, 'Please wait while we check your connection');
  }
}

const noCreditsErrors = {
  'http-402': { httpStatus: 402, message: 'No available credits', type: 'insufficient_credits' },
  'code-402-under-http-200': {
    httpStatus: 200,
    code: 402,
    message: 'No available credits',
    form: 'flat',
  },
  'code-1102-under-http-429': {
    httpStatus: 429,
    code: 1102,
    message: 'Account balance not enough',
    form: 'flat',
  },
} as const;

const notFoundErrors = {
  'http-404': { httpStatus: 404, message: 'Task not found', type: 'not_found_error' },
  'code-404-under-http-200': {
    httpStatus: 200,
    code: 404,
    message: 'Task not found',
    form: 'flat',
  },
} as const;

function writeRetryAfter(
  seconds: number | undefined,
  form: 'seconds' | 'http-date',
  { clock }: Backend,
): Readonly<Record<string, string>> {
  if (seconds === undefined) return {};
  const isDate = form === 'http-date';
  const value = isDate ? new Date(clock.now() + seconds * 1000).toUTCString() : String(seconds);
  return { 'retry-after': value };
}

function createPageResponse(httpStatus: number, title: string): Response {
  const page = `<!DOCTYPE html>
<html><head><title>${title}</title></head>
<body><center><h1>${title}</h1></center><hr><center>edge</center></body></html>
`;
  return new Response(page, {
    status: httpStatus,
    headers: { 'content-type': 'text/html; charset=utf-8' },
  });
}
