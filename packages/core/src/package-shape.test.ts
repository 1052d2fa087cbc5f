import { expect, test } from 'vitest';

import * as core from './index.ts';

test('the package exports these names and no others', () => {
  expect(Object.keys(core).sort()).toEqual([
    'AbortedError',
    'AmbiguousSubmissionError',
    'BudgetExceededError',
    'DeadlineExceededError',
    'DownloadError',
    'InsufficientCreditsError',
    'InvalidRequestError',
    'LedgerError',
    'RateLimitedError',
    'RefusedError',
    'TaskFailedError',
    'TaskNotFoundError',
    'TransportError',
    'UnauthorizedError',
    'UnavailableError',
    'UnexpectedResponseError',
    'VideoApiError',
    'approximateUsd',
    'createClient',
    'createMemoryLedger',
    'createPollSchedule',
    'createTimings',
    'creditsPerSecond',
    'defaultUsdPerCredit',
    'estimateCredits',
    'fingerprint',
    'isFinal',
    'ledgerEntrySchema',
    'parseSubmission',
    'parseTask',
    'parseVideoRequest',
    'ratesReadOn',
    'redact',
    'renderAll',
    'requestIssue',
    'wireBody',
  ]);
});
