/** Why the API refuses a request or fails a task, if its words show it. */
export type FailureReason = 'validation' | 'content-policy' | 'input-fetch' | 'other';

/** What a person can do about each. */
export const adviceByReason: Record<FailureReason, string> = {
  validation: 'Fix the request and try again.',
  'content-policy': 'Change the prompt or the image: the same request would be refused again.',
  'input-fetch':
    'Check that the image or element URLs are public and are JPG or PNG files the API can fetch.',
  other: '',
};
