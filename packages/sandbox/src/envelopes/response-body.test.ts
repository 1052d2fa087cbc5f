import { describe, expect, test } from 'vitest';
import type { Envelope, TaskFacts } from './envelope.ts';
import { envelopeNames, envelopes } from './envelopes.ts';
import { writeSubmissionBody, writeTaskBody } from './response-body.ts';
import { knownWords } from './status-words.ts';

const queued: TaskFacts = {
  id: 'n41_kling3',
  requestId: 'req_1',
  baseUrl: 'http://sandbox',
  status: 'queued',
  unknownWord: undefined,
  sent: { model: 'kling-3', prompt: 'Waves', image: 'http://input/first.jpg' },
  videoUrl: null,
  credits: 300,
  progressPercent: 0,
  failure: null,
  createdMilliseconds: Date.UTC(2026, 1, 24, 12),
  finishedMilliseconds: null,
};
const running: TaskFacts = { ...queued, status: 'running', progressPercent: 42 };
const ended = { progressPercent: 100, finishedMilliseconds: Date.UTC(2026, 1, 24, 12, 1, 44) };
const succeeded: TaskFacts = {
  ...queued,
  ...ended,
  status: 'succeeded',
  videoUrl: 'http://sandbox/media/n41_kling3.mp4',
};
const failed: TaskFacts = {
  ...queued,
  ...ended,
  status: 'failed',
  failure: { code: 1301, message: 'The prompt was rejected' },
};

describe('the responses of an envelope', () => {
  test.each(envelopeNames)('%s read as reviewed', async (name) => {
    const envelope: Envelope = envelopes[name];

    const transcript = {
      created: writeSubmissionBody(envelope, queued),
      running: writeTaskBody(envelope, running),
      succeeded: writeTaskBody(envelope, succeeded),
      failed: writeTaskBody(envelope, failed),
    };

    const path = `./__snapshots__/${name}.json`;
    await expect(`${JSON.stringify(transcript, null, 2)}\n`).toMatchFileSnapshot(path);
  });

  test.each(envelopeNames)('%s show the link only when the task has succeeded', (name) => {
    const envelope: Envelope = envelopes[name];

    expect(JSON.stringify(writeTaskBody(envelope, succeeded))).toContain('media/n41_kling3.mp4');
    expect(JSON.stringify(writeTaskBody(envelope, running))).not.toContain('.mp4');
    expect(JSON.stringify(writeTaskBody(envelope, failed))).not.toContain('.mp4');
  });

  test('echo the input image', () => {
    expect(JSON.stringify(writeTaskBody(envelopes.current, succeeded))).toContain(
      '"request":{"model":"kling-3","prompt":"Waves","image":"http://input/first.jpg"}',
    );
  });
});

describe('all envelopes together', () => {
  const rows: readonly Envelope[] = Object.values(envelopes);

  test('use every status word of the contract', () => {
    const plain = (word: string) => word.trim().toLowerCase().replaceAll(/[- ]/g, '_');
    const usedWords = new Set(rows.flatMap(({ words }) => Object.values(words).map(plain)));

    expect(
      Object.values(knownWords)
        .flat()
        .filter((word) => !usedWords.has(word)),
    ).toEqual([]);
  });

  test('have the link in different places', () => {
    const places = rows.map((row) => `${row.place} ${JSON.stringify(row.result('u'))}`);

    expect(new Set(places).size).toBe(rows.length);
  });

  test.each(['created', 'times', 'progress', 'credits', 'failure', 'echo', 'errors'] as const)(
    'use every form of %s',
    (form) => {
      const counts = {
        created: 8,
        times: 4,
        progress: 5,
        credits: 3,
        failure: 12,
        echo: 4,
        errors: 6,
      };

      expect(new Set(rows.map((row) => row[form])).size).toBe(counts[form]);
    },
  );
});
