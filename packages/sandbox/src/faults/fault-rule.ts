import { z } from 'zod/v4';

/** One scripted fault; strict, because a misspelt setting must not be ignored. */
export const faultRuleSchema = z.discriminatedUnion('kind', [
  ruleOf('rate-limited', {
    on: z.enum(['submit', 'read', 'media']),
    retryAfterSeconds: z.number().nonnegative().optional(),
    retryAfterForm: z.enum(['seconds', 'http-date']).default('seconds'),
    form: errorFormSchema(),
  }),
  ruleOf('no-credits', {
    on: z.literal('submit').default('submit'),
    as: z
      .enum(['http-402', 'code-402-under-http-200', 'code-1102-under-http-429'])
      .default('http-402'),
  }),
  ruleOf('refused', {
    on: z.enum(['submit', 'read']),
    httpStatus: z.int().min(200).max(499).default(400),
    code: z.union([z.number(), z.string()]).optional(),
    message: z.string().default('The request was refused'),
    form: errorFormSchema(),
  }),
  ruleOf('not-found', {
    on: z.literal('read').default('read'),
    as: z.enum(['http-404', 'code-404-under-http-200']).default('http-404'),
  }),
  ruleOf('server-error', {
    on: z.enum(['submit', 'read', 'media']),
    httpStatus: z.int().min(400).max(599).default(500),
    retryAfterSeconds: z.number().nonnegative().optional(),
    form: errorFormSchema(),
    when: momentSchema(),
  }),
  ruleOf('html-error', {
    on: z.enum(['submit', 'read', 'media']),
    httpStatus: z.int().min(200).max(599).default(502),
    when: momentSchema(),
  }),
  ruleOf('reset', { on: z.enum(['submit', 'read', 'media']), when: momentSchema() }),
  ruleOf('hang', { on: z.enum(['submit', 'read', 'media']), when: momentSchema() }),
  ruleOf('slow', {
    on: z.enum(['submit', 'read', 'media']),
    delayMilliseconds: z.number().nonnegative().default(5000),
  }),
  ruleOf('malformed-json', { on: z.enum(['submit', 'read']) }),
  ruleOf('truncated-body', { on: z.enum(['submit', 'read']) }),
  ruleOf('unknown-status', {
    on: z.enum(['submit', 'read']),
    word: z.string().default('PENDING_HUMAN_REVIEW'),
  }),
  ruleOf('success-without-url', { on: z.literal('read').default('read') }),
  ruleOf('expired-media-url', {
    on: z.literal('media').default('media'),
    httpStatus: z.union([z.literal(403), z.literal(404), z.literal(410)]).default(403),
  }),
  ruleOf('media-cut', {
    on: z.literal('media').default('media'),
    percent: z.number().min(0).max(100).default(50),
  }),
  ruleOf('media-ignores-range', { on: z.literal('media').default('media') }),
  ruleOf('media-html', { on: z.literal('media').default('media') }),
  ruleOf('callback-lost', { on: z.literal('callback').default('callback') }),
  ruleOf('callback-twice', { on: z.literal('callback').default('callback') }),
  ruleOf('callback-early', { on: z.literal('callback').default('callback') }),
]);

/** A fault as the caller writes it, with optional defaults. */
export type FaultRule = z.input<typeof faultRuleSchema>;

/** A fault with its defaults filled in. */
export type Fault = z.output<typeof faultRuleSchema>;

export type FaultKind = Fault['kind'];

/** Where a fault is applied: the submission, the query, the download or the callback. */
export type FaultPlace = Fault['on'];

function ruleOf<const Kind extends string, Settings extends z.core.$ZodLooseShape>(
  kind: Kind,
  settings: Settings,
) {
  return z
    .strictObject({
      kind: z.literal(kind),
      ...settings,
      /** How often it is applied; always with `'always'` or `Infinity`. */
      times: timesSchema(),
      /** How many matching requests are left alone first. */
      skip: z.int().nonnegative().default(0),
    })
    .readonly();
}

/** JSON has no Infinity, so `'always'` means the same. */
function timesSchema() {
  return z
    .union([z.int().positive(), z.literal(Number.POSITIVE_INFINITY), z.literal('always')])
    .default(1);
}

/** On a submission, `after` applies it once the task has been made and its credits are debited. */
function momentSchema() {
  return z.enum(['before', 'after']).default('before');
}

/** Overrides the error shape of the envelope. */
function errorFormSchema() {
  return z.enum(['error-object', 'flat']).optional();
}
