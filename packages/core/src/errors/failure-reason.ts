/** Why the API says no, where its response lets one tell. */
export type FailureReason = 'validation' | 'content-policy' | 'input-fetch' | 'other';

/** What a person can do about each. */
export const adviceByReason: Record<FailureReason, string> = {
  validation: 'Mend the request and try again.',
  'content-policy':
    'The prompt or the picture must change: the same request will be refused again.',
  'input-fetch':
    'Check that the image or element URLs are public and are JPG or PNG files the API can fetch.',
  other: '',
};
