/** Why the API says no, where its answer lets one tell. */
export type RefusalReason = 'validation' | 'content-policy' | 'input-fetch' | 'other';

/** What a person can do about each. */
export const mendByReason: Record<RefusalReason, string> = {
  validation: 'Mend the request and try again.',
  'content-policy':
    'The prompt or the picture must change: the same request will be refused again.',
  'input-fetch':
    'Check that the image or element URLs are public and are JPG or PNG files the API can fetch.',
  other: '',
};
